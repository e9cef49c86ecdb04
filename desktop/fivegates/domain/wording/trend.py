"""Sentences for the trend of readiness, and for the bridge between two reviews with the points of each cause.

Points are differences of the rounded figures printed beside them, so that printed figures add up.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import VerdictSummary
from fivegates.domain.trend.bridge import Bridge, Cause, CriterionMove, Part
from fivegates.domain.trend.trend import Trend, TrendPoint
from fivegates.domain.verdict.states import GateState
from fivegates.domain.verdict.verdict import Standing, Verdict
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.money_terms import unit_text
from fivegates.domain.wording.words import UNKNOWN, score_text, verdict_word, whole_score

if TYPE_CHECKING:
    from fivegates.domain.trend.promise import Promise


def cause_word(cause: Cause, language: Language) -> str:
    """Name a cause, for a table or a chart."""
    return {
        Cause.RUBRIC: language.pgettext("cause", "Another rubric"),
        Cause.SCOPE: language.pgettext("cause", "Scope: what applies"),
        Cause.ANSWERS: language.pgettext("cause", "First answers"),
        Cause.LAPSED: language.pgettext("cause", "Proof lapsed or voided"),
        Cause.JUDGEMENT: language.pgettext("cause", "Judgement, no new evidence"),
        Cause.WORK: language.pgettext("cause", "Work with new evidence"),
        Cause.LEDGER: language.pgettext("cause", "What the ledger says"),
        Cause.CLASS: language.pgettext("cause", "Risk class"),
        Cause.PLAN: language.pgettext("cause", "Actions promised"),
        Cause.WAIVED: language.pgettext("cause", "Waivers"),
    }[cause]


def cause_phrase(cause: Cause, language: Language) -> str:
    """Name a cause inside a sentence: "work with new evidence"."""
    return {
        Cause.RUBRIC: language.pgettext("by cause", "another rubric"),
        Cause.SCOPE: language.pgettext("by cause", "another scope"),
        Cause.ANSWERS: language.pgettext("by cause", "first answers"),
        Cause.LAPSED: language.pgettext("by cause", "proof that lapsed or was voided"),
        Cause.JUDGEMENT: language.pgettext("by cause", "judgement without new evidence"),
        Cause.WORK: language.pgettext("by cause", "work with new evidence"),
        Cause.LEDGER: language.pgettext("by cause", "what the ledger says"),
        Cause.CLASS: language.pgettext("by cause", "the risk class"),
        Cause.PLAN: language.pgettext("by cause", "the actions promised"),
        Cause.WAIVED: language.pgettext("by cause", "waivers granted or ended"),
    }[cause]


def shown_points(part: Part) -> int | None:
    """Displayed whole points of a part; None where there is no figure."""
    if part.before is None or part.after is None:
        return None
    return whole_score(part.after) - whole_score(part.before)


def points_text(part: Part, language: Language) -> str:
    """Signed points, `+14`, `−7`, `0`; a dash where there is no figure."""
    points = shown_points(part)
    if points is None:
        return UNKNOWN
    return f"{'+' if points > 0 else ''}{language.number(points)}"


def move_text(move: CriterionMove, bridge: Bridge, language: Language) -> str:
    """One criterion of a part: title, and effective levels before and after, or why there are none."""
    title = _title(move, bridge, language)
    if move.before is None or move.after is None:
        return language.gettext(
            "{title}: {after} now, {before} before",
            title=title,
            after=_stood(move.criterion, move.after, bridge.end, language),
            before=_stood(move.criterion, move.before, bridge.start, language),
        )
    values = {"title": title, "before": move.before, "after": move.after}
    if move.before == move.after:
        return language.gettext("{title}: level {after} as before", **values)
    return language.gettext("{title}: level {after} now, {before} before", **values)


def _stood(criterion: str, level: int | None, verdict: Verdict, language: Language) -> str:
    """The effective level, or why there is none."""
    if level is not None:
        return language.gettext("level {level}", level=level)
    standings = {result.criterion.id: result.standing for result in verdict.criteria}
    if criterion not in standings:
        return language.gettext("not asked")
    if standings[criterion] is Standing.NOT_APPLICABLE:
        return language.gettext("not applicable")
    return language.gettext("unanswered")


def _title(move: CriterionMove, bridge: Bridge, language: Language) -> str:
    """Title of the criterion, from the rubric that contains it."""
    known = (*bridge.earlier.rubric.criteria, *bridge.later.rubric.criteria)
    return {criterion.id: language.shipped(criterion.title) for criterion in known}[move.criterion]


def bridge_sentence(bridge: Bridge, language: Language) -> str:
    """Causes of the change in readiness and verdict since the earlier review."""
    return f"{_readiness_sentence(bridge, language)} {verdict_moved_sentence(bridge, language)}"


def bridge_finding(bridge: Bridge, language: Language) -> str:
    """Largest cause of the change in readiness, as a chart title; the level where nothing changed."""
    if bridge.start.readiness is None or bridge.end.readiness is None:
        return _readiness_sentence(bridge, language).removesuffix(".")
    start, end = whole_score(bridge.start.readiness), whole_score(bridge.end.readiness)
    way = end - start
    moving = [part for part in bridge.parts if (shown_points(part) or 0) * way > 0]
    if not moving:
        return _readiness_sentence(bridge, language).removesuffix(".")
    largest = max(moving, key=lambda part: abs(shown_points(part) or 0))
    values = {
        "start": language.percent(start),
        "end": language.percent(end),
        "cause": _clause(largest, language),
    }
    if way > 0:
        return language.gettext("Readiness rose from {start} to {end}: {cause}", **values)
    return language.gettext("Readiness fell from {start} to {end}: {cause}", **values)


def _readiness_sentence(bridge: Bridge, language: Language) -> str:
    """Readiness before and after, or where it is missing."""
    day = language.long_date(bridge.earlier.review.dated)
    start, end = bridge.start.readiness, bridge.end.readiness
    if start is None and end is None:
        return language.gettext(
            "Readiness has no figure, as at the review of {day}: a gate has no score.", day=day
        )
    if start is None:
        return language.gettext(
            "Readiness is {score}; at the review of {day} it had no figure, for a gate had no score.",
            score=score_text(end, language),
            day=day,
        )
    if end is None:
        return language.gettext(
            "Readiness has no figure, for a gate has no score; at the review of {day} it was {score}.",
            score=score_text(start, language),
            day=day,
        )
    return _moved(bridge, whole_score(start), whole_score(end), language)


def _moved(bridge: Bridge, start: int, end: int, language: Language) -> str:
    """Change of readiness in whole percent, and the contribution of each cause."""
    parts = [part for part in bridge.parts if shown_points(part)]
    values = {
        "day": language.long_date(bridge.earlier.review.dated),
        "start": language.percent(start),
        "end": language.percent(end),
        "causes": language.listed([_clause(part, language) for part in parts]),
    }
    if not parts:
        return _unmoved(bridge, language)
    if end > start:
        return language.gettext(
            "Readiness rose from {start} to {end} since the review of {day}: {causes}.", **values
        )
    if end < start:
        return language.gettext(
            "Readiness fell from {start} to {end} since the review of {day}: {causes}.", **values
        )
    return language.gettext("Readiness is {end}, as at the review of {day}: {causes}.", **values)


def _unmoved(bridge: Bridge, language: Language) -> str:
    """Unchanged readiness, and the changes that did not move the lowest gate."""
    values = {
        "day": language.long_date(bridge.earlier.review.dated),
        "end": score_text(bridge.end.readiness, language),
        "causes": language.listed([cause_phrase(part.cause, language) for part in bridge.parts]),
    }
    if not bridge.parts:
        return language.gettext("Readiness is {end}, as at the review of {day}: nothing changed.", **values)
    return language.gettext(
        "Readiness is {end}, as at the review of {day}: {causes} did not move the lowest gate.", **values
    )


def _clause(part: Part, language: Language) -> str:
    """Contribution of one part."""
    points, cause = shown_points(part) or 0, cause_phrase(part.cause, language)
    if points > 0:
        return language.ngettext(
            "{cause} added {count} point", "{cause} added {count} points", points, cause=cause
        )
    return language.ngettext(
        "{cause} took {count} point", "{cause} took {count} points", -points, cause=cause
    )


def verdict_moved_sentence(bridge: Bridge, language: Language) -> str:
    """Verdict before and after, with the day of the latter, and the cause."""
    start, end = (
        verdict_word(verdict.state, language, verdict.waived_until) for verdict in (bridge.start, bridge.end)
    )
    day = language.long_date(bridge.later.review.dated)
    if bridge.start.state is bridge.end.state:
        return language.gettext("The verdict of {day} is “{end}”, as before.", day=day, end=end)
    causes = [cause_phrase(part.cause, language) for part in bridge.parts if part.turns_verdict]
    return language.gettext(
        "The verdict went from “{start}” to “{end}” on {day}, turned by {causes}.",
        day=day,
        start=start,
        end=end,
        causes=language.listed(causes),
    )


def trend_finding(trend: Trend, language: Language) -> str:
    """Change of readiness since the first review with a figure, and the lowest gate now."""
    known = [point for point in trend.points if point.readiness is not None]
    last = trend.points[-1]
    if len(known) > 1 and known[-1] is last:
        return _readiness(known[0], last, language)
    return _open_gates(trend, language)


def _readiness(first: TrendPoint, last: TrendPoint, language: Language) -> str:
    """Readiness before and after."""
    before, after = whole_score(first.readiness or Fraction(0)), whole_score(last.readiness or Fraction(0))
    values = {
        "before": language.percent(before),
        "after": language.percent(after),
        "day": language.long_date(first.review.dated),
        "last": language.long_date(last.review.dated),
        "lowest": _lowest(last, language),
    }
    if after > before:
        return language.gettext(
            "Readiness rose from {before} on {day} to {after} on {last}; {lowest}", **values
        )
    if after < before:
        return language.gettext(
            "Readiness fell from {before} on {day} to {after} on {last}; {lowest}", **values
        )
    return language.gettext("Readiness was {after} on {last}, as on {day}; {lowest}", **values)


def _lowest(point: TrendPoint, language: Language) -> str:
    """Names of the gates with the lowest score, as a clause."""
    marks = point.like_for_like.gates if point.like_for_like else ()
    lowest = [language.shipped(mark.name) for mark in marks if mark.score == point.readiness]
    if len(lowest) == len(marks) > 1:
        return language.gettext("all gates were level")
    return language.ngettext(
        "{gates} was lowest", "{gates} were lowest", len(lowest), gates=language.listed(lowest)
    )


def _open_gates(trend: Trend, language: Language) -> str:
    """Number of open gates, where readiness has no figure."""
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


def _count_open(reached: VerdictSummary | None) -> int:
    return 0 if reached is None else sum(1 for gate in reached.gates if gate.state is GateState.OPEN)


def restated_sentence(trend: Trend, language: Language) -> str:
    """Number of reviews restated under another rubric than their own, and that rubric; empty if none."""
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


def promise_sentences(promise: "Promise | None", language: Language) -> list[str]:
    """Projected and actual figures, as far as known; empty without a promise."""
    if promise is None:
        return []
    texts = (
        _promised_cost(promise, language),
        _promised_day(promise, language),
        _promised_path(promise, language),
    )
    return [each for each in texts if each]


def _promised_cost(promise: "Promise", language: Language) -> str:
    """Projected unit cost at target volume, and the unit cost of the latest month."""
    then, now = promise.then.prospect, promise.now.prospect
    if not language.states_money:
        return ""
    if then.target_unit_cost is None or then.target_volume is None or then.currency != now.currency:
        return ""
    if now.unit_cost is None or now.month is None or now.volume is None or now.month == then.month:
        return ""
    return language.gettext(
        "The ledger of the review of {day} projects to {projected} a unit at {target} a month; in {month} it "
        "was {cost} at {volume}.",
        day=language.long_date(promise.then.on),
        projected=unit_text(then.target_unit_cost, then.currency, language),
        target=volume_text(then.target_volume, then.unit, language),
        month=language.month(now.month),
        cost=unit_text(now.unit_cost, now.currency, language),
        volume=volume_text(now.volume, now.unit, language),
    )


def _promised_day(promise: "Promise", language: Language) -> str:
    """Sealed target go-live, and whether it was met."""
    day, now = promise.then.go_live, promise.now.go_live
    if day is None:
        return ""
    values = {"day": language.long_date(day), "now": language.long_date(now) if now else ""}
    if promise.stage is Stage.PRODUCTION:
        return language.gettext("Go-live was planned for {day}; it is in production.", **values)
    if now is None:
        return language.gettext("Go-live was planned for {day}; no day is planned now.", **values)
    if now < promise.now.on:
        return _passed_day(values, language, moved=now != day)
    if now != day:
        return language.gettext("Go-live was planned for {day}; it is planned for {now} now.", **values)
    return language.gettext("Go-live is planned for {day}, as then.", **values)


def _passed_day(values: Mapping[str, str], language: Language, *, moved: bool) -> str:
    """Planned day that has passed; the later one where it was moved."""
    if moved:
        return language.gettext(
            "Go-live was planned for {day}, later for {now}; that day has passed.", **values
        )
    return language.gettext("Go-live was planned for {day}; that day has passed.", **values)


def _promised_path(promise: "Promise", language: Language) -> str:
    """Effort to ready at the time, and the effort left on the later day."""
    then, now = promise.then.path, promise.now.path
    if then.obstacles or now.obstacles:
        return ""
    values = {
        "then": language.days(then.effort),
        "day": language.long_date(promise.then.on),
        "today": language.long_date(promise.now.on),
        "now": language.days(now.effort),
    }
    if not then.steps and not now.steps:
        return language.gettext("Nothing was left to do for it on {day}, nor on {today}.", **values)
    if not then.steps:
        return language.gettext("It was ready on {day}; on {today} the path to ready takes {now}.", **values)
    if not now.steps:
        return language.gettext("The path to ready took {then} on {day}; on {today} it is done.", **values)
    return language.gettext("The path to ready took {then} on {day}; on {today} it takes {now}.", **values)
