"""What argues for or against going live, at the target volume, with that of the latest month beside it.

The latest month is named: a paper may be of a day long before the one on which it is read.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil

from fivegates.domain.economics.scenarios import Scenario
from fivegates.domain.economics.sensitivity import breaking_points, sensitivity
from fivegates.domain.language import Language
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.money import breaking_point_sentence, return_sentence
from fivegates.domain.wording.money_terms import driver_word
from fivegates.domain.wording.paybacks import payback_sentence


def argued(today: Scenario, target: int | None) -> Scenario:
    """Today's figures at the target volume, at which the board decides; at today's where none is set."""
    return replace(today, volume=Fraction(target)) if target else today


def argument_text(today: Scenario, target: int | None, unit: str, language: Language) -> str:
    """Return, payback and the assumption that would turn the case; empty where nothing is known."""
    at_target = argued(today, target)
    if at_target.volume == today.volume:
        told = [*_return(today, language), *_turning(today, unit, language)]
        return " ".join([_latest(today, unit, language), *told]) if told else ""
    first = [*_return(at_target, language), *_turning(at_target, unit, language)]
    if not first:
        return ""
    opening = language.gettext(
        "The target volume is {volume} a month.", volume=_volume(at_target, unit, language)
    )
    return " ".join([opening, *first, _latest(today, unit, language), *_return(today, language)])


def _latest(today: Scenario, unit: str, language: Language) -> str:
    """The volume of the latest month, with the month where it is known."""
    volume = _volume(today, unit, language)
    if today.month is None:
        return language.gettext("The latest volume is {volume} a month.", volume=volume)
    return language.gettext(
        "The volume of {month} was {volume}.", month=language.month(today.month), volume=volume
    )


def matters_sentence(scenario: Scenario, unit: str, language: Language) -> str:
    """What the result of a month hangs on most at a volume; empty where no value is known."""
    effects = sensitivity(scenario)
    if not effects:
        return ""
    return language.gettext(
        "At {volume} a month, {driver} matters most.",
        volume=_volume(scenario, unit, language),
        driver=driver_word(effects[0].driver, language),
    )


def today_matters_sentence(today: Scenario, target: int | None, unit: str, language: Language) -> str:
    """What matters most at the latest volume, beside a finding at the target; empty where they are one."""
    effects = sensitivity(today)
    if not effects or argued(today, target).volume == today.volume:
        return ""
    if today.month is None:
        return matters_sentence(today, unit, language)
    return language.gettext(
        "At the volume of {month}, {volume}, {driver} matters most.",
        month=language.month(today.month),
        volume=_volume(today, unit, language),
        driver=driver_word(effects[0].driver, language),
    )


def _return(scenario: Scenario, language: Language) -> Iterator[str]:
    """What a year returns, and when the build cost is earned back."""
    yield from filter(None, (return_sentence(scenario, language), payback_sentence(scenario, language)))


def _turning(scenario: Scenario, unit: str, language: Language) -> Iterator[str]:
    """The one assumption that would turn the case soonest."""
    for point in breaking_points(scenario)[:1]:
        yield breaking_point_sentence(point, scenario, unit, language)


def _volume(scenario: Scenario, unit: str, language: Language) -> str:
    """The volume of a month in whole units."""
    return volume_text(ceil(scenario.volume), unit, language)
