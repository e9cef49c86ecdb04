"""What every part of the front of a pack is composed from."""

from dataclasses import dataclass

from fivegates.briefs.typesetting.styles import Styles
from fivegates.domain.language import Language
from fivegates.domain.portfolio.pack import PackFront


@dataclass(frozen=True, slots=True)
class PackSheet:
    """The values of the front of a pack and how they are worded."""

    front: PackFront
    styles: Styles
    language: Language
