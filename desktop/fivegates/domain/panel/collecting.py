"""Validates ballots on collection, and verifies collected ones against their seals."""

from dataclasses import replace

from fivegates.domain.errors import UserError
from fivegates.domain.panel.papers import BallotPaper, ballot_of, ballot_seal
from fivegates.domain.review.fingerprint import rubric_digest
from fivegates.domain.review.review import Ballot, Panel
from fivegates.domain.rubric.rubric import Rubric


def same_person(one: str, other: str) -> bool:
    """Whether two names are equal, ignoring case and surrounding blanks."""
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
