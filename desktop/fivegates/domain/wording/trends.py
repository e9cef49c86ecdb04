"""What a history of reviews shows, worked out from its figures."""

from fractions import Fraction

from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import Reached
from fivegates.domain.trend.trend import Trend, TrendPoint
from fivegates.domain.verdict.states import GateState
from fivegates.domain.wording.scores import whole_score


def trend_finding(trend: Trend, language: Language) -> str:
    """How readiness went since the first review that has a figure, and which gate is lowest now."""
    known = [point for point in trend.points if point.readiness is not None]
    last = trend.points[-1]
    if len(known) > 1 and known[-1] is last:
        return _readiness(known[0], last, language)
    return _open_gates(trend, language)


def _readiness(first: TrendPoint, last: TrendPoint, language: Language) -> str:
    """From figure to figure."""
    before, after = whole_score(first.readiness or Fraction(0)), whole_score(last.readiness or Fraction(0))
    values = {
        "before": language.percent(before),
        "after": language.percent(after),
        "day": language.long_date(first.review.dated),
        "last": language.long_date(last.review.dated),
        "gate": _lowest(last),
    }
    if after > before:
        return language.gettext(
            "Readiness rose from {before} on {day} to {after} on {last}; {gate} was lowest", **values
        )
    if after < before:
        return language.gettext(
            "Readiness fell from {before} on {day} to {after} on {last}; {gate} was lowest", **values
        )
    return language.gettext("Readiness was {after} on {last}, as on {day}; {gate} was lowest", **values)


def _lowest(point: TrendPoint) -> str:
    """The first gate with the lowest score, by name."""
    marks = point.like_for_like.gates if point.like_for_like else ()
    return next((mark.name for mark in marks if mark.score == point.readiness), "")


def _open_gates(trend: Trend, language: Language) -> str:
    """How many gates are open, where readiness has no figure."""
    first, last = trend.points[0], trend.points[-1]
    finding = language.ngettext(
        "{count} of {total} gates is open",
        "{count} of {total} gates are open",
        _count_open(last.like_for_like),
        total=language.number(len(trend.rubric.gates)),
    )
    if first is last:
        return finding
    return language.gettext(
        "{finding}; on {day} it was {count}",
        finding=finding,
        count=language.number(_count_open(first.like_for_like)),
        day=language.long_date(first.review.dated),
    )


def _count_open(reached: Reached | None) -> int:
    """How many gates of a review are open."""
    return 0 if reached is None else sum(1 for gate in reached.gates if gate.state is GateState.OPEN)


def restated_sentence(trend: Trend, language: Language) -> str:
    """Which reviews are told under another rubric than their own, and which; empty where none is."""
    count = len(trend.restated)
    if not count:
        return ""
    return language.ngettext(
        "Like for like: {count} earlier review is restated under rubric version {version}; a thin line "
        "shows it as judged then.",
        "Like for like: {count} earlier reviews are restated under rubric version {version}; a thin line "
        "shows them as judged then.",
        count,
        version=trend.rubric.version,
    )
