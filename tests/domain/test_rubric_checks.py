"""Each way in which a rubric can be unfit, and that a fit one passes."""

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import criterion, rubric, two_gates
from hypothesis import given
from strategies import rubrics

from fivegates.domain.errors import Problem
from fivegates.domain.language import ENGLISH
from fivegates.domain.quoting import shown, unknown_word
from fivegates.domain.rubric.checks import place_of, rubric_problems, table_names
from fivegates.domain.rubric.rubric import Criterion, Gate, Level, Rubric, Thresholds


def reported(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.text(ENGLISH) for problem in problems]


def only_problem(used: Rubric) -> str:
    (text,) = reported(rubric_problems(used))
    return text


def with_owner(**fields: object) -> Rubric:
    """`two_gates` with other values in its first criterion, which is required."""
    used = two_gates()
    return replace(used, criteria=(replace(used.criteria[0], **fields), *used.criteria[1:]))  # type: ignore[arg-type]


@given(rubrics())
def test_a_fit_rubric_has_no_problems(used: Rubric) -> None:
    assert rubric_problems(used) == ()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"id": "Five Gates"}, 'key "id": “Five Gates” cannot be an id: 1 to 64 small letters'),
        ({"id": "x" * 65}, f'key "id": “{"x" * 40}…” cannot be an id'),
        ({"version": ""}, 'key "version": is empty.'),
        ({"name": " "}, 'key "name": is empty.'),
        ({"name": "x" * 121}, 'key "name": has 121 characters; 120 is the most.'),
        ({"credit": " "}, 'key "credit": is empty.'),
        ({"credit": "two\nlines"}, 'key "credit": holds a character that cannot be shown here (U+000A).'),
        ({"level_names": ("a", "b", "c", "d")}, 'key "level_names": has 4 names; the five levels need one'),
        ({"level_names": ("a", "b", "c", "d", "")}, 'key "level_names": is empty.'),
    ],
)
def test_what_stands_above_the_gates(fields: dict[str, object], expected: str) -> None:
    assert only_problem(replace(two_gates(), **fields)).startswith(expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"pass_level": 5}, ['key "pass_level": is 5; it can be 1 to 4.']),
        ({"pass_level": 0, "closed_below": 0}, ['key "pass_level": is 0; it can be 1 to 4.']),
        ({"closed_below": -1}, ['key "closed_below": is -1; it can be 0 to 4.']),
        ({"closed_below": 4}, ['key "closed_below": is 4, above pass_level (3): a required criterion']),
        (
            {"proof_from": 0, "unproven_level": 0},
            ['key "proof_from": is 0', 'key "unproven_level": is 0, but'],
        ),
        ({"proof_from": 5, "unproven_level": 4}, ['key "proof_from": is 5; it can be 1 to 4.']),
        ({"unproven_level": 3}, ['key "unproven_level": is 3, but must be below proof_from (3)']),
        ({"unproven_level": 1}, ['key "unproven_level": is 1, but must be 2, one below proof_from']),
        ({"open_score": 101}, ['key "open_score": is 101; it can be 0 to 100.']),
        ({"conditional_score": -1}, ['key "conditional_score": is -1; it can be 0 to 100.']),
        ({"conditional_score": 76}, ['key "conditional_score": is 76, above open_score (75).']),
        ({"at_risk_days": -1}, ['key "at_risk_days": is -1; it can be 0 to 36500.']),
    ],
)
def test_thresholds_keep_every_rule_meaningful(figures: dict[str, int], expected: list[str]) -> None:
    texts = reported(rubric_problems(replace(two_gates(), thresholds=Thresholds(**figures))))
    assert len(texts) == len(expected)
    for text, beginning in zip(texts, expected, strict=True):
        assert text.startswith(f"[thresholds], {beginning}")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"id": "-owner"}, 'criterion 1, key "id": “-owner” cannot be an id'),
        ({"id": "test"}, 'criterion 3, key "id": “test” is already the id of number 1.'),
        (
            {"gate": "valeu"},
            'criterion "owner", key "gate": “valeu” is not known here; did you mean “value”?',
        ),
        ({"gate": "x"}, 'criterion "owner", key "gate": “x” is not known here; it can be value, trust.'),
        ({"title": ""}, 'criterion "owner", key "title": is empty.'),
        ({"topic": "x" * 121}, 'criterion "owner", key "topic": has 121 characters; 120 is the most.'),
        ({"next_step": "a\tb"}, 'criterion "owner", key "next_step": holds a character that cannot be'),
        ({"question": "\n"}, 'criterion "owner", key "question": is empty.'),
        ({"why": "x" * 2001}, 'criterion "owner", key "why": has 2001 characters; 2000 is the most.'),
        ({"evidence_enough": "\x00"}, 'criterion "owner", key "evidence_enough": holds a character that'),
        (
            {"evidence_not_enough": "\ud800"},
            'criterion "owner", key "evidence_not_enough": holds a character',
        ),
        ({"risk": " "}, 'criterion "owner", key "risk": is empty.'),
        ({"friction": ("ownership", "")}, 'criterion "owner", key "friction": is empty.'),
        ({"friction": ("x",) * 13}, 'criterion "owner", key "friction": names more than 12 areas.'),
        ({"levels": ()}, 'criterion "owner", key "level": has 0 levels; it takes exactly five, 0 to 4.'),
        ({"weight": 0}, 'criterion "owner", key "weight": is 0; it can be 1 to 100.'),
        ({"weight": 101}, 'criterion "owner", key "weight": is 101; it can be 1 to 100.'),
        ({"validity_days": 36501}, 'criterion "owner", key "validity_days": is 36501; it can be 1 to 36500.'),
        ({"efforts": (Decimal(1),) * 3}, 'criterion "owner", key "efforts": has 3 figures; the four steps'),
        (
            {"efforts": (Decimal(-1),) + (Decimal(1),) * 3},
            'criterion "owner", key "efforts": -1 is not a number',
        ),
        (
            {"evidence_effort": Decimal("NaN")},
            'criterion "owner", key "evidence_effort": NaN is not a number',
        ),
        ({"evidence_effort": Decimal("inf")}, 'criterion "owner", key "evidence_effort": Infinity is not a'),
        (
            {"evidence_effort": Decimal("10000.1")},
            'criterion "owner", key "evidence_effort": 10000.1 is not a',
        ),
        (
            {"evidence_effort": Decimal("0.25")},
            'criterion "owner", key "evidence_effort": 0.25 has more than',
        ),
        ({"evidence_effort": Decimal("1e-99999")}, 'criterion "owner", key "evidence_effort": 1E-99999 has'),
    ],
)
def test_what_a_criterion_needs(fields: dict[str, object], expected: str) -> None:
    assert only_problem(with_owner(**fields)).startswith(expected)


