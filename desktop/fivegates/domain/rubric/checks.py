"""Validation of rubrics before a review may use them: each fault as a problem with its place.

The bounds keep every rule of the verdict meaningful: each level can be reached, a required criterion can
pass, one that passes does not close its gate, and every gate has criteria to judge.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from unicodedata import category

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.limits import FIRST_DAY, LAST_DAY, LEVELS, TOP_LEVEL
from fivegates.domain.quoting import shown, unknown_word
from fivegates.domain.rubric.class_checks import class_level_faults, class_proof_faults
from fivegates.domain.rubric.rubric import Criterion, Gate, Level, PackHead, Rubric, Thresholds

MOST_GATES = 12
MOST_CRITERIA = 200
MOST_PACKS = 20
MOST_FRICTION_AREAS = 12
SHORT_TEXT = 120
LONG_TEXT = 2_000
MOST_DAYS = 36_500
MOST_EFFORT = Decimal(10_000)
MOST_WEIGHT = 100
MOST_COST_MONTHS = 120
ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")

_NEVER_SHOWN = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories: control characters, surrogates, separators of lines and paragraphs."""
_RANGES = {
    "pass_level": (1, TOP_LEVEL),
    "closed_below": (0, TOP_LEVEL),
    "proof_from": (1, TOP_LEVEL),
    "unproven_level": (0, TOP_LEVEL),
    "open_score": (0, 100),
    "conditional_score": (0, 100),
    "at_risk_days": (0, MOST_DAYS),
    "cost_months": (0, MOST_COST_MONTHS),
    "most_unattributed": (0, 100),
    "visibility_cap": (0, TOP_LEVEL),
    "unit_cost_cap": (0, TOP_LEVEL),
    "return_cap": (0, TOP_LEVEL),
}


def rubric_problems(rubric: Rubric) -> tuple[Problem, ...]:
    """Return every fault of `rubric`, in the order of its file; none means that reviews may use it."""
    return (
        *_head_problems(rubric),
        *_threshold_problems(rubric.thresholds),
        *_packs_problems(rubric),
        *_no_gate_problems(rubric),
        *gates_problems(rubric.gates, rubric.criteria, rubric.packs),
        *criteria_problems(rubric.criteria, rubric.gates, rubric.thresholds, rubric.packs),
    )


def place_of(*parts: str, key: str = "") -> str:
    """Join the parts of a place: `criterion "trust-drift", level 2, key "gap"`."""
    named = f'key "{shown(key)}"' if key else ""
    return ", ".join(part for part in (*parts, named) if part)


def table_names(kind: str, ids: Sequence[str]) -> list[str]:
    """Name the gates or criteria of a file: by id where that is sound and new, else by position."""
    first = {id_: index for index, id_ in reversed(list(enumerate(ids)))}
    return [
        f'{kind} "{id_}"' if first[id_] == index and ID_PATTERN.fullmatch(id_) else f"{kind} {index + 1}"
        for index, id_ in enumerate(ids)
    ]


def _head_problems(rubric: Rubric) -> Iterator[Problem]:
    """Check the keys above the gates."""
    yield from _faults("", "id", _id_faults(rubric.id))
    yield from _faults("", "version", _label_faults(rubric.version))
    yield from _faults("", "name", _label_faults(rubric.name))
    yield from _faults("", "credit", _label_faults(rubric.credit, optional=True))
    yield from _faults("", "source", _label_faults(rubric.source, optional=True))
    if rubric.dated is not None:
        yield from _faults("", "dated", _day_faults(rubric.dated))
    names = rubric.level_names
    if len(names) != len(LEVELS):
        fault = UserError("has {count} names; the five levels need one each.", count=len(names))
        yield Problem(place_of(key="level_names"), fault)
    for name in names:
        yield from _faults("", "level_names", _label_faults(name))


def _threshold_problems(thresholds: Thresholds) -> Iterator[Problem]:
    """Check each figure alone, then those that depend on another."""
    for key, (least, most) in _RANGES.items():
        yield from _faults("[thresholds]", key, _range_faults(getattr(thresholds, key), least, most))
    yield from _faults("[thresholds]", "closed_below", _closing_faults(thresholds))
    yield from _faults("[thresholds]", "unproven_level", _unproven_faults(thresholds))
    yield from _faults("[thresholds]", "conditional_score", _conditional_faults(thresholds))


