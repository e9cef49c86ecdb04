"""Sentences for rubrics and packs, and for the effect of another rubric."""

from collections.abc import Iterator, Sequence
from datetime import date

from fivegates.domain.language import Language
from fivegates.domain.rubric.packs import Pack, parts_of
from fivegates.domain.rubric.rubric import Criterion, PackHead, Rubric
from fivegates.domain.trend.rubric_change import RestatedVerdict, RubricChange
from fivegates.domain.wording.words import verdict_word


def rubric_name(rubric: Rubric, language: Language) -> str:
    """A rubric with its version, which includes those of its packs."""
    return language.gettext(
        "{name}, version {version}", name=language.shipped(rubric.name), version=rubric.version
    )


def rubric_reference(rubric: Rubric, language: Language) -> str:
    """Short reference to a rubric, with its number of packs."""
    reference = language.gettext("rubric {id} {version}", id=rubric.id, version=parts_of(rubric)[0].version)
    if not rubric.packs:
        return reference
    return language.ngettext(
        "{rubric} with {count} pack", "{rubric} with {count} packs", len(rubric.packs), rubric=reference
    )


def pack_name(head: PackHead, language: Language) -> str:
    """A pack with its version."""
    return language.gettext(
        "{name}, version {version}", name=language.shipped(head.name), version=head.version
    )


def size_text(criteria: Sequence[Criterion], language: Language) -> str:
    """Number of criteria, and of required ones."""
    count = language.ngettext("{count} criterion", "{count} criteria", len(criteria))
    required = language.ngettext(
        "{count} required", "{count} required", sum(1 for each in criteria if each.required)
    )
    return language.gettext("{count}, {required}", count=count, required=required)


def soundness_sentence(found: Rubric | Pack, language: Language) -> str:
    """Confirmation that a rubric or a pack is valid, with its size."""
    if isinstance(found, Rubric):
        return language.gettext(
            "This rubric is sound: {name}; {size}.",
            name=rubric_name(found, language),
            size=size_text(found.criteria, language),
        )
    return language.gettext(
        "This pack is sound: {name}; {size}.",
        name=pack_name(found.head, language),
        size=size_text(found.criteria, language),
    )


def change_sentences(change: RubricChange, language: Language) -> Iterator[str]:
    """Differences between two rubrics in both directions; one sentence if there are none."""
    if change.before == change.after:
        yield language.gettext("This is the rubric that new reviews use already.")
        return
    if change.added:
        yield language.ngettext(
            "{count} criterion is added: {titles}.",
            "{count} criteria are added: {titles}.",
            len(change.added),
            titles=_titles(change.added, language),
        )
    if change.removed:
        yield language.ngettext(
            "{count} criterion is asked no more: {titles}.",
            "{count} criteria are asked no more: {titles}.",
            len(change.removed),
            titles=_titles(change.removed, language),
        )
    if change.reworded:
        yield language.ngettext(
            "{count} criterion is worded or weighed in another way: {titles}.",
            "{count} criteria are worded or weighed in another way: {titles}.",
            len(change.reworded),
            titles=_titles(change.reworded, language),
        )
    stricter = [each for each in (*change.added, *change.reworded) if each.class_levels or each.class_proof]
    if stricter:
        yield language.ngettext(
            "{count} criterion asks for more under some risk classes, or where none is known: {titles}.",
            "{count} criteria ask for more under some risk classes, or where none is known: {titles}.",
            len(stricter),
            titles=_titles(stricter, language),
        )
    if not (change.added or change.removed or change.reworded):
        yield language.gettext("The criteria stay as they are.")


def _titles(criteria: Sequence[Criterion], language: Language) -> str:
    return "; ".join(language.shipped(each.title) for each in criteria)


def verdicts_sentence(change: RubricChange, day: date, language: Language) -> str:
    """Number of verdicts of a day that would change under the other rubric."""
    return language.ngettext(
        "On {day}, {turned} of {count} verdict would change under it until its new criteria are answered. "
        "Reviews that exist keep their rubric and their verdict.",
        "On {day}, {turned} of {count} verdicts would change under it until its new criteria are answered. "
        "Reviews that exist keep their rubric and their verdict.",
        len(change.verdicts),
        day=language.long_date(day),
        turned=language.number(sum(1 for each in change.verdicts if each.turns)),
    )


def restated_text(restated: RestatedVerdict, language: Language) -> str:
    """Change of one verdict: `Ready → Incomplete; like for like: Ready`."""
    before = verdict_word(restated.before.verdict, language)
    text = language.gettext("unchanged: {before}", before=before)
    if restated.turns:
        after = verdict_word(restated.after.verdict, language)
        text = language.gettext("{before} → {after}", before=before, after=after)
    if restated.like_for_like is None:
        return language.gettext("{change}; no criterion in common", change=text)
    like_for_like = verdict_word(restated.like_for_like.verdict, language)
    return language.gettext("{change}; like for like: {verdict}", change=text, verdict=like_for_like)
