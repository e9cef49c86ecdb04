"""Edits of every kind, applicable in any order, for tests of undo and of the search index."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from builders import (
    REVIEWED,
    WAIVED,
    action_for,
    change,
    cost,
    evidence_for,
    forecast,
    framework,
    idea,
    initiative,
    price_book,
    rates,
    record,
    review,
    scenario,
    two_gates,
)
from stored import insert_record, save_verdicts

from fivegates.domain.economics.money import RateTable
from fivegates.domain.review.review import InitiativeRecord, Score
from fivegates.store.records.edits import Edit
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.initiatives import (
    ACTION,
    CHANGE,
    EVIDENCE,
    FORECAST,
    PRICE,
    PRICE_BOOK,
    SCENARIO,
    read_price_books,
)
from fivegates.store.records.ledger import COST, save_rates
from fivegates.store.records.portfolio import delete_initiative, read_portfolio
from fivegates.store.records.portfolio_tables import FRAMEWORK, IDEA, read_frameworks, read_ideas
from fivegates.store.records.reviews import REVIEW, SCORE, delete_score
from fivegates.store.records.settings import read_settings, save_settings

Step = Callable[[Edit, InitiativeRecord, int], object]
"""An edit of an initiative; the number makes its values unique."""


def add(edit: Edit, _to: InitiativeRecord, number: int) -> None:
    INITIATIVE.insert(edit, initiative(f"N-{number}"))


def add_full(edit: Edit, _to: InitiativeRecord, number: int) -> None:
    insert_record(edit, replace(record(), initiative=initiative(f"FULL-{number}")))


def rename(edit: Edit, to: InitiativeRecord, number: int) -> None:
    INITIATIVE.update(edit, replace(to.initiative, name=f"Name {number}"))


def delete(edit: Edit, to: InitiativeRecord, _number: int) -> None:
    delete_initiative(edit, to.initiative.id)


def start_review(edit: Edit, to: InitiativeRecord, number: int) -> None:
    dated = REVIEWED + timedelta(days=number)
    started = replace(review(two_gates(), {"owner": number % 5}), dated=dated)
    REVIEW.insert(edit, started, to.initiative.id)


def score(edit: Edit, to: InitiativeRecord, number: int) -> None:
    for each in to.reviews:
        SCORE.save(edit, each.id, Score("funding", number % 5))


def waive(edit: Edit, to: InitiativeRecord, _number: int) -> None:
    for each in to.reviews:
        SCORE.save(edit, each.id, Score("owner", not_applicable=WAIVED))


def clear(edit: Edit, to: InitiativeRecord, _number: int) -> None:
    for each in to.reviews:
        delete_score(edit, each.id, "owner")


def delete_review(edit: Edit, to: InitiativeRecord, _number: int) -> None:
    for each in to.reviews[:1]:
        REVIEW.delete(edit, each.id)


def add_records(edit: Edit, to: InitiativeRecord, number: int) -> None:
    EVIDENCE.insert(edit, evidence_for("test", days_old=number), to.initiative.id)
    CHANGE.insert(edit, change(days_old=number), to.initiative.id)
    ACTION.insert(edit, action_for("test"), to.initiative.id)
    COST.insert(edit, replace(cost(), fingerprint=f"cost {number}"), to.initiative.id)


def delete_records(edit: Edit, to: InitiativeRecord, _number: int) -> None:
    for evidence in to.evidence:
        EVIDENCE.delete(edit, evidence.id)
    for action in to.actions:
        ACTION.delete(edit, action.id)


def set_rates(edit: Edit, _to: InitiativeRecord, number: int) -> None:
    changed = [replace(rate, value=rate.value + number % 3) for rate in rates().rates]
    save_rates(edit, RateTable(tuple(changed[number % 2 :])))


def set_prices(edit: Edit, _to: InitiativeRecord, number: int) -> None:
    source = f"prices {number}"
    created = PRICE_BOOK.insert(edit, replace(price_book(), source=source))
    for book in read_price_books(edit.file):
        if book.id == created:
            PRICE.delete(edit, book.prices[0].id)
            PRICE.update(edit, replace(book.prices[1], input=Decimal(number)))
        elif number % 2:
            PRICE_BOOK.delete(edit, book.id)


def change_scenarios(edit: Edit, to: InitiativeRecord, number: int) -> None:
    for own in to.scenarios:
        kept = own.bounds[number % 2 :]
        SCENARIO.update_whole(edit, replace(own, volume=number + 1, bounds=kept))
    SCENARIO.insert(edit, scenario(), to.initiative.id)


def remove_scenarios(edit: Edit, to: InitiativeRecord, _number: int) -> None:
    for own in to.scenarios:
        SCENARIO.delete(edit, own.id)


def change_forecasts(edit: Edit, to: InitiativeRecord, number: int) -> None:
    for each in to.forecasts:
        FORECAST.update(edit, replace(each, percent=number % 100))
    FORECAST.insert(edit, forecast(), to.initiative.id)


def entitle(edit: Edit, _to: InitiativeRecord, number: int) -> None:
    save_settings(edit, replace(read_settings(edit.file), title=f"Title {number}"))


def set_frameworks(edit: Edit, _to: InitiativeRecord, number: int) -> None:
    created = FRAMEWORK.insert(edit, replace(framework(), version=f"version {edit.next_id('framework')}"))
    for held in read_frameworks(edit.file):
        if held.id != created and number % 2:
            FRAMEWORK.delete(edit, held.id)


def set_ideas(edit: Edit, _to: InitiativeRecord, number: int) -> None:
    created = IDEA.insert(edit, replace(idea(), title=f"Idea {number}"))
    for held in read_ideas(edit.file):
        if held.id != created and number % 2:
            IDEA.delete(edit, held.id)
        elif held.id != created:
            IDEA.update(edit, replace(held, problem=f"Problem {number}"))


STEPS: list[Step] = [
    add,
    add_full,
    rename,
    delete,
    start_review,
    score,
    waive,
    clear,
    delete_review,
    add_records,
    delete_records,
    set_rates,
    set_prices,
    set_frameworks,
    set_ideas,
    change_scenarios,
    remove_scenarios,
    change_forecasts,
    entitle,
]


def take(edit: Edit, step: Step, number: int) -> None:
    """Take a step with one of the initiatives, and bring the verdicts up to date."""
    records = read_portfolio(edit.file).records
    if records:
        step(edit, records[number % len(records)], number)
    for each in read_portfolio(edit.file).records:
        save_verdicts(edit, each.initiative.id)
