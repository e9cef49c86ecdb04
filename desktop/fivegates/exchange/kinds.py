"""Parses the TOML file of advice on kinds of initiatives."""

from typing import Final

from fivegates.domain.errors import Problem
from fivegates.domain.fields import field_problems
from fivegates.domain.ideas import KindAdvice
from fivegates.exchange.plain_data import Table, read_whole
from fivegates.exchange.portfolio.record_json import reader
from fivegates.exchange.toml_text import decoded_toml, parse_toml

LARGEST_FILE: Final = 1024 * 1024


def read_kinds(data: bytes, source: str) -> tuple[KindAdvice, ...]:
    """Return the advice for each kind. Raises DataError with every problem and its key."""
    plain = parse_toml(decoded_toml(data, source, LARGEST_FILE), source)
    return read_whole(plain, source, _read, lambda _: ())


def _read(table: Table) -> tuple[KindAdvice, ...]:
    return table.many("kind", reader(KindAdvice), _check)


def _check(advice: KindAdvice) -> tuple[Problem, ...]:
    return field_problems(advice)
