"""`finalise`, `history` and what `check` tells of the chain, as a shell would run them."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from acting import created
from builders import REVIEWED, decision, initiative

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio, open_portfolio
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.queries import find_initiative, record
from fivegates.actions.records import add_decision
from fivegates.actions.reviews import correct_review, start_review
from fivegates.actions.scoring import set_level

Run = Callable[..., Any]


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A portfolio with a draft review and a decision of CLAIMS, and OTHER never reviewed."""
    opened = create_portfolio(tmp_path / "board.fivegates")
    of = created(add_initiative(opened, initiative(initiative_id=0)))
    add_initiative(opened, initiative("OTHER", initiative_id=0))
    set_level(opened, created(start_review(opened, of, REVIEWED, "R. Marsh")), "value-owner", 1)
    add_decision(opened, of, decision())
    close_portfolio(opened)
    return opened.path


def history(run: Run, *words: str | Path) -> dict[str, Any]:
    """What the command prints as JSON."""
    ended = run("history", *words, "--json")
    assert ended.code == 0
    plain: dict[str, Any] = json.loads(ended.out)
    return plain


def test_a_draft_is_made_final_once(run: Run, board: Path) -> None:
    ended = run("finalise", board, "claims", "--by", "E. Lindqvist")
    assert ended.code == 0
    said, digest = ended.out.splitlines()
    assert said.startswith("Made final by E. Lindqvist on ")
    assert said.endswith("no. 1 of this portfolio.")
    (review,) = history(run, board, "CLAIMS")["reviews"]
    assert review["final"]["hash"] == digest

    again = run("finalise", board, "CLAIMS", "--by", "E. Lindqvist")
    assert (again.code, again.out) == (1, "")
    assert "no draft to make final" in again.err


def test_what_was_never_reviewed_cannot_be_made_final(run: Run, board: Path) -> None:
    assert run("finalise", board, "OTHER", "--by", "E. Lindqvist").code == 1
    assert "Not reviewed yet." in run("history", board, "OTHER").out


def test_a_draft_in_a_history(run: Run, board: Path) -> None:
    found = history(run, board, "CLAIMS")
    (review,) = found["reviews"]
    assert (found["code"], review["date"], review["reviewer"]) == ("CLAIMS", "2026-05-12", "R. Marsh")
    assert (review["state"], review["final"], review["superseded"]) == ("draft", None, False)
    assert (review["verdict"], review["readiness"]) == ("not-ready", None)
    assert review["gates"][0]["id"] == "value"
    (decided,) = found["decisions"]
    assert (decided["outcome"], decided["conditions"][0]["state"]) == ("go-with-conditions", "met")
    assert decided["thresholds"][0]["result"] == "81%"


@pytest.fixture
def corrected(run: Run, board: Path, tmp_path: Path) -> Path:
    """The same portfolio, the review final and corrected by a draft."""
    assert run("finalise", board, "CLAIMS", "--by", "E. Lindqvist").code == 0
    opened = open_portfolio(board, tmp_path / "backups")
    (final,) = record(opened, find_initiative(opened, "CLAIMS")).reviews
    correct_review(opened, final.id, REVIEWED, "R. Marsh", "The owner had left.")
    close_portfolio(opened)
    return board


def test_a_corrected_review_stays_in_the_history(run: Run, corrected: Path) -> None:
    first, second = history(run, corrected, "CLAIMS")["reviews"]
    assert (first["state"], first["superseded"]) == ("final", True)
    assert (second["state"], second["supersedes"], second["correction"]) == (
        "draft",
        1,
        "The owner had left.",
    )


def test_a_history_in_words(run: Run, corrected: Path) -> None:
    ended = run("history", corrected, "CLAIMS")
    assert ended.code == 0
    for said in (
        "Final no. 1, corrected since · 12 May 2026 · R. Marsh",
        "Correction, draft · 12 May 2026 · R. Marsh",
        "Corrects no. 1: The owner had left.",
        "Not ready · – · rubric five-gates 1.1",
        "Made final by E. Lindqvist",
        "7 May 2026 · Go with conditions · The board",
        "Met: Bias is tested · R. Marsh",
        "Claims without rework: leads to more at 85%",
    ):
        assert said in ended.out


def test_a_history_in_words_says_what_moved_it(run: Run, sample: Path) -> None:
    lines = run("history", sample, "REN-LAPSE").out.splitlines()
    assert any(line.startswith("  Readiness fell from 75% to 55% since the review of") for line in lines)
    assert "     −20  Proof lapsed or voided" in lines
    assert "            It runs on live data of known quality: level 2 now, 3 before" in lines


