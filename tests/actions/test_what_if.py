"""What would follow is worked out without writing; volume and price are kept as a scenario."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from acting import created
from builders import REVIEWED, initiative
from fresh_files import opened_copy

from fivegates.actions import queries
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.presentation import gather_presented
from fivegates.actions.reviews import start_review
from fivegates.actions.what_if import follow, keep
from fivegates.domain.what_if import WhatIf, worth_asking


def test_levels_volume_and_price_change_what_follows_and_nothing_else(
    whole_sample: Path, tmp_path: Path
) -> None:
    opened = opened_copy(whole_sample, tmp_path / "sample.fivegates")
    chosen = queries.find_initiative(opened, "CUS-LETTERS")
    shown = gather_presented(opened, chosen, queries.latest_review(queries.record(opened, chosen)).dated)
    assert shown is not None
    now = follow(opened, shown, WhatIf())
    levels = dict.fromkeys(worth_asking(shown.brief.current), 4)
    then = follow(opened, shown, WhatIf(levels, 200_000, Decimal("-0.5")))
    assert now.assessment is shown.brief.current
    assert then.assessment.verdict.readiness != now.assessment.verdict.readiness
    assert now.scenario is not None
    assert then.scenario == replace(now.scenario, volume=Fraction(200_000), price_level=Fraction(1, 2))
    before = len(queries.record(opened, chosen).scenarios)
    keep(opened, shown, WhatIf(volume=200_000), "In the room", "")
    *_others, kept = queries.record(opened, chosen).scenarios
    assert (len(_others), kept.name, kept.volume) == (before, "In the room", 200_000)
    close_portfolio(opened)


def test_without_a_ledger_there_is_a_verdict_alone(tmp_path: Path) -> None:
    opened = create_portfolio(tmp_path / "a.fivegates", "A")
    chosen = created(add_initiative(opened, initiative("CLAIMS", 0)))
    start_review(opened, chosen, REVIEWED, "R. Marsh")
    shown = gather_presented(opened, chosen, REVIEWED)
    assert shown is not None
    assert follow(opened, shown, WhatIf()).scenario is None
    keep(opened, shown, WhatIf(volume=5), "Five", "")
    keep(opened, replace(shown, outlook=None), WhatIf(), "Alone", "")
    assert [each.volume for each in queries.record(opened, chosen).scenarios] == [5, 1]
    close_portfolio(opened)
