"""Sentences for consolidated views: their source files, and changes to these since."""

from collections.abc import Iterator, Sequence
from typing import Final

from fivegates.domain.language import Language
from fivegates.domain.portfolio.consolidation import Source, SourceChanges

_MOST_NAMED: Final = 6


def _named(titles: Sequence[str], language: Language) -> str:
    """The titles; of many, the first ones and the number of the others."""
    shown = [*titles[:_MOST_NAMED]]
    more = len(titles) - len(shown)
    if more:
        shown.append(language.ngettext("{count} more", "{count} more", more))
    return language.listed(shown)


def sources_sentence(sources: Sequence[Source], language: Language) -> str:
    """Source files of the view, and its day."""
    return language.ngettext(
        "Consolidated view of {count} file as of {day}: {titles}.",
        "Consolidated view of {count} files as of {day}: {titles}.",
        len(sources),
        day=sources[0].dated,
        titles=_named([source.title for source in sources], language),
    )


def view_sentence(sources: Sequence[Source], language: Language) -> str:
    """The same, with a note that the view is read-only."""
    text = sources_sentence(sources, language)
    return f"{text} {language.gettext('It is for reading only; edit the files, and consolidate again.')}"


def source_sentence(source: Source, language: Language) -> str:
    """A source, and the last hash of its chain when it was read and verified."""
    if not source.seals:
        return language.gettext(
            "{title} ({file}): no review was final on {day}.",
            title=source.title,
            file=source.file_name,
            day=source.dated,
        )
    return language.ngettext(
        "{title} ({file}): {count} final review on {day}, verified; the last hash is {hash}.",
        "{title} ({file}): {count} final reviews on {day}, verified; the last hash is {hash}.",
        source.seals,
        title=source.title,
        file=source.file_name,
        day=source.dated,
        hash=source.head[:8],
    )


def change_lines(changes: SourceChanges, language: Language) -> Iterator[str]:
    """Changes to the sources since the view was made; one line where there are none."""
    gettext = language.gettext
    lines = (
        (changes.changed, gettext("Changed since: {titles}.", titles=_named(changes.changed, language))),
        (changes.added, gettext("Not in the view before: {titles}.", titles=_named(changes.added, language))),
        (changes.gone, gettext("No longer given: {titles}.", titles=_named(changes.gone, language))),
    )
    texts = [line for titles, line in lines if titles]
    yield from texts or [gettext("No file has changed since the view was made.")]


def reading_words(done: int, total: int, language: Language) -> str:
    """Progress of reading the files, the current one included."""
    number = language.number
    return language.gettext("Reading file {done} of {total}", done=number(done), total=number(total))


def consolidated_lines(
    sources: Sequence[Source], initiatives: int, apart: int, language: Language
) -> Iterator[str]:
    """Content of a view that was just written."""
    files = language.ngettext("{count} file", "{count} files", len(sources))
    held = language.ngettext("{count} initiative", "{count} initiatives", initiatives)
    final = language.ngettext(
        "{count} final review, verified",
        "{count} final reviews, verified",
        sum(each.seals for each in sources),
    )
    yield language.gettext("Consolidated {files}: {held}, {final}.", files=files, held=held, final=final)
    if apart:
        yield language.ngettext(
            "{count} initiative is distinguished by its file, since its code or name is in several.",
            "{count} initiatives are distinguished by their file, since their codes or names are in several.",
            apart,
        )
