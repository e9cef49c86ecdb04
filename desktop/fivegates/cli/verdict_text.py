"""A verdict as plain text for a terminal."""

from fivegates.domain.assessment import Assessment
from fivegates.domain.initiatives import Initiative
from fivegates.domain.language import Language
from fivegates.domain.verdict import GateResult
from fivegates.domain.wording.paths import firmness_sentence, path_sentence, step_text
from fivegates.domain.wording.reasons import reason_text
from fivegates.domain.wording.scores import score_text
from fivegates.domain.wording.verdicts import gate_detail, verdict_sentence
from fivegates.domain.wording.words import verdict_word


def verdict_as_text(initiative: Initiative, assessment: Assessment | None, language: Language) -> str:
    """Name the initiative, its verdict, the gates, the deciding reasons, and the path to ready."""
    if assessment is None:
        unreviewed = language.gettext("Not reviewed yet.")
        return f"{initiative.code}  {initiative.name}\n  {unreviewed}"
    word = verdict_word(assessment.verdict.state, language)
    lines = [
        f"{initiative.code}  {initiative.name}: {word}",
        f"  {verdict_sentence(assessment, language)}",
        *(_gate_line(gate, language) for gate in assessment.verdict.gates),
        *_reason_lines(assessment, language),
        *_path_lines(assessment, language),
        f"  {firmness_sentence(assessment, language)}",
    ]
    return "\n".join(lines)


def _gate_line(gate: GateResult, language: Language) -> str:
    """One gate with its state and score."""
    state, score = gate_detail(gate, language), score_text(gate.score, language)
    return f"    {gate.gate.name:<16} {state:<14} {score:>5}"


def _reason_lines(assessment: Assessment, language: Language) -> list[str]:
    """The deciding reasons, numbered."""
    deciding = [reason for reason in assessment.reasons if reason.deciding]
    rubric = assessment.case.rubric
    return [f"  {n}. {reason_text(reason, rubric, language)}" for n, reason in enumerate(deciding, 1)]


def _path_lines(assessment: Assessment, language: Language) -> list[str]:
    """The path's sentence, then its steps."""
    path, rubric = assessment.path, assessment.case.rubric
    steps = [f"    {step_text(s, rubric, language)}: {language.days(s.effort)}" for s in path.steps]
    return [f"  {path_sentence(path, language)}", *steps]
