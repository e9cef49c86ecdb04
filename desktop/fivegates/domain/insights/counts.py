"""How many initiatives have each verdict: light enough for the first window."""

from collections import Counter
from collections.abc import Iterable

from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.verdict.states import VerdictState


def verdict_counts(lines: Iterable[OverviewLine]) -> Counter[VerdictState | None]:
    """How many initiatives have each verdict, and under None those without a review; archived left out."""
    return Counter(
        line.latest.verdict if line.latest else None for line in lines if not line.initiative.archived
    )


def draft_count(lines: Iterable[OverviewLine]) -> int:
    """How many initiatives have a draft as their latest review; archived left out."""
    return sum(1 for line in lines if line.latest and line.latest.draft and not line.initiative.archived)
