"""What a new paper knows of earlier ones: sealed with it, and printed from the seal alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import pytest

from fivegates.actions import ledger, queries, records, track_record
from fivegates.actions.attention import gather_attention
from fivegates.actions.briefs import gather_brief
from fivegates.actions.file.creation import create_sample
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.finalising import finalise_review
from fivegates.actions.names import rename
from fivegates.actions.pack import gather_briefs, gather_front
from fivegates.domain.brief import InitiativeBrief
from fivegates.domain.initiative.initiative import ForecastOutcome
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.attention import ReachedStop
from fivegates.domain.track_record.kinds import Bias, PromiseKind

TODAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
UNIT_COST = Bias(PromiseKind.UNIT_COST, -42, 3, 0, 3)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenPortfolio]:
    """The sample, open; the tests leave what others look at as it is."""
    opened = create_sample(tmp_path_factory.mktemp("sample") / "sample.fivegates")
    yield opened
    close_portfolio(opened)


def brief_of(opened: OpenPortfolio, code: str, review: int = -1) -> InitiativeBrief:
    of = queries.record(opened, queries.find_initiative(opened, code))
    return gather_brief(opened, of.initiative.id, of.reviews[review].id, TODAY)


def test_a_draft_has_the_record_of_the_portfolio(sample: OpenPortfolio) -> None:
    brief = brief_of(sample, "CLM-TRIAGE")
    assert brief.biases[0] == UNIT_COST
    assert brief.track
    assert {case.initiative.code for case in brief.track.cases} == {"CLM-TRIAGE"}


def test_a_large_portfolio_s_papers_have_that_of_their_initiative_alone(
    sample: OpenPortfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(track_record, "MOST_READ", 1)
    of = queries.record(sample, queries.find_initiative(sample, "BRK-MAIL"))
    found = track_record.money_biases(sample, of, TODAY)
    assert found[0] == Bias(PromiseKind.UNIT_COST, -36, 2, 0, 2, whole=False)


def test_an_older_paper_has_what_was_sealed_by_its_day(sample: OpenPortfolio) -> None:
    brief = brief_of(sample, "BRK-MAIL", 3)
    assert brief.biases == ()
    assert brief.track
    assert brief.track.day == date(2026, 8, 18)
    assert not brief.track.summary(PromiseKind.UNIT_COST).measured
    assert all(case.made <= brief.track.day for case in brief.track.cases)


def test_a_reached_stop_figure_needs_attention(sample: OpenPortfolio) -> None:
    found = [item for each in gather_attention(sample, TODAY) for item in each]
    (stop,) = [item for item in found if isinstance(item, ReachedStop)]
    assert (stop.initiative.code, str(stop.check.reached[-1].month)) == ("CLM-TRIAGE", "2026-10")
    before = [item for each in gather_attention(sample, date(2026, 8, 30)) for item in each]
    assert not any(isinstance(item, ReachedStop) for item in before)


def test_a_forecast_is_edited_removed_and_renamed_with_its_maker(sample: OpenPortfolio) -> None:
    initiative_id = queries.find_initiative(sample, "REN-LAPSE")
    (held,) = queries.record(sample, initiative_id).forecasts
    came = replace(held, outcome=ForecastOutcome.YES, resolved=TODAY)
    records.edit_forecast(sample, came, TODAY)
    assert queries.record(sample, initiative_id).forecasts == (came,)
    rename(sample, "Dario Conti", "Dario Conti-Rossi")
    assert queries.record(sample, initiative_id).forecasts[0].by == "Dario Conti-Rossi"
    records.remove_forecast(sample, held.id)
    assert queries.record(sample, initiative_id).forecasts == ()


def test_what_was_known_is_sealed_and_stays_on_the_paper(tmp_path: Path) -> None:
    opened = create_sample(tmp_path / "sample.fivegates")
    of = queries.record(opened, queries.find_initiative(opened, "BRK-MAIL"))
    finalise_review(opened, of.reviews[-1].id, "Nadia Haddad", NOW)
    sealed = brief_of(opened, "BRK-MAIL")
    assert sealed.as_sealed
    assert sealed.biases[0] == UNIT_COST
    october = next(line for line in of.ledger.costs if str(line.month) == "2026-09")
    ledger.edit_cost(opened, replace(october, amount=october.amount + Decimal(90_000)))
    assert brief_of(opened, "BRK-MAIL").biases == sealed.biases
    assert brief_of(opened, "BRK-MAIL").track == sealed.track
    close_portfolio(opened)


def test_the_briefs_of_a_pack_find_the_record_of_the_portfolio_once(sample: OpenPortfolio) -> None:
    front = gather_front(sample, TODAY, ENGLISH)
    with patch.object(track_record, "track_records", wraps=track_record.track_records) as found:
        briefs = list(gather_briefs(sample, front))
    drafts = [brief for brief in briefs if brief.assessment.case.review.seal is None]
    assert len(drafts) > 1
    assert all(brief.biases[0] == UNIT_COST for brief in drafts)
    assert found.call_count == 1