def test_long_names_of_gates_keep_the_columns(run: Run, sample: Path, tmp_path: Path) -> None:
    long = "Value for those who pay for it"
    own = run("rubric", sample).out.replace('version = "1.1"', 'version = "9"')
    (tmp_path / "own.toml").write_text(own.replace('name = "Value"', f'name = "{long}"'), encoding="utf-8")
    assert run("import", sample, tmp_path / "own.toml").code == 0
    opened = open_portfolio(sample, tmp_path / "backups")
    start_review(opened, find_initiative(opened, "BRK-MAIL"), REVIEWED.replace(year=2027))
    close_portfolio(opened)
    for words in ("verdict", "history"):
        lines = run(words, sample, "BRK-MAIL").out.splitlines()
        start, *_ = (index for index, line in enumerate(lines) if line.strip().startswith(long))
        assert len({len(line) for line in lines[start : start + 5]}) == 1


def test_a_check_tells_how_the_chain_ends(run: Run, corrected: Path) -> None:
    digest = history(run, corrected, "CLAIMS")["reviews"][0]["final"]["hash"]
    ended = run("check", corrected)
    assert ended.code == 0
    assert ended.out.splitlines()[1] == f"1 final review; the chain ends with {digest}."


def past_the_guard(path: Path, guard: str, statement: str) -> None:
    """Alter a final review while the trigger that refuses it is away."""
    with closing(sqlite3.connect(path, isolation_level=None)) as found:
        (sql,) = found.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [guard]).fetchone()
        found.execute(f"DROP TRIGGER {guard}")
        found.execute(statement)
        found.execute(sql)


def test_a_history_tells_the_verdict_that_was_sealed(run: Run, corrected: Path) -> None:
    before = history(run, corrected, "CLAIMS")["reviews"][0]
    forged = "UPDATE review_verdict SET verdict = 'ready' WHERE review_id = 1"
    past_the_guard(corrected, "final_review_verdict_update", forged)
    assert history(run, corrected, "CLAIMS")["reviews"][0] == before


def test_a_check_names_the_review_that_differs(run: Run, corrected: Path) -> None:
    past_the_guard(corrected, "final_score_update", "UPDATE score SET level = 3 WHERE review_id = 1")
    ended = run("check", corrected)
    assert (ended.code, ended.out) == (1, "")
    assert "Final review no. 1 (CLAIMS, 2026-05-12) was altered" in ended.err
    assert "scores.value-owner" in ended.err


def test_a_spoilt_verdict_is_reported(run: Run, board: Path) -> None:
    with closing(sqlite3.connect(board, isolation_level=None)) as found:
        found.execute("DELETE FROM review_verdict")
    ended = run("history", board, "CLAIMS")
    assert ended.code == 1
    assert "is damaged" in ended.err


def test_a_history_is_seen_from_a_day(run: Run, sample: Path) -> None:
    whole = history(run, sample, "BRK-MAIL")
    first = whole["reviews"][0]["date"]
    assert whole["later_decisions"] == 0
    then = history(run, sample, "BRK-MAIL", "--date", first)
    assert (then["date"], then["reviews"]) == (first, whole["reviews"])
    assert then["later_decisions"] == len(whole["decisions"]) - len(then["decisions"]) == 2
    printed = run("history", sample, "BRK-MAIL", "--date", first).out
    assert f"{len(whole['reviews']) - 1} reviews are after 18 November 2025" in printed
    assert "2 later decisions are left out." in printed


@pytest.mark.parametrize("day", ["2026-11-30", "2026-08-15"])
def test_a_history_gives_the_verdict_of_its_day_as_others_do(run: Run, sample: Path, day: str) -> None:
    at = ("--date", day)
    (verdict,) = json.loads(run("verdict", sample, "BRK-MAIL", "--json", *at).out)
    insights = json.loads(run("insights", sample, "--json", *at).out)
    row = next(each for each in insights["gates"]["initiatives"] if each["code"] == "BRK-MAIL")
    found = history(run, sample, "BRK-MAIL", *at)["on_day"]
    assert found == verdict["on_day"]
    assert (row["verdict"], row["readiness"]) == (found["verdict"], found["readiness"])
    assert found["text"] in run("history", sample, "BRK-MAIL", *at).out


def test_a_receipt_is_of_now(run: Run, board: Path) -> None:
    ended = run("history", board, "--receipt", "--date", "2026-01-01")
    assert ended.code == 2
