"""`fivegates calendar`: when proofs lapse, and until when each verdict holds."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from fivegates.actions.creation import create_portfolio
from fivegates.actions.files import close_portfolio

Run = Callable[..., Any]


def test_every_reviewed_initiative_is_told_with_its_proofs(run: Run, sample: Path) -> None:
    ended = run("calendar", sample, "--date", "2026-11-22")
    assert (ended.code, ended.err) == (0, "")
    blocks = ended.out.split("\n\n")
    assert len(blocks) > 1
    assert all(len(block.splitlines()) > 1 for block in blocks)
    assert "good until" in ended.out


def test_one_initiative_as_json(run: Run, sample: Path) -> None:
    everything = json.loads(run("calendar", sample, "--date", "2026-11-22", "--json").out)
    for one in everything:
        (alone,) = json.loads(run("calendar", sample, one["code"], "--date", "2026-11-22", "--json").out)
        assert alone == one
        days = [proof["last_day"] for proof in one["proofs"]]
        assert days == sorted(days)
        assert [proof["lapsed"] for proof in one["proofs"]] == [day < one["on"] for day in days]
        if one["fall"]:
            assert one["fall"]["last_day"] in days
            assert one["fall"]["verdict"] != one["verdict"]
    assert any(one["fall"] for one in everything)


def test_it_is_seen_from_today_unless_a_day_is_named(run: Run, sample: Path) -> None:
    today = datetime.now().astimezone().date()
    for one in json.loads(run("calendar", sample, "--json").out):
        assert one["on"] >= today.isoformat()


def test_before_the_first_review_it_says_so(run: Run, tmp_path: Path) -> None:
    close_portfolio(create_portfolio(tmp_path / "new.fivegates", "New"))
    assert run("calendar", tmp_path / "new.fivegates").out == "No initiative has been reviewed.\n"
    ended = run("calendar", tmp_path / "new.fivegates", "NONE")
    assert ended.code == 1
    assert "NONE" in ended.err
