"""The initiative’s own word for its units above a column of figures, where it is short enough."""

from typing import Final

from fivegates.domain.language import Language
from fivegates.domain.wording.sentences import capitalised

LONGEST_UNIT: Final = 24


def in_units(title: str, unit: str, language: Language) -> str:
    """A title with the word for the units that stand below it: `Volume, claims`."""
    word = unit.strip()
    if not 0 < len(word) <= LONGEST_UNIT:
        return title
    return language.gettext("{title}, {unit}", title=title, unit=word)


def units_title(unit: str, language: Language) -> str:
    """The title of a column of units: `Claims`, or `Units` where they have no short word."""
    word = unit.strip()
    return capitalised(word) if 0 < len(word) <= LONGEST_UNIT else language.gettext("Units")
