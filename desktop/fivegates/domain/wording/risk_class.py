"""The risk class of an initiative as words, with the rule that decides and who says so."""

from collections.abc import Iterator
from datetime import date

from fivegates.domain.language import Language
from fivegates.domain.risk.risk_class import RiskClass


def risk_line(risk: RiskClass, on: date, language: Language) -> str:
    """The class with the article that decides and the day of its duties, seen from a day, on one line."""
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
    """Which class by which rule, from when its duties apply, seen from a day, who says so and why."""
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
    """What a class is not."""
    return language.gettext(
        "The class follows from the answers given, whatever mitigates the risk; it is not legal advice."
    )


def unclassified_text(language: Language) -> str:
    """That nobody has answered the questions yet."""
    return language.gettext("No risk class yet: its questions have not been answered.")
