"""On which line of a TOML rubric each table and key stands, which `tomllib` does not tell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from fivegates.domain.rubric_checks import place_of

_TABLE = re.compile(r"\s*\[{1,2}\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"\s*([\w-]+)\s*=")
_THREE_QUOTES = re.compile("\"{3}|'{3}")


def lines_by_place(text: str, names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return the line, from 1, of each place in `text`, worded as the places of problems are.

    `names` holds the names of the `gate` and `criterion` tables in their order. A table written inline,
    or a key in quotes, has no line here.
    """
    waiting = {kind: iter(each) for kind, each in names.items()}
    levels = count()
    lines: dict[str, int] = {}
    parent = place = ""
    for number, line in _outside_long_texts(text):
        header, key = _TABLE.match(line), _KEY.match(line)
        if header and header[1] == "criterion.level":
            place = place_of(parent, f"level {next(levels)}")
        elif header:
            levels = count()
            parent = place = next(waiting.get(header[1], iter(())), f"[{header[1]}]")
        elif key:
            lines.setdefault(place_of(place, key=key[1]), number)
        if header:
            lines.setdefault(place, number)
            lines.setdefault(place_of(key=header[1]), number)
    return lines


def line_of(place: str, lines: Mapping[str, int]) -> int | None:
    """Return the line of `place`, else of the table around it, else None."""
    while place and place not in lines:
        place = place.rpartition(", ")[0]
    return lines.get(place)


def _outside_long_texts(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines with their numbers, without those inside texts of several lines and comments."""
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        if not inside:
            if line.lstrip().startswith("#"):
                continue
            yield number, line
        if len(_THREE_QUOTES.findall(line)) % 2:
            inside = not inside
