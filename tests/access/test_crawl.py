"""Everybody tries every door of the house."""

from __future__ import annotations

from tests.access.crawl import Crawl, addresses


def test_everybody_at_every_address(crawl: Crawl) -> None:
    wrong = crawl.everything()
    assert not wrong, f"{len(wrong)} wrong in {len(crawl.answers)} requests:\n" + "\n".join(wrong[:60])
    assert len(crawl.answers) > 15 * len(addresses())
