"""Values come back from the file as they went in, whatever is written in them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from builders import (
    WAIVED,
    action_for,
    books_without_ids,
    case,
    cost,
    initiative,
    ledger,
    portfolio,
    rates,
    rates_without_ids,
    record,
    review,
    two_gates,
    without_ids,
)
from hypothesis import given
from portfolio_strategies import portfolios
from stored import fill, save_verdicts

from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.economics.money import RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.portfolio.overview import summarise_verdict
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.review.review import Portfolio, Score
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.verdict.verdict import Verdict, judge
from fivegates.store.file import connection
from fivegates.store.file.opening import create_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import edit
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.initiatives import ACTION, CHANGE, EVIDENCE, find_initiative
from fivegates.store.records.ledger import BENEFIT, COST, USAGE, known_fingerprints, read_rates, save_rates
from fivegates.store.records.overview import (
    read_all_verdict_summaries,
    read_overview,
    read_verdict_summary,
    save_verdict_summary,
)
from fivegates.store.records.portfolio import OWNERS as OWNER_TABLES
from fivegates.store.records.portfolio import read_portfolio, read_record
from fivegates.store.records.portfolio_tables import read_ideas
from fivegates.store.records.reviews import (
    REVIEW,
    SCORE,
    delete_score,
    insert_rubric,
    read_review,
    read_rubric,
    read_rubrics,
)
from fivegates.store.records.settings import save_settings


def round_trip(value: Portfolio) -> Portfolio:
    """What a new file gives back."""
    with TemporaryDirectory() as folder, closing(create_file(Path(folder) / "p.fivegates")) as file:
        fill(file, value)
        return read_portfolio(file)


@given(portfolios())
def test_a_portfolio_comes_back_as_it_was(value: Portfolio) -> None:
    found = round_trip(value)
    assert (found.settings, found.rubrics) == (value.settings, value.rubrics)
    assert rates_without_ids(found.rates) == value.rates
    assert books_without_ids(found.price_books) == value.price_books
    assert tuple(replace(each, id=0) for each in found.frameworks) == value.frameworks
    assert tuple(replace(each, id=0) for each in found.ideas) == value.ideas
    assert [without_ids(each) for each in found.records] == [without_ids(each) for each in value.records]


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE score; --",
        'a "quoted" \\ back\\slash',
        "{braces} %s ?",
        "<b>bold</b> & more",
        "before\0after",
        "👩‍🔬 Zażółć Έλεγχος Проверка 日本語",
        "\u202e\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd\u202c",
        "line\nline\r\nline\ttab",
        " spaces ",
        "e\u0301 is not \u00e9",
        "x" * 20_000,
        "😀" * 20_000,
    ],
)
def test_text_is_data(text: str) -> None:
    full = record()
    value = replace(full.initiative, summary=text, tags=(text[:100], "second"))
    score = Score("owner", not_applicable=replace(WAIVED, reason=text), rationale=text)
    reviewed = replace(full.reviews[0], decision_asked=text, scores={"owner": score})
    whole = replace(full, initiative=value, reviews=(reviewed,))
    found = round_trip(replace(portfolio(), records=(whole,)))
    assert without_ids(found.records[0]) == without_ids(whole)


@pytest.mark.parametrize("effort", ["0", "0.1", "2.5", "20", "10000"])
def test_effort_is_exact(file: PortfolioFile, effort: str) -> None:
    with edit(file) as transaction:
        ACTION.insert(transaction, action_for("owner", effort=effort), 2)
    (found,) = read_record(file, 2).actions
    assert str(found.effort) == effort


def test_effort_that_tenths_cannot_hold_is_never_rounded_in_silence(file: PortfolioFile) -> None:
    action = replace(action_for("owner"), effort=Decimal("0.25"))
    with pytest.raises(ValueError, match="not in tenths"), edit(file) as transaction:
        ACTION.insert(transaction, action, 2)


def test_a_new_file_has_no_title_and_no_rubric(path: Path) -> None:
    with closing(create_file(path)) as file:
        nothing = Settings("", "", "", "")
        assert read_portfolio(file) == Portfolio(nothing)
        with edit(file) as transaction:
            save_settings(transaction, nothing)
        assert transaction.rows == []


def test_reviews_are_read_oldest_first(file: PortfolioFile) -> None:
    days = [each.dated for each in record().reviews]
    with edit(file) as transaction:
        for day in reversed(days):
            REVIEW.insert(transaction, replace(review(two_gates(), {}), dated=day), 2)
    assert [each.dated for each in read_record(file, 2).reviews] == days


def test_one_review_is_read_as_in_its_record(file: PortfolioFile) -> None:
    for each in read_record(file, 1).reviews:
        assert read_review(file, each.id) == each


def test_saving_and_deleting_one_score(file: PortfolioFile) -> None:
    with edit(file) as transaction:
        SCORE.save(transaction, 1, Score("bias", 2, rationale="Seen"))
        SCORE.save(transaction, 1, Score("owner", not_applicable=WAIVED))
    assert dict(read_review(file, 1).scores) == {
        "bias": Score("bias", 2, rationale="Seen"),
        "owner": Score("owner", not_applicable=WAIVED),
    }
    with edit(file) as transaction:
        delete_score(transaction, 1, "owner")
    assert set(read_review(file, 1).scores) == {"bias"}


def test_updates_change_what_they_name_alone(file: PortfolioFile) -> None:
    before = read_record(file, 1)
    evidence = replace(before.evidence[1], title="Another test")
    change = replace(before.changes[0], summary="Another model")
    action = replace(before.actions[0], owner="R. Marsh", effort=None)
    reviewed = replace(before.reviews[0], reviewer="R. Marsh")
    with edit(file) as transaction:
        EVIDENCE.update(transaction, evidence)
        CHANGE.update(transaction, change)
        ACTION.update(transaction, action)
        REVIEW.update(transaction, replace(reviewed, scores={}))
    assert read_record(file, 1) == replace(
        before,
        evidence=(before.evidence[0], evidence),
        changes=(change,),
        actions=(action, before.actions[1]),
        reviews=(reviewed, before.reviews[1]),
    )


def test_lines_of_a_ledger_are_updated_and_deleted_one_by_one(file: PortfolioFile) -> None:
    before = read_record(file, 1).ledger
    dearer = replace(before.costs[0], amount=Decimal(1300))
    busier = replace(before.usage[0], units=5000)
    better = replace(before.benefits[0], amount=Decimal(6000))
    with edit(file) as transaction:
        COST.update(transaction, dearer)
        USAGE.update(transaction, busier)
        BENEFIT.update(transaction, better)
    expected = Ledger((dearer, before.costs[1]), (busier,), (better,))
    assert read_record(file, 1).ledger == expected
    with edit(file) as transaction:
        COST.delete(transaction, 1)
        USAGE.delete(transaction, 1)
        BENEFIT.delete(transaction, 1)
    assert read_record(file, 1).ledger == Ledger((before.costs[1],))


@pytest.mark.parametrize(
    "amount", ["0", "-0.00", "1E+3", "0.00000000000000000001", "-999999999999999.99", "1200.50"]
)
def test_money_is_exact_to_its_last_digit(file: PortfolioFile, amount: str) -> None:
    with edit(file) as transaction:
        COST.insert(transaction, cost(amount), 2)
    (found,) = read_record(file, 2).ledger.costs
    assert found.amount == Decimal(amount)
    assert found.amount.as_tuple().exponent == min(int(Decimal(amount).as_tuple().exponent), 0)


def test_rates_are_saved_as_a_whole_and_touch_only_what_differs(file: PortfolioFile) -> None:
    kept, gone = rates().rates
    added = replace(gone, month=Month(2026, 5), id=0)
    with edit(file) as transaction:
        save_rates(transaction, RateTable((added, kept)))
    assert [(row.before is None, row.after is None) for row in transaction.rows] == [
        (False, True),
        (True, False),
    ]
    assert rates_without_ids(read_rates(file)) == rates_without_ids(RateTable((kept, added)))
    with edit(file) as transaction:
        save_rates(transaction, read_rates(file))
    assert transaction.rows == []


def test_what_was_imported_is_known_whichever_initiative_it_went_to(file: PortfolioFile) -> None:
    with edit(file) as transaction:
        COST.insert(transaction, replace(cost(), fingerprint="other"), 2)
    assert known_fingerprints(file) == {"cost-1", "usage-1", "benefit-1", "other"}


def test_an_imported_line_is_in_an_initiative_once(file: PortfolioFile) -> None:
    again = ledger().costs[1]
    with pytest.raises(sqlite3.IntegrityError), edit(file) as transaction:
        COST.insert(transaction, again, 1)
    with edit(file) as transaction:
        COST.insert(transaction, again, 2)


def test_deletions_delete_what_they_name_alone(file: PortfolioFile) -> None:
    before = read_record(file, 1)
    with edit(file) as transaction:
        EVIDENCE.delete(transaction, before.evidence[0].id)
        CHANGE.delete(transaction, before.changes[0].id)
        ACTION.delete(transaction, before.actions[1].id)
        REVIEW.delete(transaction, before.reviews[0].id)
    assert read_record(file, 1) == replace(
        before,
        evidence=before.evidence[1:],
        changes=(),
        actions=before.actions[:1],
        reviews=before.reviews[1:],
    )


def test_a_code_is_found_in_capitals_or_not(file: PortfolioFile) -> None:
    assert find_initiative(file, "claims") == find_initiative(file, "CLAIMS") == 1
    assert find_initiative(file, "CLAIM") is None
    assert find_initiative(file, "CLAIMS\udcff") is None


OWNERS = [
    REVIEW.owner,
    EVIDENCE.owner,
    CHANGE.owner,
    ACTION.owner,
    COST.owner,
    USAGE.owner,
    BENEFIT.owner,
]


@pytest.mark.parametrize("owner_of", OWNERS)
def test_everything_belongs_to_an_initiative(
    file: PortfolioFile, owner_of: Callable[[PortfolioFile, int], int]
) -> None:
    assert owner_of(file, 1) == 1
    with pytest.raises(UserError, match="no longer in the portfolio"):
        owner_of(file, 77)


def test_what_is_gone_is_reported(file: PortfolioFile) -> None:
    with pytest.raises(UserError, match="initiative is no longer"):
        read_record(file, 77)
    with pytest.raises(UserError, match="review is no longer"):
        read_review(file, 77)
    with pytest.raises(UserError, match="no rubric “small” of version 9"):
        read_rubric(file, "small", "9")


def test_a_rubric_is_parsed_once(file: PortfolioFile) -> None:
    assert read_rubric(file, "small", "1.0") is read_rubrics(file)[0]


# The overview


def test_the_overview_has_the_latest_verdict(file: PortfolioFile) -> None:
    claims, empty = read_overview(file)
    assert claims.initiative == read_record(file, 1).initiative
    assert empty.initiative.code == "EMPTY"
    assert empty.latest is None
    assert claims.latest is not None
    assert (claims.latest.review_id, claims.latest.verdict) == (2, VerdictState.INCOMPLETE)
    assert claims.latest.readiness is None
    assert [(mark.gate, mark.name, mark.state, mark.score) for mark in claims.latest.gates] == [
        ("value", "Value", GateState.INCOMPLETE, None),
        ("trust", "Trust", GateState.CONDITIONAL, Fraction(50)),
    ]


def test_scores_of_gates_are_exact(file: PortfolioFile) -> None:
    thirds = replace(
        two_gates(), version="3.0", criteria=tuple(replace(c, weight=3) for c in two_gates().criteria)
    )
    full = case(thirds, {"owner": 3, "funding": 4, "test": 1, "bias": 4})
    with edit(file) as transaction:
        insert_rubric(transaction, thirds)
        created = REVIEW.insert(transaction, full.review, 2)
        save_verdict_summary(
            transaction, created, replace(summarise_verdict(judge(full)), readiness=Fraction(200, 3))
        )
    latest = next(
        line.latest for line in read_overview(file) if line.latest and line.latest.review_id == created
    )
    assert latest.readiness == Fraction(200, 3)
    assert [mark.score for mark in latest.gates] == [Fraction(175, 2), Fraction(125, 2)]


def test_the_overview_goes_by_name_whatever_the_case(file: PortfolioFile) -> None:
    with edit(file) as transaction:
        for code, name in (("E", "élan"), ("Z", "Zebra"), ("B", "émile"), ("A", "Élan")):
            INITIATIVE.insert(transaction, Initiative(code, name))
    names = [line.initiative.name for line in read_overview(file)]
    assert names[2:] == ["Zebra", "Élan", "élan", "émile"]


# Stored verdicts


def verdict_of(file: PortfolioFile) -> Verdict:
    """What the rules say of the latest review."""
    full = read_record(file, 1)
    given_case = case(two_gates(), {}, evidence=full.evidence, changes=full.changes, actions=full.actions)
    return judge(replace(given_case, review=full.reviews[-1]))


def test_a_stored_verdict_comes_back(file: PortfolioFile) -> None:
    assert read_verdict_summary(file, 2) == summarise_verdict(verdict_of(file))
    assert read_verdict_summary(file, 1) != read_verdict_summary(file, 2)


def test_a_verdict_that_is_missing_or_misnumbered_is_none(file: PortfolioFile) -> None:
    file.connection.execute("UPDATE gate_verdict SET number = 7 WHERE number = 2")
    assert read_verdict_summary(file, 2) is None
    file.connection.execute("DELETE FROM gate_verdict")
    file.connection.execute("DELETE FROM review_verdict")
    assert read_verdict_summary(file, 2) is None


def test_gates_that_a_rubric_no_longer_has_leave_the_verdict(file: PortfolioFile) -> None:
    verdict = summarise_verdict(verdict_of(file))
    fewer = replace(verdict, gates=verdict.gates[1:])
    with edit(file) as transaction:
        save_verdict_summary(transaction, 2, fewer)
    assert read_verdict_summary(file, 2) == fewer


def test_saving_the_same_verdict_changes_nothing(file: PortfolioFile) -> None:
    with edit(file) as transaction:
        save_verdicts(transaction, 1)
    assert transaction.rows == []


def test_a_record_is_read_as_of_one_moment(file: PortfolioFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)

    def rename() -> None:
        with edit(other) as transaction:
            INITIATIVE.update(transaction, replace(initiative(), name="Renamed"))

    with closing(PortfolioFile(file.path)) as other:
        other.refresh_revision()
        with file.read_transaction():
            before = read_record(file, 1)
            with pytest.raises(UserError, match="in use by another program"):
                rename()
            assert read_record(file, 1) == before
        rename()
    assert read_record(file, 1).initiative.name == "Renamed"


def test_a_gate_whose_state_is_no_word_of_ours_is_reported_as_damage(file: PortfolioFile) -> None:
    """SQLite looks at no CHECK of a table without rowids when it examines a file."""
    file.connection.execute("PRAGMA ignore_check_constraints = ON")
    file.connection.execute("UPDATE gate_verdict SET state = 'slosed' WHERE number = 1")
    with pytest.raises(UserError, match="is damaged"):
        read_all_verdict_summaries(file)


@pytest.mark.parametrize(
    "spoilt",
    [
        "UPDATE evidence SET file_name = 'a.pdf', file_digest = NULL",
        "UPDATE price SET terms = '-5'",
        "UPDATE price SET terms = '[5]'",
        "UPDATE price SET terms = '[{}]'",
    ],
)
def test_what_holds_half_a_value_is_reported_as_damage(file: PortfolioFile, spoilt: str) -> None:
    file.connection.execute("PRAGMA ignore_check_constraints = ON")
    file.connection.execute(spoilt)
    with pytest.raises(UserError, match="is damaged"):
        read_portfolio(file)


def test_an_idea_that_has_no_day_is_told_as_damage(file: PortfolioFile) -> None:
    file.connection.execute("PRAGMA ignore_check_constraints = ON")
    file.connection.execute("UPDATE idea SET dated = '2026-02-30'")
    with pytest.raises(UserError, match="is damaged"):
        read_ideas(file)


def test_every_table_of_an_initiative_is_known_as_such(file: PortfolioFile) -> None:
    """Deleting, names of people and the search follow from it; a consolidated view is never edited."""
    references = {
        (table.name, (key.other_table, key.columns[0]))
        for table in file.database.tables
        for key in table.foreign_keys
    }
    assert OWNER_TABLES.items() <= references
    owned = {name for name, (owner, _) in references if owner == "initiative" or owner in OWNER_TABLES}
    assert owned - OWNER_TABLES.keys() == {"consolidated"}
