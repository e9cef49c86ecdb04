"""An assessment: everything the rules say about one review, worked out together."""

from dataclasses import dataclass

from fivegates.domain.review.review import Case
from fivegates.domain.verdict.firmness import Move, WithoutWaiver, firmness_of, without_waivers
from fivegates.domain.verdict.path import Path, path_to_ready
from fivegates.domain.verdict.reasons import Reason, reasons_of
from fivegates.domain.verdict.verdict import Verdict, judge


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdict on a case with its reasons, the path to ready and the moves that would change it.

    `without_waivers` are the waivers on each of which the verdict depends.
    """

    case: Case
    verdict: Verdict
    reasons: tuple[Reason, ...]
    path: Path
    firmness: tuple[Move, ...]
    without_waivers: tuple[WithoutWaiver, ...] = ()


def assess(case: Case, verdict: Verdict | None = None) -> Assessment:
    """Apply every rule of DESIGN section 4 to one review; `verdict` is its verdict where that is known."""
    verdict = verdict or judge(case)
    return Assessment(
        case,
        verdict,
        reasons_of(case, verdict),
        path_to_ready(case, verdict),
        firmness_of(case, verdict),
        without_waivers(case, verdict),
    )
