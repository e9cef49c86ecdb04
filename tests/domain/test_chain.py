"""The chain of final reviews: whatever is altered in one of them, the first that differs is named."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import portfolio_strategies as any_
import pytest
from builders import REVIEWED, days_before, initiative, portfolio, record, two_gates
from hypothesis import given
from sealing import SEALED_AT, with_finals, with_review

from fivegates.domain.economics.ledger import Basis, Gap
from fivegates.domain.economics.money import RateGap
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError
from fivegates.domain.portfolio.overview import summarise_verdict
from fivegates.domain.review import chain
from fivegates.domain.review.case import draft_case, final_case
from fivegates.domain.review.chain import first_fault, hash_of, seal_after
from fivegates.domain.review.fingerprint import fingerprint, rubric_digest
from fivegates.domain.review.history import current_reviews
from fivegates.domain.review.review import Case, ChainHead, NotApplicable, Portfolio, Review, Score, Seal
from fivegates.domain.review.seal import content_of
from fivegates.domain.review.seal_reader import read_content
from fivegates.domain.verdict.ledger_rule import LedgerFigures
from fivegates.domain.verdict.verdict import judge


def two_finals() -> Portfolio:
    """The portfolio of `builders`, its two reviews final in the order of their dates."""
    return with_finals(portfolio(), [(0, 0), (0, 1)])


def final(of: Portfolio, index: int) -> tuple[Review, Seal]:
    review = of.records[0].reviews[index]
    assert review.seal is not None
    return review, review.seal


def case_of(index: int) -> Case:
    of = portfolio()
    return draft_case(record(), record().reviews[index], two_gates(), of.settings.currency, of.rates)


# Links


def test_the_first_link_follows_nothing_and_the_next_the_first() -> None:
    (_, first), (_, second) = final(two_finals(), 0), final(two_finals(), 1)
    assert (first.number, first.previous) == (1, "0" * 64)
    assert (second.number, second.previous) == (2, first.hash)
    assert hash_of(first) == first.hash != second.hash


def test_a_link_is_made_in_utc_to_the_second() -> None:
    at = datetime(2026, 5, 13, 1, 0, 9, 77, tzinfo=timezone(timedelta(hours=2)))
    made = seal_after(None, case_of(0), initiative(), "R. Marsh", at)
    assert made.at == datetime(2026, 5, 12, 23, 0, 9, tzinfo=UTC)


def test_a_link_never_changes_for_the_same_content() -> None:
    """If this fails, no chain in any file can be verified any more: do not just change the figures."""
    known = LedgerFigures(
        "GBP",
        unit="claims",
        cost_months=1,
        usage_months=1,
        target_volume=40_000,
        rate_gap=RateGap(Month(2026, 3), "USD", "GBP"),
    )
    of = replace(case_of(1), figures=known, risk=None, waivers=())
    made = seal_after(ChainHead(4, "a" * 64), of, initiative(), "R. Marsh", SEALED_AT)
    assert rubric_digest(two_gates()) == "d39377d60952be4629e9448262f6874e5c08c2d138c30be93ad8d7e31e7b7db8"
    assert made.hash == "c28954e51e29d9b85905cd2fdfba0ff065bcc94b2768e6f9238d9c3ad4288aa4"


# What is sealed


FIGURES = LedgerFigures(
    "EUR",
    unit="claims",
    cost_months=3,
    usage_months=2,
    unattributed=Fraction(1, 3),
    target_volume=40_000,
    month=Month(2026, 4),
    unit_cost=Fraction(10, 3),
    unit_value=Fraction(7),
    value_basis=Basis.ACTUAL,
    rate_gap=RateGap(Month(2026, 3), "USD", "EUR"),
)


LACKING = replace(
    FIGURES,
    unattributed_most=Fraction(1),
    unconverted=(Month(2026, 3),),
    uncosted=(Month(2026, 4),),
    bounds=True,
    gap=Gap.UNITS,
    gap_month=Month(2026, 4),
)


@pytest.mark.parametrize("figures", [None, LedgerFigures("EUR"), FIGURES, LACKING])
def test_the_case_comes_back_from_what_was_sealed(figures: LedgerFigures | None) -> None:
    case = replace(case_of(1), figures=figures)
    sealed = read_content(content_of(case, initiative()))
    again = sealed.case(case.review, case.rubric)
    assert again.figures == figures
    assert fingerprint(again) == fingerprint(case)
    assert judge(again).state is judge(case).state
    assert sealed.reached == summarise_verdict(judge(case))
    assert (sealed.code, sealed.name) == (initiative().code, initiative().name)


def test_further_criteria_are_sealed_where_there_are_any_and_nothing_is_said_where_there_are_none() -> None:
    case = case_of(1)
    assert not any("also" in item for item in json.loads(content_of(case, initiative()))["evidence"])
    first, *others = case.evidence
    shared = replace(case, evidence=(replace(first, also=("bias", "funding")), *others))
    sealed = read_content(content_of(shared, initiative()))
    assert {item.criteria for item in sealed.evidence} == {("owner", "bias", "funding"), ("test",)}


@given(any_.portfolios())
def test_whatever_is_sealed_comes_back(of: Portfolio) -> None:
    rubrics = {(rubric.id, rubric.version): rubric for rubric in of.rubrics}
    for held in of.records:
        for review in held.reviews:
            used = rubrics[review.rubric_id, review.rubric_version]
            case = draft_case(held, replace(review, seal=None), used, of.settings.currency, of.rates)
            content = content_of(case, held.initiative)
            sealed = read_content(content)
            assert content_of(sealed.case(case.review, used), held.initiative) == content
            assert sealed.review == replace(review, seal=None, id=0)


def test_a_draft_has_no_sealed_case() -> None:
    assert final_case(record().reviews[0], two_gates()) is None


def test_a_final_case_is_the_sealed_one() -> None:
    review, _ = final(two_finals(), 1)
    found = final_case(review, two_gates())
    assert found is not None
    assert found.review == review
    assert [item.title for item in found.evidence] == [item.title for item in record().evidence]


SPOILT = [
    "",
    "[]",
    "{}",
    "null",
    '{"ledger":null}',
    "[" * 10_000,
]


@pytest.mark.parametrize("content", SPOILT)
def test_what_we_did_not_write_is_refused(content: str) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_content(content)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ('"level":3', '"level":9'),
        ('"level":3', '"level":"3"'),
        ('"rationale":""', '"rationale":7'),
        ('"dated":"2026-05-12"', '"dated":"1066-10-14"'),
        ('"kind":"sign-off"', '"kind":"rumour"'),
        ('"effort":"2.5"', '"effort":"1e999999"'),
        ('"cost_months":1', '"cost_months":"many"'),
        ('"score":null', '"score":"1/0"'),
        ('"score":null', '"score":"1e9"'),
        ('"supersedes":null', '"supersedes":"1"'),
        ('"title":"Test of test"', '"title":"\\u0000"'),
    ],
)
def test_a_field_that_no_form_takes_is_refused(ours: str, theirs: str) -> None:
    content = content_of(case_of(1), initiative())
    assert ours in content
    with pytest.raises(UserError, match="cannot be read"):
        read_content(content.replace(ours, theirs))


# Verification


@pytest.mark.slow
@given(any_.portfolios())
def test_a_chain_that_nobody_touched_is_sound(of: Portfolio) -> None:
    assert first_fault(of) is None


def test_later_records_leave_a_chain_sound() -> None:
    of = two_finals()
    held = of.records[0]
    edited = replace(
        held, initiative=replace(held.initiative, name="Renamed"), evidence=(), changes=(), actions=()
    )
    assert first_fault(replace(of, records=(edited, *of.records[1:]))) is None


def altered(index: int, alter: Callable[[Review], Review]) -> Portfolio:
    """Two final reviews, one of them altered."""
    of = two_finals()
    return with_review(of, (0, index), alter(of.records[0].reviews[index]))


def rescored(score: Score) -> Callable[[Review], Review]:
    return lambda review: replace(review, scores={**review.scores, score.criterion: score})


ALTERATIONS: dict[str, Callable[[Review], Review]] = {
    "date": lambda review: replace(review, dated=days_before(1, review.dated)),
    "rubric": lambda review: replace(review, rubric_version="2.0"),
    "reviewer": lambda review: replace(review, reviewer="Somebody else"),
    "decision_asked": lambda review: replace(review, decision_asked="Launch."),
    "supersedes": lambda review: replace(review, supersedes=1),
    "correction": lambda review: replace(review, correction="Because."),
    "scores.owner": rescored(Score("owner", 4)),
    "scores.test": rescored(Score("test", 3, rationale="Tested.")),
    "scores.bias": rescored(Score("bias", not_applicable=NotApplicable("Nothing to see.", "R. Marsh"))),
    "scores.funding": lambda review: replace(
        review, scores={key: score for key, score in review.scores.items() if key != "funding"}
    ),
}


@pytest.mark.parametrize("field", ALTERATIONS)
def test_every_field_of_a_final_review_is_held_to_what_was_sealed(field: str) -> None:
    other = replace(two_gates(), version="2.0")
    of = replace(altered(1, ALTERATIONS[field]), rubrics=(two_gates(), other))
    fault = first_fault(of)
    assert fault is not None
    assert (fault.record, fault.review) == (0, 1)
    assert f"“{field}” is not what was sealed" in str(fault.reason)
    assert "no. 2 (CLAIMS, 2026-05-1" in str(fault.reason)


def test_a_mark_of_carrying_is_sealed_too() -> None:
    fault = first_fault(altered(0, rescored(Score("owner", 1, carried=True))))
    assert fault is not None
    assert (fault.review, "scores.owner" in str(fault.reason)) == (0, True)


def test_a_rubric_that_no_final_review_names_is_not_digested(monkeypatch: pytest.MonkeyPatch) -> None:
    digested: list[str] = []
    monkeypatch.setattr(chain, "rubric_digest", lambda rubric: digested.append(rubric.id))
    assert first_fault(portfolio()) is None
    assert digested == []


def test_a_review_moved_to_another_initiative_is_named() -> None:
    of = two_finals()
    held, empty = of.records
    moved = replace(empty, reviews=held.reviews[1:])
    fault = first_fault(replace(of, records=(replace(held, reviews=held.reviews[:1]), moved)))
    assert fault is not None
    assert (fault.record, fault.review) == (1, 0)
    assert "“code” is not what was sealed" in str(fault.reason)


def test_an_altered_rubric_is_named() -> None:
    of = two_finals()
    easier = replace(two_gates(), thresholds=replace(two_gates().thresholds, open_score=10))
    fault = first_fault(replace(of, rubrics=(easier,)))
    assert fault is not None
    assert (fault.review, "“rubric”" in str(fault.reason)) == (0, True)


def resealed(index: int, alter: Callable[[Seal], Seal], *, rehash: bool = False) -> Portfolio:
    """Two final reviews, the seal of one altered, and its hash made to fit if asked."""

    def reseal(review: Review) -> Review:
        assert review.seal is not None
        seal = alter(review.seal)
        return replace(review, seal=replace(seal, hash=hash_of(seal)) if rehash else seal)

    return altered(index, reseal)


@pytest.mark.parametrize(
    "alter",
    [
        lambda seal: replace(seal, by="Somebody else"),
        lambda seal: replace(seal, at=seal.at + timedelta(seconds=1)),
        lambda seal: replace(seal, previous="b" * 64),
        lambda seal: replace(seal, hash="b" * 64),
        lambda seal: replace(seal, content=seal.content.replace("Hold the launch.", "Launch.")),
    ],
)
def test_an_altered_seal_no_longer_gives_its_hash(alter: Callable[[Seal], Seal]) -> None:
    fault = first_fault(resealed(1, alter))
    assert fault is not None
    assert (fault.review, "no longer gives the hash" in str(fault.reason)) == (1, True)


def test_a_link_whose_hash_was_made_to_fit_breaks_the_chain_behind_it() -> None:
    fault = first_fault(resealed(0, lambda seal: replace(seal, by="Somebody else"), rehash=True))
    assert fault is not None
    assert fault.review == 1
    assert "does not follow from no. 1" in str(fault.reason)


def test_a_missing_link_is_named() -> None:
    fault = first_fault(altered(0, lambda review: replace(review, seal=None)))
    assert fault is not None
    assert fault.review == 1
    assert "no. 1 is missing" in str(fault.reason)


def test_two_links_of_one_number_are_named() -> None:
    fault = first_fault(resealed(1, lambda seal: replace(seal, number=1)))
    assert fault is not None
    assert fault.review == 1
    assert "Two final reviews are no. 1" in str(fault.reason)


def test_content_that_cannot_be_read_is_named() -> None:
    fault = first_fault(resealed(1, lambda seal: replace(seal, content="{}"), rehash=True))
    assert fault is not None
    assert (fault.review, "cannot be read" in str(fault.reason)) == (1, True)


def test_a_sealed_verdict_that_the_rules_do_not_give_is_named() -> None:
    fault = first_fault(
        resealed(
            1,
            lambda seal: replace(
                seal, content=seal.content.replace('"state":"conditional"', '"state":"open"', 1)
            ),
            rehash=True,
        )
    )
    assert fault is not None
    assert (fault.review, "does not follow from its scores" in str(fault.reason)) == (1, True)


def test_the_verdict_beside_a_review_is_held_against_the_sealed_one() -> None:
    of = two_finals()
    sealed = {
        review.id: read_content(review.seal.content).reached
        for review in of.records[0].reviews
        if review.seal is not None
    }
    assert first_fault(of, sealed) is None
    for wrong in ({**sealed, 2: None}, {**sealed, 2: replace(sealed[2], readiness=Fraction(99))}):
        fault = first_fault(of, wrong)
        assert fault is not None
        assert (fault.review, "the verdict beside it" in str(fault.reason)) == (1, True)


def test_a_sealed_review_stands_until_it_is_corrected() -> None:
    of = two_finals()
    correction = replace(of.records[0].reviews[1], seal=None, supersedes=2, correction="Wrong day.", id=3)
    held = replace(of.records[0], reviews=(*of.records[0].reviews, correction))
    assert [review.id for review in current_reviews(held)] == [1, 3]
    assert correction.dated == REVIEWED