def _closing_faults(thresholds: Thresholds) -> Iterator[UserError]:
    """Check that a required criterion that passes does not close its gate, so that it can help."""
    if thresholds.closed_below > thresholds.pass_level:
        yield UserError(
            "is {closed}, above pass_level ({passes}): a required criterion would pass and close its gate.",
            closed=thresholds.closed_below,
            passes=thresholds.pass_level,
        )


def _unproven_faults(thresholds: Thresholds) -> Iterator[UserError]:
    """Check that an unproven claim counts as the highest level without proof, so that none counts less."""
    expected = thresholds.proof_from - 1
    if thresholds.unproven_level > expected:
        yield UserError(
            "is {unproven}, but must be below proof_from ({proof}): else proof makes no difference.",
            unproven=thresholds.unproven_level,
            proof=thresholds.proof_from,
        )
    if thresholds.unproven_level < expected:
        yield UserError(
            "is {unproven}, but must be {expected}, one below proof_from: else a higher claim counts less.",
            unproven=thresholds.unproven_level,
            expected=expected,
        )


def _conditional_faults(thresholds: Thresholds) -> Iterator[UserError]:
    """Check that a gate that opens meets the lower threshold too."""
    if thresholds.conditional_score > thresholds.open_score:
        yield UserError(
            "is {conditional}, above open_score ({open}).",
            conditional=thresholds.conditional_score,
            open=thresholds.open_score,
        )


def head_problems(name: str, head: PackHead) -> Iterator[Problem]:
    """Check the head of a pack."""
    yield from _faults(name, "id", _id_faults(head.id))
    for key in ("version", "name", "summary", "source"):
        yield from _faults(name, key, _label_faults(getattr(head, key)))
    yield from _faults(name, "dated", _day_faults(head.dated))
    yield from _faults(name, "base", _id_faults(head.base))
    if not head.base_versions:
        fault = UserError("names no version, so it could be added to no rubric.")
        yield Problem(place_of(name, key="base_versions"), fault)
    for version in head.base_versions:
        yield from _faults(name, "base_versions", _label_faults(version))


def base_problems(name: str, head: PackHead, rubric_id: str, version: str) -> Iterator[Problem]:
    """Refuse a pack that is for another rubric, or for other versions of this one."""
    if head.base != rubric_id:
        fault = UserError("is “{base}”, but this rubric is “{id}”.", base=shown(head.base), id=rubric_id)
        yield Problem(place_of(name, key="base"), fault)
    elif version not in head.base_versions:
        fault = UserError(
            "This pack is for version {versions} of “{id}”, but this is version {version}.",
            versions=", ".join(map(shown, head.base_versions)),
            id=rubric_id,
            version=shown(version),
        )
        yield Problem(place_of(name, key="base_versions"), fault)


def version_suffix(packs: Sequence[PackHead]) -> str:
    """Return the part of a rubric's version that names its packs, such as " + agents 1.0"."""
    return "".join(f" + {head.id} {head.version}" for head in packs)


def _packs_problems(rubric: Rubric) -> Iterator[Problem]:
    """Check the packs that a rubric was composed with: each alone, each once, named in its version."""
    yield from _count_problems("pack", len(rubric.packs), MOST_PACKS)
    ids = [head.id for head in rubric.packs]
    for index, name in enumerate(table_names("pack", ids)):
        yield from _repeat_problems(name, ids, index)
        yield from head_problems(name, rubric.packs[index])
    if ids != sorted(ids):
        yield Problem(place_of(key="pack"), UserError("The packs are not in the order of their ids."))
    suffix = version_suffix(rubric.packs)
    for name, head in zip(table_names("pack", ids), rubric.packs, strict=True):
        yield from base_problems(name, head, rubric.id, rubric.version.removesuffix(suffix))
    if not rubric.version.endswith(suffix) or (suffix and not rubric.version.removesuffix(suffix).strip()):
        fault = UserError("must be that of the base and end with “{packs}”.", packs=shown(suffix.strip()))
        yield Problem(place_of(key="version"), fault)


def _no_gate_problems(rubric: Rubric) -> Iterator[Problem]:
    """Check that a rubric of its own has gates; a pack needs none."""
    if not rubric.gates:
        yield Problem(place_of(key="gate"), UserError("There is none; a rubric needs one at least."))


