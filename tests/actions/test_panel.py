"""A panel from the invitation to the sealed review, in a file."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from acting import created
from builders import REVIEWED, evidence_for, initiative
from examples import slow_after
from python_calamine import CalamineWorkbook
from stored import tamper

from fivegates.actions import panel as panels
from fivegates.actions import queries
from fivegates.actions.evidence import add_evidence
from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.creation import create_filled, create_portfolio
from fivegates.actions.file.exchange import export_json, read_json
from fivegates.actions.file.files import close_portfolio, save_copy
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.finalising import finalise_review
from fivegates.actions.initiatives import add_initiative, delete_initiative, duplicate_initiative
from fivegates.actions.panel import Invited
from fivegates.actions.queries import record
from fivegates.actions.reviews import correct_review, start_review
from fivegates.actions.scoring import set_level
from fivegates.actions.workbooks import save_tables
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.language import ENGLISH
from fivegates.domain.panel.ballots import handed_in, scored
from fivegates.domain.review.review import NotApplicable, Panel, Score
from fivegates.exchange import ballots
from fivegates.exchange.encryption import encrypted

AT = datetime(2026, 5, 13, 9, tzinfo=UTC)
PEOPLE = (Invited("Ana Ruiz", "CFO"), Invited("R. Marsh", "CTO"), Invited(" Jo Park ", "Risk"))
LEVELS = ({"value-owner": 3, "value-kpis": 2}, {"value-owner": 1, "value-kpis": 2}, {"value-owner": 3})
CODE = "value-owner"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where ballots are written."""
    made = tmp_path / "ballots"
    made.mkdir()
    return made


def panel_on(opened: OpenPortfolio, review_id: int) -> Panel:
    found = queries.find_review(record(opened, 1), review_id).panel
    assert found is not None
    return found


def fill(path: Path, levels: dict[str, int]) -> None:
    """Answer a ballot and hand it in."""
    paper = panels.read_paper(path)
    for criterion, level in levels.items():
        paper = scored(paper, Score(criterion, level, rationale=f"{paper.invitation.name}: {level}."))
    panels.save_paper(path, handed_in(paper, AT))


def invite_and_fill(opened: OpenPortfolio, review_id: int, folder: Path) -> tuple[Path, ...]:
    panels.invite(opened, review_id, PEOPLE, ["Who owns it?"])
    paths = panels.write_papers(opened, review_id, folder)
    for path, levels in zip(paths, LEVELS, strict=True):
        fill(path, levels)
    return paths


def collected(opened: OpenPortfolio, review_id: int, folder: Path) -> tuple[Path, ...]:
    paths = invite_and_fill(opened, review_id, folder)
    for path in reversed(paths):
        assert panels.collect(opened, path).changes is not None
    return paths


def test_three_people_who_disagree_leave_with_one_verdict(
    opened: OpenPortfolio, review_id: int, folder: Path, tmp_path: Path
) -> None:
    add_evidence(opened, 1, evidence_for(CODE))
    paths = collected(opened, review_id, folder)
    assert [path.name for path in paths] == [
        f"CLAIMS-1-{name}.fivegates-ballot" for name in ("Ana-Ruiz", "R-Marsh", "Jo-Park")
    ]
    assert panels.collect(opened, paths[0]).changes is None
    with pytest.raises(UserError, match="settle “"):
        panels.agree(opened, review_id, AT)
    panels.settle(opened, review_id, Score(CODE, 2, rationale="Named, not yet accountable."))
    panels.agree(opened, review_id, AT)
    review = queries.find_review(record(opened, 1), review_id)
    assert {key: score.level for key, score in review.scores.items()} == {CODE: 2, "value-kpis": 2}
    assert review.scores[CODE].rationale == "Named, not yet accountable."
    with pytest.raises(UserError, match="A panel agreed on the scores"):
        set_level(opened, review_id, CODE, 4)
    finalise_review(opened, review_id, "E. Lindqvist", AT)
    export_json(opened, tmp_path / "out.json")
    again = create_filled(tmp_path / "again.fivegates", read_json(tmp_path / "out.json"))
    close_portfolio(again)
    assert check_portfolio(tmp_path / "again.fivegates").head == queries.chain_head(opened)
    assert check_portfolio(opened.path).head == queries.chain_head(opened)
    save_tables(opened, tmp_path / "out.xlsx", ENGLISH, REVIEWED)
    rows = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_name("Panel").to_python()
    assert [(row[4], row[5], row[8], row[11]) for row in rows[1:3]] == [
        ("Ana Ruiz", "CFO", 2.0, 2.0),
        ("Ana Ruiz", "CFO", 3.0, 2.0),
    ]


