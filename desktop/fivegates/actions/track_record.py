"""What pages, papers and commands ask of the track record, and of stop figures that are reached."""

from collections.abc import Collection, Iterator
from datetime import date

from fivegates.actions import overview, queries
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.review.review import InitiativeRecord
from fivegates.domain.track_record.kinds import PromiseKind
from fivegates.domain.track_record.record import TrackRecord, track_record_of
from fivegates.domain.track_record.stops import StopCheck, stop_checks
from fivegates.store.records.initiatives import read_decisions
from fivegates.store.records.ledger import read_ledger

ALL_KINDS = tuple(PromiseKind)


def track_record(
    opened: OpenPortfolio, of: InitiativeRecord, day: date, kinds: Collection[PromiseKind] = ALL_KINDS
) -> TrackRecord:
    """What the papers of one initiative promised against what came by a day.

    Raises UserError where another program has spoilt what was sealed.
    """
    rubrics = {(each.id, each.version): each for each in queries.rubrics(opened)}
    return track_record_of(of, rubrics, queries.market(opened), day, kinds)


def track_records(
    opened: OpenPortfolio, day: date, kinds: Collection[PromiseKind] = ALL_KINDS
) -> Iterator[tuple[Initiative, TrackRecord]]:
    """The track record of every initiative by name, archived ones too: what failed is part of it.

    One is read at each step, so that a window can stay awake between two. Raises UserError as `track_record`.
    """
    for line in overview.lines(opened):
        record = queries.record(opened, line.initiative.id)
        yield line.initiative, track_record(opened, record, day, kinds)


def stops_of(opened: OpenPortfolio, initiative_id: int, day: date) -> tuple[StopCheck, ...]:
    """The stop figures of an initiative's decisions, compared with its ledger as of a day."""
    decisions = read_decisions(opened.file, initiative_id)
    if not any(threshold.ledger for decision in decisions for threshold in decision.thresholds):
        return ()
    ledger = read_ledger(opened.file, initiative_id)
    return stop_checks(decisions, ledger, queries.market(opened), day)