def gates_problems(
    gates: Sequence[Gate], criteria: Sequence[Criterion], packs: Sequence[PackHead] = ()
) -> Iterator[Problem]:
    """Check gates: how many, each alone, ids used once, none empty, added by one of `packs` if by any."""
    yield from _count_problems("gate", len(gates), MOST_GATES)
    ids = [gate.id for gate in gates]
    used = Counter(criterion.gate for criterion in criteria)
    for index, name in enumerate(table_names("gate", ids)):
        yield from _repeat_problems(name, ids, index)
        yield from _gate_problems(name, gates[index], used)
        yield from _origin_problems(name, gates[index].pack, packs)


def _origin_problems(name: str, pack: str, packs: Sequence[PackHead]) -> Iterator[Problem]:
    """Check that an added gate or criterion names an existing pack."""
    ids = [head.id for head in packs]
    if pack and pack not in ids:
        yield Problem(place_of(name, key="pack"), unknown_word(pack, ids))


def _gate_problems(name: str, gate: Gate, used: Mapping[str, int]) -> Iterator[Problem]:
    """Check one gate."""
    yield from _faults(name, "id", _id_faults(gate.id))
    yield from _faults(name, "name", _label_faults(gate.name))
    yield from _faults(name, "question", _prose_faults(gate.question))
    if not used[gate.id]:
        yield Problem(name, UserError("has no criterion, so nothing could open it."))


def criteria_problems(
    criteria: Sequence[Criterion],
    gates: Sequence[Gate] | None,
    thresholds: Thresholds,
    packs: Sequence[PackHead] = (),
) -> Iterator[Problem]:
    """Check criteria: how many, each alone, ids used once; `gates` is None where they are not known yet."""
    yield from _count_problems("criterion", len(criteria), MOST_CRITERIA)
    ids = [criterion.id for criterion in criteria]
    for index, name in enumerate(table_names("criterion", ids)):
        criterion = criteria[index]
        yield from _repeat_problems(name, ids, index)
        yield from _faults(name, "id", _id_faults(criterion.id))
        if gates is not None:
            yield from gate_faults(name, criterion, gates)
        yield from _origin_problems(name, criterion.pack, packs)
        yield from _wording_problems(name, criterion)
        yield from _levels_problems(name, criterion.levels)
        yield from _figure_problems(name, criterion, thresholds)


def gate_faults(name: str, criterion: Criterion, gates: Sequence[Gate]) -> Iterator[Problem]:
    """Refuse the name of a gate that does not exist."""
    ids = [gate.id for gate in gates]
    if criterion.gate not in ids:
        yield Problem(place_of(name, key="gate"), unknown_word(criterion.gate, ids))


def _wording_problems(name: str, criterion: Criterion) -> Iterator[Problem]:
    """Check the texts of a criterion."""
    for key in ("title", "topic", "next_step"):
        yield from _faults(name, key, _label_faults(getattr(criterion, key)))
    for key in ("question", "why", "evidence_enough", "evidence_not_enough"):
        yield from _faults(name, key, _prose_faults(getattr(criterion, key)))
    yield from _faults(name, "risk", _label_faults(criterion.risk, optional=True))
    for area in criterion.friction:
        yield from _faults(name, "friction", _label_faults(area))
    if len(criterion.friction) > MOST_FRICTION_AREAS:
        fault = UserError("names more than {most} areas.", most=MOST_FRICTION_AREAS)
        yield Problem(place_of(name, key="friction"), fault)


def _levels_problems(name: str, levels: Sequence[Level]) -> Iterator[Problem]:
    """Check that there are five levels, each with its text."""
    if len(levels) != len(LEVELS):
        fault = UserError("has {count} levels; it takes exactly five, 0 to 4.", count=len(levels))
        yield Problem(place_of(name, key="level"), fault)
    for number, level in enumerate(levels):
        place = place_of(name, f"level {number}")
        yield from _faults(place, "text", _prose_faults(level.text))
        yield from _faults(place, "gap", _label_faults(level.gap, optional=True))


