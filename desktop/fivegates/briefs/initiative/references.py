"""Cross-references to later headings: page number and link."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from fivegates.briefs.typesetting.arrangements import Marked, Panel
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
    """The headings that can be referred to, by name; `pages` has the number of each that is set, from 1.

    A brief inside a pack is not `numbered`: its pages count from the front of the pack. Where a program lays
    out the pages later, as of a Word document, headings are `named` by their text, which `titles` has.
    """

    pages: Mapping[str, int] = field(default_factory=dict)
    numbered: bool = True
    named: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)
    _elements: dict[str, Element] = field(default_factory=dict)

    def heading(self, name: str) -> Element:
        """The element of a heading, the same each time."""
        return self._elements.setdefault(name, Element(Role.HEADING))

    def gate_heading(self, gate: str) -> Element:
        """The element of a gate's heading, below that of the appendix."""
        return self._elements.setdefault(gate_place(gate), Element(Role.SUBHEADING))

    def placed(self, pages: Iterable[Stack]) -> "References":
        """The same, with the pages on which the headings are, and their texts."""
        names = {element: name for name, element in self._elements.items()}
        found = {
            names[heading.element]: (number, heading.text)
            for number, page in enumerate(pages, 1)
            for heading in map(_heading_of, page.blocks)
            if heading is not None and heading.element in names
        }
        return replace(
            self,
            pages={name: number for name, (number, _) in found.items()},
            titles={name: " ".join(text.split()) for name, (_, text) in found.items()},
        )

    def leads_to(self, name: str) -> Element | None:
        """The heading's element, where the heading is in the paper."""
        return self._elements[name] if name in self.pages else None

    def more_text(self, count: int, name: str, language: Language) -> str:
        """A sentence with the number of entries left out, and their page or heading."""
        if name not in self.pages:
            return language.ngettext(
                "and {count} more in the full brief", "and {count} more in the full brief", count
            )
        if self.named:
            return language.ngettext(
                "and {count} more: see “{title}”",
                "and {count} more: see “{title}”",
                count,
                title=self.titles[name],
            )
        if not self.numbered:
            return language.ngettext("and {count} more further on", "and {count} more further on", count)
        page = language.number(self.pages[name])
        return language.ngettext(
            "and {count} more on page {page}", "and {count} more on page {page}", count, page=page
        )


def _heading_of(block: Block) -> Prose | None:
    """The heading, with or without a mark before it, also at the start of a panel or stack."""
    if isinstance(block, Panel):
        return _heading_of(block.content)
    if isinstance(block, Stack) and block.blocks:
        return _heading_of(block.blocks[0])
    found = block.content if isinstance(block, Marked) else block
    return found if isinstance(found, Prose) else None
