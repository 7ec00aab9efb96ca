"""The wing's assignment under way, for momentum's tests."""

from tests.recruiting.conftest import ada, assignment, candidacy, template

__all__ = ["ada", "assignment", "candidacy", "template"]
