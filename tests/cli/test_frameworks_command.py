"""`fivegates frameworks`: what items rest on, as text, JSON and OSCAL; mappings of one's own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import own_mapping

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.exchange.frameworks import write_framework

Run = Callable[..., Any]
DAY = ("--date", "2026-11-30")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A mapping of one's own, as a file."""
    path = tmp_path / "own.toml"
    path.write_bytes(write_framework(own_mapping()))
    return path


def test_every_framework_is_reported_with_each_initiative(run: Run, whole_sample: Path) -> None:
    ended = run("frameworks", whole_sample, *DAY)
    assert (ended.code, ended.err) == (0, "")
    *blocks, note = ended.out.split("\n\n")
    assert [block.split()[0] for block in blocks] == [
        "eu-ai-act",
        "iso-42001",
        "nist-ai-rmf",
        "nist-ai-600-1",
        "owasp-aisvs",
    ]
    assert "  CLM-TRIAGE  " in blocks[0]
    assert "no legal advice" in note


def test_one_framework_of_one_initiative_says_what_each_item_rests_on(run: Run, whole_sample: Path) -> None:
    words = ("frameworks", whole_sample, *DAY, "--framework", "NIST-AI-RMF", "--initiative", "BRK-MAIL")
    ended = run(*words)
    assert "GOVERN 6 Risks of software, models and data from others are governed: Claims only" in ended.out
    assert "level 3 is claimed; proof lapsed after 29 Nov 2026" in ended.out
    assert "Source: NIST AI 100-1" in ended.out

    (found,) = json.loads(run(*words, "--json").out)
    assert (found["framework"], found["code"], found["on"]) == ("nist-ai-rmf", "BRK-MAIL", "2026-11-30")
    assert sum(found["counts"].values()) == len(found["items"]) == 19
    (govern,) = [item for item in found["items"] if item["id"] == "GOVERN 6"]
    assert (govern["basis"], govern["until"]) == ("claim", None)
    assert "supplier-exit" in govern["not_asked"]
    assert found["text"] in ended.out


def test_one_framework_over_the_portfolio_counts_each_item(run: Run, whole_sample: Path) -> None:
    ended = run("frameworks", whole_sample, *DAY, "--framework", "owasp-aisvs")
    assert "  C2 What comes in is checked before the model sees it: 1 on nothing, 5 not asked" in ended.out
    (found,) = json.loads(run("frameworks", whole_sample, *DAY, "--framework", "owasp-aisvs", "--json").out)
    assert [each["code"] for each in found["initiatives"]][:1] == ["BRK-MAIL"]


def test_oscal_is_written_for_one_or_all(run: Run, whole_sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    chosen = ("--framework", "owasp-aisvs", "--as", "oscal", out)
    assert run("frameworks", whole_sample, *DAY, *chosen).code == 0
    assert len(json.loads(out.read_bytes())["assessment-results"]["results"]) == 6
    assert run("frameworks", whole_sample, *DAY, *chosen, "--initiative", "BRK-MAIL").code == 0
    assert len(json.loads(out.read_bytes())["assessment-results"]["results"]) == 1


def test_nothing_is_written_of_an_empty_portfolio(run: Run, tmp_path: Path) -> None:
    close_portfolio(create_portfolio(tmp_path / "new.fivegates", "New"))
    ended = run("frameworks", tmp_path / "new.fivegates", "--as", "oscal", tmp_path / "o.json")
    assert (ended.code, "nothing to write" in ended.err) == (1, True)
    assert "there is no initiative yet" in run("frameworks", tmp_path / "new.fivegates").out


def test_a_mapping_of_ones_own_is_imported_exported_and_removed(
    run: Run, sample: Path, own: Path, tmp_path: Path
) -> None:
    assert run("frameworks", sample, "--import", own) == run("frameworks", sample, "--import", own)
    ended = run("frameworks", sample, *DAY, "--framework", "house-rules", "--initiative", "BRK-MAIL")
    assert "R 1 Somebody owns it: " in ended.out
    out = tmp_path / "again.toml"
    assert run("frameworks", sample, "--framework", "house-rules", "--export", out).code == 0
    assert out.read_bytes() == own.read_bytes()
    assert run("frameworks", sample, "--remove", "house-rules").code == 0
    assert run("frameworks", sample, "--framework", "house-rules").code == 1


def test_refusals_name_what_is_wrong(run: Run, sample: Path, own: Path, tmp_path: Path) -> None:
    run("frameworks", sample, "--import", own)
    other = tmp_path / "other.toml"
    other.write_text(own.read_text(encoding="utf-8").replace("It is fun", "It is dull"), encoding="utf-8")
    assert (
        "different framework “house-rules” of version 3" in run("frameworks", sample, "--import", other).err
    )
    assert "cannot be removed" in run("frameworks", sample, "--remove", "iso-42001").err
    assert run("frameworks", sample, "--framework", "iso-42001", "--export", other).code == 0
    other.write_text(other.read_text(encoding="utf-8").replace("policy", "Policy"), encoding="utf-8")
    refused = run("frameworks", sample, "--import", other).err
    assert "“iso-42001” of version 2023 comes with Fivegates" in refused
    assert "did you mean “nist-ai-rmf”" in run("frameworks", sample, "--framework", "nist-ai-rfm").err
    assert run("frameworks", sample, "--export", tmp_path / "o.toml").code == 2
    other.write_text("id = 3", encoding="utf-8")
    assert "other.toml: " in run("frameworks", sample, "--import", other).err


UNKNOWN = "own.toml: item[0].criteria[0]: “ops-ownr” is not known here; did you mean “ops-owner”"
NOWHERE = (
    "own.toml: item[1].criteria[1]: No rubric or pack that is known here has a criterion “zebra”. "
    "Import the one that has it first."
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("ops-owner", "ops-ownr", UNKNOWN),
        ("supplier-exit", "zebra", NOWHERE),
        ("supplier-exit", "supplier-dte", "“supplier-dte” is not known here; did you mean “supplier-data”"),
        ('"R 2"', '"r1"', "own.toml: item[1].id: item[0] has this id already, but for capitals and blanks"),
        ('source = "Directive 7 of the board"\n', "", "own.toml: source: This is missing."),
        ('date = "2026-02-01"\n', "", "own.toml: date: This is missing."),
        ('part = "People"', 'prat = "People"', "own.toml: item[0].prat: “prat” is not known here; did you"),
    ],
)
def test_a_mistyped_mapping_is_refused_by_file_key_and_reason(
    run: Run, own: Path, old: str, new: str, expected: str
) -> None:
    text = own.read_text(encoding="utf-8")
    assert old in text
    own.write_text(text.replace(old, new, 1), encoding="utf-8")
    portfolio = own.with_name("board.fivegates")
    close_portfolio(create_portfolio(portfolio, "Board"))
    before = portfolio.read_bytes()
    ended = run("frameworks", portfolio, "--import", own)
    assert (ended.code, ended.out) == (1, "")
    assert expected in ended.err
    assert portfolio.read_bytes() == before
