"""Add, edit, duplicate, archive and delete initiatives."""

from dataclasses import replace
from itertools import count

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.initiative.record_checks import check_initiative
from fivegates.domain.language import Message, gettext_noop
from fivegates.domain.portfolio.meeting import NO_MEETING
from fivegates.domain.review.history import current_reviews, has_final
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.initiatives import find_initiative
from fivegates.store.records.portfolio import delete_initiative as delete_records
from fivegates.store.records.portfolio import insert_records, read_record
from fivegates.store.records.portfolio_tables import follow_code, rename_code


def add_initiative(opened: OpenPortfolio, initiative: Initiative) -> Changes:
    """Add an initiative; its id is in `created`. Raises UserError for a bad field or a code in use."""
    require_valid(opened, initiative)
    with saving(opened, Message("Add “{name}”", name=initiative.name)) as action:
        created = INITIATIVE.insert(action.edit, initiative)
        action.concerns(created, created=created)
    return action.changes


def edit_initiative(opened: OpenPortfolio, initiative: Initiative) -> Changes:
    """Save an initiative's fields.

    Raises UserError for a bad field, a code in use, and another code once a review is final: it is
    sealed with the review.
    """
    require_valid(opened, initiative)
    _require_sealed_code(opened, initiative)
    code = read_record(opened.file, initiative.id).initiative.code
    with saving(opened, Message("Edit “{name}”", name=initiative.name)) as action:
        INITIATIVE.update(action.edit, initiative)
        if initiative.code != code:
            rename_code(action.edit, code, initiative.code)
            follow_code(action.edit, code, initiative.code)
        action.judge_all(initiative.id)
    return action.changes


def set_archived(opened: OpenPortfolio, initiative_id: int, *, archived: bool) -> Changes:
    """Archive an initiative, or restore it."""
    initiative = read_record(opened.file, initiative_id).initiative
    label = gettext_noop("Archive “{name}”") if archived else gettext_noop("Bring back “{name}”")
    with saving(opened, Message(label, name=initiative.name)) as action:
        INITIATIVE.update(action.edit, replace(initiative, archived=archived))
        action.concerns(initiative_id)
    return action.changes


def duplicate_initiative(opened: OpenPortfolio, initiative_id: int) -> Changes:
    """Copy an initiative with its records under a free code; the copy's id is in `created`.

    Final reviews become drafts, and corrected ones are not copied. Nor are decisions:
    nobody has decided about the copy. Nor is it on any agenda yet.
    """
    original = read_record(opened.file, initiative_id)
    drafts = [
        replace(review, seal=None, panel=None, supersedes=None, correction="")
        for review in current_reviews(original)
    ]
    code = _free_code(opened, original.initiative.code)
    copy = replace(original.initiative, code=code, archived=False)
    with saving(opened, Message("Duplicate “{name}”", name=copy.name)) as action:
        record = replace(original, initiative=copy, reviews=tuple(drafts), decisions=(), meeting=NO_MEETING)
        stored = insert_records(action.edit, [record])
        action.judge_new(stored)
        created = stored[0].initiative.id
        action.concerns(created, created=created)
    return action.changes


def delete_initiative(opened: OpenPortfolio, initiative_id: int) -> Changes:
    """Delete an initiative and all its records; undo restores everything.

    Raises UserError where one of its reviews is final.
    """
    record = read_record(opened.file, initiative_id)
    name = record.initiative.name
    if has_final(record):
        raise UserError("{name} has final reviews, which are kept for good. Archive it instead.", name=name)
    with saving(opened, Message("Delete “{name}”", name=name)) as action:
        delete_records(action.edit, initiative_id)
        action.concerns(initiative_id)
    return action.changes


def _require_sealed_code(opened: OpenPortfolio, initiative: Initiative) -> None:
    """Refuse another code for an initiative with final reviews."""
    record = read_record(opened.file, initiative.id)
    if has_final(record) and initiative.code != record.initiative.code:
        raise UserError(
            "The code “{code}” is used in final reviews, so it cannot be changed. The name can be changed.",
            code=record.initiative.code,
        )


def require_valid(opened: OpenPortfolio, initiative: Initiative) -> None:
    """Refuse bad fields, and a code that another initiative has, with a UserError."""
    refuse(check_initiative(initiative))
    holder = find_initiative(opened.file, initiative.code)
    if holder not in (None, initiative.id):
        raise UserError("The code “{code}” is already used by another initiative.", code=initiative.code)


def _free_code(opened: OpenPortfolio, code: str) -> str:
    """Number a code until no initiative has it."""
    stem = code[:28]
    candidates = (f"{stem}-{number}" for number in count(2))
    return next(code for code in candidates if find_initiative(opened.file, code) is None)
