"""The scores of a panel that has agreed: the settled ones, and the undisputed ones."""

from collections.abc import Iterable

from fivegates.domain.errors import UserError
from fivegates.domain.language import Shipped
from fivegates.domain.limits import LONG_TEXT
from fivegates.domain.panel.ballots import altered_ballot
from fivegates.domain.panel.overview import PanelOverview, Spread
from fivegates.domain.review.review import Ballot, Panel, Review, Score


def agreed_scores(found: PanelOverview) -> dict[str, Score]:
    """The scores that a panel agrees on.

    Raises UserError before two ballots of the round under way are collected, while a dispute is unsettled
    and where a ballot is not as it was handed in.
    """
    require_unaltered(found.panel)
    if found.round != found.panel.round or len(found.ballots) < 2:  # noqa: PLR2004 - nobody agrees alone
        raise UserError(
            "Round {round} has fewer than two ballots, so there is nothing to agree on yet. "
            "Collect them first.",
            round=found.panel.round,
        )
    if found.unsettled:
        count, title = len(found.unsettled), found.unsettled[0].spread.criterion.title
        if count == 1:
            raise UserError(
                "The panel has not agreed yet: settle “{criterion}” first.", criterion=Shipped(title)
            )
        raise UserError(
            "The panel has not agreed yet: settle “{criterion}” first; {count} are unsettled.",
            criterion=Shipped(title),
            count=count,
        )
    scores = {score.criterion: score for each in found.spreads if (score := _undisputed(each)) is not None}
    return scores | {score.criterion: score for score in found.panel.settled}


def _undisputed(spread: Spread) -> Score | None:
    """The common answer, with all rationales; None where nobody answered, or answers differ."""
    given = [each for each in spread.answers if each is not None]
    if not given or spread.differs:
        return None
    first = given[0]
    return Score(
        first.criterion, first.level, first.not_applicable, _joined(each.rationale for each in given)
    )


def _joined(rationales: Iterable[str]) -> str:
    """The rationales, one per line, without duplicates, as far as they fit; the ballots keep them all."""
    joined = ""
    for text in dict.fromkeys(each.strip() for each in rationales):
        longer = f"{joined}\n{text}".strip()
        if len(longer) <= LONG_TEXT:
            joined = longer
    return joined


def agreement_follows(found: PanelOverview, review: Review) -> bool:
    """True if an agreed panel had its ballots by then, and its review has the settled scores."""
    panel = found.panel
    if panel.agreed is None:
        return True
    try:
        scores = agreed_scores(found)
    except UserError:
        return False
    handed_in = [each.handed_in for each in found.ballots if each.handed_in is not None]
    answers = {each: _answer(score) for each, score in review.scores.items()}
    return max(handed_in, default=panel.agreed) <= panel.agreed and all(
        answers.get(criterion) == _answer(score) for criterion, score in scores.items()
    )


def _answer(score: Score) -> tuple[object, ...]:
    """Key by which answers are compared: the level, or not applicable with its reason."""
    return score.level, score.not_applicable


def require_not_agreed(review: Review) -> None:
    """Raise UserError where a panel agreed on the scores of a review."""
    if review.panel is not None and review.panel.agreed is not None:
        raise UserError("A panel agreed on the scores of this review. Reopen the panel to change them.")


def require_settled(review: Review) -> None:
    """Raise UserError where a panel has not agreed on a review, or a ballot is not as it was handed in."""
    panel = review.panel
    if panel is None:
        return
    if panel.agreed is None:
        raise UserError(
            "The panel on this review has not agreed yet. Let it agree, or withdraw it, to make the review "
            "final."
        )
    require_unaltered(panel)


def require_unaltered(panel: Panel) -> None:
    """Raise UserError where a ballot differs from its seal."""
    if altered := altered_ballot(panel):
        raise altered_error(altered)


def altered_error(ballot: Ballot) -> UserError:
    """The error for a stored ballot that differs from its seal."""
    return UserError(
        "The ballot of {name} in round {round} was altered: its answers no longer give its seal.",
        name=ballot.name,
        round=ballot.round,
    )
