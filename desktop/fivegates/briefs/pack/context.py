"""What every part of the front of a pack is composed from."""

from dataclasses import dataclass

from fivegates.briefs.typesetting.styles import Styles, styles_of
from fivegates.charts.palette import read_palettes
from fivegates.domain.language import Language
from fivegates.domain.portfolio.pack import PackFront
from fivegates.domain.redaction import front_redacted, withheld


@dataclass(frozen=True, slots=True)
class PackSheet:
    """The values of the front of a pack and how they are worded."""

    front: PackFront
    styles: Styles
    language: Language


def sheet_of(front: PackFront, language: Language, palette_data: bytes) -> PackSheet:
    """What the front of a pack is composed from, without what is left out of it."""
    language = withheld(language, front.withheld.omitted)
    styles = styles_of(read_palettes(palette_data).light, front.letterhead.accent, language.code)
    return PackSheet(front_redacted(front, language), styles, language)
