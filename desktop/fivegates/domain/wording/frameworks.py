"""Sentences on the coverage of frameworks."""

from collections.abc import Iterator, Mapping

from fivegates.domain.frameworks.coverage import (
    Basis,
    Coverage,
    CriterionBasis,
    ItemCoverage,
    PortfolioCoverage,
)
from fivegates.domain.frameworks.framework import Framework, FrameworkItem
from fivegates.domain.language import Language
from fivegates.domain.verdict.verdict import CriterionResult
from fivegates.domain.wording.evidence_calendar import proof_sentence, proof_text
from fivegates.domain.wording.two_days import later_reviews_sentence
from fivegates.domain.wording.words import UNKNOWN


def basis_word(basis: Basis, language: Language) -> str:
    """Name the basis of an item."""
    return {
        Basis.EVIDENCE: language.pgettext("basis", "Current evidence"),
        Basis.CLAIM: language.pgettext("basis", "Claims only"),
        Basis.NOTHING: language.pgettext("basis", "Nothing"),
        Basis.NOT_ASKED: language.pgettext("basis", "Not asked"),
        Basis.NOT_APPLICABLE: language.pgettext("basis", "Not applicable"),
    }[basis]


def framework_title(framework: Framework, language: Language) -> str:
    """Name a framework with its version."""
    return language.gettext(
        "{name} ({version})",
        name=language.shipped(framework.name),
        version=language.shipped(framework.version),
    )


def counts_text(counts: Mapping[Basis, int], language: Language) -> str:
    """Number of items by basis: `3 on current evidence, 2 on nothing, 4 not asked`; a dash without any."""
    found = [_counted(basis, counts[basis], language) for basis in Basis if counts[basis]]
    return ", ".join(found) if found else UNKNOWN


def _counted(basis: Basis, count: int, language: Language) -> str:
    """Number of items with one basis."""
    number = language.number(count)
    return {
        Basis.EVIDENCE: language.gettext("{count} on current evidence", count=number),
        Basis.CLAIM: language.gettext("{count} on claims only", count=number),
        Basis.NOTHING: language.gettext("{count} on nothing", count=number),
        Basis.NOT_ASKED: language.gettext("{count} not asked", count=number),
        Basis.NOT_APPLICABLE: language.gettext("{count} not applicable", count=number),
    }[basis]


def coverage_sentence(coverage: Coverage, language: Language) -> str:
    """Number of items of a framework by basis, for an initiative on a day."""
    text = language.ngettext(
        "As of {day}, {count} item of {framework}: {counts}.",
        "As of {day}, {count} items of {framework}: {counts}.",
        len(coverage.items),
        day=language.long_date(coverage.on),
        framework=framework_title(coverage.framework, language),
        counts=counts_text(coverage.counts, language),
    )
    if coverage.partial:
        text += " " + language.ngettext(
            "{count} of them is asked in part: this rubric lacks other criteria that touch it.",
            "{count} of them are asked in part: this rubric lacks other criteria that touch them.",
            coverage.partial,
        )
    if coverage.reviewed is None:
        text += " " + language.gettext("It has not been reviewed yet.")
    return text


def portfolio_coverage_sentence(found: PortfolioCoverage, language: Language) -> str:
    """Number of items of a framework by basis, over a portfolio's initiatives on a day."""
    if not found.of:
        return language.gettext(
            "{framework}: there is no initiative yet.", framework=framework_title(found.framework, language)
        )
    text = language.ngettext(
        "As of {day}, {items} items of {framework} in {count} initiative: {counts}.",
        "As of {day}, {items} items of {framework} in {count} initiatives, {all} in all: {counts}.",
        len(found.of),
        day=language.long_date(found.on),
        items=language.number(len(found.framework.items)),
        all=language.number(len(found.framework.items) * len(found.of)),
        framework=framework_title(found.framework, language),
        counts=counts_text(found.counts, language),
    )
    reviewed = (each.reviewed for each in found.of if each.reviewed)
    later = later_reviews_sentence(reviewed, found.on, language)
    return f"{text} {later}" if later else text


def item_title(item: FrameworkItem, language: Language) -> str:
    """An item by its number in the framework: `GOVERN 2 Somebody answers for each risk`."""
    return language.gettext("{ref} {title}", ref=item.ref, title=language.shipped(item.title))


