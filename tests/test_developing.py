"""packaging/DEVELOPING.md says what is there."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest

from fivegates.domain.fields import field_problems
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.limits import Line
from fivegates.domain.review.seal import plain_of, value_of
from fivegates.exchange.plain_data import read_whole
from fivegates.exchange.portfolio.record_json import reader, record_to_plain
from fivegates.store.records.columns import columns_of

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "packaging" / "DEVELOPING.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "desktop" / "fivegates"
FOLDERS = "desktop|resources|tests|packaging|domain|store|exchange|briefs|charts|ui|actions|cli"
PATHS = sorted(set(re.findall(rf"`((?:{FOLDERS})/[^` ]+)`", PAGE)))


@pytest.mark.parametrize("path", [path for path in PATHS if "CODE" not in path])
def test_every_path_exists(path: str) -> None:
    assert (ROOT / path).exists() or (PACKAGE / path).exists()


def test_every_file_and_constant_that_is_named_alone_exists() -> None:
    tests = ROOT / "tests"
    modules = [*PACKAGE.rglob("*.py"), *tests.rglob("conftest.py"), *(tests / "support").glob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in modules)
    files = set(re.findall(r"`([a-z_]+\.py)`", PAGE))
    names = set(re.findall(r"`([A-Z_]{5,}|[a-z]+_[a-z_]+|[A-Z][a-z]+[A-Z][a-z]+)`", PAGE))
    assert len(files) > 3
    assert len(names) > 5
    assert files - {path.name for path in modules} == set()
    assert {name for name in names if not re.search(rf"\b{name}\b", code)} == set()


@pytest.mark.parametrize("layer", ["domain", "store", "exchange", "charts", "briefs", "ui"])
def test_every_subject_of_a_layer_that_is_named_is_there(layer: str) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `desktop/fivegates/{layer}`"))
    subjects = re.findall(r"`(\w+)`", row.partition("|")[2].partition("|")[2])
    assert subjects
    for subject in subjects:
        folder = PACKAGE / layer / subject
        assert (folder / "__init__.py").is_file() or folder.with_suffix(".py").is_file(), subject


def test_every_package_of_a_layer_is_named() -> None:
    for layer in ("domain", "store", "exchange", "charts", "briefs"):
        named = next(line for line in PAGE.splitlines() if line.startswith(f"| `desktop/fivegates/{layer}`"))
        for folder in (PACKAGE / layer).iterdir():
            if (folder / "__init__.py").is_file():
                assert f"`{folder.name}`" in named, folder


def test_each_list_of_how_to_add_has_five_steps() -> None:
    lists = PAGE.split("## How to add …")[1].split("\n## ")[0].split("### ")[1:]
    assert len(lists) == 7
    for steps in lists:
        assert re.findall(r"^(\d)\. ", steps, re.MULTILINE) == ["1", "2", "3", "4", "5"]


def test_the_commands_of_tasks_exist() -> None:
    for script in re.findall(r"(?:python3|\.venv/bin/python) ((?:packaging|tests)/\S+\.py)", PAGE):
        assert (ROOT / script).is_file()


@dataclass(frozen=True, slots=True)
class WithRegion(Initiative):
    """An initiative with one field more, declared as the page says and nowhere else."""

    region: Annotated[str, Line(10)] = ""


def test_a_field_of_a_record_follows_from_its_dataclass() -> None:
    initiative = WithRegion("CODE", "Name", region="Nordics")
    plain = record_to_plain(initiative)
    assert plain["region"] == "Nordics"
    assert read_whole(plain, "", reader(WithRegion), field_problems) == initiative
    assert value_of(WithRegion, plain_of(initiative)) == initiative
    assert "region" in {column.field for column in columns_of(WithRegion, {}, {"id"})}


def test_the_limit_of_a_field_is_checked_at_its_place() -> None:
    problems = field_problems(WithRegion("CODE", "Name", region="n" * 11))
    assert [problem.place for problem in problems] == ["region"]


def test_no_module_of_the_portfolio_json_spells_the_fields_of_records() -> None:
    for name in ("business_unit", "tokens_cached", "attributed_to", "target_level", "hourly_rate"):
        for module in (PACKAGE / "exchange" / "portfolio").glob("*_json.py"):
            assert name not in module.read_text(encoding="utf-8")
        assert name not in (PACKAGE / "exchange" / "portfolio" / "reading.py").read_text(encoding="utf-8")
