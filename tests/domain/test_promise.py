"""What an earlier final review projected, beside what came of it."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from builders import REVIEWED, WAIVED, case, criterion, evidence_for, portfolio, rubric
from sealing import with_finals

from fivegates.domain.economics.money import RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.projections import Market
from fivegates.domain.economics.prospects import Prospect
from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.case import final_case
from fivegates.domain.review.review import Case
from fivegates.domain.trend.promise import Outlook, Promise, promise_of
from fivegates.domain.verdict.path import path_to_ready
from fivegates.domain.verdict.verdict import judge
from fivegates.domain.wording.trend import promise_sentences

USED = rubric(criterion("must", required=True))
LATER = date(2026, 11, 30)
OPEN = case(USED, {"must": 3}, evidence=[evidence_for("must")])
SHORT = case(USED, {"must": 1})
BLOCKED = case(
    rubric(criterion("must", required=True), criterion("may", "trust")), {"must": 1, "may": WAIVED}
)
CENTS = Prospect("EUR", "claims", 600, Month(2026, 4), 100, Fraction(1, 2), target_unit_cost=Fraction(1, 4))


def outlook(
    of: Case = SHORT, on: date = REVIEWED, prospect: Prospect = CENTS, go_live: date | None = None
) -> Outlook:
    return Outlook(on, prospect, go_live, path_to_ready(of, judge(of)))


def said(then: Outlook, now: Outlook, stage: Stage = Stage.PILOT) -> list[str]:
    return promise_sentences(Promise(then, now, stage), ENGLISH)


@pytest.mark.parametrize("version", [1, 2])
def test_what_was_sealed_is_put_beside_what_is_recorded_now(version: int) -> None:
    of = with_finals(portfolio(), [(0, 0)], version=version)
    record = of.records[0]
    earlier = final_case(record.reviews[0], of.rubrics[0])
    assert earlier
    now = replace(SHORT, review=replace(SHORT.review, dated=LATER))
    moved = replace(record, initiative=replace(record.initiative, target_go_live=LATER, stage=Stage.PILOT))
    path = path_to_ready(now, judge(now))
    found = promise_of(earlier, now, path, moved, ("EUR", Market((), RateTable())))
    if version == 1:
        assert found is None
        assert promise_sentences(found, ENGLISH) == []
        return
    assert found
    assert (found.then.on, found.now.on) == (earlier.review.dated, LATER)
    assert (found.then.go_live, found.now.go_live) == (record.initiative.target_go_live, LATER)
    assert (found.now.path, found.stage) == (path, Stage.PILOT)


def test_the_projected_unit_cost_stands_beside_the_one_that_came() -> None:
    came = replace(CENTS, month=Month(2026, 10), volume=620, unit_cost=Fraction(3, 10))
    assert said(outlook(), outlook(on=LATER, prospect=came))[0] == (
        "The ledger of the review of 12 May 2026 projects to €0.25 a unit at 600 claims a month; "
        "in October 2026 it was €0.30 at 620 claims."
    )
    for prospect in (CENTS, replace(came, currency="USD"), replace(came, unit_cost=None)):
        assert len(said(outlook(), outlook(on=LATER, prospect=prospect))) == 1


@pytest.mark.parametrize(
    ("now", "stage", "reported"),
    [
        (REVIEWED, Stage.PRODUCTION, "Go-live was planned for 12 May 2026; it is in production."),
        (None, Stage.PILOT, "Go-live was planned for 12 May 2026; no day is planned now."),
        (LATER, Stage.PILOT, "Go-live was planned for 12 May 2026; it is planned for 30 November 2026 now."),
        (REVIEWED, Stage.PILOT, "Go-live was planned for 12 May 2026; that day has passed."),
        (
            REVIEWED + timedelta(days=20),
            Stage.PILOT,
            "Go-live was planned for 12 May 2026, later for 1 June 2026; that day has passed.",
        ),
    ],
)
def test_the_planned_go_live_is_reported_with_what_became_of_it(
    now: date | None, stage: Stage, reported: str
) -> None:
    assert said(outlook(go_live=REVIEWED), outlook(on=LATER, go_live=now), stage)[0] == reported


def test_a_day_to_come_is_still_planned() -> None:
    assert said(outlook(go_live=LATER), outlook(on=LATER, go_live=LATER))[0] == (
        "Go-live is planned for 30 November 2026, as then."
    )


def test_the_path_is_reported_with_what_is_left_of_it() -> None:
    effort = ENGLISH.days(path_to_ready(SHORT, judge(SHORT)).effort)
    ends = "12 May 2026; on 30 November 2026"
    assert said(outlook(), outlook(on=LATER)) == [
        f"The path to ready took {effort} on {ends} it takes {effort}."
    ]
    assert said(outlook(), outlook(OPEN, LATER)) == [f"The path to ready took {effort} on {ends} it is done."]
    assert said(outlook(OPEN), outlook(on=LATER)) == [
        f"It was ready on {ends} the path to ready takes {effort}."
    ]
    assert said(outlook(BLOCKED), outlook(on=LATER)) == []
    assert said(outlook(OPEN), outlook(OPEN, LATER)) == [
        "Nothing was left to do for it on 12 May 2026, nor on 30 November 2026."
    ]
