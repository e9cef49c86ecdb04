"""What the items of a framework rest on, and the words for it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import (
    REVIEWED,
    WAIVED,
    case,
    change,
    criterion,
    evidence_for,
    framework,
    initiative,
    rubric,
    two_gates,
)
from hypothesis import given
from hypothesis import strategies as st
from strategies import cases

from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.economics.money import RateTable
from fivegates.domain.frameworks.coverage import (
    WEAKEST_FIRST,
    Basis,
    Coverage,
    PortfolioCoverage,
    coverage_of,
    unreviewed_case,
    with_titles,
)
from fivegates.domain.frameworks.framework import FrameworkItem, check_framework, framework_clashes
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import LedgerCheck
from fivegates.domain.verdict.ledger_rule import figures_on
from fivegates.domain.wording.frameworks import (
    basis_text,
    counts_text,
    coverage_sentence,
    item_details,
    portfolio_coverage_sentence,
)

USED = two_gates()


def covered(one: Case, *criteria: str) -> Coverage:
    """A framework of one item that these criteria touch."""
    of = replace(framework(), items=(FrameworkItem("1", "It holds", criteria=criteria),))
    return coverage_of(of, initiative(), one, one.review.dated)


def basis(one: Case, *criteria: str) -> Basis:
    return covered(one, *criteria).items[0].basis


def words(coverage: Coverage) -> str:
    return "\n".join(item_details(coverage, coverage.items[0], ENGLISH))


def test_an_item_rests_on_current_evidence_until_the_first_of_its_proofs_lapses() -> None:
    proofs = [evidence_for("owner", days_old=10), evidence_for("test", days_old=20)]
    found = covered(case(USED, {"owner": 3, "test": 4}, evidence=proofs), "owner", "test")
    (item,) = found.items
    assert item.basis is Basis.EVIDENCE
    assert item.until == REVIEWED - timedelta(days=20) + timedelta(days=180)
    assert basis_text(item, ENGLISH) == "Current evidence until 19 October 2026"
    assert "“Test of owner” of 2 May 2026 is good until" in words(found)


@pytest.mark.parametrize(
    ("level", "age", "expected"),
    [
        (None, 0, Basis.NOTHING),
        (2, 0, Basis.NOTHING),
        (3, 181, Basis.CLAIM),
        (3, 180, Basis.EVIDENCE),
    ],
)
def test_a_claim_that_passes_rests_on_itself_where_no_proof_is_current(
    level: int | None, age: int, expected: Basis
) -> None:
    proofs = [evidence_for("owner", days_old=age)]
    assert basis(case(USED, {"owner": level}, evidence=proofs), "owner") is expected


def test_a_claim_below_what_the_risk_class_asks_for_holds_nothing() -> None:
    used = rubric(replace(criterion("owner"), class_levels=("high: 4",)))
    proofs = [evidence_for("owner", days_old=10)]
    found = [basis(case(used, {"owner": level}, evidence=proofs), "owner") for level in (3, 4)]
    assert found == [Basis.NOTHING, Basis.EVIDENCE]


def test_a_paper_names_the_last_day_of_a_proof_and_not_the_proof() -> None:
    found = covered(case(USED, {"owner": 3, "test": 1}), "owner", "test")
    assert list(item_details(found, found.items[0], ENGLISH, short=True)) == [
        "The owner is settled: proof good until 8 Nov 2026",
        "The test is settled: level 1 is claimed, which does not pass",
    ]


def test_a_change_takes_the_evidence_away() -> None:
    proofs = [evidence_for("test", days_old=10)]
    found = covered(case(USED, {"test": 3}, evidence=proofs, changes=[change(days_old=5)]), "test")
    assert found.items[0].basis is Basis.CLAIM
    assert "level 3 is claimed; proof voided on 7 May 2026" in words(found)


def test_an_item_rests_on_the_weakest_of_its_criteria_that_apply() -> None:
    one = case(USED, {"owner": 3, "test": 1, "bias": WAIVED})
    assert basis(one, "owner", "bias") is Basis.EVIDENCE
    assert basis(one, "owner", "test") is Basis.NOTHING
    assert basis(one, "bias") is Basis.NOT_APPLICABLE
    assert "not applicable: There is no such system here." in words(covered(one, "bias"))
    assert "level 1 is claimed, which does not pass" in words(covered(one, "test"))
    assert "not answered" in words(covered(one, "funding"))


def test_what_the_rubric_does_not_ask_is_named_and_no_judgement() -> None:
    found = covered(case(USED, {"owner": 3}), "owner", "safety")
    assert (found.items[0].basis, found.items[0].absent) == (Basis.EVIDENCE, ("safety",))
    assert found.partial == 1
    assert basis_text(found.items[0], ENGLISH).endswith("(1 of 2 criteria asked)")
    assert "1 of them is asked in part: this rubric lacks other criteria that touch it." in coverage_sentence(
        found, ENGLISH
    )
    alone = covered(case(USED, {"owner": 3}), "safety")
    assert (alone.items[0].basis, alone.partial) == (Basis.NOT_ASKED, 0)
    assert "Not asked by this rubric: safety" in words(alone)
    assert words(covered(case(USED, {}))) == "No criterion touches this."


def test_what_is_not_asked_is_named_by_its_title_where_that_is_known() -> None:
    found = covered(case(USED, {"owner": 3}), "safety", "owner", "record")
    (named,) = with_titles([found], {"safety": "It is safe, also at night"})
    assert "Not asked by this rubric: It is safe, also at night; record" in words(named)


def test_before_the_first_review_what_is_asked_rests_on_nothing() -> None:
    found = coverage_of(framework(), initiative(), unreviewed_case(USED, REVIEWED), None)
    assert [item.basis for item in found.items] == [Basis.NOTHING, Basis.NOTHING, Basis.NOT_ASKED]
    assert coverage_sentence(found, ENGLISH) == (
        "As of 12 May 2026, 3 items of Rules of our own (3): 2 on nothing, 1 not asked. 1 of them is asked "
        "in part: this rubric lacks other criteria that touch it. It has not been reviewed yet."
    )


def test_a_law_that_applies_later_says_so() -> None:
    one = case(USED, {"owner": 3, "test": 3})
    found = coverage_of(framework(), initiative(), one, REVIEWED)
    assert "Applies from 1 January 2027." in words(found)
    later = replace(found, on=date(2027, 1, 1))
    assert "Has applied since 1 January 2027." in words(later)
    assert "Not covered: Deputies." in words(found)


def test_the_ledger_can_contradict_a_claim_that_has_evidence() -> None:
    checked = rubric(replace(criterion("unit"), ledger_check=LedgerCheck.UNIT_COST))
    figures = figures_on(Ledger(), "EUR", RateTable(), initiative(), REVIEWED)
    found = covered(replace(case(checked, {"unit": 3}), figures=figures), "unit")
    assert found.items[0].basis is Basis.CLAIM
    assert words(found) == "The unit is settled: level 3 is claimed; the ledger contradicts it"


def test_a_portfolio_counts_each_item_over_its_initiatives() -> None:
    both = [case(USED, {"owner": 3, "test": 3, "bias": 3}), case(USED, {"owner": 3, "test": 1})]
    found = PortfolioCoverage(
        framework(), REVIEWED, tuple(coverage_of(framework(), initiative(), one, REVIEWED) for one in both)
    )
    rows = [(item.ref, counts_text(counts, ENGLISH)) for item, counts in found.rows()]
    assert rows == [
        ("R 1", "1 on current evidence, 1 on nothing"),
        ("R 2", "1 on current evidence, 1 on nothing"),
        ("R 3", "2 not asked"),
    ]
    assert portfolio_coverage_sentence(found, ENGLISH) == (
        "As of 12 May 2026, 3 items of Rules of our own (3) in 2 initiatives, 6 in all: "
        "2 on current evidence, 2 on nothing, 2 not asked."
    )
    empty = PortfolioCoverage(framework(), REVIEWED, ())
    assert portfolio_coverage_sentence(empty, ENGLISH) == "Rules of our own (3): there is no initiative yet."
    assert counts_text(empty.counts, ENGLISH) == "–"


@given(cases(), st.data())
def test_adding_a_criterion_never_makes_an_item_rest_on_more(one: Case, data: st.DataObject) -> None:
    ids = [each.id for each in one.rubric.criteria]
    some = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    more = data.draw(st.lists(st.sampled_from(ids), unique=True))
    fewer, all_of = basis(one, *some), basis(one, *dict.fromkeys([*some, *more]))
    if Basis.NOT_APPLICABLE not in {fewer, all_of}:
        assert WEAKEST_FIRST.index(all_of) <= WEAKEST_FIRST.index(fewer)


def test_the_faults_of_a_framework_name_their_key() -> None:
    of = framework()
    items = (
        replace(of.items[0], criteria=("owner", "Owner", "owner")),
        replace(of.items[1], ref="R 1", title=""),
    )
    faults = check_framework(replace(of, code="two words", not_covered=" ", items=items))
    assert [each.place for each in faults] == [
        "id",
        "not_covered",
        "item[0].criteria[1]",
        "item[0].criteria[2]",
        "item[1].title",
        "item[1].id",
    ]
    assert [each.place for each in check_framework(replace(of, items=()))] == ["item"]
    assert check_framework(of) == ()
    clashes = framework_clashes([of, replace(of, code="HOUSE-RULES"), replace(of, version="4")])
    assert [each.place for each in clashes] == ["frameworks[1].id"]
