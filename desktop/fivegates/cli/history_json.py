"""An initiative's reviews and decisions as JSON: the format of `fivegates history --json`."""

import json
from collections.abc import Sequence
from datetime import date

from fivegates.cli.bridge_json import bridge_as_plain
from fivegates.cli.verdict_json import Plain, exact_number
from fivegates.domain.bridge import Bridge
from fivegates.domain.decisions import Decision
from fivegates.domain.history import superseded_numbers
from fivegates.domain.overview import Reached
from fivegates.domain.reviews import MOMENT, InitiativeRecord, Review, Seal


def history_as_json(
    of: InitiativeRecord, verdicts: Sequence[tuple[Review, Reached]], bridge: Bridge | None
) -> str:
    """An object with the reviews and the decisions, each oldest first, and what moved the latest review.

    A review is `superseded` once another one corrects it, draft or final.
    """
    superseded = superseded_numbers(of.reviews)
    plain: Plain = {
        "code": of.initiative.code,
        "name": of.initiative.name,
        "reviews": [_review(review, reached, superseded) for review, reached in verdicts],
        "decisions": [_decision(decision) for decision in of.decisions],
        "bridge": bridge_as_plain(bridge),
    }
    return json.dumps(plain, ensure_ascii=False, indent=2)


def _review(review: Review, reached: Reached, superseded: frozenset[int]) -> Plain:
    """One review with its verdict and its seal."""
    seal = review.seal
    return {
        "date": review.dated.isoformat(),
        "reviewer": review.reviewer,
        "rubric": {"id": review.rubric_id, "version": review.rubric_version},
        "state": "draft" if seal is None else "final",
        "verdict": reached.verdict.value,
        "readiness": exact_number(reached.readiness),
        "gates": [
            {"id": gate.gate, "state": gate.state.value, "score": exact_number(gate.score)}
            for gate in reached.gates
        ],
        "final": None if seal is None else _seal(seal),
        "supersedes": review.supersedes,
        "correction": review.correction,
        "superseded": seal is not None and seal.number in superseded,
    }


def _seal(seal: Seal) -> Plain:
    """Who made it final and when, and its link in the chain."""
    return {"number": seal.number, "by": seal.by, "at": seal.at.strftime(MOMENT), "hash": seal.hash}


def _decision(decision: Decision) -> Plain:
    """One decision with its conditions and thresholds."""
    return {
        "date": decision.dated.isoformat(),
        "outcome": decision.outcome.value,
        "by": decision.by,
        "rationale": decision.rationale,
        "conditions": [
            {
                "text": condition.text,
                "owner": condition.owner,
                "due": _day(condition.due),
                "state": condition.state.value,
                "note": condition.note,
            }
            for condition in decision.conditions
        ],
        "thresholds": [
            {
                "measure": threshold.measure,
                "expand": threshold.expand,
                "stop": threshold.stop,
                "result": threshold.result,
            }
            for threshold in decision.thresholds
        ],
    }


def _day(day: date | None) -> str | None:
    """A date as ISO 8601."""
    return day.isoformat() if day else None
