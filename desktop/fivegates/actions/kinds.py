"""Propose packs, waivers and actions by the kind of an initiative, and apply those that the user accepts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from fivegates.actions import queries
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.ideas import KindAdvice, Offers, UsualAction, UsualWaiver, offers_of
from fivegates.domain.initiative.initiative import Action, Kind
from fivegates.domain.initiative.record_checks import check_action
from fivegates.domain.language import Message
from fivegates.domain.review.history import current_reviews
from fivegates.domain.review.review import NotApplicable, Review, Score
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.evidence_rule import last_valid_day
from fivegates.exchange.kinds import read_kinds
from fivegates.resources import read_resource
from fivegates.store.records.edits import Edit
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.initiatives import ACTION
from fivegates.store.records.portfolio import read_record
from fivegates.store.records.reviews import SCORE, read_rubric


@cache
def kinds() -> tuple[KindAdvice, ...]:
    """The advice for each kind."""
    name = "kinds.toml"
    return read_kinds(read_resource(name), name)


def advice_on(kind: Kind) -> KindAdvice:
    """The advice for one kind; empty where the file has none."""
    return next((each for each in kinds() if each.kind is kind), KindAdvice(kind))


def offers(opened: OpenPortfolio, initiative_id: int) -> tuple[Offers, Rubric]:
    """The proposals for an initiative by its kind, and the rubric of its latest review, or of new ones.

    Nothing is proposed while its kind is unknown. Raises UserError when it is gone.
    """
    record = read_record(opened.file, initiative_id)
    current = current_reviews(record)
    latest = current[-1] if current else None
    rubric = _rubric(opened, latest)
    kind = record.initiative.kind
    if kind is None:
        return Offers(), rubric
    scores = latest.scores.values() if latest else ()
    return offers_of(advice_on(kind), rubric, scores, record.actions), rubric


def _rubric(opened: OpenPortfolio, review: Review | None) -> Rubric:
    """The rubric of a review; that of new reviews where there is none."""
    if review is None:
        return queries.current_rubric(opened)
    return read_rubric(opened.file, review.rubric_id, review.rubric_version)


def set_kind(opened: OpenPortfolio, initiative_id: int, kind: Kind | None) -> Changes:
    """Set an initiative's kind; no proposal is applied by that."""
    initiative = read_record(opened.file, initiative_id).initiative
    with saving(opened, Message("Set the kind of “{name}”", name=initiative.name)) as action:
        INITIATIVE.update(action.edit, replace(initiative, kind=kind))
        action.concerns(initiative_id)
    return action.changes


def take_offers(
    opened: OpenPortfolio,
    initiative_id: int,
    actions: Iterable[UsualAction] = (),
    waivers: Sequence[UsualWaiver] = (),
) -> Changes:
    """Add chosen actions, and mark chosen criteria not applicable in the latest draft; one step to undo.

    Raises UserError for waivers where no review is a draft.
    """
    record = read_record(opened.file, initiative_id)
    current = current_reviews(record)
    draft = current[-1] if current and current[-1].seal is None else None
    if waivers and draft is None:
        raise UserError(
            "{name} has no review in draft, in which a criterion could be marked as not applicable.",
            name=record.initiative.name,
        )
    planned = [Action(each.criterion, each.title, effort=each.effort) for each in actions]
    for each in planned:
        refuse(check_action(each))
    with saving(opened, Message("Take what is usual for “{name}”", name=record.initiative.name)) as action:
        ACTION.insert_all(action.edit, [(initiative_id, each) for each in planned])
        if draft is not None:
            _waive(action.edit, draft, waivers, _rubric(opened, draft))
        action.judge_all(initiative_id)
    return action.changes


def _waive(edit: Edit, draft: Review, waivers: Iterable[UsualWaiver], rubric: Rubric) -> None:
    """Mark criteria as not applicable, to be reviewed when evidence would expire; a rationale stays."""
    for waiver in waivers:
        held = draft.scores.get(waiver.criterion, Score(waiver.criterion))
        again = last_valid_day(draft.dated, rubric.criterion(waiver.criterion).validity_days)
        left_out = NotApplicable(waiver.reason, review_by=again)
        score = replace(held, not_applicable=left_out, level=None, carried=False)
        SCORE.save(edit, draft.id, score)
