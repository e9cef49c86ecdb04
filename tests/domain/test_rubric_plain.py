"""The plain shape of a rubric: nothing is lost in it, and what is not of that shape is refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from builders import criterion, rubric, two_gates
from hypothesis import given
from hypothesis import strategies as st
from strategies import rubrics

from fivegates.domain.errors import DataError
from fivegates.domain.initiative.initiative import ChangeKind
from fivegates.domain.language import ENGLISH
from fivegates.domain.rubric.plain_table import names_in
from fivegates.domain.rubric.rubric import Rubric, Thresholds
from fivegates.domain.rubric.serialisation import rubric_from_plain, rubric_to_plain

Mutation = Callable[[dict[str, Any]], object]


def plain() -> dict[str, Any]:
    """`two_gates`, as a file would hold it."""
    data: dict[str, Any] = json.loads(json.dumps(rubric_to_plain(two_gates())))
    return data


def refused(data: object) -> list[str]:
    with pytest.raises(DataError) as caught:
        rubric_from_plain(data, "mine")
    assert caught.value.source == "mine"
    return [problem.text(ENGLISH) for problem in caught.value.problems]


@given(rubrics(), st.sampled_from([None, Decimal]))
def test_json_and_back_is_the_same_rubric(used: Rubric, parse_float: type[Decimal] | None) -> None:
    text = json.dumps(rubric_to_plain(used), allow_nan=False)
    assert rubric_from_plain(json.loads(text, parse_float=parse_float), "x") == used


@given(st.integers(0, 100_000))
def test_every_tenth_of_a_day_survives_as_a_json_number(tenths: int) -> None:
    effort = Decimal(tenths) / 10
    used = rubric(replace(criterion("owner"), evidence_effort=effort))
    text = json.dumps(rubric_to_plain(used))
    assert rubric_from_plain(json.loads(text), "x").criteria[0].evidence_effort == effort
    assert ("." in text.partition('"evidence_effort": ')[2].partition(",")[0]) == bool(tenths % 10)


def test_what_is_empty_is_left_out_and_what_is_a_default_is_not() -> None:
    used = rubric_to_plain(replace(rubric(criterion("owner")), credit=""))
    assert "credit" not in used
    (only,) = plain()["criterion"][:1]
    assert not {"voided_by", "friction", "risk"} & set(only)
    assert only["required"] is True
    assert only["weight"] == 2
    assert only["validity_days"] == 180
    assert [list(level) for level in only["level"]] == [["text", "gap"]] * 3 + [["text"]] * 2


def test_absent_keys_take_their_defaults() -> None:
    data = plain()
    del data["thresholds"]
    for row in data["criterion"]:
        del row["weight"], row["validity_days"]
    del data["criterion"][1]["required"]
    read = rubric_from_plain(data, "x")
    assert read.thresholds == Thresholds()
    assert [c.weight for c in read.criteria] == [2, 1, 2, 1]
    assert [c.validity_days for c in read.criteria] == [180] * 4


def test_thresholds_may_be_given_in_part() -> None:
    data = plain() | {"thresholds": {"open_score": 80}}
    assert rubric_from_plain(data, "x").thresholds == Thresholds(open_score=80)


def test_criteria_are_grouped_by_gate_and_keep_their_order_within() -> None:
    data = plain()
    data["criterion"] = [data["criterion"][number] for number in (2, 1, 3, 0)]
    assert [c.id for c in rubric_from_plain(data, "x").criteria] == ["funding", "owner", "test", "bias"]


def test_kinds_of_change_are_words() -> None:
    assert plain()["criterion"][2]["voided_by"] == ["model"]
    assert rubric_from_plain(plain(), "x").criterion("test").voided_by == (ChangeKind.MODEL,)


def put(key: str, value: object) -> Mutation:
    """Put a value into the first criterion."""
    return lambda data: data["criterion"][0].update({key: value})


def drop(key: str) -> Mutation:
    """Take a key out of the first criterion."""
    return lambda data: data["criterion"][0].pop(key)


@pytest.mark.parametrize(
    ("mutate", "expected"),
    [
        (put("title", 5), 'criterion "owner", key "title": must be text in quotes, not 5.'),
        (put("title", value=True), 'criterion "owner", key "title": must be text in quotes, not true.'),
        (put("title", None), 'criterion "owner", key "title": must be text in quotes, not null.'),
        (put("title", 10**5000), 'criterion "owner", key "title": must be text in quotes, not ….'),
        (put("required", 1), 'criterion "owner", key "required": must be true or false, not 1.'),
        (put("required", "yes"), 'criterion "owner", key "required": must be true or false, not “yes”.'),
        (put("weight", value=True), 'criterion "owner", key "weight": must be a whole number, not true.'),
        (put("weight", Decimal("2.0")), 'criterion "owner", key "weight": must be a whole number, not 2.0.'),
        (put("weight", 10**5000), 'criterion "owner", key "weight": must be a whole number, not ….'),
        (put("evidence_effort", "2"), 'criterion "owner", key "evidence_effort": must be a number, not “2”.'),
        (
            put("evidence_effort", value=False),
            'criterion "owner", key "evidence_effort": must be a number, not false.',
        ),
        (
            put("evidence_effort", 10**5000),
            'criterion "owner", key "evidence_effort": must be a number, not ….',
        ),
        (
            put("evidence_effort", float("nan")),
            'criterion "owner", key "evidence_effort": NaN is not a number',
        ),
        (put("efforts", 5), 'criterion "owner", key "efforts": must be a list in square brackets, not 5.'),
        (put("efforts", [1, 2, 3, [4]]), 'criterion "owner", key "efforts": must be a number, not […].'),
        (put("friction", "adoption"), 'criterion "owner", key "friction": must be a list in square brackets'),
        (
            put("voided_by", ["modle"]),
            'criterion "owner", key "voided_by": “modle” is not known here; did you',
        ),
        (
            put("ledger_check", "returns"),
            'criterion "owner", key "ledger_check": “returns” is not known here; did you mean “return”?',
        ),
        (put("level", [{}, 1]), 'criterion "owner", key "level": must be a table of keys and values, not 1.'),
        (
            put("wieght", 2),
            'criterion "owner", key "wieght": “wieght” is not known here; did you mean “weight”?',
        ),
        (drop("title"), 'criterion "owner", key "title": is missing.'),
        (drop("efforts"), 'criterion "owner", key "efforts": is missing.'),
        (drop("evidence_effort"), 'criterion "owner", key "evidence_effort": is missing.'),
        (drop("id"), 'criterion 1, key "id": is missing.'),
        (drop("level"), 'criterion "owner", key "level": has 0 levels; it takes exactly five, 0 to 4.'),
        (lambda data: data["criterion"][0]["level"].pop(), 'criterion "owner", key "level": has 4 levels'),
        (
            lambda data: data["criterion"][0]["level"][2].update(gaps="x"),
            'criterion "owner", level 2, key "gaps": “gaps” is not known here; did you mean “gap”?',
        ),
        (lambda data: data["gate"][0].update(nam="x"), 'gate "value", key "nam": “nam” is not known here'),
        (
            lambda data: data.update(thresholds=[]),
            'key "thresholds": must be a table of keys and values, not […].',
        ),
        (lambda data: data.update(version=1.0), 'key "version": must be text in quotes, not 1.0.'),
        (
            lambda data: data.update(level_names={}),
            'key "level_names": must be a list in square brackets, not {…}.',
        ),
        (
            lambda data: data["thresholds"].update(open_scor=80),
            '[thresholds], key "open_scor": “open_scor” is not known here; did you mean “open_score”?',
        ),
    ],
)
def test_one_fault_is_reported_once_with_its_place(mutate: Mutation, expected: str) -> None:
    data = plain()
    mutate(data)
    (text,) = refused(data)
    assert text.startswith(expected)


def test_tables_that_are_none() -> None:
    texts = refused(plain() | {"gate": 5})
    assert texts[0] == 'key "gate": must be a list in square brackets, not 5.'
    assert not any("There is none" in text for text in texts)


def test_something_else_altogether() -> None:
    assert refused([1, 2]) == ["A rubric is a table of keys and values."]


def test_every_fault_is_reported() -> None:
    data = plain()
    data["criterion"][0] |= {"weight": 0, "required": "yes"}
    del data["criterion"][1]["why"]
    data["thresholds"]["open_score"] = 200
    assert len(refused(data)) == 4


def test_a_flood_is_cut_short() -> None:
    data = plain() | {f"key{number}": 1 for number in range(1000)}
    data["criterion"] = [{}] * 5000
    assert len(refused(data)) < 10_000


def test_names_are_made_of_what_is_there() -> None:
    assert names_in({"gate": [{"id": "a"}, {"id": 5}, 7]}, "gate") == ['gate "a"', "gate 2", "gate 3"]
    assert names_in({}, "gate") == []


def test_a_table_where_a_list_of_tables_belongs_is_reported() -> None:
    data = plain()
    data["gate"] = {"id": "value", "name": "Value", "question": "Does value hold?"}

    assert any("must be a list of tables" in fault for fault in refused(data))
