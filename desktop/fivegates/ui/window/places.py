"""The places that the sidebar and the View menu lead to."""

from enum import Enum, auto


class Place(Enum):
    """Where one can go besides the initiatives, in the order of the sidebar."""

    PORTFOLIO = auto()
    COMPARE = auto()
    INSIGHTS = auto()
    CALENDAR = auto()
    DECISIONS = auto()
