"""The order of effort: least effort first, then the earlier day, ties told, the rest apart."""

from dataclasses import replace
from datetime import date
from random import Random

from builders import WAIVED, action_for
from hypothesis import given
from hypothesis import strategies as st
from insight_cases import judged, named, of_case
from strategies import cases

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.insights.effort import Uncounted, effort_order
from fivegates.domain.insights.reviewed import Reviewed
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import Case
from fivegates.domain.wording.insights import (
    effort_finding,
    place_text,
    ready_by_text,
    steps_text,
    uncounted_text,
)


def planned(name: str, effort: str, due: date | None = date(2026, 7, 1)) -> Reviewed:
    """An initiative with one step to ready."""
    action = replace(action_for("test", target_level=3, effort=effort), due=due)
    return judged(named(name), {"owner": 3, "test": 2}, actions=[action])


def test_least_effort_first_then_the_earlier_day_and_no_day_last() -> None:
    found = [
        planned("Undated", "2", None),
        planned("Late", "2", date(2026, 9, 1)),
        planned("Dear", "3", date(2026, 6, 1)),
        planned("Early", "2", date(2026, 8, 1)),
    ]
    order = effort_order(found)
    assert [(place.place, place.initiative.name) for place in order.places] == [
        (1, "Early"),
        (2, "Late"),
        (3, "Undated"),
        (4, "Dear"),
    ]
    assert [ready_by_text(place, ENGLISH) for place in order.places][1:3] == ["1 Sept 2026", "no date"]
    assert effort_finding(order, ENGLISH) == "Early gets ready for least: 2 person-days, by 1 August 2026"


def test_equals_share_a_place_and_are_said_to() -> None:
    order = effort_order([planned("B", "1"), planned("A", "1"), planned("C", "4")])
    assert [place_text(place, ENGLISH) for place in order.places] == ["1, shared", "1, shared", "3"]
    assert effort_finding(order, ENGLISH) == (
        "A and B get ready for least: 1 person-day each, by 1 July 2026"
    )


def test_one_alone_is_compared_with_none() -> None:
    assert effort_finding(effort_order([planned("A", "1")]), ENGLISH) == (
        "A gets ready with 1 person-day, by 1 July 2026"
    )
    undated = effort_order([planned("A", "2", None)])
    assert effort_finding(undated, ENGLISH) == "A gets ready with 2 person-days"


def test_many_equals_are_not_all_named() -> None:
    order = effort_order([planned(name, "1", None) for name in "ABCDE"])
    assert effort_finding(order, ENGLISH) == "A, B, C and 2 more get ready for least: 1 person-day each"


def test_what_cannot_be_counted_stands_apart() -> None:
    stuck = judged(named("Stuck"), {"owner": WAIVED, "test": 4})
    ready = judged(named("Done"), {"owner": 4, "test": 4})
    order = effort_order([stuck, ready], [named("Unseen")])
    assert order.places == ()
    assert [initiative.name for initiative in order.ready] == ["Done"]
    assert [(i.name, why) for i, why in order.uncounted] == [
        ("Stuck", Uncounted.NO_WAY),
        ("Unseen", Uncounted.NOT_REVIEWED),
    ]
    assert effort_finding(order, ENGLISH) == "No initiative can be put in order yet"
    assert effort_finding(effort_order([ready]), ENGLISH) == "Every initiative is ready"
    reported = [uncounted_text(why, ENGLISH) for why in Uncounted]
    assert reported == ["Not reviewed yet.", "No step can open a gate in which nothing applies.", "Retired."]


def test_what_is_retired_waits_for_nothing() -> None:
    gone = judged(named("Gone", stage=Stage.RETIRED), {"owner": 3, "test": 2})
    kept = judged(named("Kept", stage=Stage.RETIRED), {"owner": 4, "test": 4})
    order = effort_order([gone, planned("A", "4"), kept])
    assert [place.initiative.name for place in order.places] == ["A"]
    assert order.ready == ()
    assert [(i.name, why) for i, why in order.uncounted] == [
        ("Gone", Uncounted.RETIRED),
        ("Kept", Uncounted.RETIRED),
    ]
    ready = judged(named("Done"), {"owner": 4, "test": 4})
    assert effort_finding(effort_order([gone, ready]), ENGLISH) == "Every initiative is ready"


def test_unanswered_criteria_are_counted_as_level_0_and_said_to() -> None:
    (place,) = effort_order([judged(named("A"), {"owner": 4})]).places
    assert steps_text(place, ENGLISH) == "1 step; 1 unanswered criterion counted as level 0"
    (place,) = effort_order([planned("A", "1")]).places
    assert steps_text(place, ENGLISH) == "1 step"


@given(st.lists(cases(), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_the_initiatives_never_matters(held: list[Case], random: Random) -> None:
    found = [of_case(f"N{number}", each) for number, each in enumerate(held)]
    order = effort_order(found)
    assert effort_order(random.sample(found, len(found))) == order
    listed = [*(p.initiative for p in order.places), *order.ready, *(i for i, _ in order.uncounted)]
    assert sorted(i.name for i in listed) == sorted(each.initiative.name for each in found)
