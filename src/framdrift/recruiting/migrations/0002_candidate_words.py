"""The index over candidates' words. A later migration that rebuilds the candidates' table on SQLite must run
`make_index` again: rebuilding drops the triggers (tests/recruiting/test_search_index.py would say so)."""

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE recruiting_candidate_words USING fts5(
        search_text, content='recruiting_candidate', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0", prefix='1 2 3', detail=none)""",
    "INSERT INTO recruiting_candidate_words(recruiting_candidate_words, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO recruiting_candidate_words(recruiting_candidate_words) VALUES ('rebuild')",
    """CREATE TRIGGER recruiting_candidate_words_added AFTER INSERT ON recruiting_candidate BEGIN
        INSERT INTO recruiting_candidate_words(rowid, search_text) VALUES (new.id, new.search_text);
    END""",
    """CREATE TRIGGER recruiting_candidate_words_removed AFTER DELETE ON recruiting_candidate BEGIN
        INSERT INTO recruiting_candidate_words(recruiting_candidate_words, rowid, search_text)
        VALUES ('delete', old.id, old.search_text);
    END""",
    """CREATE TRIGGER recruiting_candidate_words_changed AFTER UPDATE OF search_text ON recruiting_candidate
    WHEN old.search_text IS NOT new.search_text BEGIN
        INSERT INTO recruiting_candidate_words(recruiting_candidate_words, rowid, search_text)
        VALUES ('delete', old.id, old.search_text);
        INSERT INTO recruiting_candidate_words(rowid, search_text) VALUES (new.id, new.search_text);
    END""",
)
SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS recruiting_candidate_words_added",
    "DROP TRIGGER IF EXISTS recruiting_candidate_words_removed",
    "DROP TRIGGER IF EXISTS recruiting_candidate_words_changed",
    "DROP TABLE IF EXISTS recruiting_candidate_words",
)
POSTGRES = (
    "CREATE INDEX recruiting_candidate_words ON recruiting_candidate USING gin (to_tsvector('simple', search_text))",
)
POSTGRES_BACK = ("DROP INDEX IF EXISTS recruiting_candidate_words",)


def make_index(apps, schema_editor):
    _run(schema_editor, SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES)


def drop_index(apps, schema_editor):
    _run(schema_editor, SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRES_BACK)


def _run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("recruiting", "0001_initial")]
    operations = [migrations.RunPython(make_index, drop_index)]
