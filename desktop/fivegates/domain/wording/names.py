"""Sentences on the records that have a name, before it is renamed and after."""

from collections.abc import Callable, Mapping
from typing import Final

from fivegates.domain.language import Language
from fivegates.domain.portfolio.names import NamedIn, NameUses

_COUNTED: Final[Mapping[NamedIn, Callable[[Language, int], str]]] = {
    NamedIn.INITIATIVE: lambda language, count: language.ngettext(
        "{count} initiative", "{count} initiatives", count
    ),
    NamedIn.ACTION: lambda language, count: language.ngettext("{count} action", "{count} actions", count),
    NamedIn.DECISION: lambda language, count: language.ngettext(
        "{count} decision", "{count} decisions", count
    ),
    NamedIn.CONDITION: lambda language, count: language.ngettext(
        "{count} condition", "{count} conditions", count
    ),
    NamedIn.WAIVER: lambda language, count: language.ngettext("{count} waiver", "{count} waivers", count),
    NamedIn.RISK_CLASS: lambda language, count: language.ngettext(
        "{count} risk class", "{count} risk classes", count
    ),
    NamedIn.FORECAST: lambda language, count: language.ngettext(
        "{count} forecast", "{count} forecasts", count
    ),
    NamedIn.IDEA: lambda language, count: language.ngettext("{count} idea", "{count} ideas", count),
    NamedIn.CAPACITY: lambda language, count: language.ngettext(
        "{count} line of the capacity plan", "{count} lines of the capacity plan", count
    ),
    NamedIn.MEETING: lambda language, count: language.ngettext("{count} meeting", "{count} meetings", count),
    NamedIn.VIEW: lambda language, count: language.ngettext(
        "{count} saved view", "{count} saved views", count
    ),
    NamedIn.REVIEW: lambda language, count: language.ngettext("{count} review", "{count} reviews", count),
    NamedIn.BALLOT: lambda language, count: language.ngettext("{count} ballot", "{count} ballots", count),
}


def counted_records(counts: Mapping[NamedIn, int], language: Language) -> str:
    """`2 initiatives, 3 actions and 1 decision`; empty for none."""
    return language.listed([_COUNTED[kind](language, counts[kind]) for kind in NamedIn if counts.get(kind)])


def uses_sentences(uses: NameUses, language: Language) -> str:
    """The records that a renaming would change, and those that keep the name they were sealed with."""
    renamed = counted_records(uses.renamed, language)
    text = (
        language.gettext("Will be renamed in {records}.", records=renamed)
        if renamed
        else language.gettext("There is nothing to rename.")
    )
    return " ".join(filter(None, (text, unchanged_records_sentence(uses, language))))


def unchanged_records_sentence(uses: NameUses, language: Language) -> str:
    """The records that keep the name; empty for none."""
    kept = counted_records(uses.kept, language)
    return language.gettext("Reviews and ballots keep the name: {records}.", records=kept) if kept else ""


def renamed_sentence(old: str, new: str, uses: NameUses, language: Language) -> str:
    """The records that a renaming changed, reported after it."""
    return language.gettext(
        "{old} was renamed to {new} in {records}.",
        old=old,
        new=new,
        records=counted_records(uses.renamed, language),
    )
