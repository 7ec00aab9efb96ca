"""Everybody tries every door of the house."""

from __future__ import annotations

from tests.access.crawl import Crawl, addresses
from tests.legs import is_whole, of_this_leg


def test_everybody_at_every_address(crawl: Crawl) -> None:
    names = {address.name for address in of_this_leg(addresses())}
    wrong = crawl.everything(only=None if is_whole() else names)
    assert not wrong, f"{len(wrong)} wrong in {len(crawl.answers)} requests:\n" + "\n".join(wrong[:60])
    assert len(crawl.answers) > 15 * len(names)
