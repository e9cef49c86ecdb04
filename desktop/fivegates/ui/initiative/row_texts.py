"""Reasons, steps of the path and moves as the texts of rows."""

from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.firmness import Move
from fivegates.domain.verdict.path import Step
from fivegates.domain.verdict.reasons import Reason
from fivegates.domain.wording.paths import effort_note, move_text, step_text
from fivegates.domain.wording.reasons import reason_detail, reason_headline
from fivegates.ui.initiative.text_rows import RowText


def reason_row(reason: Reason, rubric: Rubric, language: Language, number: int | None = None) -> RowText:
    """A reason, numbered or not; it leads to its criterion, or to the first of its gate."""
    return RowText(
        headline=reason_headline(reason, rubric, language),
        detail=reason_detail(reason, rubric, language),
        lead="" if number is None else language.number(number),
        criterion=reason.criterion or _first_criterion(rubric, reason.gate),
    )


def step_row(step: Step, rubric: Rubric, language: Language) -> RowText:
    """A step of the path, with who has it in hand, by when, and what it takes."""
    return RowText(
        headline=step_text(step, rubric, language),
        detail=_in_hand(step, language),
        tail=language.pgettext("person-days, short", "{effort} d", effort=language.number(step.effort)),
        criterion=step.criterion,
        strong=False,
        warns=not step.owner.strip(),
    )


def move_row(move: Move, rubric: Rubric, language: Language) -> RowText:
    """A one-level move that would change the verdict."""
    return RowText(move_text(move, rubric, language), criterion=move.criterion, strong=False)


def _in_hand(step: Step, language: Language) -> str:
    """The owner and the due date, or that they are lacking; and the action's effort where it is another."""
    owner = step.owner.strip() or language.gettext("Unassigned")
    if step.due is not None:
        owner = language.gettext("{owner} · due {day}", owner=owner, day=language.short_date(step.due))
    note = effort_note(step, language)
    return f"{owner} · {note}" if note else owner


def _first_criterion(rubric: Rubric, gate: str) -> str | None:
    """Where a reason about a whole gate leads."""
    return next((criterion.id for criterion in rubric.criteria_of(gate)), None)
