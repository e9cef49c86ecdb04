"""Initiative names for places with little room."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from fivegates.domain.initiative.initiative import Initiative

LONGEST_NAME: Final = 48
BEGINNING: Final = 20
"""Number of characters visible in the narrowest column of a list."""


def short_name(initiative: Initiative) -> str:
    """The name on one line, or the code where the name is too long for a sentence."""
    name = " ".join(initiative.name.split())
    return name if 0 < len(name) <= LONGEST_NAME else initiative.code


def distinct_names(
    initiatives: Sequence[Initiative], shortened: Callable[[str], str]
) -> Mapping[Initiative, str]:
    """Names shortened by `shortened`; where two would be equal, the code is put first."""
    short = {each: shortened(each.name) for each in initiatives}
    times = Counter(short.values())
    return {
        each: text if times[text] == 1 else shortened(f"{each.code} {each.name}")
        for each, text in short.items()
    }


def listed_names(initiatives: Iterable[Initiative]) -> Mapping[Initiative, str]:
    """Full names for a column that may cut them; where beginnings are equal, the code is put first."""
    listed = {*initiatives}
    begun = Counter(each.name[:BEGINNING] for each in listed)
    return {
        each: each.name if begun[each.name[:BEGINNING]] == 1 else f"{each.code} {each.name}"
        for each in listed
    }
