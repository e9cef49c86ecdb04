"""The published schema and the reader agree: what one accepts or refuses, so does the other."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import builders
import portfolio_strategies as any_
from fivegates.domain.errors import DataError, Problem
from fivegates.domain.reviews import Portfolio
from fivegates.exchange.portfolio_json import read_portfolio, write_portfolio
from fivegates.exchange.rubrics import read_rubric
from fivegates.resources import read_resource

SCHEMA: dict[str, Any] = json.loads(read_resource("schemas/portfolio-1.json"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
DEFAULT_RUBRIC = read_rubric(read_resource("rubrics/five-gates.toml"), "five-gates.toml")
BASE: dict[str, Any] = json.loads(write_portfolio(builders.portfolio()))

BEYOND_THE_SCHEMA = re.compile(
    r"rubrics\[\d+\].*|rubric|.*\.rubric|.*\.criterion|.*\.scores\.[^.]*|.*\[1\]\.(code|date)|.*\.effort"
)
"""Where the reader may refuse more than a schema can: names that must exist, repeats, decimals."""


def problems_of(plain: object) -> tuple[Problem, ...]:
    try:
        read_portfolio(json.dumps(plain).encode(), "in.json", DEFAULT_RUBRIC)
    except DataError as error:
        return error.problems
    return ()


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of everything within a value."""
    parts: dict[Any, Any] = {}
    if isinstance(value, dict):
        parts = value
    elif isinstance(value, list):
        parts = dict(enumerate(value))
    for key, part in parts.items():
        yield (*path, key)
        yield from paths(part, (*path, key))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@given(any_.portfolios())
def test_whatever_is_written_fits_the_schema(portfolio: Portfolio) -> None:
    VALIDATOR.validate(json.loads(write_portfolio(portfolio)))


@pytest.mark.parametrize("example", SCHEMA["examples"])
def test_the_examples_fit_the_schema_and_can_be_read(example: object) -> None:
    VALIDATOR.validate(example)
    assert not problems_of(example)


def test_the_schema_names_the_criteria_of_the_built_in_rubric() -> None:
    described = SCHEMA["$defs"]["review"]["properties"]["scores"]["description"]

    named = re.search(r"built-in rubric has: (.*)\.$", described)

    assert named
    assert named[1].split(", ") == [criterion.id for criterion in DEFAULT_RUBRIC.criteria]


odd_numbers = [0, 1, -1, 5, 7.5, 10**13]
odd_texts = ["", " ", "x", "owner", "small", "a\nb", "a\r", "a\x7f", "a\u2028b", "x" * 201, "x" * 5001]
odd_dates = ["2026-05-12", "2026-13-01", "2026-05-12\n", "20260512", "1999-12-31"]
odd_lists = [[], [1], ["x"], [""], ["x"] * 51]
odd_objects = [{}, {"x": 1}, {"level": 1}, {"id": "small", "version": "1.0"}]
odd_values = st.sampled_from(
    [None, True, *odd_numbers, *odd_texts, *odd_dates, *odd_lists, *odd_objects],
)


@given(st.data())
@settings(max_examples=400)
def test_what_the_schema_refuses_the_reader_refuses_and_the_other_way_round(data: st.DataObject) -> None:
    plain = deepcopy(BASE)
    *parents, last = data.draw(st.sampled_from(list(paths(plain))))
    holder: Any = plain
    for part in parents:
        holder = holder[part]
    match data.draw(st.sampled_from(["replace", "replace", "replace", "delete", "add"])):
        case "replace":
            holder[last] = data.draw(odd_values)
        case "delete":
            del holder[last]
        case _ if isinstance(holder, dict):
            holder["unheard-of"] = data.draw(odd_values)

    problems = problems_of(plain)

    if not VALIDATOR.is_valid(plain):
        assert problems
    else:
        assert all(BEYOND_THE_SCHEMA.fullmatch(problem.place.split(", ")[0]) for problem in problems)
