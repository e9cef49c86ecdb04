"""The frameworks that come with Fivegates, mappings of the user's own, and OSCAL assessment results."""

import json
import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from builders import REVIEWED, WAIVED, Answer, case, framework, initiative, two_gates

from fivegates.domain.errors import DataError
from fivegates.domain.frameworks.coverage import coverage_of
from fivegates.domain.frameworks.framework import Framework, FrameworkItem
from fivegates.domain.language import ENGLISH
from fivegates.exchange.frameworks import read_framework, write_framework
from fivegates.exchange.kinds import read_kinds
from fivegates.exchange.oscal import control_ids, write_oscal
from fivegates.resources import read_resource, resource_path

FILES = sorted(
    path.name for path in resource_path("frameworks").glob("*.toml") if path.name != "risk-class.toml"
)
SHIPPED = {name: read_framework(read_resource(f"frameworks/{name}"), name) for name in FILES}


def refs(name: str) -> list[str]:
    return [item.ref for item in SHIPPED[name].items]


def test_the_items_are_those_of_the_publications() -> None:
    functions = {"GOVERN": 6, "MAP": 5, "MEASURE": 4, "MANAGE": 4}
    assert refs("nist-ai-rmf.toml") == [
        f"{each} {n + 1}" for each, most in functions.items() for n in range(most)
    ]
    assert refs("nist-ai-600-1.toml") == [f"Risk {n}" for n in range(1, 13)]
    assert refs("owasp-aisvs.toml") == [f"C{n}" for n in range(1, 13)]
    iso = refs("iso-42001.toml")
    assert iso[:7] == [str(n) for n in range(4, 11)]
    # From 2 on in each group, since the objective is 1.
    groups = {
        "A.2": 3,
        "A.3": 2,
        "A.4": 5,
        "A.5": 4,
        "A.6.1": 2,
        "A.6.2": 7,
        "A.7": 5,
        "A.8": 4,
        "A.9": 3,
        "A.10": 3,
    }
    assert iso[7:] == [f"{group}.{n + 2}" for group, most in groups.items() for n in range(most)]
    assert len(iso[7:]) == 38


def test_days_of_law_are_data() -> None:
    days = {item.ref: item.applies_from for item in SHIPPED["eu-ai-act.toml"].items}
    assert days["Art. 4"] == date(2025, 2, 2)
    assert days["Art. 50(1)"] == date(2026, 8, 2)
    assert days["Art. 26(2)"] == days["Art. 14"] == date(2027, 12, 2)
    # Art. 113 postpones sections 1 to 3 of chapter III, Art. 6 to 27, alone: of what refers to them and is
    # elsewhere no day is settled, and none is claimed.
    open_days = {"Art. 43, 47, 48", "Art. 49", "Art. 72", "Art. 73"}
    assert {ref for ref, day in days.items() if day is None} == open_days
    high = {ref for ref, day in days.items() if day == date(2027, 12, 2)}
    assert all(6 <= int(re.findall(r"\d+", ref)[0]) <= 27 for ref in high)
    assert days["Art. 5"] == date(2025, 2, 2)
    assert days["Art. 5(1)(ba), (bb)"] == date(2026, 12, 2)


def criteria_of(path: Path) -> set[str]:
    """The ids of the criteria of a rubric or pack."""
    return {each["id"] for each in tomllib.loads(path.read_text(encoding="utf-8"))["criterion"]}


def test_every_criterion_that_comes_with_fivegates_is_mapped_and_no_other() -> None:
    asked = set().union(*(criteria_of(path) for path in resource_path("rubrics").rglob("*.toml")))
    mapped = {each for of in SHIPPED.values() for item in of.items for each in item.criteria}
    assert mapped == asked


def test_what_is_usual_for_a_kind_names_packs_and_criteria_that_there_are() -> None:
    packs = {path.stem: path for path in resource_path("rubrics/packs").glob("*.toml")}
    base = resource_path("rubrics/five-gates-2.toml")
    for advice in read_kinds(read_resource("kinds.toml"), "kinds.toml"):
        assert set(advice.packs) <= packs.keys()
        asked = criteria_of(base).union(*(criteria_of(packs[each]) for each in advice.packs))
        named = {each.criterion for each in advice.actions} | {each.criterion for each in advice.waivers}
        assert named <= asked


def test_what_no_criterion_touches_and_what_a_mapping_leaves_open_is_said() -> None:
    for of in SHIPPED.values():
        assert of.not_covered.endswith(".")
        assert of.dated >= of.published
        for item in of.items:
            assert not item.title.endswith(".")
            assert not item.not_covered or item.not_covered.endswith(".")


