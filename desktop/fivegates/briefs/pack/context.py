"""What every part of the front of a pack is composed from."""

from dataclasses import dataclass

from fivegates.briefs.typesetting.blocks import Prose
from fivegates.briefs.typesetting.fonts import text_width
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.styles import Styles, TextStyle
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.domain.language import Language
from fivegates.domain.portfolio.pack import PackFront


@dataclass(frozen=True, slots=True)
class PackSheet:
    """The values of the front of a pack and how they are told."""

    front: PackFront
    styles: Styles
    language: Language


class LinkedLine(Prose):
    """A paragraph that leads to a place in the file, wherever one of its lines is pressed."""

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Set it, and keep where it stands."""
        assert self.element is not None  # noqa: S101 - set when made
        widest = max(text_width(line, self.style.face, self.style.size) for line in self.lines(width))
        self.element.box = (x, top - self.height(width), x + widest, top)
        super().draw(paper, x, top, width)


def linked(text: str, style: TextStyle, target: str) -> LinkedLine:
    """A paragraph that leads to `target`."""
    return LinkedLine(text, style, element=Element(Role.LINK, target=target, description=text))
