"""Comparison briefs: every verdict beside another, and extreme texts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import brief_cases as cases
from ledgers import losing

from fivegates.domain.brief import ComparisonBrief, InitiativeBrief
from fivegates.domain.comparison.comparison import Side, compare
from fivegates.domain.economics.ledger import Basis
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.projections import Market
from fivegates.domain.economics.prospects import Prospect, prospect_of
from fivegates.domain.portfolio.overview import ReviewMark, summarise_verdict
from fivegates.domain.verdict.assessment import assess
from fivegates.domain.verdict.states import VerdictState

EARNING = Prospect(
    "EUR",
    "claims",
    target_volume=40_000,
    month=Month(2026, 4),
    volume=4_200,
    unit_cost=Fraction(104, 100),
    unit_value=Fraction(126, 100),
    value_basis=Basis.FORECAST,
    target_unit_cost=Fraction(73, 100),
    break_even=Fraction(2_310),
)


def side(
    made: InitiativeBrief,
    code: str,
    name: str = "",
    *,
    prospect: Prospect = EARNING,
    earlier: Sequence[tuple[date, VerdictState, int | None]] = (),
) -> Side:
    """A side of the review that a brief is of; `earlier` are marks before it."""
    named = replace(made.record.initiative, code=code, name=name or made.record.initiative.name)
    verdict = made.assessment.verdict
    marks = [
        ReviewMark(0, day, state, None if score is None else Fraction(score), ())
        for day, state, score in earlier
    ]
    now = summarise_verdict(verdict)
    dated = made.assessment.case.review.dated
    marks.append(ReviewMark(1, dated, now.verdict, now.readiness, now.gates))
    return Side(named, made.assessment, prospect, tuple(marks))


CLAIMS = side(
    cases.pilot(),
    "CLM-01",
    earlier=[
        (date(2025, 8, 12), VerdictState.INCOMPLETE, None),
        (date(2025, 11, 3), VerdictState.NOT_READY, 12),
        (date(2026, 2, 11), VerdictState.NOT_READY, 31),
    ],
)
POLICY = side(
    cases.conditional(),
    "POL-02",
    "Policy search for brokers",
    prospect=Prospect("EUR", "searches", target_volume=9_000),
    earlier=[(date(2026, 1, 20), VerdictState.NOT_READY, 40)],
)
LETTERS = side(cases.ready(), "LET-03", "Customer letters")
SAFETY = replace(side(cases.unscored(), "NEW-04"), prospect=Prospect("EUR"))
UNREVIEWED = Side(cases.CLAIMS, None, Prospect("EUR"))


def brief(*sides: Side) -> ComparisonBrief:
    """A comparison brief of these sides."""
    return ComparisonBrief(compare(sides), "Board confidential", "Fivegates 0.1.0")


def two() -> ComparisonBrief:
    """A pilot that is not ready, and one ready with conditions."""
    return brief(CLAIMS, POLICY)


def three() -> ComparisonBrief:
    """A comparison of three initiatives, one of them ready."""
    return brief(CLAIMS, POLICY, LETTERS)


def four() -> ComparisonBrief:
    """A comparison of four initiatives, one of them without scores."""
    return brief(CLAIMS, POLICY, LETTERS, SAFETY)


def unreviewed() -> ComparisonBrief:
    """A comparison of an initiative without a review and one without scores."""
    return brief(SAFETY, UNREVIEWED)


def level() -> ComparisonBrief:
    """Two that are the same in everything."""
    return brief(side(cases.ready(), "A-1", "Invoices"), side(cases.ready(), "B-2", "Orders"))


def other_rubric() -> ComparisonBrief:
    """Two rubrics with no criterion in common."""
    made = cases.gates(3, 4)
    case = made.assessment.case
    own = assess(replace(case, rubric=replace(case.rubric, id="own", credit="")))
    return brief(CLAIMS, side(replace(made, assessment=own), "OWN-05", "On a rubric of its own"))


def losing_money() -> ComparisonBrief:
    """A loss at every volume, and a ledger of which a rate is missing."""
    gap = prospect_of(losing(), cases.CLAIMS, "USD", Market(), date(2026, 12, 31))
    never = replace(EARNING, target_unit_cost=Fraction(2), break_even=Fraction(0))
    return brief(replace(LETTERS, prospect=never), replace(POLICY, prospect=gap))


def longest() -> ComparisonBrief:
    """Four initiatives with names, units, actions and reviewers of 400 characters."""
    made = cases.longest()
    return brief(
        *(
            side(
                made,
                f"{number}-{made.record.initiative.name}"[:40],
                f"{number} {made.record.initiative.name}",
            )
            for number in range(4)
        )
    )


def unbroken() -> ComparisonBrief:
    """The same without a space to break at."""
    made = cases.unbroken()
    return brief(*(side(made, f"{number}{'x' * 39}") for number in range(4)))


def stretched() -> ComparisonBrief:
    """A rubric whose every text is as long as it may be."""
    made = cases.stretched()
    return brief(*(side(made, f"CODE-{number}") for number in range(3)))


def script(name: str) -> ComparisonBrief:
    """Everything in one script."""
    made = cases.script(name)
    return brief(side(made, "A"), side(made, "B", cases.SCRIPTS[name]), LETTERS)


def unknown_script() -> ComparisonBrief:
    """A comparison with all texts in scripts that no font of ours has."""
    made = cases.unknown_script()
    return brief(side(made, "A"), side(made, "B"))


def markup() -> ComparisonBrief:
    """Text that would be markup, if anything took it for that."""
    made = cases.markup()
    return brief(side(made, "A"), side(made, "B"))
