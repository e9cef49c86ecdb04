"""References from page 1 to what it had no room for: how much there is, and on which page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from fivegates.briefs.typesetting.blocks import Prose, Stack
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.domain.language import Language


def _heading() -> Element:
    """The element of a heading that is led to."""
    return Element(Role.HEADING)


@dataclass(frozen=True, slots=True)
class References:
    """The headings that page 1 leads to; `pages` has the number of the page of each that is set, from 1.

    A brief inside a pack is not `numbered`: its pages count from the front of the pack.
    """

    path: Element = field(default_factory=_heading)
    reasons: Element = field(default_factory=_heading)
    pages: Mapping[Element, int] = field(default_factory=dict)
    numbered: bool = True

    def placed(self, pages: Iterable[Stack]) -> "References":
        """The same, with the pages on which the headings are."""
        found = {
            block.element: number
            for number, page in enumerate(pages, 1)
            for block in page.blocks
            if isinstance(block, Prose) and block.element in {self.path, self.reasons}
        }
        return replace(self, pages=found)

    def leads_to(self, heading: Element) -> Element | None:
        """The heading, where it is set."""
        return heading if heading in self.pages else None

    def more_text(self, count: int, heading: Element, language: Language) -> str:
        """How many entries of a list are left out, and where they are."""
        if heading not in self.pages:
            return language.ngettext(
                "and {count} more in the full brief", "and {count} more in the full brief", count
            )
        if not self.numbered:
            return language.ngettext("and {count} more further on", "and {count} more further on", count)
        page = language.number(self.pages[heading])
        return language.ngettext(
            "and {count} more on page {page}", "and {count} more on page {page}", count, page=page
        )
