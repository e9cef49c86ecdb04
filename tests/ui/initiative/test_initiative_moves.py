import pytest
from builders import WAIVED, case, criterion, rubric, two_gates

from fivegates.domain.verdict.verdict import judge
from fivegates.ui.initiative.score_tab import gate_entry, neighbour, next_unanswered

USED = two_gates()


@pytest.mark.parametrize(
    ("start", "steps", "end"),
    [
        ("owner", 1, "funding"),
        ("funding", 1, "test"),
        ("test", -1, "funding"),
        ("owner", -1, "owner"),
        ("bias", 1, "bias"),
    ],
)
def test_neighbours_cross_gates_and_stop_at_the_ends(start: str, steps: int, end: str) -> None:
    assert neighbour(USED, start, steps) == end


@pytest.mark.parametrize(
    ("start", "steps", "end"),
    [("funding", 1, "test"), ("bias", -1, "owner"), ("funding", -1, "funding"), ("bias", 1, "bias")],
)
def test_a_gate_is_entered_at_its_first_criterion(start: str, steps: int, end: str) -> None:
    assert gate_entry(USED, start, steps) == end


def test_the_next_unanswered_is_searched_round_and_skips_what_does_not_apply() -> None:
    verdict = judge(case(USED, {"funding": 2, "test": WAIVED}))
    assert next_unanswered(verdict, "owner") == "bias"
    assert next_unanswered(verdict, "bias") == "owner"


def test_with_everything_answered_one_stays() -> None:
    one = rubric(criterion("only"))
    assert next_unanswered(judge(case(one, {"only": 0})), "only") == "only"
