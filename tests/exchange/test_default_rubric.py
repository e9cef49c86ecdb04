"""What comes with Fivegates, rubric and packs: the design's table, and what an editor asks of the words."""

import re
from collections import Counter
from dataclasses import dataclass

import pytest

from fivegates.actions.risk_class import risk_scheme
from fivegates.domain.rubric.packs import compose
from fivegates.domain.rubric.rubric import Criterion, Thresholds
from fivegates.exchange.rubric import read_pack, read_rubric, write_pack, write_rubric
from fivegates.resources import read_resource

RUBRIC = read_rubric(read_resource("rubrics/five-gates.toml"), "five-gates.toml")
SECOND = read_rubric(read_resource("rubrics/five-gates-2.toml"), "five-gates-2.toml")
PACK_NAMES = ("agents", "duties", "energy", "retirement", "supplier")
PACKS = [read_pack(read_resource(f"rubrics/packs/{name}.toml"), f"{name}.toml") for name in PACK_NAMES]
WHOLE = compose(SECOND, PACKS)

FLAGS = """
value-owner        R  F ownership
value-kpis         R  F adoption
value-thresholds   R  F adoption
value-sponsorship  -  F adoption
arch-limits        R                                         V provider
arch-data          R  F data readiness                       K data drift               V data
arch-workflow      -  F adoption
arch-legacy        -
arch-provider      R                                         V provider, terms
trust-guardrails   R  F governance & risk                    V model, prompt
trust-drift        R  F data readiness, governance & risk    K data drift
trust-fallback     R  F governance & risk
trust-retest       R  F governance & risk                    V model, prompt
trust-bias         -  F governance & risk                    K algorithmic bias         V model, prompt, data
cost-visibility    R  F cost visibility
cost-unit          R  F cost visibility                      K multiplying token costs  V provider, terms
cost-return        R  F cost visibility, adoption
cost-controls      -  F cost visibility                      K multiplying token costs
ops-owner          R  F ownership
ops-governance     R  F governance & risk
ops-response       R  F ownership
ops-obligations    -  F governance & risk                    K legislative risk
"""
"""R required, F friction areas, K hidden risk, V what voids the evidence."""

ADDED = """
value-need           -  F adoption
trust-security       R  F governance & risk                             V model, prompt, data
trust-privacy        -  F data readiness, governance & risk  K legislative risk  V data, provider, terms
ops-record           -  F governance & risk
ops-release          -  F governance & risk, ownership                  V provider
ops-oversight        -  F governance & risk, adoption
"""
"""What version 2.0 asks besides."""

ADDED_BY_PACKS = {
    "agents": "agents-rights agents-identity agents-irreversible agents-cap agents-autonomy agents-stop",
    "duties": (
        "duties-people duties-contest duties-disclosure duties-class duties-prohibited duties-incidents"
    ),
    "energy": "energy-unit",
    "retirement": "retirement-plan",
    "supplier": "supplier-diligence supplier-audit supplier-exit supplier-data supplier-rights",
}
REQUIRED_BY_PACKS = {
    "agents-rights",
    "agents-irreversible",
    "agents-stop",
    "duties-prohibited",
    "supplier-data",
}

QUESTIONS = {
    "Value": "Who answers for the result, and what result?",
    "Architecture": "Will it stand when the real world pushes back?",
    "Trust": "Will it be right often enough, and will we know when it is not?",
    "Economics": "Does value outgrow cost as volume grows?",
    "Operations": "Who runs it, who may change it, who answers when it fails?",
}
GATE_OF = {
    "value": "value",
    "arch": "architecture",
    "trust": "trust",
    "cost": "economics",
    "ops": "operations",
}


@dataclass(frozen=True)
class Flags:
    """One row of the table."""

    id: str
    required: bool
    friction: tuple[str, ...] = ()
    risk: str = ""
    voided_by: tuple[str, ...] = ()


def row(line: str) -> Flags:
    """Read one line of `FLAGS`."""
    criterion_id, required, *_ = line.split()
    found = dict(re.findall(r" ([FKV]) (\S(?:.*?\S)?)(?=\s{2,}|$)", line))
    listed = {key: tuple(value.split(", ")) for key, value in found.items()}
    return Flags(criterion_id, required == "R", listed.get("F", ()), found.get("K", ""), listed.get("V", ()))


def sentences(criterion: Criterion) -> list[str]:
    """Every sentence that a reader of this criterion meets."""
    return [
        criterion.title,
        criterion.topic,
        criterion.question,
        *re.split(r"(?<=[.?!])\s+", criterion.why),
        *re.split(r"(?<=[.?!])\s+", criterion.evidence_enough),
        *re.split(r"(?<=[.?!])\s+", criterion.evidence_not_enough),
        criterion.next_step,
        *(level.text for level in criterion.levels),
        *(level.gap for level in criterion.levels if level.gap),
    ]


WORDED = (*RUBRIC.criteria, *(each for each in WHOLE.criteria if each not in RUBRIC.criteria))
"""All criteria that come with Fivegates, each wording once."""

each_criterion = pytest.mark.parametrize("criterion", WORDED, ids=lambda c: c.id)


def test_flags_are_those_of_the_design() -> None:
    found = [Flags(c.id, c.required, c.friction, c.risk, tuple(c.voided_by)) for c in RUBRIC.criteria]
    assert found == [row(line) for line in FLAGS.strip().splitlines()]


