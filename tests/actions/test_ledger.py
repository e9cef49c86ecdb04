"""Ledgers and rates: edited, added in bulk, undone, and the verdicts that rest on them follow."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import builders
import pytest
from acting import created
from builders import cost, evidence_for, initiative, rates_without_ids, without_ids

from fivegates.actions import ledger as actions
from fivegates.actions.evidence import add_evidence
from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.exchange import export_json, import_json
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.initiatives import (
    add_initiative,
    delete_initiative,
    duplicate_initiative,
    edit_initiative,
)
from fivegates.actions.ledger_grid import remove_lines
from fivegates.actions.overview import settings
from fivegates.actions.portfolio import edit_settings
from fivegates.actions.queries import assessment, rates, record
from fivegates.actions.scoring import set_level
from fivegates.domain.economics.ledger import Behaviour, BenefitLine, Ledger, UsageLine
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.language import ENGLISH, Message
from fivegates.store.records.ledger import known_fingerprints

EDIT_RATES = Message("Edit the rates")
IMPORT = Message("Import {file}", file="april.csv")
LINES = without_ids(builders.record()).ledger
RATES = rates_without_ids(builders.rates())
RETURN = "cost-return"


def ledger_of(opened: OpenPortfolio, initiative_id: int) -> Ledger:
    """The lines of an initiative, without ids."""
    return without_ids(record(opened, initiative_id)).ledger


def effective(opened: OpenPortfolio, initiative_id: int) -> int | None:
    """What the claim on the return counts as in the latest review; the stored verdict must agree."""
    of = record(opened, initiative_id)
    check_portfolio(opened.path)
    return assessment(opened, of, of.reviews[-1]).verdict.criterion(RETURN).effective


# Lines one by one


def test_costs_are_added_edited_and_removed(opened: OpenPortfolio, initiative_id: int) -> None:
    changes = actions.add_cost(opened, initiative_id, cost("12.50"))
    line = replace(cost("12.50"), id=created(changes))

    assert changes.label.text(ENGLISH) == "Add a cost of 12.50 EUR"
    assert changes.initiatives == {initiative_id}
    assert record(opened, initiative_id).ledger.costs == (line,)

    actions.edit_cost(opened, replace(line, behaviour=Behaviour.FIXED))
    assert record(opened, initiative_id).ledger.costs == (replace(line, behaviour=Behaviour.FIXED),)
    remove_lines(opened, initiative_id, costs=[line.id])
    assert record(opened, initiative_id).ledger == Ledger()
    undo(opened)
    assert record(opened, initiative_id).ledger.costs == (replace(line, behaviour=Behaviour.FIXED),)


def test_a_credit_note_is_named_with_the_sign_that_people_read(
    opened: OpenPortfolio, initiative_id: int
) -> None:
    changes = actions.add_cost(opened, initiative_id, cost("-12.50"))
    assert changes.label.text(ENGLISH) == "Add a cost of −12.50 EUR"


def test_usage_is_added_edited_and_removed(opened: OpenPortfolio, initiative_id: int) -> None:
    changes = actions.add_usage(opened, initiative_id, LINES.usage[0])
    line = replace(LINES.usage[0], id=created(changes))

    assert changes.label.text(ENGLISH) == "Add usage of April 2026"
    actions.edit_usage(opened, replace(line, units=None))
    assert record(opened, initiative_id).ledger.usage == (replace(line, units=None),)
    remove_lines(opened, initiative_id, usage=[line.id])
    assert record(opened, initiative_id).ledger == Ledger()


def test_benefits_are_added_edited_and_removed(opened: OpenPortfolio, initiative_id: int) -> None:
    changes = actions.add_benefit(opened, initiative_id, LINES.benefits[0])
    line = replace(LINES.benefits[0], id=created(changes))

    assert changes.label.text(ENGLISH) == "Add a benefit of 5292.00 EUR"
    actions.edit_benefit(opened, replace(line, amount=Decimal(0)))
    assert record(opened, initiative_id).ledger.benefits == (replace(line, amount=Decimal(0)),)
    remove_lines(opened, initiative_id, benefits=[line.id])
    assert record(opened, initiative_id).ledger == Ledger()


def test_a_bad_field_and_a_lost_line_are_said(opened: OpenPortfolio, initiative_id: int) -> None:
    with pytest.raises(DataError, match="amount"):
        actions.add_cost(opened, initiative_id, cost("NaN"))
    with pytest.raises(DataError, match="currency"):
        actions.add_benefit(opened, initiative_id, replace(LINES.benefits[0], currency="euro"))
    with pytest.raises(DataError, match="units"):
        actions.add_usage(opened, initiative_id, UsageLine(date(2026, 4, 1), units=-1))
    with pytest.raises(UserError, match="no longer in the portfolio"):
        actions.edit_cost(opened, replace(cost(), id=4711))
    assert record(opened, initiative_id).ledger == Ledger()


# Many at once


def test_many_lines_are_one_action(opened: OpenPortfolio, initiative_id: int) -> None:
    other = created(add_initiative(opened, replace(initiative("OTHER"), id=0)))
    changes = actions.add_lines(opened, {initiative_id: LINES, other: Ledger((cost(),))}, IMPORT)

    assert changes.initiatives == {initiative_id, other}
    assert ledger_of(opened, initiative_id) == LINES
    assert ledger_of(opened, other) == Ledger((cost(),))

    undo(opened)
    assert ledger_of(opened, initiative_id) == ledger_of(opened, other) == Ledger()
    redo(opened)
    assert ledger_of(opened, initiative_id) == LINES


def test_what_is_imported_twice_counts_once(opened: OpenPortfolio, initiative_id: int) -> None:
    other = created(add_initiative(opened, replace(initiative("OTHER"), id=0)))
    imported = Ledger(LINES.costs[1:], LINES.usage, LINES.benefits)
    actions.add_lines(opened, {initiative_id: imported}, IMPORT)
    assert known_fingerprints(opened.file) == {"cost-1", "usage-1", "benefit-1"}

    later = replace(LINES.costs[1], fingerprint="cost-2")
    again = replace(imported, costs=(*imported.costs, later))
    actions.add_lines(opened, {other: again}, IMPORT)
    assert ledger_of(opened, other) == Ledger((later,))
    undo(opened)
    undo(opened)
    assert known_fingerprints(opened.file) == frozenset()


def test_lines_written_by_hand_may_be_alike(opened: OpenPortfolio, initiative_id: int) -> None:
    alike = Ledger((cost(), cost()))
    actions.add_lines(opened, {initiative_id: alike}, IMPORT)
    actions.add_lines(opened, {initiative_id: alike}, IMPORT)

    assert ledger_of(opened, initiative_id).costs == (cost(),) * 4


def test_one_bad_line_keeps_all_others_out(opened: OpenPortfolio, initiative_id: int) -> None:
    bad = replace(LINES, costs=(*LINES.costs, cost("1E+20")))
    with pytest.raises(DataError, match=r"costs\[2\]\.amount"):
        actions.add_lines(opened, {initiative_id: bad}, IMPORT)
    twice = replace(LINES, usage=LINES.usage * 2)
    with pytest.raises(DataError, match=r"usage\[1\]\.fingerprint: usage\[0\] has this fingerprint already"):
        actions.add_lines(opened, {initiative_id: twice}, IMPORT)

    assert ledger_of(opened, initiative_id) == Ledger()


# With the initiative


def test_a_ledger_is_copied_deleted_and_brought_back_with_its_initiative(
    opened: OpenPortfolio, initiative_id: int
) -> None:
    actions.add_lines(opened, {initiative_id: LINES}, IMPORT)
    copy = created(duplicate_initiative(opened, initiative_id))
    assert ledger_of(opened, copy) == LINES

    delete_initiative(opened, initiative_id)
    undo(opened)
    assert ledger_of(opened, initiative_id) == LINES


def test_ledger_rates_and_currency_go_out_and_come_in_again(
    opened: OpenPortfolio, initiative_id: int, tmp_path: Path
) -> None:
    actions.add_lines(opened, {initiative_id: LINES}, IMPORT)
    actions.set_rates(opened, RATES, EDIT_RATES)
    export_json(opened, tmp_path / "out.json")
    other = create_portfolio(tmp_path / "other.fivegates")
    ours = Rate(Month(2026, 4), "USD", "EUR", Decimal("0.9"), "ours")
    actions.set_rates(other, RateTable((ours,)), EDIT_RATES)

    changes = import_json(other, tmp_path / "out.json")

    (added,) = changes.initiatives
    assert ledger_of(other, added) == LINES
    assert rates_without_ids(rates(other)).rates == (RATES.rates[0], ours)
    undo(other)
    assert rates_without_ids(rates(other)).rates == (ours,)
    close_portfolio(other)


# Rates


def test_rates_are_saved_as_a_whole_and_undone(opened: OpenPortfolio) -> None:
    changes = actions.set_rates(opened, RATES, EDIT_RATES)

    assert changes.settings
    assert rates_without_ids(rates(opened)) == RATES
    actions.set_rates(opened, RateTable(), EDIT_RATES)
    assert rates(opened) == RateTable()
    undo(opened)
    assert rates_without_ids(rates(opened)) == RATES


def test_a_bad_rate_is_refused(opened: OpenPortfolio) -> None:
    with pytest.raises(DataError, match="value"):
        actions.set_rates(opened, RateTable((replace(RATES.rates[0], value=Decimal(0)),)), EDIT_RATES)
    with pytest.raises(
        DataError, match=r"rates\[2\]: There is a rate between USD and EUR for 2026-03 already"
    ):
        actions.set_rates(opened, RateTable((*RATES.rates, RATES.rates[0])), EDIT_RATES)
    assert rates(opened) == RateTable()


# Verdicts


@pytest.fixture
def claimed(opened: OpenPortfolio, initiative_id: int, review_id: int) -> int:
    """A proven claim that value outgrows cost; at the target volume a unit costs 1.03 euros and brings 2."""
    set_level(opened, review_id, RETURN, 4)
    add_evidence(opened, initiative_id, evidence_for(RETURN))
    fixed = replace(cost("1200"), behaviour=Behaviour.FIXED)
    usage = UsageLine(date(2026, 4, 1), units=1000, unit="claims")
    benefit = BenefitLine(date(2026, 4, 1), Decimal(2000), "EUR")
    lines = Ledger((cost("1000"), fixed), (usage,), (benefit,))
    actions.add_lines(opened, {initiative_id: lines}, IMPORT)
    return initiative_id


def test_figures_that_contradict_a_claim_cap_it_and_free_it(opened: OpenPortfolio, claimed: int) -> None:
    assert effective(opened, claimed) == 4
    dearer = created(actions.add_cost(opened, claimed, cost("3000")))
    assert effective(opened, claimed) == 1
    remove_lines(opened, claimed, costs=[dearer])
    assert effective(opened, claimed) == 4


def test_the_target_volume_is_part_of_the_figures(opened: OpenPortfolio, claimed: int) -> None:
    of = record(opened, claimed).initiative
    changes = edit_initiative(opened, replace(of, target_volume=1000))
    assert changes.initiatives == {claimed}
    assert effective(opened, claimed) == 1


def test_rates_and_currency_are_part_of_the_figures(opened: OpenPortfolio, claimed: int) -> None:
    """A benefit in dollars is known in euros with a rate alone; what is not known bears out no claim."""
    benefit = record(opened, claimed).ledger.benefits[0]
    actions.edit_benefit(opened, replace(benefit, currency="USD"))
    assert effective(opened, claimed) == 1
    ample = RateTable((Rate(Month(2026, 4), "USD", "EUR", Decimal(1)),))
    actions.set_rates(opened, ample, EDIT_RATES)
    assert effective(opened, claimed) == 4
    changes = actions.set_rates(
        opened, RateTable((Rate(Month(2026, 4), "USD", "EUR", Decimal("0.5")),)), EDIT_RATES
    )
    assert changes.initiatives == {claimed}
    assert effective(opened, claimed) == 1

    edit_settings(opened, replace(settings(opened), currency="GBP"))
    assert effective(opened, claimed) == 1


def test_a_title_touches_no_verdict(opened: OpenPortfolio, claimed: int) -> None:
    assert claimed not in edit_settings(opened, replace(settings(opened), title="Q2")).initiatives
