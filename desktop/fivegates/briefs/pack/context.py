"""The sheet: values, styles and language that the front matter of a pack is composed from."""

from dataclasses import dataclass

from fivegates.briefs.typesetting.styles import Styles, styles_of
from fivegates.charts.palette import read_palettes
from fivegates.domain.language import Language
from fivegates.domain.portfolio.pack import PackFront
from fivegates.domain.redaction import front_redacted, withheld


@dataclass(frozen=True, slots=True)
class PackSheet:
    """The values, styles and language of the front matter of a pack."""

    front: PackFront
    styles: Styles
    language: Language


def sheet_of(front: PackFront, language: Language, palette_data: bytes) -> PackSheet:
    """The sheet of a pack's front matter, without omissions."""
    language = withheld(language, front.withheld.omitted)
    styles = styles_of(read_palettes(palette_data).light, front.letterhead.accent, language.code)
    return PackSheet(front_redacted(front, language), styles, language)