def test_a_tenth_of_a_day_may_be_written_with_more_zeros() -> None:
    assert rubric_problems(with_owner(evidence_effort=Decimal("0.50"))) == ()


def test_prose_may_have_lines_and_tabs() -> None:
    assert rubric_problems(with_owner(why="One.\n\tTwo.")) == ()


def test_a_level_is_named_by_its_number() -> None:
    levels = (*two_gates().criteria[0].levels[:3], Level(""), Level("Done.", "two\nlines"))
    assert reported(rubric_problems(with_owner(levels=levels))) == [
        'criterion "owner", level 3, key "text": is empty.',
        'criterion "owner", level 4, key "gap": holds a character that cannot be shown here (U+000A).',
    ]


def test_a_required_criterion_whose_proof_never_lasts_could_never_pass() -> None:
    assert only_problem(with_owner(validity_days=0)) == (
        'criterion "owner", key "validity_days": is 0: no proof would last a day, '
        "so this required criterion could never pass."
    )


def test_proof_lasts_a_day_even_where_passing_takes_none() -> None:
    used = replace(with_owner(validity_days=0), thresholds=Thresholds(proof_from=4, unproven_level=3))
    assert only_problem(used) == 'criterion "owner", key "validity_days": is 0; it can be 1 to 36500.'


def test_a_rubric_without_gates_judges_nothing() -> None:
    assert reported(rubric_problems(replace(two_gates(), gates=(), criteria=()))) == [
        'key "gate": There is none; a rubric needs one at least.'
    ]


def test_no_gate_is_known_where_there_is_none() -> None:
    texts = reported(rubric_problems(replace(rubric(criterion("owner")), gates=())))
    assert texts[1] == 'criterion "owner", key "gate": “value” is not known here.'


def test_gates_have_what_a_reader_needs() -> None:
    used = replace(two_gates(), gates=(*two_gates().gates, Gate("Cost", "", "")))
    told_of_id, *others = reported(rubric_problems(used))
    assert told_of_id.startswith('gate 3, key "id": “Cost” cannot be an id')
    assert others == [
        'gate 3, key "name": is empty.',
        'gate 3, key "question": is empty.',
        "gate 3: has no criterion, so nothing could open it.",
    ]


def test_a_gate_is_named_once() -> None:
    used = replace(two_gates(), gates=(*two_gates().gates, two_gates().gates[0]))
    assert only_problem(used) == 'gate 3, key "id": “value” is already the id of number 1.'


def many(count: int, gates: int) -> tuple[Criterion, ...]:
    return tuple(criterion(f"c{number}", f"g{number % gates}") for number in range(count))


def test_bounds_of_what_a_review_can_show() -> None:
    assert rubric_problems(rubric(*many(200, 12))) == ()
    assert reported(rubric_problems(rubric(*many(201, 13)))) == [
        'key "gate": There are more than 12.',
        'key "criterion": There are more than 200.',
    ]


def test_tables_are_named_so_that_each_can_be_found() -> None:
    assert table_names("gate", ["a", "", "a", "B"]) == ['gate "a"', "gate 2", "gate 3", "gate 4"]


def test_a_place_is_read_from_the_outside_in() -> None:
    assert place_of('criterion "a"', "level 2", key="gap") == 'criterion "a", level 2, key "gap"'
    assert place_of("", key="id") == 'key "id"'


def test_long_values_are_cut() -> None:
    assert shown("x" * 41) == "x" * 40 + "…"
    assert shown("x" * 40) == "x" * 40


def test_braces_in_a_word_stay_what_they_are() -> None:
    assert unknown_word("{guess}", ["value"]).text(ENGLISH) == "“{guess}” is not known here; it can be value."
