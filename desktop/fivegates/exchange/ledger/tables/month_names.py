"""The names of months in the languages of Europe, whole and abbreviated."""

from collections import defaultdict
from functools import cache
from typing import Final

_LANGUAGES: Final = (
    *("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb", "fi"),
    *("cs", "sk", "hu", "ro", "tr", "el", "et", "lt", "lv", "sl", "bg", "uk"),
)
_SHORTEST: Final = 3


@cache
def months_by_name() -> dict[str, int]:
    """Each name in small letters without a point, with its month; one that means two months is left out.

    The names are those of CLDR: `març` and `Listopad` as well as `Mar`. Numbers and initials are no names.
    """
    from babel.dates import get_month_names

    found: dict[str, set[int]] = defaultdict(set)
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for month, name in get_month_names(width, context, language).items():
                    found[folded(name)].add(month)
    found["sept"].add(9)
    return {
        name: months.pop()
        for name, months in found.items()
        if len(months) == 1 and len(name) >= _SHORTEST and name.isalpha()
    }


def folded(name: str) -> str:
    """A name as `months_by_name` has it."""
    return name.casefold().strip(" .")
