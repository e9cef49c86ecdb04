"""A verdict as plain text for a terminal."""

from collections.abc import Iterator, Sequence
from typing import Final

from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.language import Language
from fivegates.domain.two_days import DatedAssessments
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.verdict.path import Step
from fivegates.domain.verdict.reasons import by_gate
from fivegates.domain.verdict.verdict import GateResult
from fivegates.domain.wording.overview import name_text
from fivegates.domain.wording.paths import effort_note, firmness_sentence, path_sentence, step_text
from fivegates.domain.wording.reasons import reason_text
from fivegates.domain.wording.two_days import reviewed_text, two_days_sentence
from fivegates.domain.wording.verdicts import gate_detail, verdict_sentence
from fivegates.domain.wording.words import score_text

NAME_WIDTH: Final = 16
"""Characters that the name of a gate has at least, so that the columns of usual rubrics agree."""


def verdict_as_text(initiative: Initiative, found: DatedAssessments | None, language: Language) -> str:
    """Name the initiative, its verdict on both days, the gates, the deciding reasons and the path."""
    named = f"{initiative.code}  {name_text(initiative, language)}"
    if found is None:
        return f"{named}\n  {language.gettext('Not reviewed yet.')}"
    assessment = found.at_review
    two = two_days_sentence(found.two_days, language)
    lines = [
        f"{named}: {reviewed_text(found.two_days.at_review, language)}",
        f"  {verdict_sentence(assessment, initiative.stage, language)}",
        *([f"  {two}"] if two else []),
        *_gate_lines(assessment.verdict.gates, language),
        f"  {path_sentence(found.on_day.path, language)}",
        *_reason_lines(assessment, language),
        *_step_lines(found.on_day, language),
        f"  {firmness_sentence(found.on_day, language)}",
    ]
    return "\n".join(lines)


def _gate_lines(gates: Sequence[GateResult], language: Language) -> Iterator[str]:
    """Each gate with its state and score."""
    widest = max([NAME_WIDTH, *(len(language.shipped(gate.gate.name)) for gate in gates)])
    for gate in gates:
        state, score = gate_detail(gate, language), score_text(gate.score, language)
        yield f"    {language.shipped(gate.gate.name):<{widest}} {state:<14} {score:>5}"


def _reason_lines(assessment: Assessment, language: Language) -> list[str]:
    """The deciding reasons, numbered, each gate's under its name."""
    deciding = by_gate([reason for reason in assessment.reasons if reason.deciding])
    rubric, lines, above = assessment.case.rubric, [], ""
    for number, reason in enumerate(deciding, 1):
        if reason.gate != above:
            lines.append(f"  {language.shipped(rubric.gate(reason.gate).name)}")
        lines.append(f"    {number}. {reason_text(reason, rubric, language)}")
        above = reason.gate
    return lines


def _step_lines(assessment: Assessment, language: Language) -> list[str]:
    """The steps of the path below a heading; nothing where nothing is left to do."""
    path, rubric = assessment.path, assessment.case.rubric
    steps = [f"    {step_text(s, rubric, language)}: {_effort(s, language)}" for s in path.steps]
    day = language.short_date(assessment.case.review.dated)
    title = language.gettext("Shortest path to ready, as of {day}", day=day)
    return [f"  {title}", *steps] if steps else []


def _effort(step: Step, language: Language) -> str:
    """Person-days, and those that its action gives where they are others."""
    note = effort_note(step, language)
    days = language.days(step.effort)
    return f"{days} ({note})" if note else days
