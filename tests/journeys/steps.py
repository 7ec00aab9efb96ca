"""Steps that people take in a browser, so that a journey reads as what they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request


def _follows_a_post(request: Request) -> bool:
    before = request.redirected_from
    return before is not None and before.method == "POST"


@dataclass(frozen=True)
class Desk:
    """A page in front of somebody."""

    page: Page

    def go(self, path: str) -> None:
        """Open a path, which must be there."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path} answers {answer.status}"

    def fill(self, **values: str) -> None:
        """Type into fields by name."""
        for name, value in values.items():
            self.page.locator(f"main [name='{name}']").fill(value)

    def choose(self, name: str, label: str) -> None:
        """Choose in a list by its words."""
        self.page.locator(f"main select[name='{name}']").select_option(label=label)

    def press(self, words: str) -> None:
        """Press the button or link with these words, and wait for the page that comes."""
        target = self.page.get_by_role("button", name=words).or_(self.page.get_by_role("link", name=words))
        target.locator("visible=true").first.click()
        self.page.wait_for_load_state()

    def told(self) -> str:
        """What the notice says."""
        return self.page.locator(".notice").first.inner_text()

    def reads(self, words: str) -> bool:
        """Whether the main part of the page says this."""
        return words in self.page.locator("main").inner_text()

    def undo(self) -> None:
        """Press the notice's Undo and wait for what it leads to, a page or a part of this one."""
        with self.page.expect_response(lambda answer: _follows_a_post(answer.request)):
            self.page.locator(".notice form button").first.click()
        self.page.wait_for_load_state()

    def tab_to(self, selector: str, *, most: int = 200) -> None:
        """Press Tab until the element has the focus."""
        for _press in range(most):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} is not reached by Tab on {self.page.url}")
