"""An initiative's reviews and decisions as JSON: the format of `fivegates history --json`."""

from collections.abc import Sequence

from fivegates.cli.bridge_json import bridge_as_plain
from fivegates.cli.plain import Plain, decision_as_plain, exact_number, json_text
from fivegates.domain.bridge import Bridge
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
        "decisions": [decision_as_plain(decision) for decision in of.decisions],
        "bridge": bridge_as_plain(bridge),
    }
    return json_text(plain)


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