@pytest.mark.parametrize(
    "altered",
    slow_after(
        1,
        [
            "UPDATE panel SET agreed = '2000-01-01T00:00:00Z'",
            "UPDATE score SET level = 4 WHERE criterion = 'value-owner'",
            "DELETE FROM settlement WHERE criterion = 'value-owner'",
        ],
    ),
    ids=["when", "a score", "what was settled"],
)
def test_an_agreement_that_does_not_follow_from_its_ballots_is_found(
    opened: OpenPortfolio, review_id: int, folder: Path, altered: str
) -> None:
    collected(opened, review_id, folder)
    panels.settle(opened, review_id, Score(CODE, 2, rationale="Named."))
    panels.agree(opened, review_id, AT)
    assert check_portfolio(opened.path).head is None
    with closing(sqlite3.connect(opened.path)) as file, file:
        file.execute(altered)
    with pytest.raises(UserError, match=r"panel on CLAIMS of 2026-05-12 agreed does not follow"):
        check_portfolio(opened.path)


ALTERATIONS = {
    "a level": "UPDATE ballot_score SET level = 4 WHERE ballot_id = 2 AND criterion = 'value-owner'",
    "who": "UPDATE ballot SET name = 'R. Marshal' WHERE id = 2",
}
"""The soak alters every column (`support/seal_alterations.py`)."""


@pytest.mark.parametrize("final", [True, False])
def test_an_altered_ballot_is_found_by_name(
    opened: OpenPortfolio, review_id: int, folder: Path, tmp_path: Path, *, final: bool
) -> None:
    collected(opened, review_id, folder)
    if final:
        panels.settle(opened, review_id, Score(CODE, 2, rationale="So."))
        panels.agree(opened, review_id, AT)
        finalise_review(opened, review_id, "E. Lindqvist", AT)
    sound = tmp_path / "sound.fivegates"
    save_copy(opened, sound)
    for statement in ALTERATIONS.values():
        with pytest.raises(UserError, match=r"R. Marsh"):
            check_portfolio(_altered(sound, statement))
    if final:
        with pytest.raises(UserError, match="“panel” is not what was sealed"):
            check_portfolio(_altered(sound, "UPDATE settlement SET rationale = 'X'"))


def test_a_settlement_of_another_rubric_is_found(
    opened: OpenPortfolio, review_id: int, folder: Path, tmp_path: Path
) -> None:
    collected(opened, review_id, folder)
    panels.settle(opened, review_id, Score(CODE, 2, rationale="So."))
    save_copy(opened, tmp_path / "sound.fivegates")
    altered = _altered(tmp_path / "sound.fivegates", "UPDATE settlement SET criterion = 'nothing'")
    with pytest.raises(DataError, match=r"panel\.settled\[0\]\.criterion: “nothing” is not known here"):
        check_portfolio(altered)


def _altered(sound: Path, statement: str) -> Path:
    """A copy that another program altered."""
    path = sound.with_name("altered.fivegates")
    path.write_bytes(sound.read_bytes())
    tamper(path, statement)
    return path


def test_a_final_panel_is_guarded(
    opened: OpenPortfolio, review_id: int, folder: Path, tmp_path: Path
) -> None:
    collected(opened, review_id, folder)
    panels.settle(opened, review_id, Score(CODE, 2, rationale="So."))
    with pytest.raises(UserError, match="has not agreed yet"):
        finalise_review(opened, review_id, "E. Lindqvist", AT)
    panels.agree(opened, review_id, AT)
    finalise_review(opened, review_id, "E. Lindqvist", AT)
    save_copy(opened, tmp_path / "copy.fivegates")
    with closing(sqlite3.connect(tmp_path / "copy.fivegates")) as found:
        for table, column in (
            ("panel", "review_id"),
            ("ballot", "panel_id"),
            ("ballot_score", "ballot_id"),
            ("settlement", "panel_id"),
        ):
            for statement in (
                f"DELETE FROM {table}",
                f"INSERT INTO {table} SELECT * FROM {table}",
                f"UPDATE {table} SET {column} = {column}",
            ):
                with pytest.raises(sqlite3.IntegrityError, match="does not change"):
                    found.execute(statement)


