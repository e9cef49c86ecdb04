"""The head of page 1 of any paper: the meeting that it is for."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fivegates.briefs.initiative.context import cut, dotted
from fivegates.briefs.typesetting.blocks import Block, Prose, Rule
from fivegates.briefs.typesetting.styles import HAIRLINE, Styles
from fivegates.domain.language import Language
from fivegates.domain.portfolio.meeting import MeetingMatter
from fivegates.domain.wording.meeting import head_texts

# What is longer is whole where the paper says what it is.
LONGEST_PART = 120
ABOVE_RULE, BELOW_RULE = 5, 12


def with_meeting(
    title: Prose, matter: MeetingMatter, styles: Styles, language: Language, longest: int = LONGEST_PART
) -> Iterator[Block]:
    """The title of a paper, below what it says of its meeting; the title alone where that is nothing.

    No part of a line has more characters than `longest`.
    """
    first, second = (_line(texts, longest) for texts in head_texts(matter, language))
    if not (first or second):
        yield title
        return
    if first:
        yield Prose(first, styles.strong, sentence=True)
    if second:
        yield Prose(second, styles.detail, space_before=1 if first else 0, sentence=True)
    yield Rule(styles.palette.hairline, HAIRLINE, space_before=ABOVE_RULE)
    yield replace(title, space_before=BELOW_RULE)


def _line(texts: Iterable[str], longest: int) -> str:
    """The parts of a line, none of them too long."""
    return dotted(cut(" ".join(text.split()), longest) for text in texts)
