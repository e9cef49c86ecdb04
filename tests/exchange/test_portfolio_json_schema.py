"""The published schema and the reader agree: what one accepts or refuses, so does the other."""

import json
import re
from collections.abc import Iterator
from copy import copy, deepcopy
from dataclasses import replace
from functools import cache, reduce
from operator import getitem
from typing import Any

import builders
import portfolio_strategies as any_
import pytest
from examples import slow_between, some_of
from hypothesis import given
from jsonschema import Draft202012Validator
from panels import panel_of
from sealing import SEALED_AT, with_finals

from fivegates.domain.economics.assumptions import Assumptions
from fivegates.domain.economics.ledger import BenefitLine, CostLine, UsageLine
from fivegates.domain.errors import DataError, Problem
from fivegates.domain.fields import fields_of
from fivegates.domain.ideas import Idea
from fivegates.domain.initiative.decisions import Decision
from fivegates.domain.initiative.initiative import (
    Action,
    Change,
    Comment,
    Evidence,
    EvidenceFile,
    Forecast,
    Initiative,
)
from fivegates.domain.initiative.waivers import Waiver
from fivegates.domain.portfolio.meeting import MeetingDetails
from fivegates.domain.review.review import Portfolio, Score
from fivegates.domain.risk import RiskClass
from fivegates.domain.rubric.packs import compose
from fivegates.exchange.portfolio.json_format import read_portfolio, write_portfolio
from fivegates.exchange.rubric import read_rubric
from fivegates.resources import read_resource

SCHEMA: dict[str, Any] = json.loads(read_resource("schemas/portfolio-1.json"))


def without_references(schema: object) -> Any:  # noqa: ANN401 - a schema is JSON of any form
    """The same rules with each definition where it is referred to: looking them up is a third of a check."""
    if isinstance(schema, list):
        return [without_references(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {key: without_references(part) for key, part in schema.items() if key not in {"$defs", "$ref"}}
    if "$ref" in schema:
        definition = without_references(reduce(getitem, schema["$ref"].split("/")[1:], SCHEMA))
        return {"allOf": [definition, parts]} if parts else definition
    return parts


VALIDATOR = Draft202012Validator(
    without_references(SCHEMA), format_checker=Draft202012Validator.FORMAT_CHECKER
)
DEFAULT_RUBRIC = read_rubric(read_resource("rubrics/five-gates.toml"), "five-gates.toml")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("initiative", Initiative),
        ("evidence", Evidence),
        ("evidence-file", EvidenceFile),
        ("change", Change),
        ("action", Action),
        ("comment", Comment),
        ("waiver", Waiver),
        ("risk-class", RiskClass),
        ("decision", Decision),
        ("forecast", Forecast),
        ("cost", CostLine),
        ("usage", UsageLine),
        ("benefit", BenefitLine),
        ("scenario", Assumptions),
        ("meeting", MeetingDetails),
        ("idea", Idea),
    ],
)
def test_the_schema_has_every_field_of_a_record(name: str, kind: type) -> None:
    described = set(SCHEMA["$defs"][name]["properties"])
    assert {field.key for field in fields_of(kind)} - described == set()


def one_of_everything() -> Portfolio:
    """A portfolio of one initiative, with one of everything, every field set."""
    record, full = builders.record(), builders.portfolio()
    ledger = replace(record.ledger, costs=record.ledger.costs[1:])
    used = replace(builders.rubric(builders.two_gates().criterion("test")), id="small")
    used = replace(used, criteria=(replace(used.criteria[0], friction=("adoption",), risk="data drift"),))
    used = replace(used, source="Nobody in particular", dated=builders.REVIEWED)
    added = builders.pack("agents", builders.criterion("stop", "end"), gates=["end"])
    used = compose(used, [added])
    answer = Score("test", 3, rationale="Shown.", carried=True)
    corrected = replace(record.reviews[1], rubric_version=used.version, scores={"test": answer})
    case = builders.case(used, {})
    panel = replace(panel_of(record, case, {"test": 3}, {"test": builders.WAIVED}), questions=("Who?",))
    settled = (Score("test", not_applicable=builders.WAIVED, rationale="It is so."),)
    panel = replace(panel, agreed=SEALED_AT, settled=settled)
    corrected = replace(corrected, panel=panel)
    correction = replace(
        corrected, dated=builders.days_before(1), supersedes=1, correction="The test was another.", panel=None
    )
    drafts = replace(
        full,
        settings=replace(full.settings, rubric_version=used.version),
        rubrics=(used,),
        records=(
            replace(
                record,
                initiative=replace(record.initiative, archived=True),
                evidence=(replace(record.evidence[0], criterion="test"),),
                waivers=tuple(replace(waiver, criterion="test") for waiver in record.waivers[:1]),
                comments=tuple(replace(comment, criterion="test") for comment in record.comments[1:]),
                actions=record.actions[:1],
                reviews=(correction, corrected),
                ledger=ledger,
            ),
        ),
    )
    return with_finals(drafts, [(0, 1), (0, 0)])


BASE: dict[str, Any] = json.loads(write_portfolio(one_of_everything()))

