"""`fivegates rubric`: versions and packs listed, printed, examined, added and removed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fivegates.resources import read_resource

Run = Callable[..., Any]
AGENTS = read_resource("rubrics/packs/agents.toml").decode()


def versions(run: Run, sample: Path) -> list[str]:
    """What new reviews use: the base and its packs."""
    listed = json.loads(run("rubric", "list", sample, "--json").out)
    return [
        f"{each['id']} {each['version']}" for each in (*listed["bases"], *listed["packs"]) if each["used"]
    ]


def test_what_there_is_is_listed(run: Run, sample: Path) -> None:
    shipped = json.loads(run("rubric", "list", "--json").out)
    assert [each["version"] for each in shipped["bases"]] == ["1.1", "2.0"]
    assert [each["id"] for each in shipped["packs"]] == [
        "agents", "duties", "energy", "retirement", "supplier",
    ]  # fmt: skip
    assert not any(each["used"] for each in (*shipped["bases"], *shipped["packs"]))
    assert shipped["packs"][2]["criteria"] == ["energy-unit"]
    assert shipped["packs"][2]["date"] == "2026-11-30"
    printed = run("rubric", "list", sample).out.splitlines()
    assert printed[0].startswith("* five-gates 1.1  The five production gates (22 criteria, 16 required)")
    assert printed[4].startswith("  energy 1.0  Energy (1 criterion, 0 required): For organisations")


def test_packs_are_added_and_removed(run: Run, sample: Path) -> None:
    before = sample.read_bytes()
    tried = run("rubric", "add", sample, "energy", "--dry-run", "--date", "2026-11-30")
    assert (tried.code, sample.read_bytes()) == (0, before)
    assert "1 criterion is added: Energy or carbon per case is known beside its cost." in tried.out
    assert "On 30 November 2026, 3 of 6 verdicts would change under it" in tried.out
    assert "  CLM-TRIAGE  unchanged: Not ready; like for like: Not ready" in tried.out
    assert "  BRK-MAIL  Ready with conditions → Incomplete; like for like: Ready with conditions" in tried.out
    reported = json.loads(run("rubric", "add", sample, "energy", "agents", "--json").out)
    assert reported["to"] == {"id": "five-gates", "version": "1.1 + agents 1.0 + energy 1.0"}
    assert len(reported["added"]) == 7
    assert {each["code"]: each["after"] for each in reported["verdicts"]}["BRK-MAIL"] == "incomplete"
    assert versions(run, sample) == ["five-gates 1.1", "agents 1.0", "energy 1.0"]
    assert "worded or weighed in another way" in run("rubric", "use", sample, "2.0").out
    removed = run("rubric", "remove", sample, "agents").out
    assert "6 criteria are asked no more: Its tools have" in removed
    assert versions(run, sample) == ["five-gates 2.0", "energy 1.0"]
    assert "asks for more under some risk classes" in run("rubric", "add", sample, "duties", "--dry-run").out
    assert "already" in run("rubric", "use", sample, "2.0").out


def test_rubrics_and_packs_are_printed(run: Run, sample: Path) -> None:
    assert run("rubric", "--default").out == run("rubric", "show", sample).out
    assert run("rubric", "--default", "--pack", "agents").out == AGENTS
    second = run("rubric", "show", sample, "--base", "2.0").out
    assert second.encode() == read_resource("rubrics/five-gates-2.toml")
    assert json.loads(run("rubric", "--default", "--json").out)["version"] == "1.1"
    assert json.loads(run("rubric", "--default", "--pack", "energy", "--json").out)["base"] == "five-gates"
    assert run("rubric", "--default", "--pack", "agents", "--base", "2.0").code == 2
    assert "there is agents, duties" in run("rubric", "--default", "--pack", "agent").err


@pytest.mark.parametrize(
    ("altered", "expected"),
    [
        (("agents-cap", "ops-owner"), 'criterion "ops-owner", key "id": “ops-owner” is in “The five'),
        (('gate = "trust"', 'gate = "trst"'), 'key "gate": “trst” is not known here; did you mean “trust”?'),
        (("= 180", "= 0"), 'criterion "agents-rights", key "validity_days": is 0: no proof would last a day'),
        (('["1.1", "2.0"]', '["0.9"]'), 'key "base_versions": This pack is for version 0.9 of “five-gates”'),
    ],
)
def test_a_faulty_pack_is_reported_with_file_key_and_reason(
    run: Run, sample: Path, tmp_path: Path, altered: tuple[str, str], expected: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(AGENTS.replace(*altered, 1), encoding="utf-8")
    reported = run("rubric", "validate", path)
    assert (reported.code, reported.out) == (1, "")
    assert reported.err.startswith("mine.toml: line ")
    assert expected in reported.err
    plain = json.loads(run("rubric", "validate", path, sample, "--json").out)
    assert plain["sound"] is False
    assert any(each["reason"] in reported.err for each in plain["problems"])
    refused = run("rubric", "add", sample, path)
    assert refused.code == 1
    assert "mine.toml: " in refused.err
    assert versions(run, sample) == ["five-gates 1.1"]


def test_a_sound_file_is_said_to_be(run: Run, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(AGENTS.replace('id = "agents"', 'id = "ours"', 1), encoding="utf-8")
    reported = run("rubric", "validate", path, sample)
    assert reported.out == "This pack is sound: Agents, version 1.0; 6 criteria, 3 required.\n"
    assert json.loads(run("rubric", "validate", path, "--json").out) == {"sound": True, "problems": []}
    assert run("import", sample, path).code == 0
    assert versions(run, sample) == ["five-gates 1.1", "ours 1.0"]
    path.write_text(run("rubric", sample).out, encoding="utf-8")
    reported = run("rubric", "validate", path)
    assert reported.out.startswith(
        "This rubric is sound: The five production gates, version 1.1 + ours 1.0; 28"
    )


def test_a_change_that_leaves_the_criteria_is_said_to(run: Run, sample: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(run("rubric", "--default").out.replace('"1.1"', '"1.2"', 1), encoding="utf-8")
    assert run("import", sample, own).code == 0
    assert "The criteria stay as they are." in run("rubric", "use", sample, "1.1").out


def test_a_level_for_an_unknown_risk_class_is_refused(run: Run, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    asking = AGENTS.replace("required = true", 'required = true\nclass_levels = ["hihg: 4"]', 1)
    path.write_text(asking.replace('id = "agents"', 'id = "ours"', 1), encoding="utf-8")
    expected = 'mine.toml: criterion "agents-rights", key "class_levels": “hihg” is not known here'
    for words in (("rubric", "validate", path), ("rubric", "add", sample, path), ("import", sample, path)):
        reported = run(*words)
        assert (reported.code, reported.err.startswith(expected)) == (1, True)
    assert versions(run, sample) == ["five-gates 1.1"]
    path.write_text(path.read_text(encoding="utf-8").replace("hihg", "high"), encoding="utf-8")
    assert run("rubric", "validate", path, sample).out.startswith("This pack is sound")