@pytest.mark.parametrize("of", [*SHIPPED.values(), framework()], ids=lambda of: of.code)
def test_a_mapping_reads_back_as_it_was_written(of: Framework) -> None:
    assert read_framework(write_framework(of), "own.toml") == replace(of, id=0)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('id = "house-rules"', 'id = "of ours"', "own.toml: id: Write 1 to 32 letters"),
        ('id = "R 2"', 'id = "R 1"', "item[1].id: item[0] has this id already."),
        ('["owner", "test"]', '["owner", "Test"]', "item[0].criteria[1]: “Test” is no id of a criterion"),
        ('published = "2026-01-05"', 'published = "soon"', "published: Write a date as year-month-day"),
        ('title = "It is fun"', "", "item[2].title: This is missing."),
        (
            'title = "It is fun"',
            'titel = "It is fun"',
            "item[2].titel: “titel” is not known here; did you mean",
        ),
        ('version = "3"', "version = 3", "version: Write text in quotation marks."),
        ('version = "3"', "version = ", "line 13, column 11: This is not readable as TOML"),
    ],
)
def test_a_faulty_mapping_is_refused_with_file_key_and_reason(old: str, new: str, expected: str) -> None:
    text = write_framework(framework()).decode().replace(old, new, 1)
    with pytest.raises(DataError) as refused:
        read_framework(text.encode(), "own.toml")
    said = [refused.value.text(ENGLISH), *(each.text(ENGLISH) for each in refused.value.problems)]
    assert any(expected in each for each in said), said


def results(**answers: Answer) -> dict[str, Any]:
    """OSCAL for the small framework; answers by criterion."""
    coverage = coverage_of(framework(), initiative(), case(two_gates(), answers), REVIEWED)
    plain: dict[str, Any] = json.loads(write_oscal("Board", REVIEWED, [coverage], ENGLISH))
    found: dict[str, Any] = plain["assessment-results"]
    return found


def test_findings_are_satisfied_by_current_evidence_alone() -> None:
    found = results(owner=3, test=3, bias=1)
    (result,) = found["results"]
    states = {each["target"]["target-id"]: each["target"]["status"]["state"] for each in result["findings"]}
    assert states == {"r-1": "satisfied", "r-2": "not-satisfied"}
    assert result["findings"][0]["target"]["status"]["remarks"].startswith("Current evidence until")
    assert "Not asked: R 3." in result["remarks"]
    (controls,) = result["reviewed-controls"]["control-selections"]
    assert controls["include-controls"] == [{"control-id": "r-1"}, {"control-id": "r-2"}]
    assert found["import-ap"]["href"] == f"#{found['back-matter']['resources'][0]['uuid']}"


def test_what_does_not_apply_has_no_finding_and_no_empty_list() -> None:
    (result,) = results(bias=WAIVED)["results"]
    assert [each["target"]["target-id"] for each in result["findings"]] == ["r-1"]
    assert "Not applicable: R 2." in result["remarks"]
    only = replace(framework(), items=framework().items[2:])
    bare = coverage_of(only, initiative(), case(two_gates(), {}), None)
    (result,) = json.loads(write_oscal("", REVIEWED, [bare], ENGLISH))["assessment-results"]["results"]
    assert result.keys().isdisjoint({"findings", "observations"})


def test_observations_are_referred_to_and_each_uuid_is_there_once_and_always_the_same() -> None:
    found = results(owner=3, test=3, bias=1)
    (result,) = found["results"]
    own = re.findall(r'"uuid": ?"([^"]+)"', json.dumps(found))
    assert len(own) == len(set(own)) == 2 + 1 + 3 + 2
    assert {UUID(each).version for each in own} == {5}
    observed = {each["uuid"] for each in result["observations"]}
    referred = {each["observation-uuid"] for of in result["findings"] for each in of["related-observations"]}
    assert observed == referred
    assert found == results(owner=3, test=3, bias=1)


def test_control_ids_are_tokens_and_there_once() -> None:
    items = tuple(
        FrameworkItem(ref, "T") for ref in ("4", "Art. 5(1)(ba), (bb)", "A 1", "A-1", "a.1", "§", "Ä 2")
    )
    assert list(control_ids(replace(framework(), items=items)).values()) == [
        "item-4",
        "art.-5-1-ba-bb",
        "a-1",
        "a-1--2",
        "a.1",
        "item-",
        "ä-2",
    ]
