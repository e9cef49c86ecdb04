"""Several reasons as the clauses of one sentence: those of one cause are told together."""

from collections.abc import Sequence
from typing import Final

from fivegates.domain.language import Language
from fivegates.domain.reasons import Reason, ReasonKind
from fivegates.domain.rubric import Rubric
from fivegates.domain.wording.reasons import reason_clause
from fivegates.domain.wording.topics import listed_topics
from fivegates.domain.wording.words import change_phrase

MOST_CLAUSES: Final = 3


def reason_clauses(reasons: Sequence[Reason], rubric: Rubric, language: Language) -> str:
    """The first causes in one list, and how many reasons more there are; no list stands within the list."""
    groups = _by_cause(reasons)
    tell = _clause if len(groups) == 1 else _counted
    clauses = [tell(group, rubric, language) for group in groups[:MOST_CLAUSES]]
    more = sum(len(group) for group in groups[MOST_CLAUSES:])
    if more:
        clauses.append(language.ngettext("{count} more reason", "{count} more reasons", more))
    return language.listed(clauses)


def _by_cause(reasons: Sequence[Reason]) -> list[list[Reason]]:
    """Put together what one change voided, what has expired, and what was never proven."""
    groups: dict[object, list[Reason]] = {}
    for reason in reasons:
        groups.setdefault(_cause(reason), []).append(reason)
    return list(groups.values())


def _cause(reason: Reason) -> object:
    """What several reasons may have in common; a reason of its own has only itself."""
    match reason.kind:
        case ReasonKind.VOIDED:
            return reason.proof.change if reason.proof else reason.kind
        case ReasonKind.EXPIRED | ReasonKind.UNPROVEN if reason.lacks_evidence:
            return reason.kind
        case _:
            return reason


def _clause(group: Sequence[Reason], rubric: Rubric, language: Language) -> str:
    """One cause as a clause, with all that it touches."""
    first = group[0]
    if len(group) == 1:
        return reason_clause(first, rubric, language)
    topics = _topics(group, rubric, language)
    change = first.proof.change if first.proof else None
    if change is not None:
        cause = change_phrase(change.kind, language)
        return language.gettext("the proofs of {topics} were voided by {change}", topics=topics, change=cause)
    if first.kind is ReasonKind.EXPIRED:
        return language.gettext("the proofs of {topics} have expired", topics=topics)
    return language.gettext("there is no proof of {topics}", topics=topics)


def _counted(group: Sequence[Reason], rubric: Rubric, language: Language) -> str:
    """One cause of several as a clause; what it touches is counted."""
    first, count = group[0], len(group)
    if count == 1:
        return reason_clause(first, rubric, language)
    change = first.proof.change if first.proof else None
    if change is not None:
        cause = change_phrase(change.kind, language)
        return language.ngettext(
            "{count} proof was voided by {change}",
            "{count} proofs were voided by {change}",
            count,
            change=cause,
        )
    if first.kind is ReasonKind.EXPIRED:
        return language.ngettext("{count} proof has expired", "{count} proofs have expired", count)
    return language.ngettext("{count} claim has no proof", "{count} claims have no proof", count)


def _topics(group: Sequence[Reason], rubric: Rubric, language: Language) -> str:
    """What the group is about, in one list."""
    topics = [rubric.criterion(reason.criterion).topic for reason in group if reason.criterion]
    return listed_topics(topics, language)