def test_two_rounds_are_kept(opened: OpenPortfolio, review_id: int, folder: Path, tmp_path: Path) -> None:
    first = collected(opened, review_id, folder)
    panels.invite(opened, review_id, (), again=True)
    second = panels.write_papers(opened, review_id, tmp_path)
    assert [path.name[:9] for path in second] == ["CLAIMS-2-"] * 3
    for path in second:
        fill(path, {CODE: 2})
        panels.collect(opened, path)
    found = panel_on(opened, review_id)
    assert (found.round, len(found.ballots)) == (2, 6)
    of = record(opened, 1)
    review = queries.find_review(of, review_id)
    assert not panels.overview(opened, of, review).disputes
    assert panels.overview(opened, of, review, 1).disputes
    with pytest.raises(UserError, match="There is no round 3 yet; round 2 is under way"):
        panels.overview(opened, of, review, 3)
    assert panels.collect(opened, first[0]).changes is None
    panels.agree(opened, review_id, AT)


def test_a_late_ballot_is_named_and_refused_until_the_panel_is_reopened(
    opened: OpenPortfolio, review_id: int, folder: Path
) -> None:
    paths = invite_and_fill(opened, review_id, folder)
    for path in (paths[0], paths[2]):
        panels.collect(opened, path)
    panels.agree(opened, review_id, AT)
    with pytest.raises(UserError, match=r"ballot of R. Marsh is late: the panel agreed on 13 May 2026"):
        panels.collect(opened, paths[1])
    with pytest.raises(UserError, match="Reopen the panel"):
        panels.settle(opened, review_id, Score(CODE, 1, rationale="So."))
    with pytest.raises(UserError, match="Reopen the panel"):
        panels.invite(opened, review_id, [Invited("Eve")])
    panels.reopen(opened, review_id)
    assert panels.collect(opened, paths[1]).changes is not None


def test_a_ballot_from_another_portfolio_is_refused(
    opened: OpenPortfolio, review_id: int, folder: Path, tmp_path: Path
) -> None:
    path, *_ = invite_and_fill(opened, review_id, folder)
    other = create_portfolio(tmp_path / "other.fivegates", "Other")
    with pytest.raises(UserError, match=r"ballot of Ana Ruiz is on “.*” \(CLAIMS\) in another portfolio"):
        panels.collect(other, path)
    close_portfolio(other)


def test_ballots_altered_on_their_way_are_refused(
    opened: OpenPortfolio, review_id: int, folder: Path
) -> None:
    path, *_ = invite_and_fill(opened, review_id, folder)
    whole = json.loads(path.read_bytes())
    for key, value, said in (
        ("scores", {CODE: {"level": 4}}, "Ana Ruiz was altered after it was handed in"),
        ("role", "Chair", "Ana Ruiz was altered: what it asks"),
        ("questions", ["Is it well?"], "Ana Ruiz was altered: what it asks"),
        ("invitation", "0" * 64, "Ana Ruiz was altered: what it asks"),
        ("scores", {"nothing": {"level": 4}}, "scores.nothing: “nothing” is not"),
        ("scores", {CODE: {"level": 9}}, "Choose a level from 0 to 4"),
        ("format", "other", "This is not a ballot"),
        ("version", 2, "newer Fivegates"),
        ("version", 0, "version: Write 1"),
        ("rubric", {}, 'key "id": is missing'),
        ("panel", "x", "hexadecimal digits"),
    ):
        path.write_text(json.dumps(whole | {key: value}))
        with pytest.raises(UserError) as refused:
            panels.collect(opened, path)
        assert said in str(refused.value), (key, str(refused.value))
    assert not any(ballot.seal for ballot in panel_on(opened, review_id).ballots)


def test_a_ballot_can_be_encrypted(
    opened: OpenPortfolio, review_id: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ballots, "encrypted", partial(encrypted, log2_n=4))
    panels.invite(opened, review_id, PEOPLE[:1])
    with pytest.raises(DataError, match="at least 8 characters"):
        panels.write_papers(opened, review_id, folder, "short")
    (path,) = panels.write_papers(opened, review_id, folder, "correct horse")
    assert panels.is_locked_paper(path)
    assert b"Ana" not in path.read_bytes()
    with pytest.raises(UserError, match=r"is encrypted. Give the password"):
        panels.read_paper(path)
    with pytest.raises(UserError, match="ballot of Ana Ruiz has not been handed in yet"):
        panels.collect(opened, path, "correct horse")


def test_everything_of_a_panel_can_be_undone(opened: OpenPortfolio, review_id: int, folder: Path) -> None:
    paths = collected(opened, review_id, folder)
    before = record(opened, 1)
    panels.settle(opened, review_id, Score(CODE, 2, rationale="So."))
    panels.settle(opened, review_id, Score(CODE, 1, rationale="No, so."))
    assert [score.level for score in panel_on(opened, review_id).settled] == [1]
    panels.unsettle(opened, review_id, CODE)
    assert panel_on(opened, review_id).settled == ()
    for _ in range(3):
        undo(opened)
    assert record(opened, 1) == before
    panels.withdraw(opened, review_id)
    assert queries.find_review(record(opened, 1), review_id).panel is None
    undo(opened)
    assert record(opened, 1) == before
    redo(opened)
    with pytest.raises(UserError, match="its panel was withdrawn"):
        panels.collect(opened, paths[0])
    undo(opened)
    delete_initiative(opened, 1)
    undo(opened)
    assert record(opened, 1) == before


