"""What was read of a file is kept until anybody writes to the tables that it was read from."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from builders import evidence_for
from stored import run_outside

from fivegates.domain.economics.money import Rate
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError
from fivegates.domain.review.review import InitiativeRecord, Score
from fivegates.store.file.portfolio_file import PortfolioFile, ReadCache
from fivegates.store.records.edits import edit, revert
from fivegates.store.records.initiatives import EVIDENCE
from fivegates.store.records.ledger import RATE, read_rates
from fivegates.store.records.portfolio import read_portfolio, read_record
from fivegates.store.records.reviews import SCORE, read_rubric
from fivegates.store.records.settings import read_settings, save_settings


def rubric_of(file: PortfolioFile) -> object:
    """The rubric of the first review."""
    review = read_record(file, 1).reviews[0]
    return read_rubric(file, review.rubric_id, review.rubric_version)


def level(record: InitiativeRecord, review: int = -1) -> int | None:
    """The level claimed of one criterion."""
    return record.reviews[review].scores["owner"].level


def score(file: PortfolioFile, wanted: int) -> None:
    """Claim a level in the latest review."""
    with edit(file) as transaction:
        SCORE.save(transaction, read_record(file, 1).reviews[-1].id, Score("owner", wanted))


@pytest.mark.parametrize("read", [lambda file: read_record(file, 1), read_rates, read_settings, rubric_of])
def test_what_nobody_wrote_to_is_not_read_again(
    file: PortfolioFile, read: Callable[[PortfolioFile], object]
) -> None:
    assert read(file) is read(file)


def test_a_score_leaves_all_but_the_reviews(file: PortfolioFile) -> None:
    before = read_record(file, 1)
    rates, settings, rubric = read_rates(file), read_settings(file), rubric_of(file)
    score(file, 1)
    score(file, 4)
    after = read_record(file, 1)
    assert level(after) == 4
    assert after.evidence is before.evidence
    assert after.ledger is before.ledger
    assert read_rates(file) is rates
    assert read_settings(file) is settings
    assert rubric_of(file) is rubric


def test_what_was_read_inside_an_edit_is_kept_once_it_is_saved(file: PortfolioFile) -> None:
    with edit(file) as transaction:
        SCORE.save(transaction, read_record(file, 1).reviews[-1].id, Score("owner", 2))
        inside = read_record(file, 1)
        assert level(inside) == 2
    assert read_record(file, 1) is inside


def test_what_was_read_inside_a_failed_edit_is_not_kept(file: PortfolioFile) -> None:
    score(file, 1)

    def half() -> None:
        with edit(file) as transaction:
            SCORE.save(transaction, read_record(file, 1).reviews[-1].id, Score("owner", 3))
            save_settings(transaction, replace(read_settings(file), title="Half"))
            assert level(read_record(file, 1)) == 3
            assert read_settings(file).title == "Half"
            raise UserError("No.")

    with pytest.raises(UserError):
        half()
    assert level(read_record(file, 1)) == 1
    assert read_settings(file).title != "Half"


def test_our_own_edits_are_seen(file: PortfolioFile) -> None:
    before = read_record(file, 1)
    with edit(file) as transaction:
        added = EVIDENCE.insert(transaction, evidence_for("owner"), 1)
        RATE.insert(transaction, Rate(Month(2026, 3), "JPY", "EUR", Decimal("0.006")))
        save_settings(transaction, replace(read_settings(file), title="Renamed"))
    assert len(read_record(file, 1).evidence) == len(before.evidence) + 1
    assert any(each.base == "JPY" for each in read_rates(file).rates)
    assert read_settings(file).title == "Renamed"
    with edit(file) as transaction:
        EVIDENCE.delete(transaction, added)
    assert read_record(file, 1) == before


def test_undo_and_redo_are_seen(file: PortfolioFile) -> None:
    score(file, 1)
    score(file, 4)
    back = revert(file, file.last_edit)
    assert level(read_record(file, 1)) == 1
    revert(file, back)
    assert level(read_record(file, 1)) == 4


def test_what_another_program_wrote_is_seen(file: PortfolioFile) -> None:
    score(file, 1)
    read_rates(file)
    read_settings(file)
    assert level(read_record(file, 1)) == 1
    run_outside(file.path, "UPDATE score SET level = 2 WHERE criterion = 'owner' AND level = 1")
    assert level(read_record(file, 1)) == 2
    run_outside(file.path, "UPDATE evidence SET title = 'Elsewhere'")
    assert {each.title for each in read_record(file, 1).evidence} == {"Elsewhere"}
    run_outside(file.path, "UPDATE portfolio SET title = 'Elsewhere'")
    assert read_settings(file).title == "Elsewhere"
    run_outside(file.path, "DELETE FROM rate")
    assert read_rates(file).rates == ()


def test_what_another_program_wrote_before_our_edit_is_seen_inside_it(file: PortfolioFile) -> None:
    read_settings(file)
    run_outside(file.path, "UPDATE portfolio SET title = 'Elsewhere'")
    file.note_footprint()  # as if it had been written just before the edit began
    with edit(file):
        assert read_settings(file).title == "Elsewhere"


def test_a_statement_of_our_own_past_the_edit_is_seen(file: PortfolioFile) -> None:
    read_settings(file)
    file.execute("UPDATE portfolio SET title = 'Direct'")
    assert read_settings(file).title == "Direct"


def test_another_connection_starts_afresh(file: PortfolioFile) -> None:
    before = read_record(file, 1)
    file.replace_connection(None)
    assert read_record(file, 1) is not before
    assert read_record(file, 1) == before


def test_a_record_is_the_one_of_the_whole_portfolio(file: PortfolioFile) -> None:
    assert read_record(file, 1) == read_portfolio(file).records[0]


def test_more_rows_than_we_wrote_empty_all() -> None:
    reads = ReadCache()
    both = frozenset({"cost"}), frozenset({"usage"})
    reads.get((1, 10), ("cost",), both[0], lambda: "cost")
    reads.get((1, 10), ("usage",), both[1], lambda: "usage")
    reads.wrote("cost", 1, 11)
    assert reads.get((1, 11), ("usage",), both[1], lambda: "again") == "usage"
    assert reads.get((1, 11), ("cost",), both[0], lambda: "again") == "again"
    reads.wrote("cost", 1, 13)
    assert reads.get((1, 13), ("usage",), both[1], lambda: "again") == "again"


def test_a_value_read_while_somebody_wrote_is_not_kept() -> None:
    reads = ReadCache()
    tables = frozenset({"cost"})

    def read() -> str:
        reads.get((2, 0), ("part",), tables, lambda: "new part")
        return "half old"

    assert reads.get((1, 0), ("whole",), tables, read) == "half old"
    assert reads.get((2, 0), ("whole",), tables, lambda: "new") == "new"


def test_the_oldest_go_first() -> None:
    reads = ReadCache()
    tables = frozenset({"cost"})
    for number in range(65):
        reads.get((1, 0), ("record", number), tables, lambda: "first")
        reads.get((1, 0), ("record", 0), tables, lambda: "lost")
    assert reads.get((1, 0), ("record", 0), tables, lambda: "again") == "first"
    assert reads.get((1, 0), ("record", 1), tables, lambda: "again") == "again"
