"""The input of insights: an initiative with the assessment of its latest review."""

from collections.abc import Iterable
from dataclasses import dataclass

from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.natural_order import NaturalKey, natural_key
from fivegates.domain.review.review import Case
from fivegates.domain.verdict.path import Path, path_to_ready
from fivegates.domain.verdict.reasons import Reason, reasons_of
from fivegates.domain.verdict.verdict import Verdict, judge


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The verdict on an initiative's latest review not superseded, its reasons and the path to ready."""

    initiative: Initiative
    case: Case
    verdict: Verdict
    reasons: tuple[Reason, ...]
    path: Path

    @property
    def blocking(self) -> tuple[str, ...]:
        """The criteria that keep the gates that govern the verdict from opening, in the rubric's order."""
        held = {reason.criterion for reason in self.reasons if reason.deciding}
        return tuple(criterion.id for criterion in self.case.rubric.criteria if criterion.id in held)


def reviewed(initiative: Initiative, case: Case) -> Reviewed:
    """Apply to one review the rules that insights need."""
    verdict = judge(case)
    return Reviewed(initiative, case, verdict, reasons_of(case, verdict), path_to_ready(case, verdict))


def by_name(found: Iterable[Reviewed]) -> tuple[Reviewed, ...]:
    """Sorted as people look for names; codes are unique, so the order is unambiguous."""
    return tuple(sorted(found, key=lambda each: name_key(each.initiative)))


def name_key(initiative: Initiative) -> tuple[NaturalKey, str]:
    """Sort key of initiatives of one rank."""
    return natural_key(initiative.name), initiative.code
