"""An earlier review told against another rubric, so that figures of both can be compared like for like."""

from dataclasses import replace

from fivegates.domain.reviews import Case
from fivegates.domain.rubric import Rubric


def restated(case: Case, rubric: Rubric) -> Case | None:
    """The same answers and records under `rubric`, criterion by id; None if no criterion is common.

    Criteria of `rubric` that the review was not asked are left out, for they could not have been
    answered, and gates of which nothing is left too: what remains is judged by the weights and
    thresholds of `rubric`. A review of that very rubric stays as it is; `case` is never changed.
    """
    if case.rubric == rubric:
        return case
    asked = {criterion.id for criterion in case.rubric.criteria}
    common = tuple(criterion for criterion in rubric.criteria if criterion.id in asked)
    if not common:
        return None
    gates = {criterion.gate for criterion in common}
    known = {criterion.id for criterion in common}
    scores = {key: score for key, score in case.review.scores.items() if key in known}
    return replace(
        case,
        rubric=replace(
            rubric, criteria=common, gates=tuple(gate for gate in rubric.gates if gate.id in gates)
        ),
        review=replace(case.review, scores=scores, rubric_id=rubric.id, rubric_version=rubric.version),
    )
