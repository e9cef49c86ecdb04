"""`rename`: another name for a person or a business unit, as a dry run or for good."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def owned_by(run: Run, sample: Path, owner: str) -> int:
    return len(json.loads(run("actions", sample, "--show", "all", "--owner", owner, "--json").out))


def test_a_person_is_renamed_and_the_records_are_counted(run: Run, sample: Path) -> None:
    owned = owned_by(run, sample, "Pieter Maes")
    ended = run("rename", sample, "pieter maes", " A. Heir ")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("pieter maes was renamed to A. Heir in ")
    assert f"{owned} actions" in ended.out
    assert (owned_by(run, sample, "Pieter Maes"), owned_by(run, sample, "A. Heir")) == (0, owned)


def test_a_dry_run_counts_and_changes_nothing(run: Run, sample: Path) -> None:
    before = sample.read_bytes()
    ended = run("rename", sample, "Pieter Maes", "A. Heir", "--dry-run")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Will be renamed in ")
    assert sample.read_bytes() == before
    done = run("rename", sample, "Pieter Maes", "A. Heir").out
    assert done.split(" in ", 1)[1] == ended.out.split(" in ", 1)[1]


def test_the_counts_as_json(run: Run, sample: Path) -> None:
    tried, done = (
        json.loads(run("rename", sample, "Helene Marquardt", "H. Lang", "--json", *how).out)
        for how in (["--dry-run"], [])
    )
    assert (tried.pop("dry_run"), done.pop("dry_run")) == (True, False)
    assert tried == done
    assert (done["kind"], done["old"], done["new"]) == ("person", "Helene Marquardt", "H. Lang")
    assert done["renamed"]
    assert done["kept"]["review"] > 0
    assert set(done["kept"]) <= {"review", "ballot"}


def test_reviews_keep_the_name_and_that_is_printed(run: Run, sample: Path) -> None:
    out = run("rename", sample, "Helene Marquardt", "H. Lang").out
    assert "Reviews and ballots keep the name: " in out


def test_a_business_unit_is_renamed(run: Run, sample: Path) -> None:
    ended = run("rename", sample, "Motor claims", "Fleet claims", "--unit", "--json")
    assert json.loads(ended.out)["kind"] == "unit"
    again = run("rename", sample, "Motor claims", "Fleet claims", "--unit")
    assert again.code == 1
    assert "No business unit in this portfolio is called Motor claims." in again.err


@pytest.mark.parametrize("how", [[], ["--dry-run"]])
@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (("Nobody", "A. Heir"), "Nobody in this portfolio is called Nobody."),
        (("Pieter Maes", " "), "name: This must not be empty."),
        (("Pieter Maes", "two\nlines"), "name: Write this on one line."),
    ],
)
def test_what_is_refused_is_refused_in_a_dry_run_too(
    run: Run, sample: Path, how: list[str], names: tuple[str, str], reason: str
) -> None:
    before = sample.read_bytes()
    ended = run("rename", sample, *names, *how)
    assert (ended.code, ended.out) == (1, "")
    assert reason in ended.err
    assert sample.read_bytes() == before


@pytest.mark.parametrize("how", [[], ["--dry-run"]])
def test_nobody_comes_to_approve_their_own_waiver(run: Run, sample: Path, how: list[str]) -> None:
    asked, approved = "Ines Duarte", "Tom Becker"
    granted = run(
        *("waive", sample, "CLM-TRIAGE", "value-owner", "--reason", "The board knows", "--asked-by", asked),
        *("--approved-by", approved, "--granted", "2026-11-01", "--until", "2027-01-31"),
    )
    assert granted.code == 0, granted.err
    ended = run("rename", sample, asked, approved, *how)
    assert ended.code == 1
    assert f"{approved} would then have approved a waiver that they asked for." in ended.err
