"""What of an open portfolio needs attention on a day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.two_days import cases_of_day
from fivegates.domain.evidence_calendar import calendar_of
from fivegates.domain.initiative.decisions import Decision
from fivegates.domain.initiative.initiative import Action
from fivegates.domain.portfolio.attention import Attention, InitiativeOnDay, attention_on
from fivegates.store.records.portfolio import read_action_log, read_decision_log


def gather_attention(opened: OpenPortfolio, day: date) -> Iterator[tuple[Attention, ...]]:
    """What needs attention of each initiative, by name; one is read and judged at each step.

    Raises UserError when the file cannot be read, or what was sealed has been spoilt.
    """
    actions: defaultdict[int, list[Action]] = defaultdict(list)
    for initiative, action in read_action_log(opened.file):
        actions[initiative.id].append(action)
    decisions: defaultdict[int, list[Decision]] = defaultdict(list)
    for logged in read_decision_log(opened.file):
        decisions[logged.initiative.id].append(logged.decision)
    for line, case in cases_of_day(opened, day):
        known = line.initiative.id
        calendar = None if case is None else calendar_of(case, day)
        of = InitiativeOnDay(line, case, calendar, tuple(actions[known]), tuple(decisions[known]))
        yield tuple(attention_on(of, day))
