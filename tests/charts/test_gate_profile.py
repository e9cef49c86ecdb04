"""The gate profile: every criterion in its row, at the level that counts."""

from dataclasses import replace

import numpy as np
import pytest
from brief_cases import PALETTE, RUBRIC, brief, conditional, every, gates, pilot, proof, ready, unscored
from builders import Answer, case, criterion, evidence_for, rubric
from matplotlib.figure import Figure

from fivegates.charts.gate_profile import gate_profile, profile_finding, profile_height
from fivegates.charts.palette import read_palettes
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import NotApplicable
from fivegates.domain.rubric.rubric import Thresholds
from fivegates.domain.verdict.assessment import Assessment, assess
from fivegates.domain.verdict.states import GateState
from fivegates.domain.verdict.verdict import level_state

LIGHT = read_palettes(PALETTE).light
WIDTH = 493.0


def profile(assessment: Assessment) -> Figure:
    return gate_profile(assessment, LIGHT, ENGLISH, width=WIDTH)


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in (*figure.texts, *figure.axes[0].texts)]


def markers(figure: Figure) -> list[tuple[float, float, str, str]]:
    """Level, height in points, shape and colour of each mark, from top to bottom and left to right."""
    marked = [line for line in figure.axes[0].lines if line.get_marker() not in {"None", "", None}]
    found = []
    for line in marked:
        shape, colour = str(line.get_marker()), str(line.get_color())
        places = np.asarray(line.get_xydata())
        found += [(float(x), float(y), shape, colour) for x, y in places if np.isfinite(x)]
    return sorted(found, key=lambda mark: (mark[1], mark[0]))


def test_it_is_as_wide_as_asked_and_as_tall_as_its_rows() -> None:
    made = pilot().assessment
    figure = profile(made)
    width, height = figure.get_size_inches() * 72
    assert width == pytest.approx(WIDTH)
    assert height == pytest.approx(profile_height(made.verdict.gates))
    assert profile_height(made.verdict.gates[:1]) < profile_height(made.verdict.gates)


def test_every_gate_and_criterion_is_named() -> None:
    reported = words(profile(pilot().assessment))
    assert all(criterion.title in reported for criterion in RUBRIC.criteria)
    assert [f"{number} · {gate.name}" in reported for number, gate in enumerate(RUBRIC.gates, 1)] == [
        True
    ] * 5
    assert "Open · 82%" in reported
    assert all(name in reported for name in RUBRIC.level_names)


def test_the_levels_that_pass_are_named_with_those_that_a_risk_class_asks_for() -> None:
    used = rubric(replace(criterion("must", required=True), class_levels=("high: 4",)), criterion("may"))
    evidence = [evidence_for(each) for each in ("must", "may")]
    found = profile(assess(case(used, {"must": 3, "may": 3}, evidence=evidence)))
    assert any("Disc: passes, at 3 and 4. " in " ".join(text.split()) for text in words(found))
    assert [shape for _, _, shape, _ in markers(found)] == ["D", "o"]


def test_marks_stand_at_the_level_that_counts_and_rings_at_the_claim() -> None:
    answers = every(3) | {"value-owner": 0, "value-kpis": 2}
    evidence = [proof(c.id) for c in RUBRIC.criteria if c.id != "value-thresholds"]
    found = markers(profile(brief(answers, evidence=evidence).assessment))[:5]
    assert [(level, shape) for level, _, shape, _ in found] == [
        (0, "s"),
        (2, "D"),
        (2, "D"),
        (3, "o"),
        (3, "o"),
    ]
    assert [colour for *_, colour in found[:2]] == [LIGHT.closed, LIGHT.conditional]
    assert found[2][1] == found[3][1]
    assert "no proof" in words(profile(brief(answers, evidence=evidence).assessment))


def test_why_the_highest_claim_does_not_count_is_reported_to_its_end_beside_the_longest_title() -> None:
    title = "Outputs are re-tested when a model or prompt changes"
    used = rubric(replace(criterion("a", required=True), title=title))
    reported = words(profile(assess(case(used, {"a": 4}, evidence=[evidence_for("a", days_old=230)]))))
    assert title in reported
    assert any(text.startswith("proof lapsed after ") and text.endswith(" 2026") for text in reported)


