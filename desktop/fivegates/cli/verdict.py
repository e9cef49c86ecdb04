"""The command that prints verdicts, and why."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from fivegates.actions import overview, queries
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.two_days import latest_of_day
from fivegates.cli.output import Plain, day_text, json_number, json_text
from fivegates.cli.parameters import ANY_INITIATIVE, AS_JSON, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.fields import plain_of_record
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Gate, Rubric
from fivegates.domain.two_days import DatedAssessments
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.verdict.evidence_rule import Proof
from fivegates.domain.verdict.firmness import Move
from fivegates.domain.verdict.path import Path as PathToReady
from fivegates.domain.verdict.path import Step
from fivegates.domain.verdict.reasons import Reason, by_gate
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.verdict.verdict import GateResult
from fivegates.domain.wording.overview import name_text
from fivegates.domain.wording.paths import effort_note, firmness_sentence, path_sentence, step_text
from fivegates.domain.wording.reasons import reason_text
from fivegates.domain.wording.two_days import reviewed_text, two_days_sentence
from fivegates.domain.wording.verdicts import gate_detail, verdict_sentence
from fivegates.domain.wording.words import score_text

NAME_WIDTH: Final = 16
"""The least width of gate names, in characters, so that the columns of usual rubrics align."""


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


def verdicts_as_json(
    found: Sequence[tuple[Initiative, DatedAssessments | None]], rubric: Rubric, language: Language
) -> str:
    """An array with an object per initiative; `text` is in `language`, everything else is not.

    The gates of an initiative that was never reviewed are those of `rubric`.
    """
    plain = [_initiative(of, assessment, rubric, language) for of, assessment in found]
    return json_text(plain)


def _initiative(
    initiative: Initiative, found: DatedAssessments | None, rubric: Rubric, language: Language
) -> Plain:
    """Return an initiative as of its review, with verdict and path as of the day, as plain data."""
    if found is None:
        return _named(initiative) | {
            "verdict": VerdictState.INCOMPLETE.value,
            "reviewed": None,
            "readiness": None,
            "on_day": None,
            "gates": [_unknown_gate(gate) for gate in rubric.gates],
            "reasons": [],
            "path": None,
            "firmness": [],
        }
    assessment, on_day = found.at_review, found.on_day
    rubric, verdict = assessment.case.rubric, assessment.verdict
    return _named(initiative) | {
        "reviewed": assessment.case.review.dated.isoformat(),
        "verdict": verdict.state.value,
        "readiness": json_number(verdict.readiness),
        "on_day": on_day_as_plain(found, language),
        "gates": [_gate(gate) for gate in verdict.gates],
        "reasons": [_reason(reason, rubric, language) for reason in assessment.reasons],
        "path": _path(on_day.path, rubric, language),
        "firmness": [_move(move) for move in on_day.firmness],
    }


def on_day_as_plain(found: DatedAssessments, language: Language) -> Plain:
    """The verdict as of the day; `text` names both where they differ."""
    verdict = found.on_day.verdict
    return {
        "date": found.on_day.case.review.dated.isoformat(),
        "verdict": verdict.state.value,
        "readiness": json_number(verdict.readiness),
        "text": two_days_sentence(found.two_days, language),
    }


def _named(initiative: Initiative) -> dict[str, Plain]:
    """The first fields of every object."""
    return {"code": initiative.code, "name": initiative.name}


def _gate(gate: GateResult) -> Plain:
    return {"id": gate.gate.id, "state": gate.state.value, "score": json_number(gate.score)}


def _unknown_gate(gate: Gate) -> Plain:
    """A gate about which nothing has been answered."""
    return {"id": gate.id, "state": GateState.INCOMPLETE.value, "score": None}


def _reason(reason: Reason, rubric: Rubric, language: Language) -> Plain:
    """Return a reason with the figures that it has, as plain data."""
    return {
        "kind": reason.kind.value,
        "gate": reason.gate,
        "criterion": reason.criterion,
        "required": reason.required,
        "deciding": reason.deciding,
        "figures": _figures(reason),
        "text": reason_text(reason, rubric, language),
    }


def _figures(reason: Reason) -> dict[str, Plain]:
    """Levels, evidence, change, dates and waiver behind a reason."""
    figures: dict[str, Plain] = {
        "claimed": reason.claimed,
        "effective": reason.effective,
        "needed": reason.needed,
    }
    if reason.proof is not None:
        figures |= _proof(reason.proof)
    if reason.not_applicable is not None:
        left_out = reason.not_applicable
        figures["not_applicable"] = {"reason": left_out.reason, "approver": left_out.approver}
    if reason.waiver is not None:
        figures["waiver"] = plain_of_record(reason.waiver)
    return {name: value for name, value in figures.items() if value is not None}


def _proof(proof: Proof) -> dict[str, Plain]:
    """The evidence, what voided it, and how long it holds."""
    figures: dict[str, Plain] = {"proof": proof.state.value}
    if proof.evidence is not None:
        figures["evidence"] = {"title": proof.evidence.title, "date": proof.evidence.dated.isoformat()}
    change = proof.change or proof.ending
    if change is not None:
        figures["change"] = {
            "kind": change.kind.value,
            "date": change.dated.isoformat(),
            "summary": change.summary,
        }
    if proof.lapses_on is not None:
        figures["good_until"] = proof.lapses_on.isoformat()
    return figures


def _path(path: PathToReady, rubric: Rubric, language: Language) -> Plain:
    """The steps with their total; null where no step can open every gate."""
    if path.obstacles:
        return None
    steps: list[Plain] = [
        {
            "criterion": step.criterion,
            "from": step.from_level,
            "to": step.to_level,
            "effort": json_number(step.effort),
            "action_effort": json_number(step.action.effort if step.action else None),
            "good_until": day_text(step.good_until),
            "points_only": step.points_only,
            "owner": step.owner.strip() or None,
            "due": day_text(step.due),
            "text": step_text(step, rubric, language),
        }
        for step in path.steps
    ]
    unscored: list[Plain] = list(path.unscored)
    return {
        "from": path.on.isoformat(),
        "end": path.end.isoformat(),
        "renewal_effort": json_number(path.renewal_effort),
        "steps": steps,
        "effort": json_number(path.effort),
        "ready_by": day_text(path.ready_by),
        "overdue": len(path.overdue),
        "unscored": unscored,
    }


def _move(move: Move) -> Plain:
    """Return a move that changes the verdict, as plain data."""
    return {
        "criterion": move.criterion,
        "from": move.from_level,
        "to": move.to_level,
        "verdict": move.verdict.value,
    }


@click.command("verdict")
@PORTFOLIO
@ANY_INITIATIVE
@SEEN_FROM
@click.option("--no-points", is_flag=True, help="Leave out steps that only make up points for a score.")
@AS_JSON
@click.pass_obj
def print_verdict(  # noqa: PLR0913 - what the user gave
    session: Session, file: Path, code: str | None, *, day: datetime | None, no_points: bool, as_json: bool
) -> None:
    """Print the verdict on initiatives of FILE, and why.

    One that is archived is left out unless CODE names it.
    """
    with opened_for_command(file) as opened:
        chosen = _initiatives(opened, code)
        seen_from = day_or_today(day)
        cases = [latest_of_day(opened, each, seen_from, points=not no_points) for each in chosen]
        rubric = queries.current_rubric(opened)
    if as_json:
        click.echo(verdicts_as_json(cases, rubric, session.language))
    elif cases:
        click.echo("\n\n".join(verdict_as_text(of, found, session.language) for of, found in cases))
    else:
        click.echo(session.language.gettext("There is no initiative in this portfolio that is not archived."))


def _initiatives(opened: OpenPortfolio, code: str | None) -> list[int]:
    """The initiative that was named, or all that are not archived."""
    if code is not None:
        return [queries.find_initiative(opened, code)]
    lines = overview.lines(opened)
    return [line.initiative.id for line in lines if not line.initiative.archived]
