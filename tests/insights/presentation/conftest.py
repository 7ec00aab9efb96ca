"""The company and the people of the releases' own tests."""

from tests.insights.release.conftest import ines, lead, place

__all__ = ["ines", "lead", "place"]
