"""Add, edit, duplicate, archive and delete initiatives."""

from dataclasses import replace
from itertools import count

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.initiative.record_checks import check_initiative
from fivegates.domain.language import Message, gettext_noop
from fivegates.domain.review.history import has_final, standing_reviews
from fivegates.domain.review.review import InitiativeRecord, Review
from fivegates.domain.review.seal_reader import read_content
from fivegates.store.decision_writing import insert_decision
from fivegates.store.edits import Edit
from fivegates.store.ledger_writing import insert_ledger
from fivegates.store.projection_writing import insert_scenario
from fivegates.store.reading import find_initiative, read_record
from fivegates.store.writing import (
    delete_initiative as delete_rows,
)
from fivegates.store.writing import (
    insert_action,
    insert_change,
    insert_evidence,
    insert_initiative,
    insert_review,
    insert_seal,
    save_reached,
    update_initiative,
)


def add_initiative(opened: OpenPortfolio, initiative: Initiative) -> Changes:
    """Add an initiative; its id is in `created`. Raises UserError for a bad field or a code in use."""
    _require_valid(opened, initiative)
    with saving(opened, Message("Add “{name}”", name=initiative.name)) as action:
        created = insert_initiative(action.edit, initiative)
        action.concerns(created, created=created)
    return action.changes


def edit_initiative(opened: OpenPortfolio, initiative: Initiative) -> Changes:
    """Save an initiative's fields.

    Raises UserError for a bad field, a code in use, and another code once a review is final: it is
    sealed with the review.
    """
    _require_valid(opened, initiative)
    _require_sealed_code(opened, initiative)
    with saving(opened, Message("Edit “{name}”", name=initiative.name)) as action:
        update_initiative(action.edit, initiative)
        action.judge_all(initiative.id)
    return action.changes


def set_archived(opened: OpenPortfolio, initiative_id: int, *, archived: bool) -> Changes:
    """Put an initiative aside, or bring it back."""
    initiative = read_record(opened.file, initiative_id).initiative
    label = gettext_noop("Archive “{name}”") if archived else gettext_noop("Bring back “{name}”")
    with saving(opened, Message(label, name=initiative.name)) as action:
        update_initiative(action.edit, replace(initiative, archived=archived))
        action.concerns(initiative_id)
    return action.changes


def duplicate_initiative(opened: OpenPortfolio, initiative_id: int) -> Changes:
    """Copy an initiative with its records under a free code; the copy's id is in `created`.

    Final reviews become drafts, and those that were corrected are left behind. So are the decisions:
    nobody has decided about the copy.
    """
    original = read_record(opened.file, initiative_id)
    drafts = [
        replace(review, seal=None, supersedes=None, correction="") for review in standing_reviews(original)
    ]
    code = _free_code(opened, original.initiative.code)
    copy = replace(original.initiative, code=code, archived=False)
    with saving(opened, Message("Duplicate “{name}”", name=copy.name)) as action:
        record = replace(original, initiative=copy, reviews=tuple(drafts), decisions=())
        created = insert_record(action.edit, record)
        action.concerns(created, created=created)
        action.judge_all(created)
    return action.changes


def delete_initiative(opened: OpenPortfolio, initiative_id: int) -> Changes:
    """Delete an initiative and all its records; undo brings everything back.

    Raises UserError where one of its reviews is final.
    """
    record = read_record(opened.file, initiative_id)
    name = record.initiative.name
    if has_final(record):
        raise UserError("{name} has final reviews, which are kept for good. Archive it instead.", name=name)
    with saving(opened, Message("Delete “{name}”", name=name)) as action:
        delete_rows(action.edit, initiative_id)
        action.concerns(initiative_id)
    return action.changes


def insert_record(transaction: Edit, record: InitiativeRecord) -> int:
    """Write an initiative with all its records; return its id. Final reviews come with their verdicts."""
    created = insert_initiative(transaction, record.initiative)
    for evidence in record.evidence:
        insert_evidence(transaction, created, evidence)
    for change in record.changes:
        insert_change(transaction, created, change)
    for planned in record.actions:
        insert_action(transaction, created, planned)
    for review in record.reviews:
        _insert_review(transaction, created, review)
    for decision in record.decisions:
        insert_decision(transaction, created, decision)
    insert_ledger(transaction, created, record.ledger)
    for own in record.scenarios:
        insert_scenario(transaction, created, own)
    return created


def _insert_review(transaction: Edit, initiative_id: int, review: Review) -> None:
    """Write a review; a final one with the verdict and the seal that it had."""
    review_id = insert_review(transaction, initiative_id, review)
    if review.seal is not None:
        save_reached(transaction, review_id, read_content(review.seal.content).reached)
        insert_seal(transaction, review_id, review.seal)


def _require_sealed_code(opened: OpenPortfolio, initiative: Initiative) -> None:
    """Refuse another code for an initiative with final reviews."""
    record = read_record(opened.file, initiative.id)
    if has_final(record) and initiative.code != record.initiative.code:
        raise UserError(
            "The code “{code}” stands in final reviews, so it stays. The name can be changed.",
            code=record.initiative.code,
        )


def _require_valid(opened: OpenPortfolio, initiative: Initiative) -> None:
    """Refuse bad fields, and a code that another initiative has."""
    refuse(check_initiative(initiative))
    holder = find_initiative(opened.file, initiative.code)
    if holder not in (None, initiative.id):
        raise UserError("The code “{code}” is already used by another initiative.", code=initiative.code)


def _free_code(opened: OpenPortfolio, code: str) -> str:
    """Number a code until no initiative has it."""
    stem = code[:28]
    candidates = (f"{stem}-{number}" for number in count(2))
    return next(code for code in candidates if find_initiative(opened.file, code) is None)
