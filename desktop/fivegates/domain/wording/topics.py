"""What several criteria are about, in one list that stays short."""

from collections.abc import Sequence
from typing import Final

from fivegates.domain.language import Language

MOST_TOPICS: Final = 3


def listed_topics(topics: Sequence[str], language: Language) -> str:
    """The first topics, and how many more there are."""
    more = len(topics) - MOST_TOPICS
    shown = list(topics[:MOST_TOPICS])
    if more > 0:
        shown.append(language.ngettext("{count} more", "{count} more", more))
    return language.listed(shown)
