"""Command, workbook, OSCAL and brief say the same of each item of a framework on the same day."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import initiative, own_mapping
from python_calamine import CalamineWorkbook

from fivegates.actions.briefs import gather_brief
from fivegates.actions.file.files import close_portfolio, open_portfolio
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.overview import lines
from fivegates.domain.frameworks.coverage import Basis, coverages_of_brief
from fivegates.domain.frameworks.framework import FrameworkItem
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.frameworks import basis_word
from fivegates.exchange.frameworks import write_framework

Run = Callable[..., Any]
DAY = "2027-01-20"
"""Later than every review of the sample: proofs of some criteria have lapsed by then."""
ITEMS = (
    FrameworkItem("R 1", "Somebody owns it", "People", ("ops-owner", "value-owner")),
    FrameworkItem("R 2", "It is tested again", "Tests", ("trust-retest", "supplier-exit")),
    FrameworkItem("R 3", "It pays", "Money", ("cost-unit", "cost-return")),
    FrameworkItem("R 4", "Others may leave", criteria=("supplier-exit",)),
    FrameworkItem("R 5", "It is fun"),
    FrameworkItem("R 6", "Nobody is treated worse", "Tests", ("trust-bias",)),
)


@pytest.fixture(scope="module")
def board(whole_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with an initiative that is not reviewed, and a mapping of one's own."""
    path = Path(shutil.copyfile(whole_sample, tmp_path_factory.mktemp("board") / "board.fivegates"))
    opened = open_portfolio(path, path.parent / "backups")
    add_initiative(opened, initiative("ZZ-NEW", 0))
    close_portfolio(opened)
    return path


@pytest.fixture
def said(run: Run, board: Path) -> dict[tuple[str, str], tuple[str, str | None]]:
    """What each item of each initiative rests on, and until when, by `fivegates frameworks --json`."""
    mapping = board.with_name("own.toml")
    mapping.write_bytes(write_framework(replace(own_mapping(), items=ITEMS)))
    assert run("frameworks", board, "--import", mapping).code == 0
    (found,) = json.loads(run("frameworks", board, "--framework", "house-rules", "--date", DAY, "--json").out)
    return {
        (of["code"], item["id"]): (item["basis"], item["until"])
        for of in found["initiatives"]
        for item in of["items"]
    }


def test_command_workbook_results_and_brief_agree(
    run: Run, board: Path, said: dict[tuple[str, str], tuple[str, str | None]]
) -> None:
    assert {basis for basis, _ in said.values()} >= {"evidence", "claim", "nothing", "not-asked"}
    assert said["ZZ-NEW", "R 1"] == ("nothing", None)
    assert in_workbook(run, board) == {
        key: (basis_word(Basis(basis), ENGLISH), until) for key, (basis, until) in said.items()
    }
    assert in_results(run, board) == {
        key: basis for key, (basis, _) in said.items() if basis in {"evidence", "claim", "nothing"}
    }
    in_papers = in_briefs(board)
    assert in_papers == {key: value for key, value in said.items() if key[0] != "ZZ-NEW"}


def in_workbook(run: Run, board: Path) -> dict[tuple[str, str], tuple[str, str | None]]:
    """What the sheet of frameworks says."""
    out = board.with_name("board.xlsx")
    assert run("export", board, out, "--date", DAY).code == 0
    head, *rows = CalamineWorkbook.from_path(str(out)).get_sheet_by_name("Frameworks").to_python()
    found = [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows]
    assert {row["As of"] for row in found} == {DAY}
    return {
        (row["Code"], row["Item"]): (row["Rests on"], row["Until"] or None)
        for row in found
        if row["Framework"] == "Rules of our own"
    }


def in_results(run: Run, board: Path) -> dict[tuple[str, str], str]:
    """What the findings of OSCAL say."""
    out = board.with_name("board.json")
    words = ("frameworks", board, "--framework", "house-rules", "--date", DAY, "--as", "oscal", out)
    assert run(*words).code == 0
    found = {}
    for result in json.loads(out.read_bytes())["assessment-results"]["results"]:
        of = {prop["name"]: prop["value"] for prop in result["props"]}
        for finding in result.get("findings", []):
            named = {prop["name"]: prop["value"] for prop in finding["props"]}
            found[of["initiative"], named["item"]] = named["basis"]
            satisfied = finding["target"]["status"]["state"] == "satisfied"
            assert satisfied == (named["basis"] == "evidence")
    return found


def in_briefs(board: Path) -> dict[tuple[str, str], tuple[str, str | None]]:
    """What the chapter on frameworks is made of, in the brief on each initiative that is reviewed."""
    opened = open_portfolio(board, board.parent / "backups")
    found = {}
    for line in lines(opened):
        if line.latest is None:
            continue
        brief = gather_brief(opened, line.initiative.id, line.latest.review_id, date.fromisoformat(DAY))
        (coverage,) = [each for each in coverages_of_brief(brief) if each.framework.code == "house-rules"]
        for each in coverage.items:
            until = each.until.isoformat() if each.until else None
            found[line.initiative.code, each.item.ref] = each.basis.value, until
    close_portfolio(opened)
    return found
