"""Sentences that answer a board's questions on risk, with the criteria that they rest on."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Final

from fivegates.domain.frameworks.coverage import Basis, Coverage, ItemCoverage
from fivegates.domain.frameworks.framework import Framework
from fivegates.domain.language import Language
from fivegates.domain.risk import RiskClass
from fivegates.domain.rubric.rubric import Rubric

ACT: Final = "eu-ai-act"
_SECURITY: Final = "owasp-aisvs"
_EVERYONE: Final = "Everyone"
"""Part of the mapping of the Act that applies to every class."""
_WEAKEST_FIRST: Final = (Basis.NOTHING, Basis.NOT_ASKED, Basis.CLAIM, Basis.EVIDENCE, Basis.NOT_APPLICABLE)


def security_criteria(frameworks: Iterable[Framework], rubric: Rubric) -> tuple[str, ...]:
    """Criteria of a rubric about attackers: those mapped to several chapters of OWASP AISVS.

    Criteria mapped to one chapter only are about another subject that attackers also exploit.
    """
    standards = [each for each in frameworks if each.code == _SECURITY]
    touched = Counter(key for each in standards for item in each.items for key in item.criteria)
    return tuple(each.id for each in rubric.criteria if touched[each.id] > 1)


def articles_of(found: Coverage, risk: RiskClass | None) -> tuple[ItemCoverage, ...]:
    """Items of the Act that apply to a risk class: deciding ones, those of its part, those for everyone.

    Deciding items come first, then the others with the weakest basis first and, among equals, the
    earliest expiry first. Without a class, every item that the rubric asks about.
    """
    cited = () if risk is None else (risk.cites, *risk.also)
    concerned = [
        item
        for item in found.items
        if item.item.ref in cited
        or (risk is None and item.basis is not Basis.NOT_ASKED)
        or (risk is not None and _is_of_class(item.item.part, risk))
    ]
    return tuple(
        sorted(
            concerned,
            key=lambda item: (
                item.item.ref not in cited,
                _WEAKEST_FIRST.index(item.basis),
                item.until is None,
                item.until or found.on,
            ),
        )
    )


def _is_of_class(part: str, risk: RiskClass) -> bool:
    """True if a part of the Act, such as "High risk: provider", applies to the class or to everyone."""
    return part == _EVERYONE or risk.name.startswith(part.partition(":")[0])


def concerned_text(count: int, of: int, language: Language) -> str:
    """Number of the Act's items that apply to the risk class, of all its items."""
    return language.ngettext(
        "{count} of the {of} items concerns its risk class.",
        "{count} of the {of} items concern its risk class.",
        count,
        of=of,
    )


def none_asked_text(rubric: Rubric, language: Language) -> str:
    """Sentence for a rubric without criteria about attackers."""
    return language.gettext(
        "Version {version} of the rubric does not ask: no criterion is about attackers.",
        version=rubric.version,
    )


def no_waiver_text(on: date, language: Language) -> str:
    """Sentence for an initiative without waivers on a day."""
    return language.gettext("Nobody had waived a criterion by {day}.", day=language.long_date(on))


def rest_text(count: int, language: Language) -> str:
    """Number of rows omitted from a page."""
    return language.ngettext("{count} more is not shown here.", "{count} more are not shown here.", count)
