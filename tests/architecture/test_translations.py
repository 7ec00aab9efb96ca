"""Everything a reader sees is translatable, and everything translatable is Swedish too."""

from __future__ import annotations

import ast
import gettext
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import source
from tests.architecture.source import Module, broken, dotted, expect_none, planted
from tests.architecture.templates import attribute_blocks, shown_untranslated
from tools import extraction, messages
from tools.extraction import Message

_LABELS = {"label", "help_text", "verbose_name", "empty_label", "placeholder"}
_NOTICES = {"messages.success", "messages.info", "messages.warning", "messages.error"}
_ROOMS = {"desk", "portals", "organisations", "recruiting", "planning", "momentum"}


def untold_words(module: Module) -> Iterator[str]:
    """Labels and notices in Python that are bare strings."""
    if module.folder not in _ROOMS:
        return
    for call in (node for node in ast.walk(module.tree) if isinstance(node, ast.Call)):
        for keyword in call.keywords:
            if keyword.arg in _LABELS and _is_words(keyword.value):
                yield f"{module.at(call)}: {keyword.arg} is not translated"
        if dotted(call.func) in _NOTICES and len(call.args) > 1 and _is_words(call.args[1]):
            yield f"{module.at(call)}: a notice is not translated"


def _is_words(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(_is_words(part) for part in node.values)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and any(map(str.isalpha, node.value))


def test_every_message_is_swedish_too() -> None:
    expect_none(messages.untranslated(extraction.of_product(), messages.known()))


def test_every_translation_keeps_its_placeholders() -> None:
    expect_none(messages.misfits(extraction.of_product(), messages.known() | messages.parts()))


def test_a_lost_placeholder_is_seen() -> None:
    wanted = [Message("Hi %(name)s"), Message("a day", "{n} days"), Message("in {n} h"), Message("fine %(a)s")]
    told: dict[str, messages.Translation] = {
        "Hi %(name)s": "Hej %(namn)s",
        "a day": ["en dag", "dagar"],
        "in {n} h": "om {n} tim",
        "fine %(a)s": "%(a)s bra",
    }
    assert len(messages.misfits(wanted, told)) == 2


def test_the_catalogue_is_what_the_source_and_the_parts_give() -> None:
    translations = messages.known() | messages.parts()
    source_text, compiled = messages.written(messages.catalogue_of(extraction.of_product(), translations))
    fresh = messages.CATALOGUE.read_bytes() == source_text
    fresh = fresh and messages.CATALOGUE.with_suffix(".mo").read_bytes() == compiled
    assert fresh, "the catalogue is out of date: run make messages and commit what it writes"


def test_templates_show_nothing_untranslated() -> None:
    texts = {
        path.relative_to(source.PACKAGE).as_posix(): path.read_text()
        for path in sorted(source.PACKAGE.rglob("templates/**/*"))
        if path.suffix in {".html", ".txt"}
    }
    unread = frozenset(name for text in texts.values() for name in attribute_blocks(text))
    expect_none(one for place, text in texts.items() for one in shown_untranslated(text, place, unread))


def test_a_block_inside_a_tag_is_not_read() -> None:
    unread = frozenset(
        attribute_blocks('<p class="page {% block kind %}{% endblock %}">{% block words %}{% endblock %}')
    )
    assert unread == {"kind"}
    child = "{% block kind %}wide{% endblock %}{% block words %}Hello{% endblock %}"
    assert list(shown_untranslated(child, "child.html", unread)) == ["child.html:1: Hello"]


def test_labels_and_notices_are_translated() -> None:
    expect_none(broken(untold_words))


def test_no_message_is_put_together_first() -> None:
    expect_none(broken(lambda module: extraction.unreadable(module.text, module.place)))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("<p>Hello there</p>", 1),
        ("<p>{% translate 'Hello there' %} {{ name }}</p>", 0),
        ("{% blocktranslate %}Hello <b>there</b>{% endblocktranslate %}", 0),
        ('<a title="Open it" href="/x/">{{ x }}</a>', 1),
        ('<input placeholder="{% translate "Name" %}" aria-label="Your name">', 1),
        ('<input type="submit" value="Send">', 1),
        ("<svg><title>Ball</title></svg>", 1),
        ('<span translate="no">Hello</span> <kbd>esc</kbd><script>var x = 1</script>', 0),
        ("{# a remark #}{% comment %}A remark{% endcomment %} 1 / 2 ·", 0),
        ("<p>Framdrift</p><a lang=en>English</a>", 0),
    ],
)
def test_bare_words_in_a_template_are_seen(text: str, times: int) -> None:
    assert len(list(shown_untranslated(text, "planted.html"))) == times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ('forms.CharField(label="Name")', 1),
        ('forms.CharField(label=_("Name"), help_text="")', 0),
        ('messages.success(request, f"Moved {name}")', 1),
        ('messages.success(request, _("Moved"))', 0),
    ],
)
def test_bare_words_in_python_are_seen(text: str, times: int) -> None:
    assert len(list(untold_words(planted(text, "desk/today/forms.py")))) == times


