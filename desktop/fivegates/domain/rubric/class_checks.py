"""Validation of a criterion's requirements by risk class: each fault as a sentence."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.domain.quoting import shown
from fivegates.domain.rubric.rubric import Criterion, ProofMeasure, Thresholds

MOST_CLASS_PERCENT: Final = 99
MOST_CLASS_MONTHS: Final = 120
_ID: Final = r"[a-z0-9][a-z0-9-]{0,63}"
_LEVEL: Final = re.compile(rf"{_ID}: [1-4]")
_PROOF: Final = re.compile(rf"({_ID}): ({'|'.join(ProofMeasure)}) ([1-9][0-9]{{0,5}})")


def class_level_faults(criterion: Criterion) -> Iterator[UserError]:
    """Find invalid levels for a class, and classes named twice."""
    for each in criterion.class_levels:
        if not _LEVEL.fullmatch(each):
            yield UserError(
                "has “{text}”; write a risk class and a level, such as high: 4.", text=shown(each)
            )
    for twice in _repeated(each.partition(":")[0] for each in criterion.class_levels):
        yield UserError("names the risk class “{name}” more than once.", name=shown(twice))


def class_proof_faults(criterion: Criterion, thresholds: Thresholds) -> Iterator[UserError]:
    """Find invalid figures for a class, unreachable ones, and those for a level without proof."""
    for each in criterion.class_proof:
        match = _PROOF.fullmatch(each)
        if match is None:
            yield UserError(
                "has “{text}”; write a risk class, then cases, lower-bound or months, then a figure, such as "
                "high: cases 300.",
                text=shown(each),
            )
        else:
            yield from _figure_faults(ProofMeasure(match[2]), int(match[3]))
            yield from _unproven_faults(criterion, thresholds, match[1])
    for twice in _repeated(each.rpartition(" ")[0] for each in criterion.class_proof):
        yield UserError("asks for “{name}” more than once.", name=shown(twice))


def _figure_faults(measure: ProofMeasure, figure: int) -> Iterator[UserError]:
    """Find a figure that no proof can reach, so that the criterion could never pass."""
    if measure is ProofMeasure.LOWER_BOUND and figure > MOST_CLASS_PERCENT:
        yield UserError(
            "asks for a lower bound of {figure}%, which no number of cases gives; {most} is the most.",
            figure=figure,
            most=MOST_CLASS_PERCENT,
        )
    if measure is ProofMeasure.MONTHS and figure > MOST_CLASS_MONTHS:
        most = MOST_CLASS_MONTHS
        yield UserError("asks for {figure} months; {most} is the most.", figure=figure, most=most)


def _unproven_faults(criterion: Criterion, thresholds: Thresholds, name: str) -> Iterator[UserError]:
    """Check that proof is asked only of a claim that needs some; faulty levels are reported by themselves."""
    if not all(map(_LEVEL.fullmatch, criterion.class_levels)):
        return
    passes = criterion.passes_from(thresholds.pass_level, name)
    if passes < thresholds.proof_from:
        yield UserError(
            "asks for proof under “{name}”, where the criterion passes from level {level}; a claim needs "
            "proof from level {proof} on.",
            name=name,
            level=passes,
            proof=thresholds.proof_from,
        )


def _repeated(names: Iterable[str]) -> list[str]:
    """Repeated names, in their order."""
    return sorted(name for name, count in Counter(names).items() if count > 1)
