"""What the command line calls so that no two backups tell whose an anonymous answer is."""

from __future__ import annotations

from framdrift.conversations.answers.windows import begin_with_database, rows_for_backup

__all__ = ["begin_with_database", "rows_for_backup"]