def test_extraction_reads_python_under_any_name() -> None:
    text = (
        "from django.utils import translation\n"
        "from django.utils.translation import gettext_lazy as _, npgettext as many, ngettext_lazy\n"
        "_('One' ' long'); translation.pgettext('month', 'May'); ngettext_lazy('a day', 'days', n)\n"
        "many('work', 'hour', 'hours', n); other('No')\n"
    )
    assert set(extraction.of_python(text)) == {
        Message("One long"),
        Message("May", context="month"),
        Message("a day", "days"),
        Message("hour", "hours", "work"),
    }


def test_extraction_reads_templates() -> None:
    text = (
        "<p title=\"{% translate 'Open' %}\">{% translate \"May\" context 'month' %} {{ x|default:_('none') }}\n"
        "{% blocktranslate count n=list|length %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}\n"
        '{% blocktranslate trimmed with who=name %}\n  It is\n  {{ who }}\'s "turn"\n{% endblocktranslate %}'
    )
    assert set(extraction.of_template(text)) == {
        Message("Open"),
        Message("May", context="month"),
        Message("none"),
        Message("%(n)s day", "%(n)s days"),
        Message('It is %(who)s\'s "turn"'),
    }


def test_a_message_put_together_is_seen() -> None:
    text = "from django.utils.translation import gettext as _\n_(f'Hello {name}')\n_('a' + b)\n_('fine')"
    assert len(list(extraction.unreadable(text))) == 2


def test_missing_and_half_translations_are_seen() -> None:
    wanted = [Message("One"), Message("Two"), Message("day", "days"), Message("May", context="month")]
    told: dict[str, messages.Translation] = {"One": "Ett", "Two": " ", "day": "dag", "month\x04May": "maj"}
    assert messages.untranslated(wanted, told) == [": Two", ": day"]


def test_what_is_compiled_is_read_back() -> None:
    wanted = [Message("One"), Message("%(n)s day", "%(n)s days"), Message("May", context="month")]
    told: dict[str, messages.Translation] = {
        "One": "Ett",
        "%(n)s day": ["%(n)s dag", "%(n)s dagar"],
        "month\x04May": "maj",
    }
    _, compiled = messages.written(messages.catalogue_of(wanted, told))
    swedish = gettext.GNUTranslations(io.BytesIO(compiled))
    assert swedish.gettext("One") == "Ett"
    assert swedish.ngettext("%(n)s day", "%(n)s days", 2) == "%(n)s dagar"
    assert swedish.pgettext("month", "May") == "maj"


def test_parts_that_disagree_are_refused(tmp_path: Path) -> None:

    (tmp_path / "a.yaml").write_text("One: Ett\n")
    (tmp_path / "b.yaml").write_text("One: En\n")
    with pytest.raises(messages.PartsDisagree, match=r"'Ett' in a\.yaml, 'En' in b\.yaml"):
        messages.parts(tmp_path)
