"""References to a heading further on: on which page it is, and a link that leads there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from fivegates.briefs.typesetting.arrangements import Marked
from fivegates.briefs.typesetting.blocks import Block, Prose, Stack
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.domain.language import Language

PATH: Final = "path"
REASONS: Final = "reasons"
DECIDED: Final = "decided"
PROOFS: Final = "proofs"


def gate_place(gate: str) -> str:
    """The heading of a gate in the appendix."""
    return f"gate {gate}"


@dataclass(frozen=True, slots=True)
class References:
    """The headings that are led to, by name; `pages` has the number of each that is set, from 1.

    A brief inside a pack is not `numbered`: its pages count from the front of the pack.
    """

    pages: Mapping[str, int] = field(default_factory=dict)
    numbered: bool = True
    _elements: dict[str, Element] = field(default_factory=dict)

    def heading(self, name: str) -> Element:
        """The element of a heading, the same each time."""
        return self._elements.setdefault(name, Element(Role.HEADING))

    def gate_heading(self, gate: str) -> Element:
        """The element of a gate's heading, below that of the appendix."""
        return self._elements.setdefault(gate_place(gate), Element(Role.SUBHEADING))

    def placed(self, pages: Iterable[Stack]) -> "References":
        """The same, with the pages on which the headings are."""
        names = {element: name for name, element in self._elements.items()}
        found = {
            names[element]: number
            for number, page in enumerate(pages, 1)
            for element in map(_element_of, page.blocks)
            if element in names
        }
        return replace(self, pages=found)

    def leads_to(self, name: str) -> Element | None:
        """The heading, where it is set."""
        return self._elements[name] if name in self.pages else None

    def page_text(self, name: str, language: Language) -> str:
        """The number of the page; a dash where there is none."""
        page = self.pages.get(name)
        return language.number(page) if page and self.numbered else "–"

    def more_text(self, count: int, name: str, language: Language) -> str:
        """How many entries of a list are left out, and where they are."""
        if name not in self.pages:
            return language.ngettext(
                "and {count} more in the full brief", "and {count} more in the full brief", count
            )
        if not self.numbered:
            return language.ngettext("and {count} more further on", "and {count} more further on", count)
        page = language.number(self.pages[name])
        return language.ngettext(
            "and {count} more on page {page}", "and {count} more on page {page}", count, page=page
        )


def _element_of(block: Block) -> Element | None:
    """The element of a heading, be there a mark before it or not."""
    if isinstance(block, Marked):
        return block.content.element
    return block.element if isinstance(block, Prose) else None
