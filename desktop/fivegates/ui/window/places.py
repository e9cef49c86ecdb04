"""The places that the sidebar and the View menu lead to, apart from their pages: menus are made first."""

from enum import StrEnum


class Place(StrEnum):
    """Where one can go besides the initiatives, in the order of the sidebar; values name pages of `Pages`."""

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
