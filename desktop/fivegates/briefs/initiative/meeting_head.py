"""The head of page 1 of any paper: meeting details and logo."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fivegates.briefs.initiative.context import cut, dotted
from fivegates.briefs.typesetting.blocks import Block, Prose, Rule
from fivegates.briefs.typesetting.logo import BesideLogo, logo_of
from fivegates.briefs.typesetting.styles import HAIRLINE, Styles
from fivegates.domain.language import Language
from fivegates.domain.portfolio.meeting import MeetingDetails
from fivegates.domain.portfolio.settings import Letterhead
from fivegates.domain.wording.papers import head_texts

# Longer texts are cut here, and in full in the paper's description of itself.
LONGEST_PART = 120
ABOVE_RULE, BELOW_RULE = 5, 12


@dataclass(frozen=True, slots=True)
class PaperHead:
    """The head of a paper: meeting and organisation; no part of a line is longer than `longest`."""

    meeting: MeetingDetails
    letterhead: Letterhead
    longest: int = LONGEST_PART


def with_head(title: Prose, head: PaperHead, styles: Styles, language: Language) -> Iterator[Block]:
    """The title of a paper with the logo beside it, below the meeting details."""
    first, second = (_line(texts, head.longest) for texts in head_texts(head.meeting, language))
    if first:
        yield Prose(first, styles.strong, sentence=True)
    if second:
        yield Prose(second, styles.detail, space_before=1 if first else 0, sentence=True)
    if first or second:
        yield Rule(styles.palette.hairline, HAIRLINE, space_before=ABOVE_RULE)
        title = replace(title, space_before=BELOW_RULE)
    picture = logo_of(head.letterhead.logo) if head.letterhead.logo else None
    if picture is None:
        yield title
        return
    entity = head.letterhead.legal_entity
    alternative = language.gettext("Logo of {name}", name=entity) if entity else language.gettext("Logo")
    yield BesideLogo(title, picture, alternative, space_before=title.space_before)


def _line(texts: Iterable[str], longest: int) -> str:
    """The parts of a line, none of them too long."""
    return dotted(cut(" ".join(text.split()), longest) for text in texts)
