"""The places of the sidebar and the View menu, without importing their pages: menus are built first."""

from enum import StrEnum


class Place(StrEnum):
    """The places besides initiatives, in the order of the sidebar; values name pages of `Pages`."""

    PORTFOLIO = "portfolio"
    ATTENTION = "attention"
    COMPARE = "compare"
    INSIGHTS = "insights"
    CALENDAR = "calendar"
    ACTIONS = "action_list"
    CAPACITY = "capacity"
    DECISIONS = "decisions"
    FRAMEWORKS = "frameworks"
    IDEAS = "ideas"
