"""Signed seals on the command line: the key of `finalise`, and what `history` and `check` say of it."""

import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from acting import created
from builders import REVIEWED, initiative
from own_keyring import Remembering

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.reviews import start_review
from fivegates.actions.scoring import set_level

Run = Callable[..., Any]


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A portfolio with drafts of CLAIMS and OTHER."""
    opened = create_portfolio(tmp_path / "board.fivegates")
    for code in ("CLAIMS", "OTHER"):
        of = created(add_initiative(opened, initiative(code, initiative_id=0)))
        set_level(opened, created(start_review(opened, of, REVIEWED, "R. Marsh")), "value-owner", 1)
    close_portfolio(opened)
    return opened.path


def key_of(run: Run, *words: str | Path) -> dict[str, str]:
    """The public half of a key, which is made where there is none."""
    plain: dict[str, str] = json.loads(run("key", *words, "--json").out)
    return plain


def test_a_seal_is_signed_with_the_key_in_the_keyring(run: Run, board: Path, kept: Remembering) -> None:
    ended = run("finalise", board, "CLAIMS", "--by", "E. Lindqvist")
    assert (ended.code, ended.err, len(kept.entries)) == (0, "", 1)
    key = key_of(run)
    assert f"signed with the key {key['fingerprint']}." in ended.out
    final = json.loads(run("history", board, "CLAIMS", "--json").out)["reviews"][0]["final"]
    assert {name: final[name] for name in key} == key
    assert f"signed with the key {key['fingerprint']}." in run("history", board, "CLAIMS").out
    assert f"Signed with the key {key['fingerprint']}: no. 1," in run("check", board).out


def test_without_a_keyring_it_is_sealed_unsigned_and_that_is_said(run: Run, board: Path) -> None:
    ended = run("finalise", board, "CLAIMS", "--by", "E. Lindqvist")
    assert ended.code == 0
    assert "has no keyring" in ended.err
    assert "The seal is not signed; --key PEM" in ended.err
    assert "Not signed: no. 1, in the name of E. Lindqvist." in run("check", board).out
    assert run("key").code == 1


def test_nothing_is_asked_for_where_it_shall_not_be_signed(run: Run, board: Path, kept: Remembering) -> None:
    ended = run("finalise", board, "CLAIMS", "--by", "E. Lindqvist", "--unsigned")
    assert (ended.code, ended.err, kept.entries) == (0, "", {})
    assert run("finalise", board, "OTHER", "--by", "E", "--unsigned", "--key", "me.pem").code == 2


def test_the_key_in_a_file_signs(run: Run, board: Path, tmp_path: Path) -> None:
    pem = tmp_path / "me.pem"
    assert run("finalise", board, "CLAIMS", "--by", "E. Lindqvist", "--key", pem).code == 1
    key = key_of(run, "--key", pem)
    if sys.platform != "win32":
        assert stat.S_IMODE(pem.stat().st_mode) == 0o600
    assert key_of(run, "--key", pem) == key
    assert run("finalise", board, "CLAIMS", "--by", "E. Lindqvist", "--key", pem).code == 0
    assert run("finalise", board, "OTHER", "--by", "E. Lindqvist", "--unsigned").code == 0
    checked = run("check", board)
    assert "No. 2, in the name of E. Lindqvist, is not signed, and no. 1 is." in checked.out
    asked = run("check", board, "--signer", key["fingerprint"])
    assert asked.code == 1
    assert "no. 2, in the name of E. Lindqvist, is not signed with a key that was given" in asked.err


def test_signatures_go_through_the_portfolio_json(run: Run, board: Path, tmp_path: Path) -> None:
    pem, out, again = tmp_path / "me.pem", tmp_path / "out.json", tmp_path / "again.fivegates"
    signer = key_of(run, "--key", pem)["signer"]
    run("finalise", board, "CLAIMS", "--by", "E. Lindqvist", "--key", pem)
    assert run("export", board, out).code == 0
    assert run("import", again, out).code == 0
    assert run("check", again, "--signer", signer).code == 0
    out.write_text(out.read_text(encoding="utf-8").replace(signer, f"{'0' * 63}1"), encoding="utf-8")
    assert run("import", tmp_path / "forged.fivegates", out).code == 1
