"""Serialises coverage of frameworks as OSCAL assessment results (JSON, OSCAL 1.2.3), deterministically.

Each initiative and framework is one result. Each criterion that touches an item is an observation, and each
item that rests on evidence, claims or nothing is a finding: `satisfied` on current evidence alone. OSCAL has
no word for what is not asked or not applicable, so that those items are named in the remarks. There is no
assessment plan: `import-ap` leads to a note in the back matter that says so.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from fivegates.domain.frameworks.coverage import Basis, Coverage, CriterionBasis, ItemCoverage
from fivegates.domain.frameworks.framework import Framework
from fivegates.domain.language import Language
from fivegates.domain.wording.frameworks import (
    basis_text,
    basis_word,
    coverage_sentence,
    criterion_text,
    framework_title,
    item_details,
    item_title,
    mapping_note,
    source_text,
)
from fivegates.exchange.json_text import Plain, compact, write_json

OSCAL_VERSION: Final = "1.2.3"
_NAMESPACE: Final = UUID("5b0a9c8e-2f0e-5d0a-9f4e-3c1d6a7b8e90")
_NAMES: Final = "https://fivegates.invalid/ns/oscal"
"""The namespace of the properties that OSCAL does not have; it names nothing that can be fetched."""
_NOT_IN_TOKEN: Final = re.compile(r"[^\w.-]+")
_JUDGED: Final = {Basis.EVIDENCE: "pass", Basis.CLAIM: "other", Basis.NOTHING: "fail"}
"""The reasons of a finding's state."""


def write_oscal(title: str, on: date, coverages: Sequence[Coverage], language: Language) -> bytes:
    """Write coverages of a portfolio called `title`, as of a day; there is at least one."""
    name = f"{title}\n{on}"
    plan = _uuid(name, "plan")
    note = {
        "uuid": plan,
        "title": language.gettext("No assessment plan"),
        "description": language.gettext(
            "These results come from reviews of initiatives by a rubric, and not from an assessment plan."
        ),
    }
    results = [_result(f"{name}\n{each.initiative.code}", each, language) for each in coverages]
    document = {
        "uuid": _uuid(name, "document"),
        "metadata": {
            "title": _line(title) or "Fivegates",
            "last-modified": _moment(on),
            "version": on.isoformat(),
            "oscal-version": OSCAL_VERSION,
            "remarks": mapping_note(language),
        },
        "import-ap": {"href": f"#{plan}"},
        "results": results,
        "back-matter": {"resources": [note]},
    }
    return write_json({"assessment-results": document})


def _uuid(*parts: str) -> str:
    """A UUID (version 5) that depends on what is named alone."""
    return str(uuid5(_NAMESPACE, "\n".join(parts)))


def _moment(day: date) -> str:
    """The beginning of a day in UTC."""
    return f"{day.isoformat()}T00:00:00Z"


def _line(text: str) -> str:
    """Text on one line without blanks around it."""
    return " ".join(text.split())


def _result(name: str, coverage: Coverage, language: Language) -> Plain:
    """A framework for one initiative."""
    framework, initiative = coverage.framework, coverage.initiative
    name = f"{name}\n{framework.code}\n{framework.version}"
    ids = control_ids(framework)
    judged = [(ids[item.item.ref], item) for item in coverage.items if item.basis in _JUDGED]
    criteria = {each.result.criterion.id: each for _, item in judged for each in item.criteria}
    return compact(
        uuid=_uuid(name, "result"),
        title=_line(f"{initiative.code} {initiative.name}: {framework_title(framework, language)}"),
        description=coverage_sentence(coverage, language),
        start=_moment(coverage.reviewed or coverage.on),
        end=_moment(coverage.on),
        props=[_prop("framework", framework.code), _prop("initiative", initiative.code)],
        **{"reviewed-controls": _reviewed([control for control, _ in judged], language)},
        observations=[_observation(name, each, coverage.on, language) for each in criteria.values()],
        findings=[_finding(name, control, coverage, item, language) for control, item in judged],
        remarks="\n".join([source_text(framework, language), *_unjudged(coverage, language)]),
    )


def _reviewed(controls: Sequence[str], language: Language) -> Plain:
    """The controls reviewed: the items with findings."""
    selection = compact(
        description=language.gettext("Items that a criterion of the rubric touches and that apply."),
        **{"include-controls": [{"control-id": each} for each in controls]},
    )
    return {"control-selections": [selection]}


def _prop(name: str, value: str) -> Plain:
    """A property in our namespace."""
    return {"name": name, "ns": _NAMES, "value": _line(value)}


def control_ids(framework: Framework) -> dict[str, str]:
    """Return for each item, by its number, a token that OSCAL accepts as the id of a control."""
    found: dict[str, str] = {}
    for item in framework.items:
        token = _NOT_IN_TOKEN.sub("-", item.ref).strip("-.").lower()
        token = token if token[:1].isalpha() else f"item-{token}"
        taken = sum(1 for each in found.values() if each == token or each.startswith(f"{token}--"))
        found[item.ref] = f"{token}--{taken + 1}" if taken else token
    return found


def _observation(name: str, found: CriterionBasis, on: date, language: Language) -> Plain:
    """The observation of a criterion with its supporting evidence."""
    criterion, evidence = found.result.criterion, found.result.proof.evidence
    observation = compact(
        uuid=_uuid(name, "criterion", criterion.id),
        title=_line(language.shipped(criterion.title)),
        description=criterion_text(found, language),
        props=[_prop("criterion", criterion.id), _prop("basis", found.basis.value)],
        methods=["EXAMINE"],
        types=["control-objective"],
        collected=_moment(evidence.dated if evidence else on),
        expires=_moment(found.until) if found.until else None,
    )
    if evidence is not None:
        parts = [evidence.title, evidence.reference, evidence.note]
        observation["relevant-evidence"] = [{"description": "\n".join(filter(None, parts))}]
    return observation


def _finding(name: str, control: str, coverage: Coverage, item: ItemCoverage, language: Language) -> Plain:
    """The finding on an item."""
    state = "satisfied" if item.basis is Basis.EVIDENCE else "not-satisfied"
    observations: Iterable[str] = (
        _uuid(name, "criterion", each.result.criterion.id) for each in item.criteria
    )
    target = {
        "type": "objective-id",
        "target-id": control,
        "status": {
            "state": state,
            "reason": _JUDGED[item.basis],
            "remarks": basis_text(item, language),
        },
    }
    return {
        "uuid": _uuid(name, "item", item.item.ref),
        "title": _line(item_title(item.item, language)),
        "description": "\n".join(item_details(coverage, item, language)),
        "props": [_prop("item", item.item.ref), _prop("basis", item.basis.value)],
        "target": target,
        "related-observations": [{"observation-uuid": each} for each in observations],
    }


def _unjudged(coverage: Coverage, language: Language) -> Iterator[str]:
    """The items that are not asked or do not apply."""
    for basis in (Basis.NOT_ASKED, Basis.NOT_APPLICABLE):
        refs = [item.item.ref for item in coverage.items if item.basis is basis]
        if refs:
            yield language.gettext(
                "{basis}: {items}.", basis=basis_word(basis, language), items=", ".join(refs)
            )
