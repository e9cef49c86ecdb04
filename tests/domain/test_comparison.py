"""Initiatives side by side: differences first, equal rows apart, three kinds of nothing kept apart."""

from dataclasses import replace

import pytest
from builders import WAIVED, criterion, evidence_for, rubric
from comparing import MAY, MUST, THREE, TRUST, compared, levels, side

from fivegates.domain.comparison.comparison import CriterionRow, compare, require_comparable
from fivegates.domain.errors import UserError
from fivegates.domain.verdict.verdict import Standing

OTHER = replace(rubric(MUST, criterion("extra", "trust"), criterion("run", "ops")), id="other")


def ids(rows: tuple[CriterionRow, ...]) -> list[str]:
    return [row.criterion.id for row in rows]


def test_the_largest_spread_comes_first_and_equal_rows_stand_apart() -> None:
    found = compared(side("A", levels(3, 1, 3)), side("B", levels(4, 4, 3)))
    assert ids(found.differing) == ["may", "must"]
    assert [row.spread for row in found.differing] == [3, 1]
    assert ids(found.alike) == ["test"]


def test_ties_keep_the_rubrics_order() -> None:
    found = compared(side("A", levels(1, 1, 1)), side("B", levels(2, 2, 2)), side("C", levels(1, 1, 2)))
    assert ids(found.differing) == ["must", "may", "test"]


def test_unanswered_not_applicable_and_failed_are_three_different_answers() -> None:
    answers = [levels(3, None, None), levels(3, WAIVED, WAIVED), levels(3, 0, None)]
    found = compared(*(side(code, given) for code, given in zip("ABC", answers, strict=True)))
    (may,) = [row for row in found.differing if row.criterion is MAY]
    assert [result.standing for result in may.results if result] == [
        Standing.UNSCORED,
        Standing.NOT_APPLICABLE,
        Standing.SCORED,
    ]
    assert ids(found.differing) == ["may", "test"]
    assert ids(found.alike) == ["must"]


def test_the_same_level_is_not_the_same_answer_where_one_claims_more() -> None:
    proven = [evidence_for("must"), evidence_for("test")]
    found = compared(side("A", levels(3, 2, 3)), side("B", levels(3, 3, 3), evidence=proven))
    assert ids(found.differing) == ["may"]
    assert found.differing[0].spread == 0


def test_a_criterion_that_one_rubric_lacks_is_absent_on_that_side() -> None:
    found = compared(side("A", levels()), side("B", {"must": 3, "extra": 3, "run": 3}, used=OTHER))
    assert ids(found.differing) == ["may", "test", "extra", "run"]
    assert [row.results[1] is None for row in found.differing] == [True, True, False, False]
    assert ids(found.alike) == ["must"]
    assert [row.gate.id for row in found.gates] == ["value", "trust", "ops"]
    assert found.gates[2].results[0] is None
    assert not found.one_rubric


def test_the_words_are_those_of_the_first_side_that_has_the_criterion() -> None:
    reworded = replace(THREE, version="2.0", criteria=(replace(MUST, title="Somebody answers"), MAY, TRUST))
    found = compared(side("A", levels(), used=reworded), side("B", levels()))
    assert found.alike[0].criterion.title == "Somebody answers"
    assert not found.one_rubric


def test_a_side_without_a_review_makes_no_difference() -> None:
    found = compared(side("NEW", None), side("A", levels()), side("B", levels()))
    assert found.differing == ()
    assert [result is None for result in found.alike[0].results] == [True, False, False]
    assert found.one_rubric


def test_one_review_alone_is_like_nothing() -> None:
    found = compared(side("NEW", None), side("A", levels()))
    assert ids(found.differing) == ["must", "may", "test"]
    assert found.alike == ()


def test_without_any_review_there_is_nothing_to_compare() -> None:
    with pytest.raises(UserError, match="None of these initiatives has been reviewed"):
        compared(side("NEW", None), side("OLD", None))


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], "at least two"),
        (["A"], "at least two"),
        (["A", "B", "A"], "A is chosen twice"),
        (list("ABCDE"), "No more than four initiatives can be compared at once, and 5 are chosen"),
    ],
)
def test_two_to_four_different_initiatives_can_be_compared(codes: list[str], said: str) -> None:
    with pytest.raises(UserError, match=said):
        require_comparable(codes)
    with pytest.raises(UserError, match=said):
        compare([side(code, None) for code in codes])
