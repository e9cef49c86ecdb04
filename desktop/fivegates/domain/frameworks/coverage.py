"""The coverage of a framework's items on a day: by current evidence, by claims alone, or by nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from fivegates.domain.frameworks.framework import Framework, FrameworkItem
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.review.review import Case, Review
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.states import ProofState
from fivegates.domain.verdict.verdict import CriterionResult, Standing, Verdict, judge

if TYPE_CHECKING:
    from fivegates.domain.brief import InitiativeBrief


class Basis(StrEnum):
    """The basis of an item, or of one of its criteria; the last two are no judgement."""

    EVIDENCE = "evidence"
    CLAIM = "claim"
    NOTHING = "nothing"
    NOT_ASKED = "not-asked"
    NOT_APPLICABLE = "not-applicable"


WEAKEST_FIRST: Final = (Basis.NOTHING, Basis.CLAIM, Basis.EVIDENCE)


@dataclass(frozen=True, slots=True)
class CriterionBasis:
    """A criterion mapped to an item, and its basis; `until` is the last day of its proof."""

    result: CriterionResult
    basis: Basis
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ItemCoverage:
    """An item with its basis and the criteria behind it.

    `absent` are the ids of its criteria that the rubric does not ask. `until` is the last day on which
    all of its proofs are current, where it rests on evidence that ends.
    """

    item: FrameworkItem
    basis: Basis
    criteria: tuple[CriterionBasis, ...] = ()
    absent: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A framework's items for one initiative `on` a day; `reviewed` is the day of its review, if it has one.

    `rubric` is the one by which the criteria are named: the review's, or that of new reviews without one.
    `titles` names criteria that it does not ask, by id.
    """

    framework: Framework
    initiative: Initiative
    rubric: Rubric
    on: date
    items: tuple[ItemCoverage, ...]
    reviewed: date | None = None
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def partial(self) -> int:
        """Number of judged items with criteria that the rubric does not ask."""
        return sum(1 for item in self.items if item.absent and item.criteria)

    @property
    def counts(self) -> Mapping[Basis, int]:
        """Number of items by basis; 0 where a basis has none."""
        return _counts(item.basis for item in self.items)


@dataclass(frozen=True, slots=True)
class PortfolioCoverage:
    """A framework's items over several initiatives `on` a day; each of `of` has all of them in order."""

    framework: Framework
    on: date
    of: tuple[Coverage, ...]

    def rows(self) -> Iterator[tuple[FrameworkItem, Mapping[Basis, int]]]:
        """Each item with its number of initiatives by basis."""
        for index, item in enumerate(self.framework.items):
            yield item, _counts(coverage.items[index].basis for coverage in self.of)

    @property
    def counts(self) -> Mapping[Basis, int]:
        """Number of pairs of item and initiative by basis."""
        return _counts(item.basis for coverage in self.of for item in coverage.items)


def _counts(found: Iterator[Basis]) -> Mapping[Basis, int]:
    """Number of occurrences of each basis."""
    counted = Counter(found)
    return MappingProxyType({basis: counted[basis] for basis in Basis})


def coverages_of_case(
    frameworks: Sequence[Framework],
    initiative: Initiative,
    case: Case,
    reviewed: date | None,
    verdict: Verdict | None = None,
) -> tuple[Coverage, ...]:
    """The coverage of each framework for an initiative, which is judged at most once."""
    verdict = verdict or judge(case)
    return tuple(coverage_of(each, initiative, case, reviewed, verdict) for each in frameworks)


def with_titles(found: Iterable[Coverage], titles: Mapping[str, str]) -> tuple[Coverage, ...]:
    """Coverages that name the criteria which their rubric does not ask by these titles."""
    return tuple(replace(coverage, titles=titles) for coverage in found)


def coverages_of_brief(brief: "InitiativeBrief") -> tuple[Coverage, ...]:
    """The coverage of a brief's frameworks, on the day of the paper."""
    reviewed, current = brief.assessment.case.review.dated, brief.current
    found = coverages_of_case(
        brief.frameworks, brief.record.initiative, current.case, reviewed, current.verdict
    )
    return with_titles(found, dict(brief.criterion_titles))


def coverage_of(
    framework: Framework,
    initiative: Initiative,
    case: Case,
    reviewed: date | None,
    verdict: Verdict | None = None,
) -> Coverage:
    """The coverage of a framework's items for an initiative, on the day of `case`.

    A criterion rests on evidence where it passes and its proof is current; on a claim where the claimed level
    passes and that is all, or the ledger contradicts it; on nothing where the claim does not pass, or there
    is none. An item rests on the weakest of its criteria that apply: a criterion that the rubric does not ask
    leaves it, and is named. An item of which nothing is asked is not asked, whatever else is recorded.
    `verdict` is that on the case where it is known.
    """
    results = {result.criterion.id: result for result in (verdict or judge(case)).criteria}
    items = tuple(_item(item, results) for item in framework.items)
    return Coverage(framework, initiative, case.rubric, case.review.dated, items, reviewed)


def unreviewed_case(rubric: Rubric, on: date) -> Case:
    """The case of an initiative before its first review, without any answer."""
    return Case(rubric, Review(on, rubric.id, rubric.version))


def _item(item: FrameworkItem, results: Mapping[str, CriterionResult]) -> ItemCoverage:
    """One item by the criteria that touch it."""
    asked = tuple(_criterion(results[each]) for each in item.criteria if each in results)
    absent = tuple(each for each in item.criteria if each not in results)
    found = ItemCoverage(item, Basis.NOT_ASKED, asked, absent)
    if not asked:
        return found
    applicable = [each for each in asked if each.basis is not Basis.NOT_APPLICABLE]
    if not applicable:
        return replace(found, basis=Basis.NOT_APPLICABLE)
    basis = min((each.basis for each in applicable), key=WEAKEST_FIRST.index)
    return replace(found, basis=basis, until=_first_end(applicable) if basis is Basis.EVIDENCE else None)


def _first_end(criteria: Sequence[CriterionBasis]) -> date | None:
    """The last day on which all proofs are current."""
    return min((each.until for each in criteria if each.until is not None), default=None)


def _criterion(result: CriterionResult) -> CriterionBasis:
    if result.standing is Standing.NOT_APPLICABLE:
        return CriterionBasis(result, Basis.NOT_APPLICABLE)
    passes = result.needed
    if (result.claimed or 0) < passes:
        return CriterionBasis(result, Basis.NOTHING)
    proven = result.proof.state is ProofState.CURRENT and (result.effective or 0) >= passes
    if proven:
        return CriterionBasis(result, Basis.EVIDENCE, result.proof.lapses_on)
    return CriterionBasis(result, Basis.CLAIM)
