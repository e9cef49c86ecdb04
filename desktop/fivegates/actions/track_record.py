"""Queries of the track record, and of stop figures that are reached."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import cache, partial
from typing import Final

from fivegates.actions import overview, queries
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.review.review import InitiativeRecord, Review
from fivegates.domain.track_record.kinds import MONEY_KINDS, Bias, PromiseKind
from fivegates.domain.track_record.papers import as_sealed
from fivegates.domain.track_record.record import TrackRecord, combined, track_record_of
from fivegates.domain.track_record.stops import StopCheck, stop_checks
from fivegates.store.records.initiatives import DECISION
from fivegates.store.records.ledger import read_ledger

ALL_KINDS: Final = tuple(PromiseKind)


def track_record(
    opened: OpenPortfolio, of: InitiativeRecord, day: date, kinds: Collection[PromiseKind] = ALL_KINDS
) -> TrackRecord:
    """The track record of one initiative: promises of its papers against outcomes by a day.

    Raises UserError where another program altered a sealed review.
    """
    rubrics = {(each.id, each.version): each for each in queries.rubrics(opened)}
    return track_record_of(of, rubrics, queries.market(opened), day, kinds)


def track_records(
    opened: OpenPortfolio, day: date, kinds: Collection[PromiseKind] = ALL_KINDS
) -> Iterator[tuple[Initiative, TrackRecord]]:
    """The track record of every initiative by name, archived ones too: failures are part of it.

    Each step reads one, so that the window stays responsive. Raises UserError as `track_record`.
    """
    for line in overview.lines(opened):
        record = queries.record(opened, line.initiative.id)
        yield line.initiative, track_record(opened, record, day, kinds)


def stops_of(opened: OpenPortfolio, initiative_id: int, day: date) -> tuple[StopCheck, ...]:
    """The stop figures of an initiative's decisions, compared with its ledger as of a day."""
    decisions = DECISION.of(opened.file, initiative_id)
    if not any(threshold.ledger for decision in decisions for threshold in decision.thresholds):
        return ()
    ledger = read_ledger(opened.file, initiative_id)
    return stop_checks(decisions, ledger, queries.market(opened), day)


MOST_READ: Final = 100
"""Of a portfolio with more initiatives, new papers have the record of their own initiative alone."""


BiasesOf = Callable[[InitiativeRecord, date], tuple[Bias, ...]]
"""Computes the accuracy of earlier money forecasts by a day, for the paper of an initiative."""


def biases_for_papers(opened: OpenPortfolio) -> BiasesOf:
    """`money_biases` for several papers of one portfolio, with the portfolio-wide part cached by day."""
    whole = cache(partial(_whole_biases, opened))

    def biases(of: InitiativeRecord, day: date) -> tuple[Bias, ...]:
        if len(overview.lines(opened)) > MOST_READ:
            return track_record(opened, of, day, MONEY_KINDS).money_biases(whole=False)
        return whole(day)

    return biases


def money_biases(opened: OpenPortfolio, of: InitiativeRecord, day: date) -> tuple[Bias, ...]:
    """The accuracy of earlier money forecasts by a day, for a new paper: portfolio-wide, if that is small.

    Raises UserError where another program altered a sealed review.
    """
    return biases_for_papers(opened)(of, day)


def _whole_biases(opened: OpenPortfolio, day: date) -> tuple[Bias, ...]:
    """The accuracy of money forecasts in the whole portfolio."""
    found = track_records(opened, day, MONEY_KINDS)
    return combined((each for _, each in found), day).money_biases()


def track_when_sealed(opened: OpenPortfolio, of: InitiativeRecord, review: Review) -> TrackRecord | None:
    """The track record on the paper of a final review, from its own seal and earlier ones only.

    None where its seal is of version 1.
    """
    then = as_sealed(of, review.seal.number if review.seal else 0)
    return None if then is None else track_record(opened, then, review.dated)
