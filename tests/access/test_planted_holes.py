"""Holes planted on purpose: the crawler finds each of them, and nothing where there is none."""

from __future__ import annotations

import pytest

from framdrift.config import access_policy
from framdrift.config.access_rows import ANY_STAFF, CANDIDATE_LINK, CLIENT_SEAT, OPEN, RECRUITING_OBJECT
from tests.access.crawl import Crawl

LINES = {
    "hole-all": CLIENT_SEAT,
    "hole-header": OPEN,
    "hole-redirect": OPEN,
    "hole-letter": OPEN,
    "hole-words": OPEN,
    "hole-hr-words": OPEN,
    "hole-unsigned": OPEN,
    "hole-log": OPEN,
    "hole-forbidden": RECRUITING_OBJECT,
    "hole-different": RECRUITING_OBJECT,
    "hole-writes": ANY_STAFF,
    "hole-breaks": OPEN,
    "hole-no-supplier": OPEN,
    "hole-tighter": CANDIDATE_LINK,
    "hole-sound": ANY_STAFF,
}
FOUND = {
    "hole-all": "foreign must not exist, but answers 200",
    "hole-header": "tells Candidate.name",
    "hole-redirect": "tells Candidate.name",
    "hole-letter": "tells Candidate.name",
    "hole-words": "sealed words of other",
    "hole-hr-words": "sealed words of hr",
    "hole-unsigned": "sealed words of nobody",
    "hole-log": "the log tells Candidate.name",
    "hole-forbidden": "answers 403",
    "hole-different": "hidden and missing look different",
    "hole-writes": "a read that writes",
    "hole-breaks": "answers 500",
    "hole-no-row": "no row in the policy table",
    "hole-no-supplier": "nobody supplies <nobody_knows>",
    "hole-tighter": "the table says deny",
}


@pytest.mark.urls("tests.access.holes")
def test_every_hole_is_found(crawl: Crawl, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, line in LINES.items():
        monkeypatch.setitem(access_policy.POLICY, name, line)
    wrong = crawl.everything(only={*LINES, "hole-no-row"})
    for name, told in FOUND.items():
        assert any(name in one and told in one for one in wrong), f"{name} went unseen: {told}"
    assert not [one for one in wrong if "hole-sound" in one]
    strangers = {"client_manager", "other_client", "consultant", "other_consultant", "lead", "employee", "candidate"}
    for hole, may_know in (
        ("hole-words", {"interviewer"}),
        ("hole-hr-words", {"interviewer", "client_hr"}),
        ("hole-unsigned", {"interviewer"}),
    ):
        heard = [one for one in wrong if hole in one and FOUND[hole] in one]
        for kind in strangers | ({"client_hr"} - may_know):
            assert any(f"{hole} as {kind}," in one for one in heard), f"{kind} read what was said in confidence, unseen"
        for kind in may_know:
            assert not any(f"{hole} as {kind}," in one for one in heard), "who may know is no leak"


@pytest.mark.urls("tests.access.holes")
def test_the_words_of_a_company_are_seen_at_another(crawl: Crawl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(access_policy.POLICY, "hole-all", CLIENT_SEAT)
    wrong = crawl.everything(only={"hole-all"})
    assert any("GET hole-all as client_hr, foreign: tells Company.note" in one for one in wrong)