def _figure_problems(name: str, criterion: Criterion, thresholds: Thresholds) -> Iterator[Problem]:
    """Check the numbers of a criterion."""
    yield from _faults(name, "weight", _range_faults(criterion.weight, 1, MOST_WEIGHT))
    yield from _faults(name, "validity_days", _validity_faults(criterion, thresholds))
    steps = len(LEVELS) - 1
    if len(criterion.efforts) != steps:
        fault = UserError("has {count} figures; the four steps need one each.", count=len(criterion.efforts))
        yield Problem(place_of(name, key="efforts"), fault)
    for effort in criterion.efforts:
        yield from _faults(name, "efforts", _effort_faults(effort))
    yield from _faults(name, "evidence_effort", _effort_faults(criterion.evidence_effort))
    yield from _faults(name, "class_levels", class_level_faults(criterion))
    yield from _faults(name, "class_proof", class_proof_faults(criterion, thresholds))


def _validity_faults(criterion: Criterion, thresholds: Thresholds) -> Iterator[UserError]:
    """Check that proof is valid for a day at least, and that no criterion passes without required proof."""
    days = criterion.validity_days
    if days < 1 and criterion.required and thresholds.proof_from <= thresholds.pass_level:
        yield UserError(
            "is {days}: no proof would last a day, so this required criterion could never pass.", days=days
        )
    else:
        yield from _range_faults(days, 1, MOST_DAYS)


def _count_problems(key: str, count: int, most: int) -> Iterator[Problem]:
    """Refuse more gates or criteria than a review can show."""
    if count > most:
        yield Problem(place_of(key=key), UserError("There are more than {most}.", most=most))


def _repeat_problems(name: str, ids: Sequence[str], index: int) -> Iterator[Problem]:
    """Refuse an id that an earlier table has."""
    first = ids.index(ids[index])
    if first < index and ids[index]:
        fault = UserError(
            "“{id}” is already the id of number {first}.", id=shown(ids[index]), first=first + 1
        )
        yield Problem(place_of(name, key="id"), fault)


def _faults(place: str, key: str, faults: Iterator[UserError]) -> Iterator[Problem]:
    """Give each fault of one key its place."""
    for fault in faults:
        yield Problem(place_of(place, key=key), fault)


def _id_faults(value: str) -> Iterator[UserError]:
    """Check an id: it is in files, in commands and in references."""
    if not ID_PATTERN.fullmatch(value):
        yield UserError(
            "“{value}” cannot be an id: 1 to 64 small letters a to z, digits and hyphens, no hyphen first.",
            value=shown(value),
        )


def _label_faults(value: str, *, optional: bool = False) -> Iterator[UserError]:
    """Check a text of one line."""
    if value or not optional:
        yield from _text_faults(value, value, SHORT_TEXT)


def _prose_faults(value: str) -> Iterator[UserError]:
    """Check a text that may span lines."""
    yield from _text_faults(value, value.replace("\n", " ").replace("\t", " "), LONG_TEXT)


def _text_faults(value: str, line: str, longest: int) -> Iterator[UserError]:
    """Check a text: not empty, no longer than its place, and only characters that can be shown in `line`."""
    if not value.strip():
        yield UserError("is empty.")
    if len(value) > longest:
        yield UserError("has {count} characters; {longest} is the most.", count=len(value), longest=longest)
    odd = next((c for c in line if category(c) in _NEVER_SHOWN), "")
    if odd:
        yield UserError("holds a character that cannot be shown here (U+{code}).", code=f"{ord(odd):04X}")


def _day_faults(value: date) -> Iterator[UserError]:
    """Check a day."""
    if not FIRST_DAY <= value <= LAST_DAY:
        yield UserError("is not a day from 2000 to 2100.")


def _range_faults(value: int, least: int, most: int) -> Iterator[UserError]:
    """Check a whole number."""
    if not least <= value <= most:
        yield UserError(
            "is {value}; it can be {least} to {most}.", value=shown(value), least=least, most=most
        )


def _effort_faults(value: Decimal) -> Iterator[UserError]:
    """Check person-days: finite, not negative, whole or in tenths."""
    if not value.is_finite() or not 0 <= value <= MOST_EFFORT:
        yield UserError(
            "{value} is not a number of person-days from 0 to {most}.", value=shown(value), most=MOST_EFFORT
        )
    elif value != round(value, 1):
        yield UserError("{value} has more than one decimal.", value=shown(value))