def test_the_second_version_adds_six_and_sharpens_re_testing() -> None:
    added = [each for each in SECOND.criteria if each.id not in {c.id for c in RUBRIC.criteria}]
    found = [Flags(c.id, c.required, c.friction, c.risk, tuple(c.voided_by)) for c in added]
    assert found == [row(line) for line in ADDED.strip().splitlines()]
    changed = [each for each in SECOND.criteria if each not in (*RUBRIC.criteria, *added)]
    assert [each.id for each in changed] == ["trust-retest"]
    for sharpened in ("300 cases", "each kind of case", "lower 95% bound"):
        assert sharpened in changed[0].levels[3].text
    assert (SECOND.gates, SECOND.thresholds, SECOND.id) == (RUBRIC.gates, RUBRIC.thresholds, RUBRIC.id)
    assert SECOND.version == "2.0"
    assert SECOND.source
    assert SECOND.dated


def test_the_packs_add_their_criteria_to_the_five_gates_of_both_versions() -> None:
    assert {pack.head.id: " ".join(c.id for c in pack.criteria) for pack in PACKS} == ADDED_BY_PACKS
    assert {c.id for pack in PACKS for c in pack.criteria if c.required} == REQUIRED_BY_PACKS
    assert not any(pack.gates for pack in PACKS)
    for base in (RUBRIC, SECOND):
        whole = compose(base, PACKS)
        assert len(whole.criteria) == len(base.criteria) + 19
        assert whole.gates == base.gates
        assert all(c.weight == (2 if c.required else 1) for c in whole.criteria)


@pytest.mark.parametrize("name", PACK_NAMES)
def test_a_packs_file_is_what_the_printer_makes_of_it(name: str) -> None:
    data = read_resource(f"rubrics/packs/{name}.toml")
    assert write_pack(read_pack(data, name)) == data


def test_a_class_that_asks_for_more_is_known_and_asks_no_less_than_those_below_it() -> None:
    classes = [level.id for level in risk_scheme().levels]
    asking = [c for c in WHOLE.criteria if c.class_levels]
    assert {c.id for c in asking} == {"trust-retest", "trust-security", "ops-record", "duties-people"}
    assert all([c.passes_from(3, each) for each in classes] == [4, 4, 3, 3] for c in asking)
    named = {each.split(": ")[0] for c in WHOLE.criteria for each in c.class_levels}
    assert named <= set(classes)


def test_the_second_versions_file_is_what_the_printer_makes_of_it() -> None:
    assert write_rubric(SECOND) == read_resource("rubrics/five-gates-2.toml")


def test_the_head() -> None:
    assert (RUBRIC.id, RUBRIC.version) == ("five-gates", "1.1")
    assert RUBRIC.level_names == ("Absent", "Intended", "Designed", "Demonstrated", "Operating")
    assert RUBRIC.thresholds == Thresholds()
    assert "Deazy" in RUBRIC.credit


def test_gates_and_their_questions() -> None:
    assert {gate.name: gate.question for gate in RUBRIC.gates} == QUESTIONS
    assert [gate.id for gate in RUBRIC.gates] == list(GATE_OF.values())
    assert all(c.gate == GATE_OF[c.id.partition("-")[0]] for c in RUBRIC.criteria)


def test_required_criteria_weigh_double_and_proof_lasts_half_a_year() -> None:
    assert all(c.weight == (2 if c.required else 1) for c in RUBRIC.criteria)
    assert {c.validity_days for c in RUBRIC.criteria} == {180}


@each_criterion
def test_words_fit_their_places(criterion: Criterion) -> None:
    assert len(criterion.title) <= 60
    assert len(criterion.next_step) <= 60
    assert len(criterion.topic) <= 40
    assert all(len(level.text) <= 110 for level in criterion.levels)
    assert all(len(level.gap) <= 70 for level in criterion.levels)
    assert len(re.findall(r"[.?!](?=\s|$)", criterion.why)) <= 2


@each_criterion
def test_capitals_and_stops(criterion: Criterion) -> None:
    for heading in (criterion.title, criterion.next_step):
        assert heading[0].isupper()
        assert heading[-1].isalpha()
    assert criterion.topic[0].islower()
    assert criterion.topic[-1].isalpha()
    assert criterion.question.endswith("?")
    for text in (criterion.why, criterion.evidence_enough, criterion.evidence_not_enough):
        assert text[0].isupper()
        assert text[-1] == "."
    for level in criterion.levels:
        assert level.text[0].isupper() or level.text[0] == "“"
        assert level.text[-1] == "."


@each_criterion
def test_gaps_are_clauses_that_can_be_listed(criterion: Criterion) -> None:
    gaps = [level.gap for level in criterion.levels]
    assert gaps[3:] == ["", ""]
    for gap in gaps[:3]:
        assert gap[0].islower()
        assert gap[-1].isalpha()
        assert not re.search(r"[,;:.]|\band\b", gap)


@each_criterion
def test_figures_are_believable(criterion: Criterion) -> None:
    assert all(0 < effort <= 20 for effort in criterion.efforts)
    assert 0 < criterion.evidence_effort <= criterion.efforts[2]


@each_criterion
def test_typography(criterion: Criterion) -> None:
    text = " ".join(sentences(criterion))
    assert not re.search(r"['\"`]|\.\.\.| - |  ", text)


def test_no_sentence_is_used_twice() -> None:
    for rubric in (RUBRIC, WHOLE):
        counts = Counter(text.lower() for c in rubric.criteria for text in sentences(c))
        assert [text for text, count in counts.items() if count > 1] == []


def test_sentences_do_not_follow_one_frame() -> None:
    for texts in (
        [c.why for c in WHOLE.criteria],
        [c.evidence_enough for c in WHOLE.criteria],
        [c.levels[3].text for c in WORDED],
    ):
        openings = Counter(" ".join(text.split()[:3]) for text in texts)
        assert max(openings.values()) <= 2
