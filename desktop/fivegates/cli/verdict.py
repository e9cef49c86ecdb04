"""The command that prints verdicts, and why."""

from collections.abc import Sequence
from pathlib import Path

import click

from fivegates.actions import overview, queries
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.cli.json_values import Plain, day_text, exact_number, json_text
from fivegates.cli.parameters import ANY_INITIATIVE, AS_JSON, PORTFOLIO
from fivegates.cli.session import Session, opened_for_command
from fivegates.cli.verdict_text import verdict_as_text
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Gate, Rubric
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.verdict.evidence_rule import Proof
from fivegates.domain.verdict.firmness import Move
from fivegates.domain.verdict.path import Path as PathToReady
from fivegates.domain.verdict.reasons import Reason
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.verdict.verdict import GateResult
from fivegates.domain.wording.paths import step_text
from fivegates.domain.wording.reasons import reason_text


def verdicts_as_json(
    found: Sequence[tuple[Initiative, Assessment | None]], rubric: Rubric, language: Language
) -> str:
    """An array with an object per initiative; `text` is in `language`, everything else is not.

    The gates of an initiative that was never reviewed are those of `rubric`.
    """
    plain = [_initiative(of, assessment, rubric, language) for of, assessment in found]
    return json_text(plain)


def _initiative(
    initiative: Initiative, assessment: Assessment | None, rubric: Rubric, language: Language
) -> Plain:
    """One initiative; never reviewed is incomplete, with nothing known."""
    if assessment is None:
        return _named(initiative) | {
            "verdict": VerdictState.INCOMPLETE.value,
            "readiness": None,
            "gates": [_unknown_gate(gate) for gate in rubric.gates],
            "reasons": [],
            "path": None,
            "firmness": [],
        }
    rubric, verdict = assessment.case.rubric, assessment.verdict
    return _named(initiative) | {
        "verdict": verdict.state.value,
        "readiness": exact_number(verdict.readiness),
        "gates": [_gate(gate) for gate in verdict.gates],
        "reasons": [_reason(reason, rubric, language) for reason in assessment.reasons],
        "path": _path(assessment.path, rubric, language),
        "firmness": [_move(move) for move in assessment.firmness],
    }


def _named(initiative: Initiative) -> dict[str, Plain]:
    """What every object begins with."""
    return {"code": initiative.code, "name": initiative.name}


def _gate(gate: GateResult) -> Plain:
    """One gate."""
    return {"id": gate.gate.id, "state": gate.state.value, "score": exact_number(gate.score)}


def _unknown_gate(gate: Gate) -> Plain:
    """A gate about which nothing has been answered."""
    return {"id": gate.id, "state": GateState.INCOMPLETE.value, "score": None}


def _reason(reason: Reason, rubric: Rubric, language: Language) -> Plain:
    """One reason with its figures; only those that it has."""
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
    if reason.waiver is not None:
        figures["waiver"] = {"reason": reason.waiver.reason, "approver": reason.waiver.approver}
    return {name: value for name, value in figures.items() if value is not None}


def _proof(proof: Proof) -> dict[str, Plain]:
    """The evidence, what voided it, and how long it holds."""
    figures: dict[str, Plain] = {"proof": proof.state.value}
    if proof.evidence is not None:
        figures["evidence"] = {"title": proof.evidence.title, "date": proof.evidence.dated.isoformat()}
    if proof.change is not None:
        change = proof.change
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
            "effort": exact_number(step.effort),
            "owner": step.owner or None,
            "due": day_text(step.due),
            "text": step_text(step, rubric, language),
        }
        for step in path.steps
    ]
    unscored: list[Plain] = list(path.unscored)
    return {"steps": steps, "effort": exact_number(path.effort), "unscored": unscored}


def _move(move: Move) -> Plain:
    """One move that changes the verdict."""
    return {
        "criterion": move.criterion,
        "from": move.from_level,
        "to": move.to_level,
        "verdict": move.verdict.value,
    }


@click.command("verdict")
@PORTFOLIO
@ANY_INITIATIVE
@AS_JSON
@click.pass_obj
def print_verdict(session: Session, file: Path, code: str | None, *, as_json: bool) -> None:
    """Print the verdict on initiatives of FILE, and why.

    One that is archived is left out unless CODE names it.
    """
    with opened_for_command(file) as opened:
        chosen = _initiatives(opened, code)
        cases = [queries.latest_assessment(opened, initiative) for initiative in chosen]
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
