"""The rubric: gates, their criteria, five worded levels each, and the thresholds of the verdict."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from fivegates.domain.initiative.initiative import ChangeKind


class LedgerCheck(StrEnum):
    """The claims of criteria that the ledger can check (DESIGN 4.2)."""

    VISIBILITY = "visibility"
    UNIT_COST = "unit-cost"
    RETURN = "return"


class ProofMeasure(StrEnum):
    """The measures of a proof with a minimum by risk class: cases, lower 95% bound, months of use."""

    CASES = "cases"
    LOWER_BOUND = "lower-bound"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Level:
    """One of the five levels of one criterion.

    `text` describes it so that two reviewers would choose the same one. `gap` names the deficiency at
    this level as a clause without capital or full stop ("nobody answers for it in production"); it is
    empty where the level passes, and may be empty in a user's own rubric.
    """

    text: str
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of a gate.

    `efforts` holds person-days for the steps 0→1, 1→2, 2→3, 3→4; `evidence_effort` the person-days to
    renew or produce the proof alone. `validity_days` is how long evidence stays current. `topic` is a
    noun phrase for "Proof of {topic} has lapsed". `ledger_check` is the claim that the ledger can check,
    if any. `class_levels` are the levels from which it passes under a risk class that asks for more, such
    as "high: 4"; `class_proof` are the figures that its proof then needs, such as "high: cases 300"
    (tested), "high: lower-bound 90" (percent) and "high: months 6" (of use on record). `pack` is the id
    of the pack that added it, empty in a base.
    """

    id: str
    gate: str
    title: str
    topic: str
    question: str
    why: str
    levels: tuple[Level, ...]
    evidence_enough: str
    evidence_not_enough: str
    next_step: str
    efforts: tuple[Decimal, ...]
    evidence_effort: Decimal
    required: bool = False
    weight: int = 1
    validity_days: int = 180
    voided_by: tuple[ChangeKind, ...] = ()
    friction: tuple[str, ...] = ()
    risk: str = ""
    ledger_check: LedgerCheck | None = None
    class_levels: tuple[str, ...] = ()
    class_proof: tuple[str, ...] = ()
    pack: str = ""

    def passes_from(self, usual: int, risk_class: str | None) -> int:
        """The level from which it passes: the usual one, or a higher one for the risk class.

        Without a known class, the highest of any class: missing information never lowers the bar.
        """
        pairs = (each.split(": ") for each in self.class_levels)
        asked = (int(level) for name, level in pairs if risk_class is None or name == risk_class)
        return max((usual, *asked))

    def proof_asked(self, risk_class: str | None) -> dict[ProofMeasure, int]:
        """The least figures of a proof with which it passes under a risk class, none for most criteria.

        Where no class is known, the highest figures that any class asks for.
        """
        asked: dict[ProofMeasure, int] = {}
        for each in self.class_proof:
            name, wanted = each.split(": ")
            word, figure = wanted.split(" ")
            if risk_class is None or name == risk_class:
                measure = ProofMeasure(word)
                asked[measure] = max(int(figure), asked.get(measure, 0))
        return asked


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate: its name, and the question that it asks; `pack` is the id of the pack that added it."""

    id: str
    name: str
    question: str
    pack: str = ""


@dataclass(frozen=True, slots=True)
class PackHead:
    """The head of a pack; `summary` describes its purpose, `dated` is its version's day.

    `base` is the id of the rubric that it extends, `base_versions` those of its versions that it is for.
    """

    id: str
    version: str
    name: str
    summary: str
    source: str
    dated: date
    base: str
    base_versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The figures of the verdict rules (DESIGN section 4); levels 0 to 4, scores 0 to 100, days.

    `pass_level`: a criterion passes from here. `closed_below`: a required criterion below it closes
    the gate. `proof_from`: a claim from here needs current evidence, else it counts as
    `unproven_level`. `open_score` and `conditional_score`: gate scores. `at_risk_days`: evidence
    that lapses this soon after the review puts a pass at risk.

    The ledger rule: with fewer than `cost_months` months of actual cost, or more than
    `most_unattributed` percent of it attributed to nobody, cost visibility counts as
    `visibility_cap` at most; unit cost without usage as `unit_cost_cap`; a return where a unit
    costs more than it is worth as `return_cap`.
    """

    pass_level: int = 3
    closed_below: int = 2
    proof_from: int = 3
    unproven_level: int = 2
    open_score: int = 75
    conditional_score: int = 50
    at_risk_days: int = 60
    cost_months: int = 3
    most_unattributed: int = 10
    visibility_cap: int = 2
    unit_cost_cap: int = 2
    return_cap: int = 1


@dataclass(frozen=True, slots=True)
class Rubric:
    """A versioned rubric; `criteria` are in the order of the rubric, grouped by gate.

    A rubric that was composed has the base's id, and a version that names all its packs, such as "2.0 +
    agents 1.0"; `packs` are in the order of their ids. `source` names the documents that it was compared
    with, `dated` is the day of its version: both are empty in a rubric from before there were packs.
    """

    id: str
    version: str
    name: str
    level_names: tuple[str, ...]
    thresholds: Thresholds
    gates: tuple[Gate, ...]
    criteria: tuple[Criterion, ...]
    credit: str = ""
    source: str = ""
    dated: date | None = None
    packs: tuple[PackHead, ...] = ()

    def grouped(self) -> "Rubric":
        """Group the criteria by gate, in the order of the gates; within a gate they keep their own."""
        order = [gate.id for gate in self.gates]
        return replace(self, criteria=tuple(sorted(self.criteria, key=lambda each: order.index(each.gate))))

    def criterion(self, criterion_id: str) -> Criterion:
        """Return the criterion; KeyError if the rubric has none of that id."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)

    def gate(self, gate_id: str) -> Gate:
        """Return the gate; KeyError if the rubric has none of that id."""
        for gate in self.gates:
            if gate.id == gate_id:
                return gate
        raise KeyError(gate_id)

    def criteria_of(self, gate_id: str) -> tuple[Criterion, ...]:
        """Return the criteria of one gate, in order."""
        return tuple(c for c in self.criteria if c.gate == gate_id)

    def gate_number(self, gate_id: str) -> int:
        """Return 1 for the first gate, and so on."""
        return [gate.id for gate in self.gates].index(gate_id) + 1
