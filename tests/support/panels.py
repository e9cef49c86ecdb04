"""Panels of people who disagree, on the small rubric of `builders`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from builders import Answer, case, scores, two_gates

from fivegates.domain.panel.ballots import (
    BallotPaper,
    ballot_of,
    handed_in,
    invitation_digest,
    invitation_for,
    scored,
)
from fivegates.domain.review.review import Ballot, Case, InitiativeRecord, Panel, Score

HANDED_IN = datetime(2026, 5, 13, 8, 0, tzinfo=UTC)
KEY = "0123456789abcdef" * 2
PEOPLE = (("Ana Ruiz", "CFO"), ("R. Marsh", "CTO"), ("Jo Park", "Risk"))


def paper_of(
    record: InitiativeRecord, of: Case, name: str, role: str, answers: Mapping[str, Answer]
) -> BallotPaper:
    """A ballot of one person, handed in."""
    asked = invitation_for(Panel(KEY), Ballot(1, name, role), record, of.review, of.rubric)
    paper = BallotPaper(asked)
    for score in scores(answers).values():
        paper = scored(paper, replace(score, rationale=f"{name} on {score.criterion}."))
    return handed_in(paper, HANDED_IN)


def panel_of(
    record: InitiativeRecord, of: Case, *answers: Mapping[str, Answer], settled: tuple[Score, ...] = ()
) -> Panel:
    """A panel whose people, of `PEOPLE`, gave these answers; one without any has not handed in."""
    ballots = []
    for number, ((name, role), given) in enumerate(zip(PEOPLE, answers, strict=False), 1):
        if given:
            ballots.append(replace(ballot_of(paper_of(record, of, name, role, given)), id=number))
        else:
            asked = invitation_for(Panel(KEY), Ballot(1, name, role), record, of.review, of.rubric)
            ballots.append(Ballot(1, name, role, invitation_digest(asked), id=number))
    return Panel(KEY, ballots=tuple(ballots), settled=settled, id=1)


def small_case() -> Case:
    """A case on the small rubric in which every claim is proven."""
    return case(two_gates(), {})


AGREE: dict[str, Answer] = {"owner": 3, "funding": 3, "test": 3, "bias": 3}
"""Answers that make it ready."""
