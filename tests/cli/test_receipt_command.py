"""A receipt on the command line: printed, and held against a file."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.finality import scope_sentence

Run = Callable[..., Any]


def receipt(run: Run, path: Path) -> str:
    ended = run("history", path, "--receipt")
    assert ended.code == 0
    return str(ended.out).strip()


def test_a_receipt_fits_until_the_chain_is_another(run: Run, sample: Path) -> None:
    line = receipt(run, sample)
    assert line.startswith("FIVEGATES-RECEIPT 13 2026-09-16 ")
    assert "The receipt fits: no review became final since." in run("check", sample, "--receipt", line).out
    ended = run("check", sample, "--receipt", line.replace("RECEIPT 13", "RECEIPT 15"))
    assert (ended.code, "for 15 final reviews, and the file has 13" in ended.err) == (1, True)
    ended = run("check", sample, "--receipt", line.replace("RECEIPT 13", "RECEIPT 12"))
    assert (ended.code, "no. 12 is not the one of the receipt" in ended.err) == (1, True)


def test_without_final_reviews_there_is_none(run: Run, tmp_path: Path) -> None:
    close_portfolio(create_portfolio(tmp_path / "empty.fivegates"))
    ended = run("history", tmp_path / "empty.fivegates", "--receipt")
    assert (ended.code, "there is no receipt to give" in ended.err) == (1, True)


@pytest.mark.parametrize("words", [[], ["CLM-TRIAGE", "--receipt"]])
def test_one_of_the_two_is_asked_for(run: Run, sample: Path, words: list[str]) -> None:
    assert run("history", sample, *words).code == 2


def test_what_is_no_receipt_is_reported(run: Run, sample: Path) -> None:
    ended = run("check", sample, "--receipt", "12 May")
    assert (ended.code, "This is not a receipt" in ended.err) == (1, True)


def test_check_names_what_differs_from_what_was_sealed(run: Run, sample: Path) -> None:
    with closing(sqlite3.connect(sample)) as connection, connection:
        connection.execute(
            "DELETE FROM threshold WHERE decision_id = (SELECT min(decision_id) FROM threshold)"
        )
        connection.execute("UPDATE evidence SET note = 'Altered' WHERE id = 1")
    ended = run("check", sample)
    assert ended.code == 0
    assert "Sealed with each: the review, its rubric" in ended.out
    readme = " ".join((Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8").split())
    sealed, _, rest = scope_sentence(ENGLISH).partition(". Not sealed: ")
    assert sealed.partition(": ")[2] in readme
    assert all(part.removeprefix("and ") in readme for part in rest.rstrip(".").split(", "))
    assert "Changed or removed since final review no. " in ended.out
    assert "\n  evidence “" in ended.out
    assert "\n  threshold “" in ended.out
