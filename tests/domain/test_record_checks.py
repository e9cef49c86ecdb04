"""What a record must satisfy before it is stored; each fault names its field."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import portfolio_strategies as any_
import pytest
from builders import action_for, change, evidence_for, initiative, review, two_gates
from hypothesis import given

from fivegates.domain.errors import Problem
from fivegates.domain.initiative.initiative import UNASSIGNED, Initiative
from fivegates.domain.initiative.record_checks import (
    check_action,
    check_backed,
    check_change,
    check_criterion,
    check_evidence,
    check_initiative,
    check_review,
    check_score,
    check_settings,
)
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.review.review import NotApplicable, Portfolio, Review, Score, Seal


def reported(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.text(ENGLISH) for problem in problems]


@pytest.mark.slow
@given(any_.portfolios())
def test_what_a_file_may_hold_has_no_problem(portfolio: Portfolio) -> None:
    assert not check_settings(portfolio.settings)
    for record in portfolio.records:
        assert not check_initiative(record.initiative)
        assert not any(map(check_evidence, record.evidence))
        assert not any(map(check_change, record.changes))
        assert not any(map(check_action, record.actions))
        assert not any(map(check_review, record.reviews))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": ""}, "name: This must not be empty."),
        ({"name": "tab\t"}, "name: This has a character that cannot be stored (U+0009)."),
        ({"name": "\u3000"}, "name: This must not be empty."),
        ({"name": "n" * 401}, "name: This has 401 characters; at most 400 fit."),
        ({"name": "two\nlines"}, "name: Write this on one line."),
        ({"name": "two\u2028lines"}, "name: Write this on one line."),
        ({"name": "nul\0"}, "name: This has a character that cannot be stored (U+0000)."),
        ({"summary": "s" * 2001}, "summary: This has 2001 characters; at most 2000 fit."),
        ({"summary": "half \ud800"}, "summary: This has a character that cannot be stored (U+D800)."),
        ({"summary": "carriage\r\n"}, "summary: This has a character that cannot be stored (U+000D)."),
        ({"business_unit": "b" * 201}, "business_unit: This has 201 characters; at most 200 fit."),
        ({"sponsor": "A\vB"}, "sponsor: Write this on one line."),
        ({"unit": "\x7f"}, "unit: This has a character that cannot be stored (U+007F)."),
        ({"providers": ("P",) * 51}, "providers: This has 51 entries; at most 50 fit."),
        ({"models": ("m", "")}, "models[1]: This must not be empty."),
        ({"tags": ("t" * 101,)}, "tags[0]: This has 101 characters; at most 100 fit."),
        (
            {"target_go_live": date(1999, 12, 31)},
            "target_go_live: Choose a date from 1 January 2000 to 31 December 2100.",
        ),
        ({"target_volume": 0}, "target_volume: Write a whole number from 1 to 1,000,000,000,000."),
        ({"target_volume": 10**12 + 1}, "target_volume: Write a whole number from 1 to 1,000,000,000,000."),
    ],
)
def test_a_faulty_initiative(fields: dict[str, object], expected: str) -> None:
    faulty = replace(initiative(), **fields)  # type: ignore[arg-type]

    assert reported(check_initiative(faulty)) == [expected]


@pytest.mark.parametrize("code", ["", "a" * 33, "A B", "é", "a/b", "٣", "a\n"])
def test_a_code_must_be_plain(code: str) -> None:
    (problem,) = reported(check_initiative(Initiative(code, "Named")))

    assert problem.startswith("code: Write 1 to 32 letters (A to Z)")


@pytest.mark.parametrize("code", ["a", "9", "." * 32, "CLM-TRIAGE_2.b"])
def test_a_plain_code_is_accepted(code: str) -> None:
    assert not check_initiative(Initiative(code, "Named"))


def test_every_bound_itself_fits() -> None:
    largest = replace(
        initiative(),
        name="n" * 400,
        summary="a line\n\tand another\n".ljust(2000, "s"),
        target_go_live=date(2100, 12, 31),
        target_volume=10**12,
        tags=("t" * 100,) * 50,
    )

    assert not check_initiative(largest)


def test_a_faulty_piece_of_evidence() -> None:
    faulty = replace(
        evidence_for("owner"), title="", dated=date(2101, 1, 1), reference="r" * 2001, note="n" * 5001
    )

    assert [problem.place for problem in check_evidence(faulty)] == ["title", "date", "reference", "note"]


def test_further_criteria_come_after_a_first_one_each_once() -> None:
    twice = replace(evidence_for("owner"), also=("test", "owner", "test"))
    assert [problem.place for problem in check_evidence(twice)] == ["also[1]", "also[2]"]
    waiting = replace(evidence_for(UNASSIGNED), also=("test",))
    assert [problem.place for problem in check_evidence(waiting)] == ["also"]


def test_every_criterion_that_evidence_backs_must_be_one_of_the_rubrics() -> None:
    faulty = replace(evidence_for("nobody"), also=("test", "nothing"))
    places = [problem.place for problem in check_backed(faulty, [two_gates()])]
    assert places == ["criterion", "also[1]"]
    assert check_backed(evidence_for(UNASSIGNED), [two_gates()]) == ()


def test_a_faulty_change() -> None:
    faulty = replace(change(), dated=date(206, 5, 12), summary=" ")

    assert [problem.place for problem in check_change(faulty)] == ["date", "summary"]


@pytest.mark.parametrize("effort", ["-0.1", "2.55", "10000.1", "NaN", "Infinity", "0." + "1" * 40])
def test_an_effort_in_whole_or_tenth_person_days_only(effort: str) -> None:
    faulty = action_for("owner", effort=effort)

    assert reported(check_action(faulty)) == [
        "effort: Write person-days from 0 to 10,000, with at most one decimal."
    ]


@pytest.mark.parametrize("effort", ["0", "0.1", "2.50", "1E+4"])
def test_an_effort_that_fits(effort: str) -> None:
    assert not check_action(action_for("owner", effort=effort))


def test_a_faulty_action() -> None:
    faulty = replace(
        action_for("owner"),
        title="",
        target_level=5,
        owner="o" * 201,
        due=date(1900, 1, 1),
        effort=Decimal(-1),
    )

    places = [problem.place for problem in check_action(faulty)]

    assert places == ["title", "target_level", "owner", "due", "effort"]


@pytest.mark.parametrize("level", [-1, 5])
def test_a_level_outside_the_five(level: int) -> None:
    assert reported(check_score(Score("owner", level))) == ["level: Choose a level from 0 to 4."]


def test_a_level_and_not_applicable_exclude_each_other() -> None:
    both = Score("owner", 2, NotApplicable("No such system."))

    assert reported(check_score(both)) == [
        "not_applicable: A criterion has a level or is not applicable; it cannot be both."
    ]


def test_not_applicable_needs_a_reason_but_not_yet_an_approver() -> None:
    assert not check_score(Score("owner", not_applicable=NotApplicable("No such system.")))
    assert reported(check_score(Score("owner", not_applicable=NotApplicable("\n", "R. Marsh")))) == [
        "not_applicable.reason: This must not be empty."
    ]


def test_a_faulty_review_names_the_score() -> None:
    faulty = replace(review(two_gates(), {"owner": 7, "test": 3}), reviewer="r\0", decision_asked="d" * 2001)

    places = [problem.place for problem in check_review(faulty)]

    assert places == ["reviewer", "decision_asked", "scores.owner.level"]


def test_faulty_settings() -> None:
    problems = check_settings(Settings("t" * 201, "two\nlines", "small", "1.0"))

    assert [problem.place for problem in problems] == ["title", "marking"]


def test_a_criterion_must_be_one_of_the_rubrics() -> None:
    assert not check_criterion("criterion", "test", [two_gates()])
    assert reported(check_criterion("criterion", "tset", [two_gates()])) == [
        "criterion: “tset” is not known here; did you mean “test”?"
    ]


SEAL = Seal(1, "E. Lindqvist", datetime(2026, 5, 13, tzinfo=UTC), "0" * 64, "a1" * 32, "{}")


def test_a_seal_by_itself() -> None:
    sound = Review(date(2026, 5, 12), "small", "1.0", seal=SEAL)
    faulty = Seal(0, " ", datetime(1970, 1, 1, tzinfo=UTC), "", "A1" * 32, "x" * 10_000_001)

    assert check_review(sound) == ()
    assert [problem.place for problem in check_review(replace(sound, seal=faulty))] == [
        f"final.{field}" for field in ("number", "by", "at", "previous", "hash", "content")
    ]


def test_a_correction_says_why_and_nothing_else_does() -> None:
    draft = Review(date(2026, 5, 12), "small", "1.0")

    assert check_review(replace(draft, supersedes=1, correction="Wrong day.")) == ()
    for faulty in (replace(draft, supersedes=1), replace(draft, correction="Wrong day.")):
        assert [problem.place for problem in check_review(faulty)] == ["correction"]
