"""What a brief says of earlier papers: beside its projection, in its chapter, and of stop figures reached."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from brief_cases import PALETTE, ready
from builders import REVIEWED, days_before
from money_ledgers import benefit, cost, usage
from pdf_reading import words_of

from fivegates.briefs.initiative.brief import render
from fivegates.briefs.initiative.track_record import record_blocks
from fivegates.briefs.typesetting.blocks import Prose
from fivegates.briefs.typesetting.styles import styles_of
from fivegates.charts.palette import read_palettes
from fivegates.domain.brief import Chapter, Edition, Extent, InitiativeBrief, Omission, PaperSize
from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.initiative.decisions import Decision, LedgerFigure, LedgerStop, Outcome, Threshold
from fivegates.domain.initiative.initiative import Forecast
from fivegates.domain.language import ENGLISH
from fivegates.domain.track_record.calibration import ForecastCase
from fivegates.domain.track_record.kinds import Bias, Due, PromiseCase, PromiseKind
from fivegates.domain.track_record.record import TrackRecord

STOP = Threshold("Cost of a claim", ledger=LedgerStop(LedgerFigure.UNIT_COST, Decimal("0.60"), "EUR"))
DECIDED = Decision(date(2026, 4, 2), Outcome.HOLD, "The board", thresholds=(STOP,))
LEDGER = Ledger((cost("2026-04", "80"),), (usage("2026-04", 100),), (benefit("2026-04", "90"),))


def reported(brief: InitiativeBrief) -> str:
    return words_of(render(brief, ENGLISH, PaperSize.A4, PALETTE).pdf)


def brief() -> InitiativeBrief:
    """A brief whose stop figure is reached, with a record of one promise and one overdue forecast."""
    made = ready()
    record = replace(made.record, decisions=(DECIDED,), ledger=LEDGER)
    promise = PromiseCase(
        made.record.initiative,
        PromiseKind.GO_LIVE,
        days_before(60),
        "A. Okafor",
        Due.MEASURED,
        days_before(30),
        error=Fraction(30),
        so_far=True,
    )
    said = Forecast("Live by May", 80, REVIEWED - timedelta(1), days_before(90), "Zelda Quist")
    track = TrackRecord(REVIEWED, (promise,), (ForecastCase(made.record.initiative, said),))
    biases = (Bias(PromiseKind.UNIT_COST, -38, 5, 1, 6),)
    return replace(made, record=record, track=track, biases=biases)


@cache
def text() -> str:
    return reported(brief())


def test_the_projection_stands_beside_the_record_of_earlier_ones() -> None:
    sentence = "Track record of the portfolio: Earlier forecasts of unit cost were 38% too low, in 5 of 6."
    assert sentence in text()


def test_a_reached_stop_figure_is_said_with_month_and_figure_above_the_decision() -> None:
    reached = "Cost of a claim: Stop figure reached in April 2026: €0.80 (Unit cost of €0.60 or more)."
    assert f"A stop figure is reached {reached}" in text()
    assert text().count(reached) == 1
    assert "€0.80 in April 2026" in text()


def test_the_chapter_has_bias_spread_cases_and_the_score() -> None:
    chapter = text().partition("Changes")[2] or text()
    assert "Go-live: 30 days late so far, in 1 of 1. 1 case is too few to rely on." in chapter
    assert "+30 days so far" in chapter
    assert "No forecast with a probability is resolved yet. Not counted: 1 is overdue." in chapter
    assert "80% sure: Live by May" in chapter
    assert "Overdue since 11 May 2026" in chapter


def test_the_sentence_about_forecasts_is_set_with_the_first_of_them() -> None:
    track = brief().track
    assert track
    blocks = list(record_blocks(track, styles_of(read_palettes(PALETTE).light), ENGLISH))
    assert [each.keep_with_next for each in blocks if isinstance(each, Prose)][-1]


def test_the_chapter_is_chosen_singly_and_left_out_without_a_record() -> None:
    without = replace(brief(), extent=Extent(Edition.ONE_PAGE, frozenset({Chapter.CHANGES})), biases=())
    assert "Zelda Quist" not in reported(without)
    chosen = Extent(Edition.ONE_PAGE, frozenset({Chapter.TRACK_RECORD}))
    assert "Zelda Quist" in reported(replace(brief(), extent=chosen))
    assert "Track record" not in reported(replace(ready(), track=TrackRecord(REVIEWED), extent=chosen))


def test_for_others_it_has_no_amounts_and_no_names() -> None:
    omitted = frozenset({Omission.MONEY, Omission.NAMES})
    made = brief()
    assert made.track
    said = tuple(each.forecast for each in made.track.forecasts)
    found = reported(replace(made, record=replace(made.record, forecasts=said), omitted=omitted))
    assert "Zelda" not in found
    assert "€0.80" not in found
    assert "stop figure is reached" not in found
