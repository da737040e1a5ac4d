"""A page of incidents opened in a browser: what tests ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Dialog, FloatRect, Locator, Page

Collections = dict[str, Any]
"""The keywords of `build_map`."""

PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
"""Options of a context, as a phone has them."""


class OpenedPage:
    """A page opened from disk, with all that it asked for and all that went wrong."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", self._refuse_dialog)
        self.page.goto(address)
        self._devtools = context.new_cdp_session(self.page)
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Wait until the page has drawn itself."""
        # The policy of the page forbids the evaluation that other ways of waiting use.
        self.page.locator("#panel-list .panel-title").wait_for()

    def look_up(self, expression: str) -> object:
        """Return the value of an expression in the page, past its policy."""
        answer = self._devtools.send(
            "Runtime.evaluate",
            {"expression": expression, "returnByValue": True, "awaitPromise": True},
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def shown_on_map(self) -> set[str]:
        """Return the ids of the incidents that a marker stands for."""
        markers = self.page.locator(".marker:visible").all()
        return {key for marker in markers for key in read(marker, "data-incidents").split()}

    def shown_in_list(self) -> set[str]:
        """Return the ids of the incidents in the list."""
        items = self.page.locator("#panel-list .item:visible").all()
        return {read(item, "data-incident") for item in items}

    def _refuse_dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


class Opener(Protocol):
    """The fixture ``open_page``."""

    def __call__(
        self, collections: Collections, *, fragment: str = "", **options: object
    ) -> OpenedPage:
        """Render collections and open the page, with options of the browser's context."""


def read(locator: Locator, name: str) -> str:
    """Return an attribute that is there."""
    value = locator.get_attribute(name)
    assert value is not None
    return value


def measure(locator: Locator) -> FloatRect:
    """Return the box of an element that is shown."""
    box = locator.bounding_box()
    assert box is not None
    return box
