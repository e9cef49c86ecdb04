"""The panel on a review: invite, collect ballots, settle, agree; read and write ballot files."""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from fivegates.actions.file.atomic_files import is_there, read_file, write_file
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import case_of, saving
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.initiative.record_checks import check_criterion, check_review, check_score
from fivegates.domain.language import Message, gettext_noop
from fivegates.domain.panel.ballots import BallotPaper, invitation_digest, invitation_for, taken
from fivegates.domain.panel.overview import PanelOverview, overview_of
from fivegates.domain.panel.settling import agreed_scores, require_not_agreed
from fivegates.domain.passwords import LEAST_FOR_A_COPY, check_password
from fivegates.domain.review.history import require_draft
from fivegates.domain.review.review import Ballot, InitiativeRecord, Panel, Review, Score
from fivegates.exchange import ballots
from fivegates.store.records.portfolio import read_record
from fivegates.store.records.reviews import (
    PANEL,
    SCORE,
    delete_score,
    find_panel,
    read_review,
    read_reviewed_id,
    read_rubric,
    save_panel,
)

ENDING: Final = ".fivegates-ballot"
_LARGEST: Final = 2 * ballots.MOST_BYTES
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Invited:
    """A person to invite, and their role, such as `CFO`."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Collected:
    """A collected ballot: its person, round and seal; no `changes` where it had been collected before."""

    name: str
    round: int
    seal: str
    changes: Changes | None


def invite(
    opened: OpenPortfolio,
    review_id: int,
    people: Sequence[Invited],
    questions: Sequence[str] | None = None,
    *,
    again: bool = False,
) -> Changes:
    """Invite people to score a draft independently: a new panel, more people in this round, or a new round.

    With `again` a new round begins; if nobody is named, everybody of the previous round is invited; the
    earlier ballots stay, and settled criteria are open again. `questions` replace the open ones. Raises
    UserError for a final review, one that was agreed on, and a new round before any ballot of this one is
    collected; DataError for a bad field.
    """
    review, record = _draft(opened, review_id)
    panel = review.panel or Panel(secrets.token_hex(16))
    asked = list(people)
    if again:
        panel, asked = _next_round(panel, asked)
    if not asked:
        raise UserError("Name the people who are to score this review.")
    if questions is not None:
        panel = replace(panel, questions=tuple(questions))
    added = (Ballot(panel.round, each.name.strip(), each.role.strip()) for each in asked)
    panel = _as_sent(opened, record, review, replace(panel, ballots=(*panel.ballots, *added)))
    return _save(opened, review, panel, gettext_noop("Invite a panel"))


def _as_sent(opened: OpenPortfolio, record: InitiativeRecord, review: Review, panel: Panel) -> Panel:
    """The panel with the hash of the current invitation in each outstanding ballot."""
    rubric = read_rubric(opened.file, review.rubric_id, review.rubric_version)
    ballots_now = (
        ballot
        if ballot.seal or ballot.round != panel.round
        else replace(
            ballot,
            invitation=invitation_digest(invitation_for(panel, ballot, record, review, rubric)),
        )
        for ballot in panel.ballots
    )
    return replace(panel, ballots=tuple(ballots_now))


def _next_round(panel: Panel, asked: list[Invited]) -> tuple[Panel, list[Invited]]:
    """The panel in its next round, and the people invited to it."""
    now = [ballot for ballot in panel.ballots if ballot.round == panel.round]
    if not any(ballot.seal for ballot in now):
        raise UserError(
            "No ballot of round {round} has been collected yet. Collect them before the next round.",
            round=panel.round,
        )
    people = asked or [Invited(ballot.name, ballot.role) for ballot in now]
    return replace(panel, round=panel.round + 1, settled=()), people


def outstanding_papers(opened: OpenPortfolio, review_id: int) -> tuple[BallotPaper, ...]:
    """The outstanding ballots of the current round, to be sent."""
    review, record = _draft(opened, review_id)
    rubric = read_rubric(opened.file, review.rubric_id, review.rubric_version)
    panel = _panel(review)
    return tuple(
        BallotPaper(invitation_for(panel, ballot, record, review, rubric))
        for ballot in panel.ballots
        if ballot.round == panel.round and not ballot.seal
    )


def write_papers(
    opened: OpenPortfolio, review_id: int, folder: Path, password: str | None = None
) -> tuple[Path, ...]:
    """Write a file for each outstanding ballot into a folder, encrypted if there is a password.

    Evidence added since people were invited is included, and from then on older files of theirs are
    refused. Raises UserError where a file exists, the folder cannot be written or the password is
    invalid.
    """
    if password is not None:
        refuse(check_password(password, LEAST_FOR_A_COPY))
    _send_again(opened, review_id)
    papers = outstanding_papers(opened, review_id)
    paths = [folder / name for name in _file_names(papers)]
    for path in paths:
        if is_there(path):
            raise UserError("{file} exists already. Choose another folder.", file=path)
    for path, paper in zip(paths, papers, strict=True):
        save_paper(path, paper, password)
    return tuple(paths)


def _send_again(opened: OpenPortfolio, review_id: int) -> None:
    """Record the current invitations where they changed."""
    review, record = _draft(opened, review_id)
    panel = _as_sent(opened, record, review, _panel(review))
    if panel != review.panel:
        _save(opened, review, panel, gettext_noop("Send the ballots of a panel"))


def _file_names(papers: Sequence[BallotPaper]) -> list[str]:
    """A name for each ballot, of its initiative, round and person; no two are the same on any system."""
    names: list[str] = []
    for paper in papers:
        asked = paper.invitation
        person = re.sub(r"[^\w-]+", "-", asked.name).strip("-")[:_LONGEST_NAME]
        stem = f"{asked.code}-{asked.round}-{person}"
        taken_names = {each.casefold() for each in names}
        number = 1
        while f"{stem}{ENDING}".casefold() in taken_names:
            number += 1
            stem = f"{asked.code}-{asked.round}-{person}-{number}"
        names.append(f"{stem}{ENDING}")
    return names


def read_paper(path: Path, password: str | None = None) -> BallotPaper:
    """Read a ballot from its file. Raises UserError for one that is locked, damaged or altered."""
    return ballots.read_ballot(read_file(path, _LARGEST), path.name, password)


def is_locked_paper(path: Path) -> bool:
    """True if a ballot is encrypted. Raises UserError where it cannot be read."""
    return ballots.is_locked(read_file(path, _LARGEST))


def save_paper(path: Path, paper: BallotPaper, password: str | None = None) -> None:
    """Write a ballot atomically, replacing an existing file."""
    write_file(path, ballots.write_ballot(paper, password), private=True)


def collect(opened: OpenPortfolio, path: Path, password: str | None = None) -> Collected:
    """Collect a ballot into its panel; one that is collected already changes nothing.

    Raises UserError, which names the person, for a ballot that is altered, late, not handed in, from another
    portfolio, on another rubric, or the second of the same person.
    """
    paper = read_paper(path, password)
    asked = paper.invitation
    review_id = find_panel(opened.file, asked.panel)
    if review_id is None:
        raise UserError(
            "The ballot of {name} is on “{initiative}” ({code}) in another portfolio, or its panel was "
            "withdrawn; nobody here sent it. It was not taken.",
            name=asked.name,
            initiative=asked.initiative,
            code=asked.code,
        )
    review = read_review(opened.file, review_id)
    panel = _panel(review)
    rubric = read_rubric(opened.file, review.rubric_id, review.rubric_version)
    found = taken(panel, rubric, paper)
    if found is None:
        return Collected(asked.name, asked.round, paper.seal, None)
    require_draft(review)
    ballots_now = tuple(found if each.id == found.id else each for each in panel.ballots)
    label = gettext_noop("Collect a ballot")
    changes = _save(opened, review, replace(panel, ballots=ballots_now), label)
    return Collected(found.name, found.round, found.seal, changes)


def overview(
    opened: OpenPortfolio, record: InitiativeRecord, review: Review, number: int | None = None
) -> PanelOverview:
    """Compare the ballots of a panel, of the last round or another. Raises UserError where there is none."""
    panel = _panel(review)
    if number is not None and number > panel.round:
        raise UserError(
            "There is no round {round} yet; round {now} is under way.", round=number, now=panel.round
        )
    return overview_of(panel, case_of(opened, record, review), number)


def settle(opened: OpenPortfolio, review_id: int, score: Score) -> Changes:
    """Settle a criterion on a score; its rationale gives the reason, and must not be empty.

    Raises UserError for a criterion that the rubric lacks, and once the panel has agreed.
    """
    review, _ = _draft(opened, review_id)
    panel = _panel(review)
    rubric = read_rubric(opened.file, review.rubric_id, review.rubric_version)
    refuse((*check_criterion("criterion", score.criterion, [rubric]), *check_score(score)))
    if score.level is None and score.not_applicable is None:
        raise UserError("Choose the level that the panel settles on.")
    if not score.rationale.strip():
        raise UserError("Say why the panel settles on this.")
    others = [each for each in panel.settled if each.criterion != score.criterion]
    settled = tuple(sorted((*others, score), key=lambda each: each.criterion))
    return _save(opened, review, replace(panel, settled=settled), gettext_noop("Settle a criterion"))


def unsettle(opened: OpenPortfolio, review_id: int, criterion: str) -> Changes:
    """Revert a settled criterion."""
    review, _ = _draft(opened, review_id)
    panel = _panel(review)
    left = tuple(each for each in panel.settled if each.criterion != criterion)
    return _save(opened, review, replace(panel, settled=left), gettext_noop("Take a settlement back"))


def agree(opened: OpenPortfolio, review_id: int, at: datetime) -> Changes:
    """Close the panel: its review gets the undisputed and settled scores; no further ballot is accepted.

    `at` is an aware time. Raises UserError while there are fewer than two ballots, or something is unsettled.
    """
    review, record = _draft(opened, review_id)
    scores = agreed_scores(overview(opened, record, review))
    panel = replace(_panel(review), agreed=at.astimezone(UTC).replace(microsecond=0))

    def write(edit_review: Callable[[str, Score | None], None]) -> None:
        for criterion in {*review.scores, *scores}:
            edit_review(criterion, scores.get(criterion))

    return _save(opened, review, panel, gettext_noop("Agree on a review"), write)


def reopen(opened: OpenPortfolio, review_id: int) -> Changes:
    """Reopen a panel that has agreed; the scores of the review stay unchanged."""
    review = read_review(opened.file, review_id)
    require_draft(review)
    panel = replace(_panel(review), agreed=None)
    return _save(opened, review, panel, gettext_noop("Reopen a panel"))


def withdraw(opened: OpenPortfolio, review_id: int) -> Changes:
    """Delete the panel of a draft with all its ballots; undo restores it."""
    review = read_review(opened.file, review_id)
    require_draft(review)
    panel = _panel(review)
    with saving(opened, Message("Withdraw a panel")) as action:
        PANEL.delete(action.edit, panel.id)
        action.concerns(read_reviewed_id(opened.file, review_id))
    return action.changes


def _save(
    opened: OpenPortfolio,
    review: Review,
    panel: Panel,
    label: str,
    write: Callable[[Callable[[str, Score | None], None]], None] = lambda _: None,
) -> Changes:
    """Replace the stored panel, and save the scores that `write` writes to the review."""
    refuse(check_review(replace(review, panel=panel)))
    initiative_id = read_reviewed_id(opened.file, review.id)
    with saving(opened, Message(label)) as action:
        save_panel(action.edit, review.id, review.panel, panel)

        def put(criterion: str, score: Score | None) -> None:
            if score is None:
                delete_score(action.edit, review.id, criterion)
            else:
                SCORE.save(action.edit, review.id, score)

        write(put)
        action.judge_review(initiative_id, review.id)
    return action.changes


def _draft(opened: OpenPortfolio, review_id: int) -> tuple[Review, InitiativeRecord]:
    """A draft review with its initiative's record."""
    review = read_review(opened.file, review_id)
    require_draft(review)
    require_not_agreed(review)
    return review, read_record(opened.file, read_reviewed_id(opened.file, review_id))


def _panel(review: Review) -> Panel:
    """The panel on a review. Raises UserError where nobody was invited."""
    if review.panel is None:
        raise UserError("Nobody has been invited to score this review. Invite a panel first.")
    return review.panel
