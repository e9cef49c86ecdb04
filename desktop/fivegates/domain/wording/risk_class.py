"""Sentences for the risk class: deciding rule, assessor, and evidence missing for it."""

from collections.abc import Iterable, Iterator
from datetime import date

from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.language import Language
from fivegates.domain.risk import RiskClass
from fivegates.domain.rubric.rubric import ProofMeasure
from fivegates.domain.verdict.evidence_rule import Missed, Shortfall, lower_bound


def risk_line(risk: RiskClass, on: date, language: Language) -> str:
    """One line: class, deciding article, and the day from which its duties apply, seen from a day."""
    values = {"name": language.shipped(risk.name), "cites": risk.cites}
    if risk.applies_from is None:
        return language.gettext("Inherent risk class: {name}, {cites}. This is not legal advice.", **values)
    values["day"] = language.long_date(risk.applies_from)
    if risk.applies_from <= on:
        return language.gettext(
            "Inherent risk class: {name}, {cites}; its duties have applied since {day}. "
            "This is not legal advice.",
            **values,
        )
    return language.gettext(
        "Inherent risk class: {name}, {cites}; its duties apply from {day}. This is not legal advice.",
        **values,
    )


def risk_sentences(risk: RiskClass, on: date, language: Language) -> Iterator[str]:
    """Class and deciding rule, start of its duties seen from a day, assessor and reason."""
    yield language.gettext("{name}, decided by {cites}.", name=language.shipped(risk.name), cites=risk.cites)
    if risk.also:
        yield language.gettext("These apply besides: {cites}.", cites=language.listed(list(risk.also)))
    if risk.applies_from is not None:
        day = language.long_date(risk.applies_from)
        if risk.applies_from <= on:
            yield language.gettext("The duties have applied since {day}.", day=day)
        else:
            yield language.gettext("The duties apply from {day}.", day=day)
    yield language.gettext(
        "Classified on {day} by {name}: {reason}",
        day=language.long_date(risk.dated),
        name=risk.by.strip(),
        reason=risk.reason.strip(),
    )


def no_legal_advice(language: Language) -> str:
    """Disclaimer: a class is no legal advice."""
    return language.gettext(
        "The class follows from the answers given, whatever mitigates the risk; it is not legal advice."
    )


def unclassified_text(language: Language) -> str:
    """Note that the questions are not answered yet."""
    return language.gettext("No risk class yet: its questions have not been answered.")


def shortfall_clause(short: Shortfall, topic: str, language: Language) -> str:
    """Clause for use inside a sentence: "the proof of the guardrails is less than High risk asks for"."""
    if short.class_name is None:
        return language.gettext("the proof of {topic} is less than a risk class may ask for", topic=topic)
    return language.gettext(
        "the proof of {topic} is less than {risk} asks for", topic=topic, risk=short.class_name
    )


def shortfall_text(short: Shortfall, language: Language) -> str:
    """Required and available evidence: "High risk asks for 300 cases tested (its proof states 120)"."""
    asked = language.listed([_missed(each, language) for each in short.missed])
    if short.class_name is None:
        return language.gettext("while its risk class is not known, it takes {figures}", figures=asked)
    return language.gettext("{risk} asks for {figures}", risk=short.class_name, figures=asked)


def needed_figures(missed: Iterable[Missed], language: Language) -> str:
    """Figures that a proof must reach: "300 cases tested and 6 months of use on record"."""
    return language.listed([_needed(each, language) for each in missed])


def _missed(missed: Missed, language: Language) -> str:
    """One required figure, and its actual value."""
    needed, measure = _needed(missed, language), missed.measure
    if measure is ProofMeasure.MONTHS:
        count = language.number(missed.found or 0)
        return language.gettext("{needed} (there are {found})", needed=needed, found=count)
    if missed.found is None:
        return language.gettext("{needed} (its proof states none)", needed=needed)
    words = language.number if measure is ProofMeasure.CASES else language.percent
    found = words(missed.found)
    return language.gettext("{needed} (its proof states {found})", needed=needed, found=found)


def _needed(missed: Missed, language: Language) -> str:
    """One required figure."""
    match missed.measure:
        case ProofMeasure.CASES:
            return language.ngettext("{count} case tested", "{count} cases tested", missed.needed)
        case ProofMeasure.LOWER_BOUND:
            return language.gettext(
                "{percent} passed by the lower 95% bound", percent=language.percent(missed.needed)
            )
        case ProofMeasure.MONTHS:
            return language.ngettext(
                "{count} month of use on record", "{count} months of use on record", missed.needed
            )


def cases_text(item: Evidence, language: Language) -> str:
    """Test result, "384 of 400 cases passed, at least 93% by the lower 95% bound"; empty without one."""
    if item.cases is None:
        return ""
    if item.passed is None:
        return language.ngettext("{count} case tested", "{count} cases tested", item.cases)
    return language.ngettext(
        "{passed} of {count} case passed, at least {bound} by the lower 95% bound",
        "{passed} of {count} cases passed, at least {bound} by the lower 95% bound",
        item.cases,
        passed=language.number(item.passed),
        bound=language.percent(lower_bound(item.cases, item.passed)),
    )