Path = tuple[str | int, ...]

BEYOND_THE_SCHEMA = re.compile(
    r"rubrics\[\d+\].*|rubric|logo|accent|.*\.rubric|.*\.criterion|.*\.scores\.[^.]*|.*\.effort"
    r"|.*\.(quote|successes|tokens_cached|tokens_in|tokens_written|tokens_written_hour)|.*\.bounds\[\d+\]\.high"
    r"|.*\.(supersedes|final)|.*\.panel\.ballots\[\d+\]\.(round|name|seal)"
    r"|.*\.(supersedes|final)|ideas\[\d+\]\.(state|decided|reason|initiative)"
    r"|frameworks\[\d+\]\.item\[\d+\]\.(id|criteria\[\d+\])"
)
"""Where the reader may refuse more than a schema can: names that must exist, parts of a whole, seals,
pictures, and colours that can be read."""


def problems_of(plain: object) -> tuple[Problem, ...]:
    try:
        read_portfolio(json.dumps(plain).encode(), "in.json", DEFAULT_RUBRIC)
    except DataError as error:
        return error.problems
    return ()


def paths(value: object, path: Path = ()) -> Iterator[Path]:
    """The path of everything within a value; of a list the first item, for its like."""
    parts: dict[Any, Any] = {}
    if isinstance(value, dict):
        parts = value
    elif isinstance(value, list):
        parts = dict(enumerate(value[:1]))
    for key, part in parts.items():
        yield (*path, key)
        yield from paths(part, (*path, key))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.slow
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


ODD_AMOUNTS = ["-0.5", "12.", "1e3", "007", "1" * 16]
ODD_NUMBERS = [0, 1, 3.0, -1, 5, 7.5, 10**13]
ODD_TEXTS = ["", " ", "x", "model", "a\nb", "a\r", "a\x7f", "a\u2028b", "x" * 201, "x" * 5001]
ODD_DATES = ["2026-05-12", "2026-13-01", "2026-05-12\n", "20260512", "1999-12-31"]
ODD_LISTS = [[], [1], ["x"], [""], ["x"] * 51]
ODD_OBJECTS = [{}, {"x": 1}, {"level": 1}, {"id": "small", "version": "1.0"}]
ODD_VALUES = [None, True, *ODD_NUMBERS, *ODD_TEXTS, *ODD_AMOUNTS, *ODD_DATES, *ODD_LISTS, *ODD_OBJECTS]


PATHS = list(paths(BASE))
ABOUT_CRITERIA = {"evidence", "changes", "actions", "waivers", "comments", "reviews"}
"""The records of an initiative that need its rubric."""


@cache
def around(part: str, field: str) -> dict[str, Any]:
    """The base without what that field of that part has nothing to do with: it is read thousands of times."""
    rubric = {"rubric", "rubrics"} if part in {"rubric", "rubrics"} or field in ABOUT_CRITERIA else set()
    plain = {key: BASE[key] for key in BASE if key in {part, *SCHEMA["required"], *rubric}}
    if part == "initiatives":
        plain[part] = [
            {key: value for key, value in record.items() if key == field or not isinstance(value, list)}
            for record in BASE[part]
        ]
    assert not problems_of(plain)
    return plain


def base_for(path: Path) -> dict[str, Any]:
    """The smallest part of the base that holds `path` and can be read."""
    return around(str(path[0]), str(path[2]) if len(path) > 2 else "")


def opened(path: Path) -> tuple[dict[str, Any], Any]:
    """The base with a fresh copy of what is at `path` and leads to it, and what holds the value there."""
    plain = copy(base_for(path))
    holder: Any = plain
    for part in path[:-1]:
        holder[part] = copy(holder[part])
        holder = holder[part]
    holder[path[-1]] = deepcopy(holder[path[-1]])
    return plain, holder


def fits(plain: dict[str, Any], path: Path) -> bool:
    """Whether the base, spoilt at `path`, fits the schema; its other parts do, and are left out."""
    return VALIDATOR.is_valid({key: plain[key] for key in {path[0], *SCHEMA["required"]} & plain.keys()})


def spoilt(path: Path) -> Iterator[dict[str, Any]]:
    """The base with the value at `path` replaced by odd ones, left out, or with an unknown field in it."""
    for value in some_of(ODD_VALUES, PATHS.index(path)):
        plain, holder = opened(path)
        holder[path[-1]] = value
        yield plain
    plain, holder = opened(path)
    if isinstance(holder[path[-1]], dict):
        holder[path[-1]]["unheard-of"] = "x"
        yield plain
    plain, holder = opened(path)
    del holder[path[-1]]
    yield plain


@pytest.mark.parametrize("path", slow_between(6, PATHS), ids=lambda path: ".".join(map(str, path)))
def test_what_the_schema_refuses_the_reader_refuses_and_the_other_way_round(path: Path) -> None:
    for plain in spoilt(path):
        problems = problems_of(plain)
        if not fits(plain, path):
            assert problems
        else:
            assert all(BEYOND_THE_SCHEMA.fullmatch(problem.place.split(", ")[0]) for problem in problems)
