"""The ballot of a panel as a file (`.fivegates-ballot`): JSON that one person receives, fills in and returns.

    format, version   "fivegates-ballot", 1
    panel, round      key of the panel (32 hexadecimal digits) and number of the round, from 1
    name, role        the person invited
    code, initiative  the initiative under review, on the day `date`
    rubric            the whole rubric, as in the portfolio JSON
    evidence          list of the review's evidence; of attached files only name, size and SHA-256
    questions         list of open questions
    invitation        SHA-256 of all above (`invitation_digest` in `domain.panel.papers`)
    scores            answers by criterion, as in the portfolio JSON
    handed_in, seal   time of submission in UTC, and the SHA-256 of the answers (`ballot_seal`); missing
                      until then

Nothing else of the portfolio is in it. The hashes are over canonical JSON (keys sorted, no blanks, ASCII).
They detect mistakes and alterations in transit, not an author who seals other answers: authoritative is the
copy in the portfolio, and each person can compare its seal with their own. With a password the file is
encrypted whole, in the age format.
"""

from typing import Final

from fivegates.domain.errors import Problem, UserError, refuse, refuse_whole
from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.initiative.record_checks import check_criterion, check_evidence, check_review
from fivegates.domain.limits import TITLE, line_problems
from fivegates.domain.panel.ballots import BallotPaper, Invitation, ballot_of, invitation_digest
from fivegates.domain.quoting import shown
from fivegates.domain.review.review import Panel, Review
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.rubric.serialisation import rubric_from_plain, rubric_to_plain
from fivegates.exchange.encryption import START_BYTES, decrypted, encrypted, is_encrypted
from fivegates.exchange.json_text import Plain, compact, parse_json, write_json
from fivegates.exchange.plain_data import Table, read_whole, shown_name
from fivegates.exchange.portfolio.reading import read_score
from fivegates.exchange.portfolio.record_json import read_moment, reader, record_to_plain

FORMAT: Final = "fivegates-ballot"
VERSION: Final = 1
MOST_BYTES: Final = 20 * 2**20
"""The largest ballot read; rubric, evidence and answers within their limits take less."""


def is_locked(data: bytes) -> bool:
    """True if a ballot is encrypted."""
    return is_encrypted(data[:START_BYTES])


def write_ballot(paper: BallotPaper, password: str | None = None) -> bytes:
    """The file of a ballot, encrypted where there is a password. Raises UserError for too little memory."""
    data = write_json(_plain(paper))
    return data if password is None else encrypted(data, password)


def _plain(paper: BallotPaper) -> Plain:
    asked = paper.invitation
    order = [each.id for each in asked.rubric.criteria]
    scores = sorted(paper.scores.values(), key=lambda score: order.index(score.criterion))
    return {
        "format": FORMAT,
        "version": VERSION,
        **compact(
            panel=asked.panel,
            round=asked.round,
            name=asked.name,
            role=asked.role,
            code=asked.code,
            initiative=asked.initiative,
            date=asked.dated.isoformat(),
            rubric=rubric_to_plain(asked.rubric),
            evidence=[record_to_plain(item) for item in asked.evidence],
            questions=list(asked.questions),
            invitation=invitation_digest(asked),
            scores={score.criterion: record_to_plain(score, "criterion") for score in scores},
            handed_in=record_to_plain(ballot_of(paper)).get("handed_in"),
            seal=paper.seal,
        ),
    }


def read_ballot(data: bytes, source: str, password: str | None = None) -> BallotPaper:
    """Read a ballot; `source` names the file in messages.

    Raises UserError for a wrong password, and where it was altered; DataError with every problem, and for
    another kind of file or a later version.
    """
    if is_locked(data):
        if password is None:
            raise UserError("{file} is encrypted. Give the password that came with it.", file=source)
        data = decrypted(data, password, source)
    plain = parse_json(data, source)
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        refuse_whole(source, UserError("This is not a ballot: “format” is not “{format}”.", format=FORMAT))
    if isinstance(plain.get("version"), int) and plain["version"] > VERSION:
        reason = UserError("This was written by a newer Fivegates. Update Fivegates to read it.")
        refuse((Problem("version", reason),), source)
    paper, digest = read_whole(plain, source, _read, _check)
    if digest != invitation_digest(paper.invitation):
        raise UserError(
            "The ballot of {name} was altered: what it asks is not what was sent. Ask for it again.",
            name=shown(paper.invitation.name),
        )
    return paper


def _read(table: Table) -> tuple[BallotPaper, str]:
    """The ballot, and the invitation's hash stated in it."""
    table.text("format")
    if table.whole("version", required=True) not in (VERSION, None):
        table.note("version", UserError("Write {version}.", version=VERSION))
    invitation = Invitation(
        panel=table.text("panel", required=True),
        round=table.whole("round", required=True) or 0,
        name=table.text("name", required=True),
        role=table.text("role"),
        code=table.text("code", required=True),
        initiative=table.text("initiative", required=True),
        dated=table.needed_day("date"),
        rubric=_read_rubric(table),
        evidence=table.many("evidence", reader(Evidence), check_evidence),
        questions=table.texts("questions"),
    )
    digest = table.text("invitation", required=True)
    scores = {key: each for key, each in table.named("scores", read_score).items() if not each.blank}
    at = read_moment(table, "handed_in") if table.has("handed_in") else None
    return BallotPaper(invitation, scores, at, table.text("seal")), digest


def _read_rubric(table: Table) -> Rubric:
    """Read the rubric. Raises DataError where it is invalid, since answers cannot be checked then."""
    held = table.raw("rubric")
    return rubric_from_plain(held, table.at("rubric"))


def _check(read: tuple[BallotPaper, str]) -> tuple[Problem, ...]:
    """The problems of the answers as part of a review, and answers to unknown criteria."""
    paper, _ = read
    asked = paper.invitation
    ballot = ballot_of(paper)
    panel = Panel(asked.panel, asked.round, asked.questions, ballots=(ballot,))
    review = Review(asked.dated, asked.rubric.id, asked.rubric.version, scores=paper.scores, panel=panel)
    unknown = [
        problem
        for key in paper.scores
        for problem in check_criterion(f"scores.{shown_name(key)}", key, [asked.rubric])
    ]
    return (
        *unknown,
        *line_problems("code", asked.code, required=True),
        *line_problems("initiative", asked.initiative, TITLE, required=True),
        *check_review(review),
    )
