"""A rubric's TOML file: bytes to a checked Rubric, and a Rubric to bytes that people can edit."""

from collections.abc import Mapping

from fivegates.domain.errors import DataError, Problem
from fivegates.domain.rubric import Rubric
from fivegates.domain.rubric_checks import place_of
from fivegates.domain.rubric_plain import rubric_from_plain, rubric_to_plain
from fivegates.domain.rubric_table import names_in
from fivegates.exchange.toml_places import line_of, lines_by_place
from fivegates.exchange.toml_reading import decoded_toml, parse_toml
from fivegates.exchange.toml_text import table_lines

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
# required), validity_days (180), voided_by, friction, risk and ledger_check, which says what of a claim the
# ledger can check: "visibility", "unit-cost" or "return".
"""


def read_rubric(data: bytes, source: str) -> Rubric:
    """Return the rubric in `data`, a TOML file in UTF-8; `source` names the file in messages.

    Raises DataError with every problem, each with its line where one can be told.
    """
    text = decoded_toml(data, source, LARGEST_FILE)
    plain = parse_toml(text, source)
    try:
        return rubric_from_plain(plain, source)
    except DataError as error:
        raise DataError(source, _with_lines(error.problems, text, plain)) from None


def write_rubric(rubric: Rubric) -> bytes:
    """Return `rubric` as a TOML file that reads back to an equal value, with a note on how to edit it."""
    return "\n".join([_HEADER, *table_lines(rubric_to_plain(rubric)), ""]).encode()


def _with_lines(problems: tuple[Problem, ...], text: str, plain: Mapping[str, object]) -> tuple[Problem, ...]:
    """Give each problem its line, and sort them by it; those without one come first."""
    lines = lines_by_place(text, {kind: names_in(plain, kind) for kind in ("gate", "criterion")})
    found = [(line_of(problem.place, lines) or 0, problem) for problem in problems]
    found.sort(key=lambda pair: pair[0])
    return tuple(Problem(place_of(f"line {line}" if line else "", p.place), p.reason) for line, p in found)
