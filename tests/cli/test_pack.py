"""`fivegates pack`: the pack as a PDF, with a password, quiet where nobody looks, and what is refused."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from packs import NAMES
from pdf_reading import pages_of, read

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio

Run = Callable[..., Any]


@pytest.fixture
def portfolio(whole_small: Path, tmp_path: Path) -> Path:
    return Path(copyfile(whole_small, tmp_path / whole_small.name))


def test_it_writes_the_pack_and_says_nothing(run: Run, portfolio: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    ended = run("pack", portfolio, "-o", out, "--date", "2026-11-23", "--paper", "letter")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    pages = pages_of(out.read_bytes())
    assert "23 November 2026" in pages[0]
    assert all(name in pages[1] for name in NAMES)


def test_its_edition_and_initiatives_are_chosen(run: Run, portfolio: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    assert run("pack", portfolio, "-o", out, "--edition", "one-page", "--initiatives", "prp-storm").code == 0
    pages = pages_of(out.read_bytes())
    assert sum("INITIATIVE BRIEF" in text for text in pages) == 1
    assert "1 of 3 initiatives" in pages[0]
    meeting = ("--agenda-item", "7", "--presenter", "M. Keller", "--classification", "Strictly secret")
    assert run("pack", portfolio, "-o", out, "--edition", "summary", *meeting).code == 0
    pages = pages_of(out.read_bytes())
    assert not any("INITIATIVE BRIEF" in text for text in pages)
    assert all("Strictly secret" in text for text in pages)
    assert "Agenda item 7 Presented by M. Keller" in " ".join(pages[0].split())
    ended = run("pack", portfolio, "-o", out, "--initiatives", "BRK-MAIL,NONE")
    assert ended.code == 1
    assert "no initiative with the code “NONE”" in ended.err


@pytest.mark.slow
def test_with_a_password_it_opens_with_that_alone_and_a_terminal_is_reported_how_far_it_is(
    run: Run, portfolio: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, secret = tmp_path / "pack.pdf", tmp_path / "secret"
    secret.write_text("correct horse\n")
    monkeypatch.setattr("fivegates.cli.output.is_terminal", lambda: True)
    ended = run("pack", portfolio, "-o", out, "--password-file", secret)
    assert ended.code == 0
    assert "\rSetting brief 2 of 2" in ended.err
    assert read(out.read_bytes()).is_encrypted


def test_without_reviews_it_is_refused_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    empty, out = tmp_path / "empty.fivegates", tmp_path / "pack.pdf"
    close_portfolio(create_portfolio(empty, "Empty"))
    ended = run("pack", empty, "-o", out)
    assert ended.code == 1
    assert "nothing to put into a pack" in ended.err
    assert not out.exists()


def test_tables_are_written_by_the_ending_of_the_name(run: Run, portfolio: Path, tmp_path: Path) -> None:
    for name, begins in (("out.XLSX", b"PK"), ("out.csv", b"\xef\xbb\xbfCode,"), ("out.json", b"{")):
        ended = run("export", portfolio, tmp_path / name)
        assert (ended.code, ended.out, ended.err) == (0, "", "")
        assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize("name", ["out.doc", "out", ".pdf", "out.fivegates"])
@pytest.mark.parametrize(
    "words", [("brief", "CLM-TRIAGE"), ("compare", "CLM-TRIAGE", "CUS-LETTERS"), ("pack",)]
)
def test_paper_of_no_recognised_file_type_is_refused(
    name: str, words: tuple[str, ...], run: Run, portfolio: Path, tmp_path: Path
) -> None:
    out = tmp_path / name
    ended = run(words[0], portfolio, *words[1:], "-o", out)
    expected = f"Nothing was written: {out} has no recognised file type. Use .pdf, .docx or .pptx.\n"
    assert (ended.code, ended.out, ended.err) == (1, "", expected)
    assert not out.exists()


@pytest.mark.parametrize("name", ["out.doc", "out", ".json", "out.fivegates"])
def test_an_ending_that_says_no_format_is_refused(
    name: str, run: Run, portfolio: Path, tmp_path: Path
) -> None:
    out = tmp_path / name
    for words in (("export", portfolio, out), ("template", "costs", out)):
        ended = run(*words)
        assert (ended.code, ended.out) == (1, "")
        assert f"Nothing was written: {out} has no recognised file type." in ended.err
    assert not out.exists()


@pytest.mark.slow
def test_a_capacity_plan_that_is_kept_is_a_part_that_can_be_left_out(
    run: Run, portfolio: Path, tmp_path: Path
) -> None:
    day, out = ("--date", "2026-11-23"), tmp_path / "pack.pdf"
    summary = ("pack", portfolio, "-o", out, "--edition", "summary", *day)

    def packed(*options: str) -> str:
        assert run(*summary, *options).code == 0
        return " ".join(" ".join(pages_of(out.read_bytes())).split())

    assert "Who does what by when" not in packed()
    refused = run(*summary, "--chapters", "capacity")
    assert refused.err == "A plan needs a deadline: the day by which initiatives are to be ready.\n"
    given = ("--days", "60", "--until", "2027-03-01")
    assert "ready by 1 March 2027" in packed(*given)
    assert "Who does what by when" not in packed(*given, "--chapters", "ledger")
    assert "This is given twice" in run(*summary, *given, "--owner", "A=1", "--owner", "a=2").err
    assert "Who does what by when" not in packed()
    kept = (*given, "--most", "initiatives", "--save")
    assert run("capacity", portfolio, *kept, *day).code == 0
    text = packed()
    assert "Who does what by when" in text
    assert "initiative ready by 1 March 2027" in text or "initiatives ready by 1 March 2027" in text
    assert "What limits the plan" in text
    assert "not reviewed yet, so its effort is not known" in text
    assert "Who does what by when" not in packed("--chapters", "ledger", "--initiatives", "brk-mail")
    chosen = packed("--initiatives", "brk-mail", "--chapters", "capacity")
    assert "Who does what by when" in chosen
    assert run("capacity", portfolio, "--days", "0.1", "--save", *day).code == 0
    assert "With this capacity no initiative can be made ready" in packed()
    assert "is not one of" in run(*summary, "--chapters", "capacity,poems").err


def test_for_others_it_leaves_out_what_is_named_and_says_so(
    run: Run, portfolio: Path, tmp_path: Path
) -> None:
    out = tmp_path / "pack.pdf"
    plan = ("--days", "20", "--until", "2027-03-01", "--date", "2026-11-23")
    of = ("--edition", "one-page", "--initiatives", "PRP-STORM", "--track-record", *plan)
    assert run("pack", portfolio, "-o", out, *of).code == 0
    told = " ".join(" ".join(pages_of(out.read_bytes())).split())
    assert "Anselm Roth" in told
    assert run("pack", portfolio, "-o", out, *of, "--without", "names,money,others").code == 0
    pages = [" ".join(page.split()) for page in pages_of(out.read_bytes())]
    assert "Left out of this version: names of people, amounts of money and names of" in pages[0]
    assert "The capacity plan, which is about people, is left out too." in pages[0]
    assert "Left out of this version" in pages[-1]
    assert not any(name in page for page in pages for name in ("Anselm", "€", "BRK-MAIL", NAMES[0]))
    assert run("pack", portfolio, "-o", out, "--without", "all").code == 2


def test_an_initiative_of_the_pack_that_is_not_reviewed_is_no_other(
    run: Run, portfolio: Path, tmp_path: Path
) -> None:
    out = tmp_path / "pack.pdf"
    assert run("accept", portfolio, "1", "--code", "NEW-1").code == 0
    ended = run("pack", portfolio, "-o", out, "--edition", "summary", "--without", "others")
    assert (ended.code, ended.err) == (0, "")
    assert "NEW-1" in " ".join(pages_of(out.read_bytes()))
