"""All actions of a portfolio: which are overdue, due soon or unassigned, and whose they are."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import initiative

from fivegates.domain.initiative.initiative import Action, ActionStatus
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.action_list import (
    ActionChange,
    ActionScope,
    ListedAction,
    by_due_date,
    in_scope,
    owned_by,
    owners_of,
)
from fivegates.domain.wording.action_list import action_lines, action_list_sentence, due_text, scope_word

DAY = date(2026, 11, 30)
OPEN = Action("a", "Measure drift", owner="J. Ito", due=DAY, id=1)
LATE = replace(OPEN, due=DAY - timedelta(days=1), id=2)
NOBODY = replace(OPEN, owner=" ", due=None, id=3)
DONE = replace(LATE, status=ActionStatus.DONE, id=4)
FAR = replace(OPEN, owner="j. ito", due=DAY + timedelta(days=31), id=5)
ALL = (OPEN, LATE, NOBODY, DONE, FAR)


def listed(*actions: Action) -> tuple[ListedAction, ...]:
    return tuple(ListedAction(initiative(), action, "Drift is noticed") for action in actions)


@pytest.mark.parametrize(
    ("scope", "wanted"),
    [
        (ActionScope.OPEN, [1, 2, 3, 5]),
        (ActionScope.OVERDUE, [2]),
        (ActionScope.SOON, [1]),
        (ActionScope.UNASSIGNED, [3]),
        (ActionScope.SETTLED, [4]),
        (ActionScope.ALL, [1, 2, 3, 4, 5]),
    ],
)
def test_scopes(scope: ActionScope, wanted: list[int]) -> None:
    assert [action.id for action in ALL if in_scope(action, scope, DAY)] == wanted


def test_due_within_thirty_days_counts_the_thirtieth() -> None:
    last = replace(OPEN, due=DAY + timedelta(days=30))
    assert in_scope(last, ActionScope.SOON, DAY)


def test_upper_and_lower_case_are_one_person() -> None:
    assert owners_of(listed(FAR, OPEN, replace(OPEN, owner="A. Roth"), NOBODY)) == ("A. Roth", "j. ito")
    assert owned_by(FAR, " J. ITO ")
    assert not owned_by(NOBODY, "J. Ito")


def test_what_is_due_first_comes_first_and_what_has_no_date_last() -> None:
    ordered = by_due_date(listed(NOBODY, FAR, OPEN, LATE))
    assert [each.action.id for each in ordered] == [2, 1, 5, 3]


def test_a_change_leaves_what_it_does_not_name() -> None:
    assert ActionChange().applied(OPEN) == OPEN
    changed = ActionChange("R. Marsh", DAY, ActionStatus.DROPPED).applied(LATE)
    assert changed == replace(LATE, owner="R. Marsh", due=DAY, status=ActionStatus.DROPPED)


def test_a_settled_action_is_never_overdue() -> None:
    assert due_text(LATE, DAY, ENGLISH) == "29 Nov 2026, overdue"
    assert due_text(DONE, DAY, ENGLISH) == "29 Nov 2026"
    assert due_text(NOBODY, DAY, ENGLISH) == "–"


@pytest.mark.parametrize(
    ("actions", "sentence"),
    [
        ((), ""),
        ((DONE,), "No action is open."),
        ((OPEN,), "1 open action · 1 owner · none overdue on 30 November 2026"),
        (
            ALL,
            "4 open actions · 1 owner · 1 overdue on 30 November 2026 · 1 without owner or date",
        ),
        ((NOBODY,), "1 open action · none overdue on 30 November 2026 · 1 without owner or date"),
    ],
)
def test_the_sentence_counts_open_actions(actions: tuple[Action, ...], sentence: str) -> None:
    assert action_list_sentence(listed(*actions), DAY, ENGLISH) == sentence


def test_lines_name_date_owner_and_initiative() -> None:
    of = initiative()
    assert action_lines(listed(LATE, NOBODY), DAY, ENGLISH) == [
        f"29 Nov 2026, overdue · J. Ito · {of.code} {of.name} · Measure drift",
        f"– · unassigned · {of.code} {of.name} · Measure drift",
    ]


def test_every_scope_has_a_name_of_its_own() -> None:
    assert len({scope_word(scope, ENGLISH) for scope in ActionScope}) == len(ActionScope)