def test_a_line_is_drawn_for_each_look_and_not_for_each_criterion() -> None:
    whole = profile(pilot().assessment).axes[0].lines
    looks = [(line.get_color(), line.get_linestyle(), line.get_marker(), line.zorder) for line in whole]
    assert len(looks) == len(set(looks))


def test_what_has_no_level_has_words_and_no_mark() -> None:
    answers: dict[str, Answer] = {"value-owner": 3, "value-kpis": NotApplicable("None.", "R. Marsh")}
    figure = profile(brief(answers).assessment)
    assert len(markers(figure)) == 1
    assert words(figure).count("not applicable") == 1
    assert words(figure).count("not answered") == 20
    assert any(text.endswith("to answer") for text in words(figure))
    assert not any(text.endswith("–") for text in words(figure))


def test_a_part_says_that_it_goes_on() -> None:
    made = gates(12).assessment
    figure = gate_profile(made, LIGHT, ENGLISH, width=WIDTH, gates=made.verdict.gates[6:])
    assert figure.texts[0].get_text().endswith("(continued)")
    assert "1 · Gate of name" not in words(figure)
    assert not profile(made).texts[0].get_text().endswith("(continued)")


@pytest.mark.parametrize(
    ("level", "required", "state"),
    [
        (4, True, GateState.OPEN),
        (3, False, GateState.OPEN),
        (2, True, GateState.CONDITIONAL),
        (1, True, GateState.CLOSED),
        (0, False, GateState.CONDITIONAL),
    ],
)
def test_a_level_passes_holds_up_or_closes(*, level: int, required: bool, state: GateState) -> None:
    used = rubric(criterion("owner", required=required))
    made = assess(case(used, {"owner": level}))
    assert level_state(made.verdict.gates[0].criteria[0], used.thresholds) is state


def test_no_text_is_taken_for_mathematics() -> None:
    assert not any(text.get_parse_math() for text in profile(pilot().assessment).axes[0].texts)


# What the title finds


def finding(assessment: Assessment) -> str:
    return profile_finding(assessment, ENGLISH)


def test_a_gate_held_down_by_missing_proof_alone() -> None:
    made = brief(every(3), evidence=[proof(c.id) for c in RUBRIC.criteria if not c.id.startswith("trust")])
    assert finding(made.assessment) == "Trust is limited by 5 criteria without current proof"


def test_a_gate_held_down_by_criteria_that_do_not_pass() -> None:
    assert finding(pilot().assessment) == "Economics is limited by 3 criteria that do not pass"
    assert finding(conditional().assessment) == "Operations is limited by 1 criterion that does not pass"


def test_a_gate_whose_score_alone_is_too_low() -> None:
    used = rubric(criterion("owner", required=True), thresholds=Thresholds(open_score=90))
    made = assess(case(used, {"owner": 3}))
    assert finding(made) == "Value falls short of the 90% that opens it"


def test_a_ready_verdict_names_what_has_least_to_spare() -> None:
    assert finding(ready().assessment) == "Every gate is open; Economics has least to spare, at 82%"


def test_gates_that_are_level_are_named_together() -> None:
    assert finding(brief(every(3)).assessment) == "Every gate is open, each at 75%"
    two = every(4) | {key: 3 for key in every(3) if key.startswith(("cost", "ops"))}
    assert finding(brief(two).assessment) == (
        "Every gate is open; Economics and Operations have least to spare, at 75%"
    )


def test_an_incomplete_one_counts_what_is_unanswered() -> None:
    assert finding(unscored().assessment) == "22 of 22 criteria are unanswered"
    waived = every(3) | dict.fromkeys(("value-owner", "value-kpis"), None)
    assert finding(brief(waived).assessment) == "2 of 22 criteria are unanswered"


def test_a_gate_without_a_criterion_that_applies() -> None:
    used = rubric(criterion("owner", required=True))
    made = assess(case(used, {"owner": NotApplicable("None.", "R. Marsh")}))
    assert finding(made) == "A gate has no criterion that applies"
