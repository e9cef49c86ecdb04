"""packaging/DEVELOPING.md says what is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "packaging" / "DEVELOPING.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "desktop" / "fivegates"
FOLDERS = "desktop|resources|tests|packaging|domain|store|exchange|briefs|charts|ui|actions"
PATHS = sorted(set(re.findall(rf"`((?:{FOLDERS})/[^` ]+)`", PAGE)))


@pytest.mark.parametrize("path", [path for path in PATHS if "CODE" not in path])
def test_every_path_exists(path: str) -> None:
    assert (ROOT / path).exists() or (PACKAGE / path).exists()


def test_every_package_of_a_layer_is_named() -> None:
    for layer in ("domain", "store", "exchange", "charts", "briefs"):
        named = next(line for line in PAGE.splitlines() if line.startswith(f"| `desktop/fivegates/{layer}`"))
        for folder in (PACKAGE / layer).iterdir():
            if (folder / "__init__.py").is_file():
                assert f"`{folder.name}`" in named, folder


def test_each_list_of_how_to_add_has_five_steps() -> None:
    lists = PAGE.split("## How to add …")[1].split("\n## ")[0].split("### ")[1:]
    assert len(lists) == 6
    for steps in lists:
        assert re.findall(r"^(\d)\. ", steps, re.MULTILINE) == ["1", "2", "3", "4", "5"]


def test_the_commands_of_tasks_exist() -> None:
    for script in re.findall(r"(?:python3|\.venv/bin/python) ((?:packaging|tests)/\S+\.py)", PAGE):
        assert (ROOT / script).is_file()
