"""Sentences for the two days of a verdict, shared by tables, pages, briefs and commands."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.verdict.states import ProofState, VerdictState
from fivegates.domain.wording.overview import summary_sentence
from fivegates.domain.wording.words import (
    gate_word,
    listed_topics,
    score_text,
    verdict_within,
    verdict_word,
)

if TYPE_CHECKING:
    from fivegates.domain.two_days import DatedVerdict, TwoDays
    from fivegates.domain.verdict.verdict import CriterionResult, GateResult

NameVerdict = Callable[[VerdictState, Language, date | None], str]


class Judged(Protocol):
    """A verdict with the last day of the waivers on which it rests, None where it rests on none."""

    @property
    def verdict(self) -> VerdictState:
        """The verdict."""

    @property
    def waived_until(self) -> date | None:
        """Last day of the waivers."""


def two_days_sentence(found: "TwoDays", language: Language) -> str:
    """Both verdicts with their days, and the causes of the change; empty where all gates are equal."""
    if not found.differ:
        return ""
    before, now = found.at_review, found.on_day
    days = {"reviewed": language.long_date(before.day), "day": language.long_date(now.day)}
    if found.whole_differs:
        text = language.gettext(
            "{verdict} as of the review of {reviewed}; as of {day} {now}",
            verdict=_standing(verdict_word, before, now, language),
            now=_standing(verdict_within, now, before, language),
            **days,
        )
    else:
        text = language.gettext(
            "{verdict} as of the review of {reviewed} and as of {day}, then with {gates}",
            verdict=verdict_word(now.verdict, language, now.waived_until),
            gates=language.listed([_gate(gate, language) for gate in found.gates]),
            **days,
        )
    causes = [_causes(found.lowered, language)] if found.lowered else []
    if found.ended:
        causes.append(_waivers_ended(found.ended, language))
    if not causes:
        return f"{text}."
    return language.gettext("{verdicts}: {causes}.", verdicts=text, causes=language.listed(causes))


def reviewed_text(at_review: "DatedVerdict", language: Language) -> str:
    """The verdict as of the review: `Ready as of the review of 12 November 2026`."""
    return language.gettext(
        "{verdict} as of the review of {reviewed}",
        verdict=verdict_word(at_review.verdict, language, at_review.waived_until),
        reviewed=language.long_date(at_review.day),
    )


def _standing(name: NameVerdict, one: "DatedVerdict", other: "DatedVerdict", language: Language) -> str:
    """Verdict in the wording of `name`, with its readiness where only that differs."""
    word = name(one.verdict, language, one.waived_until)
    if one.verdict is not other.verdict:
        return word
    return language.gettext(
        "{verdict} at {readiness}", verdict=word, readiness=score_text(one.readiness, language)
    )


def _gate(gate: "GateResult", language: Language) -> str:
    """A gate inside a sentence: `Architecture conditional at 71%`."""
    return language.gettext(
        "{gate} {state} at {score}",
        gate=language.shipped(gate.gate.name),
        state=gate_word(gate.state, language).lower(),
        score=score_text(gate.score, language),
    )


def _causes(lowered: "tuple[CriterionResult, ...]", language: Language) -> str:
    """Criteria whose proof is no longer current, and other criteria with a lower level."""
    topics = listed_topics([language.shipped(result.criterion.topic) for result in lowered], language)
    if all(result.proof.state is not ProofState.CURRENT for result in lowered):
        return language.ngettext(
            "the proof of {topics} is no longer current",
            "the proofs of {topics} are no longer current",
            len(lowered),
            topics=topics,
        )
    return language.ngettext(
        "{topics} counts for less", "{topics} count for less", len(lowered), topics=topics
    )


def _waivers_ended(ended: "tuple[CriterionResult, ...]", language: Language) -> str:
    """Failing criteria whose waiver has ended."""
    topics = listed_topics([language.shipped(result.criterion.topic) for result in ended], language)
    return language.ngettext(
        "the waiver for {topics} has ended", "the waivers for {topics} have ended", len(ended), topics=topics
    )


def verdict_on_text(on_day: "Judged", at_review: "Judged", day: date | None, language: Language) -> str:
    """Verdict in a table; where the review has another one, both with their days."""
    word = verdict_word(on_day.verdict, language, on_day.waived_until)
    if on_day.verdict is at_review.verdict or day is None:
        return word
    return language.gettext(
        "{verdict} on {day}, {reviewed} at the review",
        verdict=word,
        day=language.short_date(day),
        reviewed=verdict_within(at_review.verdict, language),
    )


def verdict_of_day(state: VerdictState, day: date, language: Language, waived_until: date | None) -> str:
    """A verdict with its day: `Ready on 12 Nov 2026`."""
    word = verdict_word(state, language, waived_until)
    return language.gettext("{verdict} on {day}", verdict=word, day=language.short_date(day))


def line_text(line: OverviewLine | None, language: Language) -> str:
    """Verdict of a portfolio line; both where the review has another one; or a note that there is none.

    A line that was not judged as of a day gives the verdict with the day of the review.
    """
    latest = line.latest if line else None
    if line is None or latest is None:
        return language.gettext("Not reviewed")
    if line.day is None:
        return verdict_of_day(latest.verdict, latest.dated, language, latest.waived_until)
    before = line.at_review or latest
    return verdict_on_text(latest, before, line.day, language)


def portfolio_counts(lines: Sequence[OverviewLine], language: Language) -> str:
    """Number of initiatives by verdict, as of the day on which they are judged, or of the reviews."""
    counts = summary_sentence(lines, language)
    days = [line.day for line in lines if line.day]
    if days:
        return counted_on(counts, max(days), language)
    if not any(line.latest for line in lines):
        return counts
    return language.gettext("As of the reviews: {counts}", counts=counts)


def days_of_reviews(lines: Iterable[OverviewLine]) -> tuple[date, ...]:
    """Days of the latest reviews."""
    return tuple(line.latest.dated for line in lines if line.latest)


def later_reviews_sentence(reviewed: Iterable[date], day: date, language: Language) -> str:
    """Number of reviews after `day`, which no verdict includes; empty where there are none."""
    later = sum(1 for each in reviewed if each > day)
    if not later:
        return ""
    return language.ngettext(
        "{count} review is after {day}: what is said of it is as of its own day, which is named.",
        "{count} reviews are after {day}: what is said of them is as of their own days, which are named.",
        later,
        day=language.long_date(day),
    )


def as_of_sentence(day: date, language: Language) -> str:
    """Day as of which the following statements hold."""
    return language.gettext("As of {day}.", day=language.long_date(day))


def counted_on(text: str, day: date, language: Language) -> str:
    """A count of verdicts with its day."""
    return language.gettext("As of {day}: {counts}", day=language.long_date(day), counts=text)
