"""What would follow from other levels, volume and price, and how that is said."""

from decimal import Decimal
from fractions import Fraction

from builders import case, criterion, rubric

from fivegates.domain.economics.assumptions import Assumptions
from fivegates.domain.economics.scenarios import Scenario
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import Case
from fivegates.domain.verdict.assessment import assess
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.what_if import WhatIf, assumptions_of, stepped_level, supposed_case, worth_asking
from fivegates.domain.wording.what_if import (
    level_change,
    path_change,
    price_text,
    result_change,
    supposed_note,
    verdict_change,
)

PAIR = rubric(criterion("must", required=True), criterion("may"))


def unproven() -> Case:
    return case(PAIR, {"must": 1, "may": 3}, evidence=())


def test_a_supposed_level_counts_as_if_it_was_proven() -> None:
    before = unproven()
    assert supposed_case(before, {}) is before
    after = assess(supposed_case(before, {"must": 4, "may": 4}))
    assert after.verdict.state is VerdictState.READY
    assert assess(before).verdict.state is VerdictState.NOT_READY


def test_the_change_of_verdict_and_path_is_said_against_what_there_is() -> None:
    before = assess(unproven())
    after = assess(supposed_case(before.case, {"must": 4, "may": 4}))
    assert verdict_change(before, after, ENGLISH) == "Ready instead of Not ready"
    assert verdict_change(before, before, ENGLISH) == "Not ready, as it is now"
    assert path_change(before, before, ENGLISH).startswith("Path to ready: ")
    left = path_change(before, after, ENGLISH)
    assert left.startswith("Nothing left to do: every gate is open.")
    assert "(now " in left
    assert "(now " not in path_change(after, after, ENGLISH)


def test_what_most_hangs_on_is_asked_first() -> None:
    three = rubric(criterion("first"), criterion("must", required=True), criterion("last"))
    found = assess(case(three, {"first": 4, "must": 1, "last": 4}))
    assert worth_asking(found) == ("must", "first", "last")
    ready = assess(supposed_case(unproven(), {"must": 3, "may": 3}))
    assert worth_asking(ready) == ("must", "may")


def test_a_level_stays_on_the_scale() -> None:
    assert [stepped_level(4, 1), stepped_level(0, -1), stepped_level(2, 1)] == [4, 0, 3]
    assert [stepped_level(None, 1), stepped_level(None, -1)] == [1, 0]
    assert [level_change(None, None, ENGLISH), level_change(2, 3, ENGLISH)] == ["–", "2 → 3"]


def test_volume_and_price_become_a_scenario() -> None:
    moved = WhatIf({"must": 3}, 500, Decimal("-0.1"))
    note = supposed_note(moved, PAIR, ENGLISH)
    assert note == f"Supposed with it: {PAIR.criterion('must').title}: level 3"
    assert supposed_note(WhatIf(), PAIR, ENGLISH) == ""
    own = Assumptions("Room", 500, "EUR", price_change=Decimal("-0.1"), note=note)
    assert assumptions_of(moved, "Room", 90, "EUR", note) == own
    assert assumptions_of(WhatIf(), "", 90, "EUR").volume == 90
    texts = [price_text(each, ENGLISH) for each in (Decimal(0), Decimal("0.2"), Decimal("-0.1"))]
    assert texts == ["as today", "+20%", "−10%"]


def test_a_result_is_said_where_a_value_is_known() -> None:
    now = Scenario("EUR", Fraction(100), value_per_unit=Fraction(2), fixed=Fraction(50))
    more = Scenario("EUR", Fraction(200), value_per_unit=Fraction(2), fixed=Fraction(50))
    assert result_change(now, more, ENGLISH) == "Result a month: €350 (now €150)"
    assert result_change(Scenario("EUR", Fraction(100)), more, ENGLISH) == ""
