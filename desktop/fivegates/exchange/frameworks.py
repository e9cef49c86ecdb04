"""Parses and validates a framework's TOML file, and serialises a framework as one that people can edit."""

from typing import Final

from fivegates.domain.frameworks.framework import Framework, check_framework
from fivegates.exchange.plain_data import read_whole
from fivegates.exchange.portfolio.record_json import reader, record_to_plain
from fivegates.exchange.toml_text import decoded_toml, parse_toml, table_lines

LARGEST_FILE: Final = 1024 * 1024

_HEADER: Final = """\
# A framework for Fivegates: what it asks for, item by item, and the criteria of rubrics that touch each.
#
# To make your own, copy this file, give it an id or a version of its own, edit it and import it. A faulty
# file is refused with the key and the reason, and nothing is changed.
#
# `published` is the day of the framework, `date` that of the mapping; both are text. `criteria` are ids of
# criteria, of any rubric or pack: one that a rubric does not have is not asked there, and one that no rubric
# or pack of the portfolio has is refused. `not_covered` says what the mapping leaves open, as a whole and of
# an item. These may be left out of an item: part, criteria, not_covered, and applies_from, the day from which
# a law applies it.
"""


def read_framework(data: bytes, source: str) -> Framework:
    """Return the framework in `data`, a TOML file in UTF-8; `source` names the file in messages.

    Raises DataError with every problem, each with its key: `item[3].criteria[0]`.
    """
    plain = parse_toml(decoded_toml(data, source, LARGEST_FILE), source)
    return read_whole(plain, source, reader(Framework), check_framework)


def write_framework(framework: Framework) -> bytes:
    """Return a framework as a TOML file that reads back to an equal value but for the store's id."""
    return "\n".join([_HEADER, *table_lines(record_to_plain(framework)), ""]).encode()
