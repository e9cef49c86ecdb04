"""Parses and validates TOML files of rubrics and packs, and serialises them as files that people can edit."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import TypeVar

from fivegates.domain.errors import DataError, Problem
from fivegates.domain.rubric.checks import place_of
from fivegates.domain.rubric.packs import Pack, compose
from fivegates.domain.rubric.plain_table import names_in
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.rubric.serialisation import (
    is_pack,
    pack_from_plain,
    pack_to_plain,
    rubric_from_plain,
    rubric_to_plain,
)
from fivegates.exchange.toml_text import decoded_toml, parse_toml, table_lines

T = TypeVar("T")

_TABLE = re.compile(r"\s*\[{1,2}\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"\s*([\w-]+)\s*=")
_THREE_QUOTES = re.compile("\"{3}|'{3}")


def lines_by_place(text: str, names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return the line, from 1, of each place in `text`, worded as the places of problems are.

    `names` holds the names of the `pack`, `gate` and `criterion` tables in their order. A table written
    inline, or a key in quotes, has no line here.
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


LARGEST_FILE = 1024 * 1024

_HEADER = """\
# A rubric for Fivegates: the gates, their criteria, and the figures of the verdict.
#
# To make your own, copy this file, give it an id or a version of its own, edit it and import it. A faulty
# rubric is refused with the line, the key and the reason, and nothing is changed.
#
# A criterion has five levels, 0 to 4, in this order. `gap` says what is wrong at a level: a clause without
# capital or full stop that can follow "It should not run in production yet:". `topic` follows "the proof of".
# `efforts` are the person-days from level 0 to 1, 1 to 2, 2 to 3 and 3 to 4; `evidence_effort` those for new
# proof alone; whole or in tenths. `voided_by` takes "model", "prompt", "provider", "data" and "terms".
#
# These may be left out: thresholds (the usual ones), credit, gap, required (false), weight (1, or 2 where
# required), validity_days (180), voided_by, friction, risk, ledger_check, which says what of a claim the
# ledger can check: "visibility", "unit-cost" or "return"; class_levels, such as ["high: 4"]: the level
# from which the criterion passes where the initiative has that risk class, or none yet; and class_proof: what
# the newest proof must then come to, lest the claim count as one level below that. ["high: cases 300"] asks
# for so many cases tested, "high: lower-bound 90" for so many percent passed by the lower end of the 95%
# interval, and "high: months 6" for so many months of use in the ledger.
#
# The ledger caps a claim by the lines of the months that are over by the day of the review. "visibility"
# looks at actual cost: how many months have any, and of the last three that have, what share is
# attributed to nobody. "unit-cost" looks for actual usage with units. "return" takes the latest month
# with actual lines: its running cost and its benefit by unit, at the target volume. A forecast counts
# where no actual line replaces it. Without a ledger only the first two cap; where it lacks a figure that
# decides, the claim counts as unproven.
"""


_PACK_HEADER = """\
# A pack for Fivegates: criteria that a portfolio may add to a rubric; what the rubric asks stays as it is.
#
# To make your own, copy this file, give it an id or a version of its own, edit it and import it. `base` is
# the id of the rubric that it adds to, `base_versions` are those of its versions that it is for. A criterion
# names a gate of the rubric, or one of the pack under [[gate]] with `id`, `name` and `question`. A key that
# the rubric or another pack has is refused. All else is as in a rubric, which `fivegates rubric --default`
# prints.
"""


def read_rubric(data: bytes, source: str) -> Rubric:
    """Return the rubric in `data`, a TOML file in UTF-8; `source` names the file in messages.

    Raises DataError with every problem, each with its line where one can be determined.
    """
    text = decoded_toml(data, source, LARGEST_FILE)
    return _checked(rubric_from_plain, text, parse_toml(text, source), source)


def read_pack(data: bytes, source: str) -> Pack:
    """Return the pack in `data`, as `read_rubric` returns a rubric; raises DataError like it."""
    text = decoded_toml(data, source, LARGEST_FILE)
    return _checked(pack_from_plain, text, parse_toml(text, source), source)


def read_composed(rubric: Rubric, data: bytes, source: str) -> Rubric:
    """Return a rubric with the pack in `data` added; raises DataError like `read_pack`, for clashes too."""
    text = decoded_toml(data, source, LARGEST_FILE)

    def composed(plain: object, source: str) -> Rubric:
        return compose(rubric, [pack_from_plain(plain, source)], source)

    return _checked(composed, text, parse_toml(text, source), source)


def read_rubric_or_pack(data: bytes, source: str) -> Rubric | Pack:
    """Return the pack or rubric in a file: a pack where it names a base; raises DataError for neither."""
    text = decoded_toml(data, source, LARGEST_FILE)
    plain = parse_toml(text, source)
    if is_pack(plain):
        return _checked(pack_from_plain, text, plain, source)
    return _checked(rubric_from_plain, text, plain, source)


def write_rubric(rubric: Rubric) -> bytes:
    """Return `rubric` as a TOML file that reads back to an equal value, with a note on how to edit it."""
    return "\n".join([_HEADER, *table_lines(rubric_to_plain(rubric)), ""]).encode()


def write_pack(pack: Pack) -> bytes:
    """Return `pack` as a TOML file that reads back to an equal value, with a note on how to edit it."""
    return "\n".join([_PACK_HEADER, *table_lines(pack_to_plain(pack)), ""]).encode()


def _checked(read: Callable[[object, str], T], text: str, plain: Mapping[str, object], source: str) -> T:
    """Read a value, and add lines to its problems."""
    try:
        return read(plain, source)
    except DataError as error:
        raise DataError(source, with_lines(error.problems, text, plain)) from None


def with_lines(problems: tuple[Problem, ...], text: str, plain: Mapping[str, object]) -> tuple[Problem, ...]:
    """Give each problem its line, and sort them by it; those without one come first."""
    lines = lines_by_place(text, {kind: names_in(plain, kind) for kind in ("pack", "gate", "criterion")})
    found = [(line_of(problem.place, lines) or 0, problem) for problem in problems]
    found.sort(key=lambda pair: pair[0])
    return tuple(Problem(place_of(f"line {line}" if line else "", p.place), p.reason) for line, p in found)