def basis_text(item: ItemCoverage, language: Language) -> str:
    """Basis of an item and its last day: `Nothing (1 of 2 criteria asked)`."""
    word = basis_word(item.basis, language)
    if item.until is not None:
        word = language.gettext("{basis} until {day}", basis=word, day=language.long_date(item.until))
    if not (item.absent and item.criteria):
        return word
    return language.gettext(
        "{basis} ({asked} of {count} criteria asked)",
        basis=word,
        asked=len(item.criteria),
        count=len(item.item.criteria),
    )


def applies_text(coverage: Coverage, item: FrameworkItem, language: Language) -> str:
    """Day from which a law applies an item, seen from the day of the coverage; empty without one."""
    if item.applies_from is None:
        return ""
    day = language.long_date(item.applies_from)
    if item.applies_from > coverage.on:
        return language.gettext("Applies from {day}.", day=day)
    return language.gettext("Has applied since {day}.", day=day)


def criterion_text(found: CriterionBasis, language: Language) -> str:
    """A criterion mapped to an item, with its basis."""
    return language.gettext(
        "{criterion}: {basis}",
        criterion=language.shipped(found.result.criterion.title),
        basis=_criterion_basis(found, language),
    )


def _criterion_basis(found: CriterionBasis, language: Language) -> str:
    """Evidence of a criterion, or why it has none."""
    result = found.result
    match found.basis:
        case Basis.EVIDENCE:
            return proof_sentence(result.proof, language)
        case Basis.CLAIM:
            return _claim(result, language)
        case Basis.NOT_APPLICABLE:
            reason = result.score.not_applicable.reason if result.score.not_applicable else ""
            return language.gettext("not applicable: {reason}", reason=reason)
        case _:
            return _shortfall(result, language)


def _claim(result: CriterionResult, language: Language) -> str:
    """A passing claim that is not supported."""
    if result.contradicted:
        return language.gettext("level {level} is claimed; the ledger contradicts it", level=result.claimed)
    if result.short_of_proof:
        proof = language.gettext("its proof is too little for its risk class")
    else:
        proof = proof_text(result.proof, language)
    return language.gettext("level {level} is claimed; {proof}", level=result.claimed, proof=proof)


def _shortfall(result: CriterionResult, language: Language) -> str:
    """A missing claim, or one that does not pass."""
    if result.claimed is None:
        return language.gettext("not answered")
    return language.gettext("level {level} is claimed, which does not pass", level=result.claimed)


def short_criterion_text(found: CriterionBasis, language: Language) -> str:
    """A criterion with the last day of its proof, or why it has none."""
    if found.basis is not Basis.EVIDENCE:
        return criterion_text(found, language)
    proof = proof_text(found.result.proof, language)
    return language.gettext(
        "{criterion}: {basis}", criterion=language.shipped(found.result.criterion.title), basis=proof
    )


def item_details(
    coverage: Coverage, item: ItemCoverage, language: Language, *, short: bool = False
) -> Iterator[str]:
    """Details of an item, one clause each: criteria, parts not asked, parts left open.

    A `short` one does not name the evidence.
    """
    for criterion in item.criteria:
        yield short_criterion_text(criterion, language) if short else criterion_text(criterion, language)
    if item.absent:
        yield language.ngettext(
            "Not asked by this rubric: {criteria}",
            "Not asked by this rubric: {criteria}",
            len(item.absent),
            criteria="; ".join(language.shipped(coverage.titles.get(each, each)) for each in item.absent),
        )
    if not item.item.criteria:
        yield language.gettext("No criterion touches this.")
    if item.item.not_covered:
        yield language.gettext("Not covered: {what}", what=language.shipped(item.item.not_covered))
    if applies := applies_text(coverage, item.item, language):
        yield applies


def source_text(framework: Framework, language: Language) -> str:
    """Source of a framework, date of its mapping, and gaps of the mapping."""
    return language.gettext(
        "Source: {source}, {published}; mapped on {dated}. Not covered: {not_covered}",
        source=language.shipped(framework.source),
        published=language.long_date(framework.published),
        dated=language.long_date(framework.dated),
        not_covered=language.shipped(framework.not_covered),
    )


def mapping_note(language: Language) -> str:
    """Meaning and limits of a mapping; a brief prints it once."""
    return language.gettext(
        "A mapping says which questions of a review touch an item of a framework. It is no audit, no "
        "certificate and no legal advice."
    )
