"""Attach and extract, encrypt and decrypt, a brief with a password: as a person or a script calls them."""

import json
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import click
import pytest
from documents import PDF, PROGRAM
from pypdf import PdfReader

pytestmark = pytest.mark.usefixtures("quick_passwords")

Run = Callable[..., Any]

WORDS = "some words that fit"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file with the password in its first line."""
    path = tmp_path / "secret.txt"
    path.write_text(f"{WORDS}\nnot this line\n", encoding="utf-8")
    return path


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "Q2: report.pdf"
    path.write_bytes(PDF)
    return path


def first_code(run: Run, sample: Path) -> str:
    """The code of an initiative of the sample."""
    return str(json.loads(run("verdict", sample, "--json").out)[0]["code"])


def test_a_file_is_attached_and_comes_out_again(run: Run, sample: Path, report: Path, tmp_path: Path) -> None:
    code = first_code(run, sample)
    ended = run("attach", sample, code, "trust-drift", report, "--date", "2026-05-12", "--kind", "sign-off")
    assert (ended.code, ended.err) == (0, "")
    folder = tmp_path / "out"
    folder.mkdir()
    ended = run("extract", sample, code, folder)
    assert ended.out.splitlines() == [str(folder / "Q2_ report.pdf")]
    assert (folder / "Q2_ report.pdf").read_bytes() == PDF
    assert run("extract", sample, code, folder).out.splitlines() == [str(folder / "Q2_ report (2).pdf")]
    assert run("check", sample).code == 0


def test_what_is_refused_is_said_and_nothing_is_kept(run: Run, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(PROGRAM)
    before = sample.read_bytes()
    code = first_code(run, sample)
    ended = run("attach", sample, code, "trust-drift", tmp_path / "report.pdf")
    assert ended.code == 1
    assert ended.err.startswith("report.pdf: This is a program or a script, so nothing was attached.")
    (tmp_path / "report.pdf").write_bytes(PDF)
    ended = run("attach", sample, code, "trust-drif", tmp_path / "report.pdf")
    assert "did you mean “trust-drift”?" in ended.err
    assert sample.read_bytes() == before


def test_the_result_of_a_test_is_attached_with_its_cases(run: Run, sample: Path, tmp_path: Path) -> None:
    report = tmp_path / "attacks.txt"
    report.write_text("240 attempts, 5 successes.", encoding="utf-8")
    said = (
        "attach",
        sample,
        "PRP-STORM",
        "trust-security",
        report,
        "--kind",
        "test-result",
        "--cases",
        "240",
    )
    assert "More cases passed than were tested." in run(*said, "--passed", "241").err
    assert "--also trust-drif: “trust-drif” is not known" in run(*said, "--also", "trust-drif").err
    assert "--also trust-security: This criterion" in run(*said, "--also", "trust-security").err
    assert run(*said, "--passed", "235", "--also", "trust-drift", "--also", "ops-response").code == 0
    run("export", sample, tmp_path / "all.json")
    exported = (tmp_path / "all.json").read_text(encoding="utf-8")
    assert '"cases": 240' in exported
    assert '"passed": 235' in exported
    (made,) = (
        item
        for each in json.loads(exported)["initiatives"]
        for item in each.get("evidence", ())
        if item.get("cases") == 240
    )
    assert (made["criterion"], made["also"]) == ("trust-security", ["trust-drift", "ops-response"])


def test_a_copy_is_encrypted_and_decrypted(run: Run, sample: Path, secret: Path, tmp_path: Path) -> None:
    copy, again = tmp_path / "copy.fivegates-encrypted", tmp_path / "again.fivegates"
    assert run("encrypt", sample, copy, "--password-file", secret).code == 0
    assert run("decrypt", copy, again, "--password-file", secret).code == 0
    assert run("verdict", again).out == run("verdict", sample).out
    ended = run("decrypt", copy, again, "--password-file", secret)
    assert (ended.code, "exists already" in ended.err) == (1, True)
    secret.write_text("another\n", encoding="utf-8")
    ended = run("decrypt", copy, tmp_path / "third.fivegates", "--password-file", secret)
    assert (ended.code, "not the password" in ended.err) == (1, True)
    assert run("verdict", copy).code == 1


def test_a_brief_opens_with_its_password(run: Run, sample: Path, secret: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    code = first_code(run, sample)
    assert run("brief", sample, code, "-o", out, "--password-file", secret).code == 0
    reader = PdfReader(out)
    assert reader.is_encrypted
    assert reader.decrypt(WORDS)
    assert reader.pages[0].extract_text()


@pytest.mark.slow
def test_a_comparison_opens_with_its_password(run: Run, sample: Path, secret: Path, tmp_path: Path) -> None:
    out = tmp_path / "comparison.pdf"
    assert run("compare", sample, "BRK-MAIL", "CLM-TRIAGE", "-o", out, "--password-file", secret).code == 0
    reader = PdfReader(out)
    assert reader.is_encrypted
    assert reader.decrypt(WORDS)


def test_an_empty_password_protects_nothing(run: Run, sample: Path, secret: Path, tmp_path: Path) -> None:
    secret.write_bytes(b"\n")
    ended = run("brief", sample, first_code(run, sample), "-o", tmp_path / "b.pdf", "--password-file", secret)
    assert (ended.code, "nothing would be protected" in ended.err) == (1, True)
    assert not (tmp_path / "b.pdf").exists()
    secret.write_bytes(b"\xff\xfe\xff")
    ended = run("encrypt", sample, tmp_path / "c", "--password-file", secret)
    assert (ended.code, "not UTF-8" in ended.err) == (1, True)


def test_nobody_is_asked_where_nobody_is(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO(""))
    ended = run("encrypt", sample, tmp_path / "copy")
    assert (ended.code, "--password-file" in ended.err) == (1, True)


def test_a_person_is_asked_twice_for_a_new_password(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    asked = []

    def prompt(text: str, **how: object) -> str:
        asked.append((text, how["hide_input"], how["confirmation_prompt"]))
        return WORDS

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(click, "prompt", prompt)
    copy = tmp_path / "copy"
    assert run("encrypt", sample, copy).code == 0
    assert run("decrypt", copy, tmp_path / "again.fivegates").code == 0
    assert asked == [("Password", True, "The same password again"), ("Password", True, False)]
