"""The statement for a warehouse is printed, and what is wrong is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fivegates.actions.warehouses import Warehouse

Run = Callable[..., Any]
RULES = '[[rule]]\ninitiative = "A"\ntags = ["project=claims*"]\nbehaviour = "fixed"\n'


@pytest.mark.parametrize("engine", Warehouse)
def test_the_statement_has_what_the_rules_ask_for(run: Run, engine: Warehouse, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(RULES)

    ended = run("focus-query", "--engine", engine, "--map", rules, "shop.focus")
    assert (ended.code, ended.err) == (0, "")
    assert "FROM shop.focus" in ended.out
    assert "project" in ended.out
    assert "project" not in run("focus-query", "--engine", engine, "shop.focus").out


def test_what_is_wrong_is_reported(run: Run, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(RULES.replace("fixed", "fixd"))

    assert run("focus-query", "shop.focus").code == 2
    ended = run("focus-query", "--engine", "duckdb", "a; b")
    assert (ended.code, ended.err) == (1, "“a; b” is not the name of a table.\n")
    assert "did you mean “fixed”?" in run("focus-query", "--engine", "spark", "--map", rules, "t").err
