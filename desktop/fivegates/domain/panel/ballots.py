"""Ballot files as sent to one person and returned: invitation, answers and seals, verified on collection."""

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
    answers = (replace(score, carried=False) for score in scores if not score.blank)
    return sorted(answers, key=lambda score: score.criterion)


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


def same_person(one: str, other: str) -> bool:
    """True if two names are equal, ignoring case and surrounding blanks."""
    return one.strip().casefold() == other.strip().casefold()


def invited(panel: Panel, number: int, name: str) -> Ballot | None:
    """The ballot sent to a person in a round; None where there is none."""
    found = (each for each in panel.ballots if each.round == number and same_person(each.name, name))
    return next(found, None)


def taken(panel: Panel, rubric: Rubric, paper: BallotPaper) -> Ballot | None:
    """The ballot as the panel stores it, with the id of the invitation; None where it is stored already.

    `rubric` is that of the review. Raises UserError, which names the person, for a ballot that cannot
    count.
    """
    asked = paper.invitation
    sent = invited(panel, asked.round, asked.name)
    _require_rubric(rubric, paper)
    if sent is None:
        raise UserError(
            "The ballot of {name} is not one of those that were sent in round {round}; it was not taken. "
            "Ask for the file that was sent to them.",
            name=asked.name,
            round=asked.round,
        )
    found = replace(ballot_of(paper), id=sent.id)
    _require_unaltered(panel, sent, found)
    if found == sent:
        return None
    _require_in_time(panel, found)
    if sent.seal:
        raise UserError(
            "{name} has handed in another ballot in round {round}. The first one counts; this one was not "
            "taken.",
            name=found.name,
            round=found.round,
        )
    return found


def _require_rubric(rubric: Rubric, paper: BallotPaper) -> None:
    """Raise UserError for a ballot on another rubric, or on another version of it."""
    asked = paper.invitation
    if rubric_digest(asked.rubric) != rubric_digest(rubric):
        raise UserError(
            "The ballot of {name} was scored against “{theirs}”, version {their_version}, as it reads there; "
            "the review uses “{ours}”, version {our_version}. It was not taken; send a new ballot.",
            name=asked.name,
            theirs=asked.rubric.name,
            their_version=asked.rubric.version,
            ours=rubric.name,
            our_version=rubric.version,
        )


def _require_unaltered(panel: Panel, sent: Ballot, found: Ballot) -> None:
    """Raise UserError for a ballot that differs from its invitation, is not handed in, or was altered."""
    if found.invitation != sent.invitation:
        raise UserError(
            "The ballot of {name} was altered: what it asks is not what was sent. It was not taken; ask for "
            "it again.",
            name=found.name,
        )
    if found.handed_in is None:
        raise UserError(
            "The ballot of {name} has not been handed in yet. It was not taken; ask for it once it is.",
            name=found.name,
        )
    if found.seal != ballot_seal(panel.key, found):
        raise UserError(
            "The ballot of {name} was altered after it was handed in: the answers no longer give its seal. "
            "It was not taken; ask for it again.",
            name=found.name,
        )


def _require_in_time(panel: Panel, found: Ballot) -> None:
    """Raise UserError for a ballot of a round that is over, or of a panel that has agreed."""
    if panel.agreed is not None:
        raise UserError(
            "The ballot of {name} is late: the panel agreed on {day}. It was not taken; reopen the panel to "
            "take it.",
            name=found.name,
            day=panel.agreed.date(),
        )
    if found.round != panel.round:
        raise UserError(
            "The ballot of {name} is late: it is of round {round}, and round {now} is under way. It was not "
            "taken.",
            name=found.name,
            round=found.round,
            now=panel.round,
        )


def altered_ballot(panel: Panel | None) -> Ballot | None:
    """The first stored ballot that differs from its seal; None where all match."""
    held = () if panel is None else panel.ballots
    found = (each for each in held if panel and each.seal and each.seal != ballot_seal(panel.key, each))
    return next(found, None)
