"""README says nothing that the program does not keep: links, gates, commands and figures are compared."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from fivegates.actions.rubrics import default_rubric
from fivegates.cli.main import commands

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "packaging" / "COMMANDS.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_every_link_and_picture_is_there(target: str) -> None:
    assert (ROOT / target).exists()


@pytest.mark.parametrize("script", sorted(set(re.findall(r"packaging/[\w/]+\.py", README))))
def test_every_script_is_there(script: str) -> None:
    assert (ROOT / script).is_file()


def test_the_table_holds_the_gates_and_questions_of_the_rubric() -> None:
    rows = [row for row in README.splitlines() if re.match(r"\| \d ", row)]
    rubric = default_rubric()
    assert len(rows) == len(rubric.gates)
    for number, (row, gate) in enumerate(zip(rows, rubric.gates, strict=True), 1):
        assert row.startswith(f"| {number} {gate.name} | {gate.question} |")


def test_the_figures_of_the_verdict_are_the_rubrics() -> None:
    thresholds, rubric = default_rubric().thresholds, default_rubric()
    for figure in (
        f"Each of the {len(rubric.criteria)} criteria",
        f"at {thresholds.pass_level} or more",
        f"at least {thresholds.open_score}",
        f"from {thresholds.conditional_score}",
        f"below {thresholds.closed_below}",
        f"counts as {thresholds.unproven_level}",
        f"after {rubric.criteria[0].validity_days} days",
    ):
        assert figure in " ".join(README.split()), figure


def test_every_command_is_listed_and_none_besides() -> None:
    pattern = re.compile(r"^ {4}fivegates ([a-z][a-z-]+)", re.MULTILINE)
    reported = CliRunner().invoke(commands, ["--help"]).output.partition("Commands:")[2]
    known = set(re.findall(r"^  ([a-z][a-z-]+) ", reported, re.MULTILINE))
    assert set(pattern.findall(COMMANDS)) == known
    assert set(pattern.findall(README)) < known


def test_every_command_of_a_group_is_listed() -> None:
    context = click.Context(commands)
    listed = {name: commands.get_command(context, name) for name in commands.list_commands(context)}
    groups = {name: group for name, group in listed.items() if isinstance(group, click.Group)}
    assert {"panel", "rubric"} <= groups.keys()
    known = {(name, each) for name, group in groups.items() for each in group.list_commands(context)}
    pattern = re.compile(r"fivegates (panel|rubric) ([a-z]+(?:\|[a-z]+)*)\b")
    found = {(name, each) for name, words in pattern.findall(COMMANDS) for each in words.split("|")}
    assert found == known - {("rubric", "show")}, "`rubric FILE` shows it"


def test_every_bench_is_listed_with_the_target_that_it_says() -> None:
    rows = dict(re.findall(r"^\| `(packaging/bench/\w+\.py)` \|.*\| ([^|]+) \|$", README, re.MULTILINE))
    benches = {
        f"packaging/bench/{path.name}": path.read_text(encoding="utf-8")
        for path in (ROOT / "packaging" / "bench").glob("*.py")
        if "Run: " in path.read_text(encoding="utf-8")
    }
    assert rows.keys() == benches.keys()
    words = {"2 ×": "twice"}
    for bench, target in rows.items():
        figure = words.get(target, target.split()[0])
        assert target == "printed" or figure in benches[bench], bench


def test_every_kind_of_import_is_named() -> None:
    (kinds,) = re.findall(r"fivegates import FILE SOURCE --as (\S+)", COMMANDS)
    (again,) = re.findall(r"\[--again (\S+)\]", COMMANDS)
    reported = CliRunner().invoke(commands, ["import", "--help"]).output
    assert f"--as [{kinds}]" in reported
    assert f"--again [{again}]" in reported


def test_the_two_commands_stand_on_the_first_screen() -> None:
    first = "\n".join(README.splitlines()[:24])
    assert "python3 packaging/run.py" in first
    assert "python3 packaging/test.py" in first
