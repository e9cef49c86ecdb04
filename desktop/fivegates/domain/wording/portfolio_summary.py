"""Sentences for the one-page summary: changes since the last final reviews, and open conditions."""

from datetime import date

from fivegates.domain.insights.summary import DueCondition, Movement, PortfolioSummary
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import BEST_FIRST
from fivegates.domain.wording.words import score_text, verdict_word


def movements_finding(summary: PortfolioSummary, language: Language) -> str:
    """Number of initiatives that moved since their previous final review, and of verdict changes."""
    compared = len(summary.movements) + summary.unmoved
    if not compared:
        return language.gettext("No initiative has an earlier final review to compare with")
    if not summary.movements:
        return language.ngettext(
            "The one initiative with an earlier final review has not moved since",
            "None of {count} initiatives has moved since its previous final review",
            compared,
        )
    if compared == 1:
        moved = language.gettext("The one initiative with an earlier final review has moved since")
        return _with_verdicts(moved, summary, language)
    moved = language.ngettext(
        "{count} of {total} has moved since its previous final review",
        "{count} of {total} have moved since their previous final reviews",
        len(summary.movements),
        total=language.number(compared),
    )
    return _with_verdicts(moved, summary, language)


def _with_verdicts(moved: str, summary: PortfolioSummary, language: Language) -> str:
    """Number of initiatives that moved, and of verdicts that changed for better or worse."""
    better = sum(1 for each in summary.movements if _rank(each) < 0)
    worse = sum(1 for each in summary.movements if _rank(each) > 0)
    if not better and not worse:
        return language.gettext("{moved}; no verdict has changed", moved=moved)
    return language.gettext(
        "{moved}; {better} for the better in verdict, {worse} for the worse",
        moved=moved,
        better=language.number(better),
        worse=language.number(worse),
    )


def _rank(movement: Movement) -> int:
    """Number of places that the verdict fell; negative if it improved."""
    return BEST_FIRST.index(movement.now.verdict) - BEST_FIRST.index(movement.before.verdict)


def movement_text(movement: Movement, language: Language) -> str:
    """Change of verdict and readiness, without the name."""
    before, now = (verdict_word(mark.verdict, language) for mark in (movement.before, movement.now))
    verdict = language.gettext("{before} → {now}", before=before, now=now) if movement.turned else now
    if not movement.percent_moved and movement.now.readiness is None:
        return verdict
    if not movement.percent_moved:
        score = score_text(movement.now.readiness, language)
        return language.gettext("{verdict}, readiness {score} as before", verdict=verdict, score=score)
    readiness = language.gettext(
        "{before} → {now}",
        before=score_text(movement.before.readiness, language),
        now=score_text(movement.now.readiness, language),
    )
    return language.gettext("{verdict}, readiness {readiness}", verdict=verdict, readiness=readiness)


def due_finding(summary: PortfolioSummary, today: date, language: Language) -> str:
    """Number of conditions not met, open and late."""
    broken = sum(1 for due in summary.due if due.broken)
    still_open = len(summary.due) - broken
    if not summary.due:
        return language.gettext("No condition of a decision is open")
    texts = []
    if broken:
        texts.append(
            language.ngettext("{count} condition is not met", "{count} conditions are not met", broken)
        )
    if still_open:
        texts.append(
            language.ngettext("{count} condition is open", "{count} conditions are open", still_open)
        )
    late = sum(1 for due in summary.due if is_late(due, today))
    return "; ".join([*texts, _late_of_them(late, len(summary.due), language)])


def _late_of_them(late: int, count: int, language: Language) -> str:
    """Number of overdue conditions among the `count` named before."""
    if count == 1:
        return language.gettext("it is overdue") if late else language.gettext("it is not overdue")
    if not late:
        return language.gettext("none of them is overdue")
    return language.ngettext("{count} of them is overdue", "{count} of them are overdue", late)


def is_late(due: DueCondition, today: date) -> bool:
    """True if the due date is past."""
    return due.condition.due is not None and due.condition.due < today


def due_text(due: DueCondition, today: date, language: Language) -> str:
    """Owner and due date of a condition; "not met" comes first, where that is known."""
    condition = due.condition
    owner = condition.owner.strip() or language.gettext("nobody")
    if due.broken:
        owner = language.gettext("not met; {owner}", owner=owner)
    if condition.due is None:
        return language.gettext("{owner}, no date", owner=owner)
    day = language.short_date(condition.due)
    if is_late(due, today):
        return language.gettext("{owner}, overdue since {day}", owner=owner, day=day)
    return language.gettext("{owner}, by {day}", owner=owner, day=day)
