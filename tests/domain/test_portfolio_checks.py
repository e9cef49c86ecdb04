"""A portfolio that another program may have written is held to what the forms allow."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import portfolio, record, two_gates
from hypothesis import given
from portfolio_strategies import portfolios

from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.economics.money import RateTable
from fivegates.domain.ideas import Idea
from fivegates.domain.portfolio.checks import portfolio_problems
from fivegates.domain.review.review import InitiativeRecord, Portfolio, Review, Score


def places(value: Portfolio) -> list[str]:
    """Where something is wrong; what is wrong must have words."""
    problems = list(portfolio_problems(value))
    assert all(str(problem.reason) for problem in problems)
    return [problem.place for problem in problems]


def of_first(change: Callable[[InitiativeRecord], InitiativeRecord]) -> Portfolio:
    """The portfolio with its first record changed."""
    first, *others = portfolio().records
    return replace(portfolio(), records=(change(first), *others))


@given(portfolios())
def test_whatever_the_forms_allow_is_sound(value: Portfolio) -> None:
    assert places(value) == []


def test_a_title_that_does_not_fit_on_its_line() -> None:
    assert places(replace(portfolio(), settings=replace(portfolio().settings, title="a\nb"))) == ["title"]


def test_a_currency_and_a_rate_that_nobody_has() -> None:
    value = replace(portfolio(), settings=replace(portfolio().settings, currency="QQQ"))
    odd = replace(value.rates.rates[1], quote="QQQ")
    assert places(replace(value, rates=RateTable((value.rates.rates[0], odd)))) == [
        "currency",
        "rates[1].quote",
    ]


def test_an_idea_and_a_mapping_that_no_form_would_save() -> None:
    idea = replace(portfolio().ideas[0], decided=None)
    framework = replace(portfolio().frameworks[0], items=())
    found = places(replace(portfolio(), ideas=(idea,), frameworks=(framework,)))
    assert found == ["frameworks[0].item", "ideas[0].decided"]


def test_an_open_idea_that_was_decided() -> None:
    odd = Idea(date(2026, 5, 2), "Letters", "They take days", decided=date(2026, 5, 3))
    assert places(replace(portfolio(), ideas=(odd,))) == ["ideas[0].state"]


@pytest.mark.parametrize("key", [("", ""), ("small", ""), ("small", "2.0")])
def test_new_reviews_need_a_rubric(key: tuple[str, str]) -> None:
    settings = replace(portfolio().settings, rubric_id=key[0], rubric_version=key[1])
    assert places(replace(portfolio(), settings=settings)) == ["rubric"]


def first_review(**changes: object) -> Callable[[InitiativeRecord], InitiativeRecord]:
    def change(of: InitiativeRecord) -> InitiativeRecord:
        return replace(of, reviews=(_replaced(of.reviews[0], changes), *of.reviews[1:]))

    return change


def _replaced(review: Review, changes: dict[str, object]) -> Review:
    return replace(review, **changes)  # type: ignore[arg-type]


CHANGES: list[tuple[str, Callable[[InitiativeRecord], InitiativeRecord]]] = [
    ("summary", lambda of: replace(of, initiative=replace(of.initiative, summary="\x1b[31m"))),
    (
        "evidence[1].title",
        lambda of: replace(of, evidence=(of.evidence[0], replace(of.evidence[1], title=" "))),
    ),
    ("evidence[0].criterion", lambda of: replace(of, evidence=(replace(of.evidence[0], criterion="x"),))),
    ("changes[0].summary", lambda of: replace(of, changes=(replace(of.changes[0], summary=""),))),
    ("actions[0].effort", lambda of: replace(of, actions=(replace(of.actions[0], effort=Decimal("0.25")),))),
    ("actions[0].criterion", lambda of: replace(of, actions=(replace(of.actions[0], criterion="x"),))),
    ("reviews[0].reviewer", first_review(reviewer="a\nb")),
    ("reviews[0].scores.owner.level", first_review(scores={"owner": Score("owner", 5)})),
    (
        "costs[1].billed",
        lambda of: replace(
            of,
            ledger=Ledger(costs=(of.ledger.costs[0], replace(of.ledger.costs[1], billed=Decimal("1E+15")))),
        ),
    ),
    (
        "usage[0].successes",
        lambda of: replace(of, ledger=Ledger(usage=(replace(of.ledger.usage[0], units=1),))),
    ),
    (
        "benefits[0].currency",
        lambda of: replace(of, ledger=Ledger(benefits=(replace(of.ledger.benefits[0], currency="QQQ"),))),
    ),
    ("reviews[0].scores.x", first_review(scores={"x": Score("x", 3)})),
]


@pytest.mark.parametrize(("place", "change"), CHANGES, ids=[place for place, _ in CHANGES])
def test_every_value_is_looked_at(place: str, change: Callable[[InitiativeRecord], InitiativeRecord]) -> None:
    assert places(of_first(change)) == [f"CLAIMS.{place}"]


def test_a_day_has_one_review() -> None:
    same = first_review(dated=record().reviews[1].dated)
    (problem,) = portfolio_problems(of_first(same))
    assert problem.place == "CLAIMS.reviews[1].date"
    assert str(problem.reason) == "reviews[0] is of this day already."


def test_a_score_of_another_rubric_is_no_answer_to_this_one() -> None:
    """Evidence may be for a criterion of any rubric; a score is for one of its review's."""
    other = replace(two_gates(), version="2.0", criteria=two_gates().criteria[:1])
    value = of_first(first_review(rubric_version="2.0", scores={"test": Score("test", 1)}))
    assert places(replace(value, rubrics=(two_gates(), other))) == ["CLAIMS.reviews[0].scores.test"]


def test_a_code_that_cannot_be_printed_is_shown() -> None:
    value = of_first(lambda of: replace(of, initiative=replace(of.initiative, code="a\x1bb")))
    assert places(value) == ["a\N{REPLACEMENT CHARACTER}b.code"]
