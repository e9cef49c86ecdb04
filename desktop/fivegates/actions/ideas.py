"""Ideas: add, edit, accept as initiatives, decline, and reopen."""

from collections.abc import Iterable
from dataclasses import replace

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import Saving, saving
from fivegates.actions.initiatives import require_valid
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.ideas import (
    Idea,
    IdeaState,
    Ruling,
    accepted,
    check_idea,
    declined,
    initiative_of,
    reopened,
)
from fivegates.domain.language import Message
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.portfolio_tables import IDEA, read_idea, read_ideas


def ideas(opened: OpenPortfolio) -> tuple[Idea, ...]:
    """All ideas, in the order in which they were added."""
    return read_ideas(opened.file)


def find_idea(opened: OpenPortfolio, idea_id: int) -> Idea:
    """Return an idea. Raises UserError if no idea has this id."""
    return read_idea(opened.file, idea_id)


def add_idea(opened: OpenPortfolio, idea: Idea) -> Changes:
    """Add an idea; its id is in `created`. Raises UserError for a bad field."""
    refuse(check_idea(idea))
    with saving(opened, Message("Write down “{title}”", title=idea.title)) as action:
        action.concerns_settings(created=IDEA.insert(action.edit, idea))
    return action.changes


def edit_idea(opened: OpenPortfolio, idea: Idea) -> Changes:
    """Save an idea's fields; its state stays. Raises UserError for a bad field."""
    held = find_idea(opened, idea.id)
    kept = replace(
        idea,
        state=held.state,
        decided=held.decided,
        decided_by=held.decided_by,
        reason=held.reason,
        initiative=held.initiative,
    )
    refuse(check_idea(kept))
    with saving(opened, Message("Edit “{title}”", title=idea.title)) as action:
        IDEA.update(action.edit, kept)
        action.concerns_settings()
    return action.changes


def remove_idea(opened: OpenPortfolio, idea_id: int) -> Changes:
    """Remove an idea; undo restores it, and an initiative that it became stays."""
    idea = find_idea(opened, idea_id)
    with saving(opened, Message("Remove “{title}”", title=idea.title)) as action:
        IDEA.delete(action.edit, idea_id)
        action.concerns_settings()
    return action.changes


def accept_idea(opened: OpenPortfolio, idea_id: int, code: str, ruling: Ruling) -> Changes:
    """Turn an idea into an initiative with this code, whose id is in `created`; one undo entry.

    Raises UserError for a code that is bad or in use, and where the idea is decided already.
    """
    idea = _open_idea(opened, idea_id)
    initiative = initiative_of(idea, code)
    require_valid(opened, initiative)
    decided = accepted(idea, code, ruling)
    refuse(check_idea(decided))
    with saving(opened, Message("Accept “{title}”", title=idea.title)) as action:
        created = INITIATIVE.insert(action.edit, initiative)
        IDEA.update(action.edit, decided)
        action.concerns_settings()
        action.concerns(created, created=created)
    return action.changes


def decline_idea(opened: OpenPortfolio, idea_id: int, ruling: Ruling) -> Changes:
    """Decline an idea. Raises UserError without a reason, and where the idea is decided already."""
    decided = declined(_open_idea(opened, idea_id), ruling)
    refuse(check_idea(decided))
    with saving(opened, Message("Decline “{title}”", title=decided.title)) as action:
        IDEA.update(action.edit, decided)
        action.concerns_settings()
    return action.changes


def reopen_idea(opened: OpenPortfolio, idea_id: int) -> Changes:
    """Revert the decision on an idea; an initiative that it became stays, but is no longer linked."""
    idea = find_idea(opened, idea_id)
    with saving(opened, Message("Open “{title}” again", title=idea.title)) as action:
        IDEA.update(action.edit, reopened(idea))
        action.concerns_settings()
    return action.changes


def add_missing_ideas(action: Saving, found: Iterable[Idea]) -> None:
    """Add the ideas that the portfolio lacks; ideas equal in every field count as the same."""
    held = {replace(idea, id=0) for idea in ideas(action.opened)}
    for idea in found:
        if replace(idea, id=0) not in held:
            action.concerns_settings(created=IDEA.insert(action.edit, idea))


def _open_idea(opened: OpenPortfolio, idea_id: int) -> Idea:
    """An idea on which nobody has decided. Raises UserError for another."""
    idea = find_idea(opened, idea_id)
    if idea.state is not IdeaState.OPEN:
        raise UserError("“{title}” has been decided on already. Open it again first.", title=idea.title)
    return idea
