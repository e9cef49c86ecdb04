"""What-if analysis: the effect of other levels, volume and price; save volume and price as a scenario."""

from dataclasses import dataclass

from fivegates.actions import queries, records
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.presentation import Presented
from fivegates.domain.economics.assumptions import Assumptions
from fivegates.domain.economics.projections import Outlook, projected
from fivegates.domain.economics.scenarios import Scenario
from fivegates.domain.verdict.assessment import Assessment, assess
from fivegates.domain.what_if import WhatIf, assumptions_of, supposed_case


@dataclass(frozen=True, slots=True)
class Followed:
    """The result of a what-if; `scenario` is None where the ledger has no month to start from."""

    assessment: Assessment
    scenario: Scenario | None


def follow(opened: OpenPortfolio, shown: Presented, what_if: WhatIf) -> Followed:
    """Judge and project the assumptions; nothing is written.

    Raises UserError where a rate is missing.
    """
    now = shown.brief.current
    found = assess(supposed_case(now.case, what_if.levels)) if what_if.levels else now
    outlook = shown.outlook
    if outlook is None or outlook.today is None:
        return Followed(found, None)
    own = assumptions_of(what_if, "", _volume(outlook), outlook.today.scenario.currency)
    return Followed(found, projected(outlook.today, own, queries.market(opened)))


def keep(opened: OpenPortfolio, shown: Presented, what_if: WhatIf, name: str, note: str) -> Changes:
    """Save volume and price as a scenario of the initiative. Raises UserError where it cannot be saved."""
    return records.add_scenario(
        opened, shown.brief.record.initiative.id, _as_scenario(shown, what_if, name, note)
    )


def _as_scenario(shown: Presented, what_if: WhatIf, name: str, note: str) -> Assumptions:
    outlook, currency = shown.outlook, shown.brief.currency
    return assumptions_of(what_if, name, _volume(outlook) if outlook else 1, currency, note)


def _volume(outlook: Outlook) -> int:
    """The units of the month that projections start from; one where there is none."""
    return max(int(outlook.today.scenario.volume), 1) if outlook.today else 1
