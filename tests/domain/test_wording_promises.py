"""By when a path is done, in tables and on pages; and what is asked where a date has passed."""

from dataclasses import replace

import pytest
from assessed import of_gates
from builders import WAIVED, action_for, case, criterion, days_before, initiative, rubric

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.assessment import Assessment, assess
from fivegates.domain.wording.paths import overdue_text, promise_parts, promise_sentence, promise_text
from fivegates.domain.wording.proposals import decision_proposal


def late(level: int, *names: str) -> Assessment:
    """Each gate promised a step that is overdue since the day before the review."""
    used = rubric(*(criterion(name, name, required=True) for name in names))
    actions = [replace(action_for(name), due=days_before(1)) for name in names]
    return assess(case(used, dict.fromkeys(names, level), actions=actions))


@pytest.mark.parametrize(
    ("found", "cell", "sentence"),
    [
        (of_gates(2, promised=True), "30 Jun 2026", "Ready by 30 June 2026."),
        (of_gates(2), "no date", ""),
        (of_gates(3), "already", ""),
        (of_gates(2, WAIVED), "–", ""),
        (late(2, "a"), "1 step overdue since 11 May 2026", "1 step overdue since 11 May 2026."),
        (
            late(2, "a", "b"),
            "2 steps overdue, the first since 11 May 2026",
            "2 steps overdue, the first since 11 May 2026.",
        ),
    ],
)
def test_a_day_ahead_or_what_is_overdue(found: Assessment, cell: str, sentence: str) -> None:
    assert promise_text(found.path, ENGLISH) == cell
    assert promise_sentence(found.path, ENGLISH) == sentence


def test_what_is_not_overdue_says_nothing() -> None:
    assert overdue_text(of_gates(2, promised=True).path, ENGLISH) == ""


def test_the_board_is_asked_for_new_dates() -> None:
    bare = replace(initiative(), sponsor="")
    assert decision_proposal(late(2, "a"), bare, Stage.PILOT, ENGLISH) == (
        "Approve production on condition of the step listed, with a new date: "
        "1 step overdue since 11 May 2026."
    )
    assert decision_proposal(late(1, "a"), bare, Stage.PILOT, ENGLISH) == (
        "Hold the launch. Release 6 person-days for the step to ready. "
        "Set new dates: 1 step overdue since 11 May 2026."
    )


def test_a_narrow_column_has_what_is_overdue_above_since_when() -> None:
    assert promise_parts(late(1, "a").path, ENGLISH) == ("1 step overdue", "since 11 May 2026")
    assert promise_parts(late(2, "a", "b").path, ENGLISH) == (
        "2 steps overdue",
        "the first since 11 May 2026",
    )
    assert promise_parts(of_gates(3).path, ENGLISH) == ("already", "")
