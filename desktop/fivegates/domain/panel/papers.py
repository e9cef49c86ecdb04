"""Ballot files as sent to one person and returned: invitation, answers and seals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from types import MappingProxyType

from fivegates.domain.errors import UserError, refuse
from fivegates.domain.fields import MOMENT
from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.initiative.record_checks import check_score
from fivegates.domain.review.fingerprint import canonical_text, digest, rubric_digest
from fivegates.domain.review.review import Ballot, InitiativeRecord, Panel, Review, Score
from fivegates.domain.review.seal import plain_of
from fivegates.domain.rubric.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Invitation:
    """The questions to a person in a round: rubric, evidence and open questions of a review, no levels.

    `panel` is the key of the panel, `code` and `initiative` name the initiative under review, on the day
    `dated`.
    """

    panel: str
    round: int
    name: str
    role: str
    code: str
    initiative: str
    dated: date
    rubric: Rubric
    evidence: tuple[Evidence, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """An invitation with its answers by criterion; no `handed_in` and no `seal` until it is handed in."""

    invitation: Invitation
    scores: Mapping[str, Score] = field(default_factory=lambda: MappingProxyType({}))
    handed_in: datetime | None = None
    seal: str = ""


def invitation_for(
    panel: Panel, ballot: Ballot, record: InitiativeRecord, review: Review, rubric: Rubric
) -> Invitation:
    """The invitation of a person, with the evidence that the review sees on its day."""
    return Invitation(
        panel.key,
        ballot.round,
        ballot.name,
        ballot.role,
        record.initiative.code,
        record.initiative.name,
        review.dated,
        rubric,
        tuple(replace(item, id=0) for item in record.proofs if item.dated <= review.dated),
        panel.questions,
    )


def invitation_digest(invitation: Invitation) -> str:
    """The SHA-256 of the invitation's content, as 64 hexadecimal digits."""
    asked = {
        "panel": invitation.panel,
        "round": invitation.round,
        "name": invitation.name,
        "role": invitation.role,
        "code": invitation.code,
        "initiative": invitation.initiative,
        "date": invitation.dated.isoformat(),
        "rubric": rubric_digest(invitation.rubric),
        "evidence": plain_of(invitation.evidence),
        "questions": list(invitation.questions),
    }
    return digest(canonical_text(asked))


def ballot_seal(panel: str, ballot: Ballot) -> str:
    """The SHA-256 of person, answers, time and invitation; `panel` is the panel's key."""
    at = ballot.handed_in
    answered = {
        "panel": panel,
        "round": ballot.round,
        "name": ballot.name,
        "role": ballot.role,
        "invitation": ballot.invitation,
        "handed_in": None if at is None else at.strftime(MOMENT),
        "scores": plain_of(tuple(_in_order(ballot.scores))),
    }
    return digest(canonical_text(answered))


def ballot_of(paper: BallotPaper) -> Ballot:
    """The stored form of a ballot."""
    asked = paper.invitation
    scores = tuple(_in_order(paper.scores.values()))
    return Ballot(
        asked.round, asked.name, asked.role, invitation_digest(asked), paper.handed_in, paper.seal, scores
    )


def _in_order(scores: Iterable[Score]) -> list[Score]:
    """The answers by criterion, without blank ones."""
    said = (replace(score, carried=False) for score in scores if not score.blank)
    return sorted(said, key=lambda score: score.criterion)


def scored(paper: BallotPaper, score: Score) -> BallotPaper:
    """The ballot with another answer to one criterion.

    Raises UserError once it is handed in and for a criterion that it does not ask, DataError for a bad
    field.
    """
    if paper.handed_in is not None:
        raise UserError("This ballot was handed in, and no longer changes.")
    if score.criterion not in {each.id for each in paper.invitation.rubric.criteria}:
        raise UserError("This ballot does not ask for “{criterion}”.", criterion=score.criterion)
    refuse(check_score(score))
    others = {key: each for key, each in paper.scores.items() if key != score.criterion}
    return replace(paper, scores=others if score.blank else others | {score.criterion: score})


def handed_in(paper: BallotPaper, at: datetime) -> BallotPaper:
    """The ballot, sealed; `at` is an aware time, kept to the second.

    Raises UserError where it is handed in already, or answers nothing.
    """
    if paper.handed_in is not None:
        raise UserError("This ballot was handed in, and no longer changes.")
    if not answered(paper):
        raise UserError("Nothing is scored on this ballot yet, so there is nothing to hand in.")
    dated = replace(paper, handed_in=at.astimezone(UTC).replace(microsecond=0))
    return replace(dated, seal=ballot_seal(paper.invitation.panel, ballot_of(dated)))


def answered(paper: BallotPaper) -> int:
    """Number of criteria that have a level or are not applicable."""
    return sum(each.level is not None or each.not_applicable is not None for each in paper.scores.values())
