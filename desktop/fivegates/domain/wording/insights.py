"""Titles and sentences of insights, each computed from the figures below it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from fivegates.domain.economics.amounts import Amount
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.insights.causes import Cause, CauseKind, Held
from fivegates.domain.insights.effort import EffortOrder, EffortPlace, Uncounted
from fivegates.domain.insights.heatmap import Heatmap
from fivegates.domain.insights.margins import Apart, MarginPoint, Margins, NoPoint
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import BEST_FIRST
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.paths import promise_text
from fivegates.domain.wording.words import score_text, short_name, verdict_word

MOST_NAMES: Final = 3
PERCENT: Final = 100


def heatmap_finding(heatmap: Heatmap, language: Language) -> str:
    """The gate that is closed most often."""
    if not heatmap.reviewed:
        return language.gettext("No initiative has been reviewed yet")
    counts = [heatmap.count(place, GateState.CLOSED) for place in range(len(heatmap.gates))]
    most = max(counts, default=0)
    total = language.number(heatmap.reviewed)
    if not most:
        return language.ngettext(
            "No gate is closed in the one initiative reviewed",
            "No gate is closed in any of {count} initiatives",
            heatmap.reviewed,
        )
    names = [
        language.shipped(gate.name)
        for gate, count in zip(heatmap.gates, counts, strict=True)
        if count == most
    ]
    if heatmap.reviewed == 1:
        return language.ngettext(
            "{gates} is closed in the one initiative reviewed",
            "{gates} are closed in the one initiative reviewed",
            len(names),
            gates=language.listed(names),
        )
    if len(names) == len(counts) > 1:
        return language.gettext(
            "Every gate is closed in {count} of {total} initiatives", count=language.number(most), total=total
        )
    return language.ngettext(
        "{gates} is closed in {most} of {total} initiatives, more often than any other gate",
        "{gates} are closed in {most} of {total} initiatives each, more often than any other gate",
        len(names),
        gates=language.listed(names),
        most=language.number(most),
        total=total,
    )


def margins_finding(margins: Margins, language: Language) -> str:
    """Number of initiatives with a positive margin, and how many of those are ready."""
    if not margins.points:
        return language.gettext("No initiative has both a readiness and a unit margin yet")
    earning = [point for point in margins.points if point.margin > 0]
    ready = sum(1 for point in earning if point.verdict is VerdictState.READY)
    earns = _earning_text(len(earning), len(margins.points), language)
    if not earning:
        return earns
    if not ready:
        return language.ngettext(
            "{earns}; its verdict is not “{verdict}”",
            "{earns}; none of them has the verdict “{verdict}”",
            len(earning),
            earns=earns,
            verdict=verdict_word(VerdictState.READY, language),
        )
    if len(earning) == 1:
        return language.gettext("{earns}; it is ready", earns=earns)
    of_those = language.ngettext("{count} of them is ready", "{count} of them are ready", ready)
    return f"{earns}; {of_those}"


def _earning_text(earning: int, total: int, language: Language) -> str:
    """Number of comparable initiatives that earn on a unit."""
    if total == 1:
        return (
            language.gettext("The one initiative with both figures earns on each unit at its target volume")
            if earning
            else language.gettext(
                "The one initiative with both figures earns nothing on a unit at its target volume"
            )
        )
    if not earning:
        return language.gettext(
            "None of {total} earns on each unit at its target volume", total=language.number(total)
        )
    return language.ngettext(
        "{count} of {total} earns on each unit at its target volume",
        "{count} of {total} earn on each unit at their target volume",
        earning,
        total=language.number(total),
    )


def margin_text(point: MarginPoint, language: Language) -> str:
    """Margin of one unit as a share of its value, and as money."""
    return language.gettext(
        "{share} of value, {margin} a unit",
        share=share_text(point, language),
        margin=_unit_money(point.margin, point, language),
    )


def share_text(point: MarginPoint, language: Language) -> str:
    """Margin as a share of the value of a unit."""
    return language.percent(point.share * PERCENT)


def _unit_money(amount: Amount, point: MarginPoint, language: Language) -> str:
    return language.unit_money(amount, point.figures.currency)


def apart_text(apart: Apart, language: Language) -> str:
    """Clause on why an initiative has no point."""
    gettext = language.gettext
    if apart.gap is not None:
        return apart.gap.error().text(language)
    return {
        NoPoint.NOT_REVIEWED: gettext("Not reviewed yet."),
        NoPoint.NO_READINESS: gettext("No readiness: a criterion is unanswered."),
        NoPoint.NOTHING_APPLIES: gettext("No readiness: nothing applies in a gate."),
        NoPoint.NO_RATE: gettext("A rate is missing."),
        NoPoint.NO_MONTH: gettext("No month has both an actual run cost and actual units."),
        NoPoint.NO_TARGET: gettext("No target volume is set."),
        NoPoint.NO_VALUE: gettext("No benefit is recorded."),
        NoPoint.WORTHLESS: gettext(
            "A unit is worth nothing yet, so there is nothing to compare its cost to."
        ),
    }[apart.why]


def kind_of_cause(kind: CauseKind, language: Language) -> str:
    """Name the kind of a cause."""
    return {
        CauseKind.CRITERION: language.pgettext("cause", "Criterion"),
        CauseKind.PROVIDER: language.pgettext("cause", "Provider"),
        CauseKind.MODEL: language.pgettext("cause", "Model"),
        CauseKind.OWNER: language.pgettext("cause", "Owner"),
    }[kind]


def cause_name(cause: Cause, language: Language) -> str:
    """A cause inside a sentence; never a person, but work that waits for one."""
    return {
        CauseKind.CRITERION: language.gettext("The criterion “{name}”", name=language.shipped(cause.name)),
        CauseKind.PROVIDER: language.gettext("Dependence on the provider “{name}”", name=cause.name),
        CauseKind.MODEL: language.gettext("Dependence on the model “{name}”", name=cause.name),
        CauseKind.OWNER: language.gettext("Work that waits for {name}", name=cause.name),
    }[cause.kind]


def freed_text(cause: Cause, language: Language) -> str:
    """Number of initiatives freed by removing this cause alone, of those that it holds back."""
    freed, held = language.number(len(cause.freed)), language.number(len(cause.held))
    return language.gettext("frees {freed} of {held}", freed=freed, held=held)


def causes_finding(causes: Sequence[Cause], language: Language) -> str:
    """The cause whose removal frees most initiatives, or a note that no single one frees any."""
    if not causes:
        return language.gettext("No cause is behind more than one initiative")
    first, held = cause_name(causes[0], language), language.number(len(causes[0].held))
    freed = len(causes[0].freed)
    if not freed:
        return language.gettext(
            "{cause} holds back {held} initiatives, but settling no single cause would free one",
            cause=first,
            held=held,
        )
    return language.gettext(
        "{cause} holds back {held} initiatives; settling it alone would free {freed}",
        cause=first,
        held=held,
        freed=language.number(freed),
    )


def cause_effect(cause: Cause, language: Language) -> str:
    """Verdicts that would result from removing this cause alone."""
    if not cause.freed:
        return language.gettext("Settling it alone changes no verdict.")
    states = [held.then for held in cause.freed]
    outcomes = [
        language.gettext(
            "{count} “{verdict}”", count=states.count(state), verdict=verdict_word(state, language)
        )
        for state in BEST_FIRST
        if state in states
    ]
    return language.gettext("Settling it alone makes {outcomes}.", outcomes=language.listed(outcomes))


def held_text(held: Held, language: Language) -> str:
    """One initiative with and without the cause."""
    now, then = verdict_word(held.now, language), verdict_word(held.then, language)
    if held.now is held.then:
        text = language.gettext("stays “{verdict}”", verdict=now)
    else:
        text = language.gettext("“{now}” becomes “{then}”", now=now, then=then)
    if held.readiness_now == held.readiness_then:
        return text
    return language.gettext(
        "{verdict}, readiness {now} → {then}",
        verdict=text,
        now=score_text(held.readiness_now, language),
        then=score_text(held.readiness_then, language),
    )


def effort_finding(order: EffortOrder, language: Language) -> str:
    """The initiative that needs least effort to be ready, ties included."""
    first = [place for place in order.places if place.place == 1]
    if not first:
        return _no_order(order, language)
    path = first[0].path
    names = _names([place.initiative for place in first], language)
    effort = language.days(path.effort)
    if len(order.places) == 1:
        return _only_path(names, effort, path.ready_by, language)
    if path.ready_by is None:
        return language.ngettext(
            "{names} gets ready for least: {effort}",
            "{names} get ready for least: {effort} each",
            len(first),
            names=names,
            effort=effort,
        )
    return language.ngettext(
        "{names} gets ready for least: {effort}, by {day}",
        "{names} get ready for least: {effort} each, by {day}",
        len(first),
        names=names,
        effort=effort,
        day=language.long_date(path.ready_by),
    )


def _only_path(name: str, effort: str, by: date | None, language: Language) -> str:
    """The steps of the only initiative that is not ready: there is none to compare it with."""
    if by is None:
        return language.gettext("{name} gets ready with {effort}", name=name, effort=effort)
    return language.gettext(
        "{name} gets ready with {effort}, by {day}", name=name, effort=effort, day=language.long_date(by)
    )


def _no_order(order: EffortOrder, language: Language) -> str:
    """Reason why there is no order."""
    if order.ready and all(why is Uncounted.RETIRED for _, why in order.uncounted):
        return language.gettext("Every initiative is ready")
    return language.gettext("No initiative can be put in order yet")


def _names(initiatives: Sequence[Initiative], language: Language) -> str:
    """The first names, and the number of the others."""
    shown = [short_name(initiative) for initiative in initiatives[:MOST_NAMES]]
    more = len(initiatives) - MOST_NAMES
    if more > 0:
        shown.append(language.ngettext("{count} more", "{count} more", more))
    return language.listed(shown)


def place_text(place: EffortPlace, language: Language) -> str:
    """Rank, `2`, or `2, shared` where another needs the same effort and time."""
    number = language.number(place.place)
    return language.gettext("{place}, shared", place=number) if place.tied else number


def steps_text(place: EffortPlace, language: Language) -> str:
    """Number of steps, and unanswered criteria counted as level 0."""
    steps = language.ngettext("{count} step", "{count} steps", len(place.path.steps))
    unscored = len(place.path.unscored)
    if not unscored:
        return steps
    lacking = language.ngettext(
        "{count} unanswered criterion counted as level 0",
        "{count} unanswered criteria counted as level 0",
        unscored,
    )
    return f"{steps}; {lacking}"


def ready_by_text(place: EffortPlace, language: Language) -> str:
    """Day by which every step is due, overdue steps, or a note that dates are missing."""
    return promise_text(place.path, language)


def uncounted_text(why: Uncounted, language: Language) -> str:
    """Reason why an initiative has no rank."""
    return {
        Uncounted.NOT_REVIEWED: language.gettext("Not reviewed yet."),
        Uncounted.NO_WAY: language.gettext("No step can open a gate in which nothing applies."),
        Uncounted.RETIRED: language.gettext("Retired."),
    }[why]
