"""Sentences for the track record of past forecasts: bias, spread, and single cases."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fivegates.domain.language import Language
from fivegates.domain.limits import WHOLE
from fivegates.domain.track_record.kinds import Bias, Due, Measure, PromiseCase, PromiseKind
from fivegates.domain.track_record.record import FEW, Summary, TrackRecord
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.words import UNKNOWN, verdict_word


def kind_word(kind: PromiseKind, language: Language) -> str:
    """Name the kind of a promise."""
    return {
        PromiseKind.GO_LIVE: language.pgettext("promise", "Go-live"),
        PromiseKind.UNIT_COST: language.pgettext("promise", "Unit cost at volume"),
        PromiseKind.BENEFIT: language.pgettext("promise", "Benefit at volume"),
        PromiseKind.EFFORT: language.pgettext("promise", "Effort to ready"),
        PromiseKind.READY_BY: language.pgettext("promise", "Ready by a day"),
        PromiseKind.CONDITION: language.pgettext("promise", "Conditions of decisions"),
        PromiseKind.VERDICT: language.pgettext("promise", "Verdicts to go ahead"),
    }[kind]


def measure_text(kind: PromiseKind, language: Language) -> str:
    """Measure of the error of a kind, as a note below a table."""
    return {
        PromiseKind.GO_LIVE: language.gettext("days from the promised day to the day it was live"),
        PromiseKind.UNIT_COST: language.gettext(
            "(projected − actual) / actual, at the volume of the first month with half the target volume"
        ),
        PromiseKind.BENEFIT: language.gettext(
            "(projected − actual) / actual, at the volume of the first month with half the target volume"
        ),
        PromiseKind.EFFORT: language.gettext(
            "(planned − recorded) / recorded, in person-days of the steps with a finished action"
        ),
        PromiseKind.READY_BY: language.gettext("days from the promised day to the first paper that is ready"),
        PromiseKind.CONDITION: language.gettext("whether it was met"),
        PromiseKind.VERDICT: language.gettext("incidents recorded until the next paper, a quarter at most"),
    }[kind]


def _share_noun(kind: PromiseKind, language: Language) -> str:
    """Name of the forecast figure, inside a sentence."""
    if kind is PromiseKind.UNIT_COST:
        return language.pgettext("forecasts of", "unit cost")
    if kind is PromiseKind.BENEFIT:
        return language.pgettext("forecasts of", "benefit")
    return language.pgettext("forecasts of", "effort")


def summary_sentence(summary: Summary, language: Language) -> str:
    """Bias with the number of cases, with a warning where there are few."""
    total = len(summary.measured)
    if not total:
        return _nothing_sentence(summary, language)
    sentence = {
        Measure.SHARE: _share_sentence,
        Measure.DAYS: _days_sentence,
        Measure.MISS: _kept_sentence,
    }[summary.measure]
    text = sentence(summary, language)
    return f"{text} {few_sentence(len(summary.measured), language)}".strip()


def few_sentence(total: int, language: Language) -> str:
    """Warning of too few cases to rely on; empty where there are enough."""
    if total >= FEW:
        return ""
    return language.ngettext(
        "{count} case is too few to rely on.", "{count} cases are too few to rely on.", total
    )


def _nothing_sentence(summary: Summary, language: Language) -> str:
    word = kind_word(summary.kind, language)
    if summary.unknown:
        return language.gettext("{kind}: the records do not say what came.", kind=word)
    return language.gettext("{kind}: nothing is due yet.", kind=word)


def _share_sentence(summary: Summary, language: Language) -> str:
    """Median error in percent, and number of cases on that side."""
    return _bias_sentence(summary.bias(), language)


def _bias_sentence(bias: Bias, language: Language) -> str:
    """Error, and number of cases on that side."""
    values = {"what": _share_noun(bias.kind, language), "total": language.number(bias.total)}
    percent = language.percent(abs(bias.percent))
    if bias.percent < 0:
        return language.gettext(
            "Earlier forecasts of {what} were {percent} too low, in {count} of {total}.",
            percent=percent,
            count=language.number(bias.below),
            **values,
        )
    if bias.percent > 0:
        return language.gettext(
            "Earlier forecasts of {what} were {percent} too high, in {count} of {total}.",
            percent=percent,
            count=language.number(bias.above),
            **values,
        )
    if not bias.below and not bias.above:
        return language.gettext("Earlier forecasts of {what} were right, in {total} of {total}.", **values)
    return language.gettext(
        "Earlier forecasts of {what} were right in the median; of {total}, {below} were too low and {above} "
        "too high.",
        below=language.number(bias.below),
        above=language.number(bias.above),
        **values,
    )


def _days_sentence(summary: Summary, language: Language) -> str:
    """Median days late or early, and number of such cases."""
    middle, total = summary.middle or Fraction(0), language.number(len(summary.measured))
    word = kind_word(summary.kind, language)
    if middle > 0:
        values = {
            "kind": word,
            "days": language.ngettext("{count} day", "{count} days", round(middle)),
            "count": language.number(summary.above),
            "total": total,
        }
        if any(case.so_far for case in summary.measured):
            return language.gettext("{kind}: {days} late so far, in {count} of {total}.", **values)
        return language.gettext("{kind}: {days} late, in {count} of {total}.", **values)
    if middle < 0:
        days = language.ngettext("{count} day", "{count} days", round(-middle))
        return language.gettext(
            "{kind}: {days} early, in {count} of {total}.",
            kind=word,
            days=days,
            count=language.number(summary.below),
            total=total,
        )
    return language.gettext(
        "{kind}: on the day in the median; of {total}, {above} were late and {below} early.",
        kind=word,
        total=total,
        above=language.number(summary.above),
        below=language.number(summary.below),
    )


def _kept_sentence(summary: Summary, language: Language) -> str:
    """Number of promises kept."""
    kept, total = summary.kept, len(summary.measured)
    if summary.kind is PromiseKind.CONDITION:
        return language.ngettext(
            "{kept} of {count} condition that was due was met.",
            "{kept} of {count} conditions that were due were met.",
            total,
            kept=language.number(kept),
        )
    return language.ngettext(
        "{kept} of {count} verdict to go ahead held without a recorded incident.",
        "{kept} of {count} verdicts to go ahead held without a recorded incident.",
        total,
        kept=language.number(kept),
    )


def bias_text(summary: Summary, language: Language) -> str:
    """Table cell: median error, or number of promises kept; a dash without a case."""
    if summary.middle is None:
        return UNKNOWN
    if summary.measure is Measure.MISS:
        values = {
            "kept": language.number(summary.kept),
            "total": language.number(len(summary.measured)),
        }
        if summary.kind is PromiseKind.CONDITION:
            return language.gettext("{kept} of {total} met", **values)
        return language.gettext("{kept} of {total} held", **values)
    return error_text(summary.middle, summary.measure, language)


def spread_text(summary: Summary, language: Language) -> str:
    """Interquartile range of the errors; a dash where it is meaningless, as for a single case."""
    low, high = summary.low, summary.high
    if low is None or high is None or summary.measure is Measure.MISS or len(summary.measured) == 1:
        return UNKNOWN
    return language.gettext(
        "{low} to {high}",
        low=error_text(low, summary.measure, language),
        high=error_text(high, summary.measure, language),
    )


def error_text(error: Fraction, measure: Measure, language: Language) -> str:
    """A relative error or days with sign: `−38%`, `+34 days`."""
    if measure is Measure.SHARE:
        text = language.percent(error * WHOLE)
    else:
        text = language.ngettext("{count} day", "{count} days", round(error))
    return f"+{text}" if error > 0 else text


def counts_text(summary: Summary, language: Language) -> str:
    """Number of cases by state: `3 measured · 4 not yet due · 1 unknown`."""
    parts = [language.gettext("{count} measured", count=language.number(len(summary.measured)))]
    if summary.not_due:
        parts.append(language.gettext("{count} not yet due", count=language.number(summary.not_due)))
    if summary.unknown:
        parts.append(language.gettext("{count} unknown", count=language.number(summary.unknown)))
    return " · ".join(parts)


def promised_text(case: PromiseCase, language: Language) -> str:
    """Table cell: promised figure."""
    if case.text and case.kind is PromiseKind.VERDICT:
        return language.gettext(
            "{verdict}, until {day}",
            verdict=verdict_word(VerdictState(case.text), language),
            day=_figure_text(case.promised, case, language),
        )
    figure = _figure_text(case.promised, case, language)
    if case.text:
        return case.text if case.promised is None else f"{case.text} ({figure})"
    if case.volume is not None:
        return language.gettext(
            "{figure} at {volume}",
            figure=figure,
            volume=volume_text(case.volume, case.initiative.unit, language),
        )
    return figure


def actual_text(case: PromiseCase, language: Language) -> str:
    """Table cell: actual figure."""
    match case.due:
        case Due.NOT_YET:
            return language.gettext("not yet due")
        case Due.UNKNOWN:
            return language.gettext("not recorded")
        case Due.MEASURED:
            return _measured_text(case, language)


def _measured_text(case: PromiseCase, language: Language) -> str:
    if case.kind is PromiseKind.CONDITION:
        if case.so_far:
            return language.gettext("still open")
        return language.gettext("not met") if case.error else language.gettext("met")
    if case.kind is PromiseKind.VERDICT:
        return language.ngettext("{count} incident", "{count} incidents", int(case.error or 0))
    if case.came is None:
        return language.gettext("not yet")
    figure = _figure_text(case.came, case, language)
    if case.month is None:
        return figure
    return language.gettext("{figure} in {month}", figure=figure, month=case.month)


def case_error_text(case: PromiseCase, language: Language) -> str:
    """Table cell: error of one case, marked where it is still growing."""
    if case.error is None or case.kind in {PromiseKind.CONDITION, PromiseKind.VERDICT}:
        return UNKNOWN
    measure = Measure.SHARE if isinstance(case.promised, Fraction) else Measure.DAYS
    text = error_text(case.error, measure, language)
    return language.gettext("{error} so far", error=text) if case.so_far else text


def _figure_text(figure: Fraction | date | None, case: PromiseCase, language: Language) -> str:
    if figure is None:
        return UNKNOWN
    if isinstance(figure, date):
        return language.short_date(figure)
    match case.kind:
        case PromiseKind.UNIT_COST:
            return language.unit_money(figure, case.currency)
        case PromiseKind.BENEFIT:
            return language.money(figure, case.currency, 0)
        case _:
            return language.days(Decimal(figure.numerator) / figure.denominator)


def nothing_sentence(record: TrackRecord, language: Language) -> str:
    """Note that nothing can be compared yet, or the data needed for a track record."""
    if record.cases:
        return language.gettext("Nothing that earlier papers promised is due yet.")
    return language.gettext(
        "There is no track record yet: it needs a final review with a projection, a decision with "
        "conditions, or a forecast."
    )


def record_sentences(record: TrackRecord, language: Language) -> list[str]:
    """One sentence for each kind with measured cases."""
    return [summary_sentence(each, language) for each in record.summaries if each.measured]


def biases_note(biases: Sequence[Bias], language: Language) -> str:
    """Accuracy of earlier forecasts of money, beside new ones; empty without measured cases."""
    if not biases:
        return ""
    text = " ".join(
        f"{_bias_sentence(bias, language)} {few_sentence(bias.total, language)}".strip() for bias in biases
    )
    if biases[0].whole:
        return language.gettext("Track record of the portfolio: {findings}", findings=text)
    return language.gettext("Track record of this initiative: {findings}", findings=text)
