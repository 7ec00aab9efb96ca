"""Follow-ups are ticked while one talks, and stand so on the page after the talk."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from framdrift.conversations.models import GuideProbe, Invitation, ProbeUse
from tests.conversations.room.test_room_pages import desk, home, words

pytestmark = pytest.mark.django_db
__all__ = ["desk"]


def test_follow_ups_are_ticked_in_the_room_and_stand_so_after_it(desk: Client, spoken: Invitation) -> None:
    version = spoken.programme.guide_version
    own = version.questions.get(code="K2")
    for position, question in ((1, None), (2, None), (3, own)):
        said = f"Följdfråga {position}"
        GuideProbe.objects.create(version=version, question=question, position=position, text_sv=said, text_en=said)
    desk.post(home(spoken) + "begin/")
    step = words(desk, home(spoken) + "room/").split('data-step="K2"')[1].split("</form>")[0]
    assert re.findall(r'value="(\d)" aria-pressed="false" lang="\w+" data-key="(\d)"', step) == [
        ("3", "4"),
        ("1", "5"),
        ("2", "6"),
    ]
    probe = home(spoken) + "probe/"
    assert "question=K2" in desk.post(probe, {"question": "K2", "used": "3"}).headers["Location"]
    assert desk.post(probe, {"question": "K1", "used": "1"}, headers={"X-Draft": "1"}).status_code == 204
    desk.post(probe, {"question": "K1", "used": "2"})
    desk.post(probe, {"question": "K1", "unused": "2"})
    refused = desk.post(probe, {"question": "K1", "used": "3"}, follow=True).content.decode()
    assert "does not stand at this question" in refused or "hör inte till den här frågan" in refused
    assert desk.post(probe, {"question": "Z9", "used": "1"}, headers={"X-Draft": "1"}).status_code == 422
    assert set(ProbeUse.objects.values_list("question", "probe")) == {("K1", 1), ("K2", 3)}
    after = words(desk, home(spoken) + "after/")
    assert re.findall(r'name="probes" value="(\d)"[^>]*checked', after) == ["1", "3"]
    desk.post(home(spoken) + "after/", {"probes": ["2", "3"]})
    assert set(ProbeUse.objects.values_list("question", "probe")) == {("", 2), ("K2", 3)}
