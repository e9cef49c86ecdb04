"""Sentences that answer a board's questions on risk, with the criteria behind them."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Final

from fivegates.domain.frameworks.coverage import Basis, Coverage, ItemCoverage
from fivegates.domain.frameworks.framework import Framework
from fivegates.domain.language import Language
from fivegates.domain.risk.risk_class import RiskClass
from fivegates.domain.rubric.rubric import Rubric

ACT: Final = "eu-ai-act"
_SECURITY: Final = "owasp-aisvs"
_EVERYONE: Final = "Everyone"
"""The part of the mapping of the Act that holds whatever the class."""
_WEAKEST_FIRST: Final = (Basis.NOTHING, Basis.NOT_ASKED, Basis.CLAIM, Basis.EVIDENCE, Basis.NOT_APPLICABLE)


def security_criteria(frameworks: Iterable[Framework], rubric: Rubric) -> tuple[str, ...]:
    """The criteria of a rubric that ask about attackers: they touch several chapters of OWASP AISVS.

    Those that touch one chapter ask about something else that attackers profit from too.
    """
    standards = [each for each in frameworks if each.code == _SECURITY]
    touched = Counter(key for each in standards for item in each.items for key in item.criteria)
    return tuple(each.id for each in rubric.criteria if touched[each.id] > 1)


def articles_of(found: Coverage, risk: RiskClass | None) -> tuple[ItemCoverage, ...]:
    """The items of the Act that concern a risk class: those that decide it, those of its part, everyone's.

    Those that decide come first, then those that rest on the least; of the latter those whose proof ends
    first. Without a class, all of which something is asked.
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
    """Whether a part of the Act, such as "High risk: provider", is everyone's or that of a class."""
    return part == _EVERYONE or risk.name.startswith(part.partition(":")[0])


def concerned_text(count: int, of: int, language: Language) -> str:
    """How many of all items of the Act concern the risk class."""
    return language.ngettext(
        "{count} of the {of} items concerns its risk class.",
        "{count} of the {of} items concern its risk class.",
        count,
        of=of,
    )


def none_asked_text(rubric: Rubric, language: Language) -> str:
    """That a rubric has no criterion about attackers."""
    return language.gettext(
        "Version {version} of the rubric does not ask: no criterion is about attackers.",
        version=rubric.version,
    )


def no_waiver_text(on: date, language: Language) -> str:
    """That nobody has allowed anything by a day."""
    return language.gettext("Nobody had waived a criterion by {day}.", day=language.long_date(on))


def rest_text(count: int, language: Language) -> str:
    """How many rows are left out of a page."""
    return language.ngettext("{count} more is not shown here.", "{count} more are not shown here.", count)