def test_bad_input_is_reported(opened: OpenPortfolio, review_id: int, folder: Path) -> None:
    with pytest.raises(UserError, match="Nobody has been invited"):
        panels.write_papers(opened, review_id, folder)
    with pytest.raises(UserError, match="Name the people"):
        panels.invite(opened, review_id, ())
    with pytest.raises(UserError, match="No ballot of round 1"):
        panels.invite(opened, review_id, (), again=True)
    with pytest.raises(DataError, match="ana ruiz is asked twice in a round"):
        panels.invite(opened, review_id, (PEOPLE[0], Invited("ana ruiz")))
    with pytest.raises(DataError, match="must not be empty"):
        panels.invite(opened, review_id, [Invited(" ")])
    panels.invite(opened, review_id, PEOPLE[:1])
    panels.write_papers(opened, review_id, folder)
    with pytest.raises(UserError, match=r"exists already. Choose another folder"):
        panels.write_papers(opened, review_id, folder)
    for score, said in (
        (Score("nothing", 3, rationale="So."), "“nothing” is not"),
        (Score(CODE, rationale="So."), "Choose the level"),
        (Score(CODE, 3, rationale=" "), "Say why"),
        (Score(CODE, 7, rationale="So."), "from 0 to 4"),
    ):
        with pytest.raises(UserError, match=said):
            panels.settle(opened, review_id, score)
    waived = Score(CODE, not_applicable=NotApplicable("No such thing.", "R. Marsh"), rationale="So.")
    panels.settle(opened, review_id, waived)
    assert panel_on(opened, review_id).settled == (waived,)


def test_names_that_make_one_file_name_get_two(opened: OpenPortfolio, review_id: int, folder: Path) -> None:
    panels.invite(opened, review_id, [Invited("A/B"), Invited("a b"), Invited("A:B"), Invited("../..")])
    names = [path.name for path in panels.write_papers(opened, review_id, folder)]
    assert names == [
        f"CLAIMS-1-{person}.fivegates-ballot" for person in ("A-B", "a-b-2", "A-B-3", "")
    ]  # fmt: skip


def test_evidence_that_came_since_is_sent_and_the_older_file_refused(
    opened: OpenPortfolio, review_id: int, folder: Path, tmp_path: Path
) -> None:
    panels.invite(opened, review_id, PEOPLE[:1])
    (old,) = panels.write_papers(opened, review_id, folder)
    add_evidence(opened, 1, evidence_for(CODE))
    fill(old, {CODE: 3})
    (new,) = panels.write_papers(opened, review_id, tmp_path)
    assert len(panels.read_paper(new).invitation.evidence) == 1
    with pytest.raises(UserError, match="what it asks is not what was sent"):
        panels.collect(opened, old)


def test_corrections_and_duplicates_have_no_panel(
    opened: OpenPortfolio, review_id: int, folder: Path
) -> None:
    collected(opened, review_id, folder)
    panels.settle(opened, review_id, Score(CODE, 2, rationale="So."))
    panels.agree(opened, review_id, AT)
    copy = created(duplicate_initiative(opened, 1))
    assert record(opened, copy).reviews[0].panel is None
    finalise_review(opened, review_id, "E. Lindqvist", AT)
    correction = created(
        correct_review(opened, review_id, REVIEWED + timedelta(days=1), "E. Lindqvist", "A slip.")
    )
    assert queries.find_review(record(opened, 1), correction).panel is None


def test_panels_of_two_initiatives_are_distinguished(
    opened: OpenPortfolio, review_id: int, folder: Path
) -> None:
    second = created(add_initiative(opened, initiative("OTHER", 0)))
    other = created(start_review(opened, second, REVIEWED))
    panels.invite(opened, review_id, PEOPLE[:1])
    panels.invite(opened, other, PEOPLE[:1])
    paths = (*panels.write_papers(opened, other, folder), *panels.write_papers(opened, review_id, folder))
    for path in paths:
        fill(path, {CODE: 3})
        panels.collect(opened, path)
    for initiative_id in (1, second):
        (review,) = record(opened, initiative_id).reviews
        assert review.panel is not None
        assert review.panel.ballots[0].seal
