"""`fivegates compare`: the answer on the terminal, the brief as a PDF, and what is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pdf_reading import pages_of

Run = Callable[..., Any]


def test_it_says_which_first_and_why(run: Run, sample: Path) -> None:
    ended = run("compare", sample, "CLM-TRIAGE", "UWR-SEARCH", "PRP-STORM")
    assert ended.code == 0
    assert ended.out.startswith("Policy wording search for underwriters first, with conditions\n")
    assert "not fully scored" in ended.out
    lines = ended.out.splitlines()
    head = next(line for line in lines if "UWR-SEARCH" in line)
    assert head.split() == ["CLM-TRIAGE", "UWR-SEARCH", "PRP-STORM"]
    assert next(line for line in lines if "Place" in line).split() == ["Place", "2", "1", "–"]
    assert "criteria differ." in lines[-1]


def test_the_pdf_says_the_same(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    meeting = ("--reference", "BP-1", "--purpose", "note")
    ended = run("compare", sample, "BRK-MAIL", "CUS-LETTERS", "-o", out, "--paper", "letter", *meeting)
    assert ended.code == 0
    assert ended.err == ""
    first = pages_of(out.read_bytes())[0]
    assert ended.out.splitlines()[0] in first
    assert ended.out.splitlines()[3].strip() in first
    assert "2 of 2 are drafts" in ended.out
    assert "2 of 2 are drafts" in first
    assert "Reference BP-1 · To note Which initiative first, and why" in " ".join(first.split())


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["BRK-MAIL"], "It takes at least two initiatives to compare."),
        (["BRK-MAIL", "BRK-MAIL"], "The initiative BRK-MAIL is chosen twice. Choose each only once."),
        (
            ["BRK-MAIL", "CLM-TRAIGE"],
            "There is no initiative with the code “CLM-TRAIGE” in this portfolio; did you mean “CLM-TRIAGE”?",
        ),
        (
            ["BRK-MAIL", "CLM-TRIAGE", "UWR-SEARCH", "CUS-LETTERS", "PRP-STORM"],
            "No more than four initiatives can be compared at once, and 5 are chosen.",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_sentence(
    run: Run, sample: Path, tmp_path: Path, codes: list[str], said: str
) -> None:
    out = tmp_path / "out.pdf"
    ended = run("compare", sample, *codes, "-o", out)
    assert (ended.code, ended.out, ended.err) == (1, "", f"{said}\n")
    assert not out.exists()


def test_without_a_code_it_is_wrong_usage(run: Run, sample: Path) -> None:
    assert run("compare", sample).code == 2


def test_the_pdf_for_others_leaves_out_what_is_named(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    ended = run("compare", sample, "CLM-TRIAGE", "PRP-STORM", "-o", out, "--without", "names,money")
    assert ended.code == 0
    told = " ".join(" ".join(pages_of(out.read_bytes())).split())
    assert "Left out of this version: names of people and amounts of money." in told
    assert "Falk" not in told
    assert "€" not in told
    assert "€" in ended.out


@pytest.mark.slow
def test_the_questions_to_expect_are_set_where_they_are_asked_for(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    compare = ("compare", sample, "CLM-TRIAGE", "UWR-SEARCH", "-o", out)
    assert run(*compare).code == 0
    assert "Questions to expect" not in " ".join(pages_of(out.read_bytes()))
    assert run(*compare, "--chapters", "questions").code == 0
    last = " ".join(pages_of(out.read_bytes())[-1].split())
    assert "Questions to expect" in last
    assert "first and not" in last
    assert run(*compare, "--chapters", "questions", "--without", "names,money").code == 0
    told = " ".join(" ".join(pages_of(out.read_bytes())).split())
    assert "Questions to expect" in told
    assert "Which figure rests on a forecast" not in told
    assert "€" not in told
    assert run(*compare, "--chapters", "ledger").code == 2
