"""The commands of a panel, from the invitation to the seal, on the sample."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
CODE = "CLM-TRIAGE"


def test_three_people_score_apart_and_agree(run: Run, sample: Path, tmp_path: Path) -> None:
    people = ("--to", "Ana Ruiz=CFO", "--to", "R. Marsh=CTO", "--to", "Jo Park")
    sent = run("panel", "invite", sample, CODE, "--folder", tmp_path, *people, "--question", "Who owns it?")
    ana, marsh, park = map(Path, sent.out.split())
    for path, owner in ((ana, "3"), (marsh, "1"), (park, "n/a")):
        reported = run(
            *("panel", "score", path, "--level", "value-owner", owner, "As I see it."),
            *("--level", "value-kpis", "2", "Agreed in May.", "--hand-in"),
        )
        assert reported.code == 0, reported
        assert "2 of 22 criteria answered" in reported.out
        assert "Who owns it?" in reported.out
        assert "Handed in, seal " in reported.out
    refused = run("panel", "score", ana, "--level", "value-owner", "1", "")
    assert (refused.code, "no longer changes" in refused.err) == (1, True)
    damaged = tmp_path / "damaged.fivegates-ballot"
    damaged.write_bytes(park.read_bytes().replace(b'"level": 2', b'"level": 4'))
    took = run("panel", "collect", sample, marsh, damaged, park, ana, ana)
    assert took.code == 1
    assert [line.split(":")[0] for line in took.out.splitlines()] == [
        *("R. Marsh, round 1", "Jo Park, round 1", "Ana Ruiz, round 1", "Ana Ruiz, round 1"),
    ]
    assert "held already" in took.out
    assert took.err.startswith("damaged.fivegates-ballot: The ballot of Jo Park was altered after")
    shown = run("panel", "show", sample, CODE)
    assert "Who owns the result" not in shown.err
    assert "Ana Ruiz, CFO 3 · R. Marsh, CTO 1 · Jo Park n/a" in shown.out
    with closing(sqlite3.connect(sample)) as found, found:
        found.execute("UPDATE ballot_score SET level = 0 WHERE ballot_id = 2 AND criterion = 'value-kpis'")
    for words in (("panel", "show"), ("panel", "agree")):
        reported = run(*words, sample, CODE)
        assert "The ballot of R. Marsh in round 1 was altered" in reported.out + reported.err
    with closing(sqlite3.connect(sample)) as found, found:
        found.execute("UPDATE ballot_score SET level = 2 WHERE ballot_id = 2 AND criterion = 'value-kpis'")
    early = run("panel", "agree", sample, CODE)
    assert early.err.startswith("The panel has not agreed yet: settle “")
    assert run("panel", "settle", sample, CODE, "value-owner", "2", "--why", "Named in July.").code == 0
    agreed = run("panel", "agree", sample, CODE)
    assert "Settled on 2: Named in July." in agreed.out
    assert "answers for the result: Jo Park: n/a, where 2 was agreed on. As I see it." in agreed.out
    final = run("finalise", sample, CODE, "--by", "E. Lindqvist", "--unsigned")
    assert final.code == 0
    plain = json.loads(run("panel", "show", sample, CODE, "--json").out)
    assert [each["name"] for each in plain["dissents"]] == ["Ana Ruiz", "R. Marsh", "Jo Park"]
    assert plain["agreement"]["units"] == 2
    assert plain["agenda"][0]["settled"]["level"] == 2
    assert run("check", sample).code == 0


def test_a_panel_is_reopened_and_withdrawn(run: Run, sample: Path, tmp_path: Path) -> None:
    run("panel", "invite", sample, CODE, "--folder", tmp_path, "--to", "Ana Ruiz")
    plain = json.loads(run("panel", "show", sample, CODE, "--json").out)
    assert plain["agreement"]["undefined"] == "no_pairs"
    assert plain["outstanding"] == ["Ana Ruiz"]
    assert run("panel", "reopen", sample, CODE).code == 0
    assert run("panel", "withdraw", sample, CODE).code == 0
    assert run("panel", "show", sample, CODE).err.startswith("Nobody has been invited")


def test_wrong_usage_is_reported(run: Run, sample: Path, tmp_path: Path) -> None:
    wrong = run("panel", "settle", sample, CODE, "value-owner", "5", "--why", "So.")
    assert (wrong.code, "neither a level from 0 to 4 nor n/a" in wrong.err) == (2, True)
    (tmp_path / "no.fivegates-ballot").write_text("{}")
    refused = run("panel", "collect", sample, tmp_path / "no.fivegates-ballot")
    assert (refused.code, "This is not a ballot" in refused.err) == (1, True)
    assert refused.err.count("no.fivegates-ballot") == 1


def test_nobody_is_invited_whose_ballot_cannot_be_written(run: Run, sample: Path, tmp_path: Path) -> None:
    invite = ("panel", "invite", sample, CODE, "--to", "Ana Ruiz", "--folder")
    refused = run(*invite, tmp_path / "gone")
    assert (refused.code, "was not written" in refused.err) == (1, True)
    assert run("panel", "show", sample, CODE).err.startswith("Nobody has been invited")
    assert run(*invite, tmp_path).code == 0
