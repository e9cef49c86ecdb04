"""Where keys go from a criterion: to its neighbours, to other gates, to what is unanswered."""

from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.verdict import Standing, Verdict


def neighbour(rubric: Rubric, criterion: str, steps: int) -> str:
    """The criterion so many steps on, across gates; the same one at the ends."""
    order = [c.id for c in rubric.criteria]
    place = order.index(criterion) + steps
    return order[place] if 0 <= place < len(order) else criterion


def gate_entry(rubric: Rubric, criterion: str, steps: int) -> str:
    """The first criterion of the gate so many gates on; the same criterion at the ends."""
    gates = [gate.id for gate in rubric.gates]
    place = gates.index(rubric.criterion(criterion).gate) + steps
    return rubric.criteria_of(gates[place])[0].id if 0 <= place < len(gates) else criterion


def next_unanswered(verdict: Verdict, criterion: str) -> str:
    """The next criterion without an answer, from here on and round again; the same one if there is none."""
    results = [result for gate in verdict.gates for result in gate.criteria]
    start = [result.criterion.id for result in results].index(criterion) + 1
    unanswered = (r for r in results[start:] + results[:start] if r.standing is Standing.UNSCORED)
    return next((result.criterion.id for result in unanswered), criterion)
