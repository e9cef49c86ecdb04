"""Sentences for a what-if analysis: assumptions and results."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fivegates.domain.economics.scenarios import Scenario, monthly_result
from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.what_if import WhatIf
from fivegates.domain.wording.money import break_even_sentence
from fivegates.domain.wording.money_terms import rough_money
from fivegates.domain.wording.paths import path_sentence, path_total
from fivegates.domain.wording.two_days import as_of_sentence
from fivegates.domain.wording.words import UNKNOWN, verdict_word

_PERCENT = 100


def level_change(now: int | None, supposed: int | None, language: Language) -> str:
    """Effective level, and the assumed one if any."""
    before = UNKNOWN if now is None else str(now)
    if supposed is None:
        return before
    return language.gettext("{before} → {after}", before=before, after=supposed)


def price_text(change: Decimal, language: Language) -> str:
    """Change of price in percent: `as today`, `+20%`."""
    if not change:
        return language.gettext("as today")
    sign = "+" if change > 0 else ""
    return f"{sign}{language.percent(Fraction(change) * _PERCENT)}"


def verdict_change(before: Assessment, after: Assessment, language: Language) -> str:
    """Resulting verdict, compared with the current one."""
    then, now = before.verdict.state, after.verdict.state
    if then is now:
        return language.gettext("{verdict}, as it is now", verdict=verdict_word(now, language))
    return language.gettext(
        "{after} instead of {before}",
        after=verdict_word(now, language),
        before=verdict_word(then, language),
    )


def path_change(before: Assessment, after: Assessment, language: Language) -> str:
    """Remaining path, compared with the current one."""
    left = path_total(after.path, language) or path_sentence(after.path, language)
    now = path_total(before.path, language)
    if left == now or not now:
        return left
    return language.gettext("{left} (now {now})", left=left, now=language.days(before.path.effort))


def result_change(before: Scenario, after: Scenario, language: Language) -> str:
    """Resulting monthly result, compared with the current one; empty where no value is known."""
    then, now = monthly_result(before), monthly_result(after)
    if then is None or now is None:
        return ""
    return language.gettext(
        "Result a month: {after} (now {before})",
        after=rough_money(now, after.currency, language),
        before=rough_money(then, before.currency, language),
    )


def supposed_note(what_if: WhatIf, rubric: Rubric, language: Language) -> str:
    """Assumed levels beside a scenario; empty where there are none."""
    texts = [
        language.gettext(
            "{title}: level {level}", title=language.shipped(rubric.criterion(key).title), level=level
        )
        for key, level in what_if.levels.items()
    ]
    return language.gettext("Supposed with it: {levels}", levels="; ".join(texts)) if texts else ""


def unrecorded_sentence(day: date, language: Language) -> str:
    """Note that nothing assumed is recorded, with the day of the verdict."""
    return language.gettext("What if? Nothing of this is recorded. {day}", day=as_of_sentence(day, language))


def saved_scenario_sentence(name: str, language: Language) -> str:
    """Name of the scenario in which volume and price were saved."""
    return language.gettext("Kept as the scenario “{name}”, under Costs, At scale", name=name)


def following_sentences(
    before: Assessment,
    after: Assessment,
    months: tuple[Scenario, Scenario] | None,
    unit: str,
    language: Language,
) -> Iterator[str]:
    """Consequences: verdict, path, then break-even and result.

    `months` are a month before and after; None where the ledger has none to start from.
    """
    yield verdict_change(before, after, language)
    yield path_change(before, after, language)
    if months is not None:
        yield break_even_sentence(months[1], unit, language)
        yield from filter(None, [result_change(*months, language)])
