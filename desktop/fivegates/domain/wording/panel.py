"""Sentences for a panel: members, agreement, criteria to discuss first, dissent."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from fivegates.domain.economics.amounts import rounded
from fivegates.domain.language import Language
from fivegates.domain.panel.agreement import CONFIDENCE, Agreement, Undefined
from fivegates.domain.panel.ballots import BallotPaper, answered
from fivegates.domain.panel.overview import Dispute, Dissent, PanelOverview, Spread
from fivegates.domain.review.review import Ballot, Panel, Score
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.words import UNKNOWN, verdict_word

SHORT_SEAL: Final = 8
_DIGITS: Final = 2


def person_text(ballot: Ballot) -> str:
    """A panel member: `Ana Ruiz, CFO`; the role alone where there is no name."""
    return f"{ballot.name}, {ballot.role}" if ballot.role not in {"", ballot.name} else ballot.name


def count_word(count: int, language: Language) -> str:
    """A small number as a word, a larger one in digits."""
    words = [
        *(language.pgettext("count", "none"), language.pgettext("count", "one")),
        *(language.pgettext("count", "two"), language.pgettext("count", "three")),
        *(language.pgettext("count", "four"), language.pgettext("count", "five")),
        *(language.pgettext("count", "six"), language.pgettext("count", "seven")),
        *(language.pgettext("count", "eight"), language.pgettext("count", "nine")),
    ]
    return words[count] if count < len(words) else language.number(count)


def answer_text(score: Score | None, language: Language) -> str:
    """A level, `n/a`, or a dash for no answer."""
    if score is None:
        return UNKNOWN
    if score.not_applicable is not None:
        return language.gettext("n/a")
    return UNKNOWN if score.level is None else language.number(score.level)


def round_sentence(found: PanelOverview, language: Language) -> str:
    """Round number, and number of ballots collected in it."""
    held, all_of = len(found.ballots), len(found.ballots) + len(found.outstanding)
    return language.ngettext(
        "Round {round}: {held} of {count} ballot collected.",
        "Round {round}: {held} of {count} ballots collected.",
        all_of,
        round=language.number(found.round),
        held=language.number(held),
    )


def state_sentence(panel: Panel, language: Language) -> str:
    """State of the panel: agreed or open."""
    if panel.agreed is None:
        return language.gettext("The panel has not agreed yet.")
    return language.gettext("The panel agreed on {day}.", day=panel.agreed.date())


def spread_sentence(found: PanelOverview, language: Language) -> str:
    """Number of criteria on which the ballots differ, and the largest difference."""
    total = len(found.spreads)
    if not found.disputes:
        return language.ngettext(
            "The ballots differ on none of {count} criterion.",
            "The ballots differ on none of {count} criteria.",
            total,
        )
    widest = max(each.spread.width for each in found.disputes)
    return language.ngettext(
        "The ballots differ on {differing} of {total} criteria, by {count} level at most.",
        "The ballots differ on {differing} of {total} criteria, by {count} levels at most.",
        widest,
        differing=language.number(len(found.disputes)),
        total=language.number(total),
    )


def agreement_sentence(found: Agreement, language: Language) -> str:
    """Krippendorff's alpha with its interval, or why there is none."""
    match found.alpha:
        case Undefined.NO_PAIRS:
            return language.gettext(
                "Krippendorff’s alpha is undefined: no criterion has levels from two ballots."
            )
        case Undefined.NO_VARIATION:
            return language.gettext(
                "Krippendorff’s alpha is undefined: every level is the same, so nothing tells agreement from "
                "chance."
            )
        case alpha:
            figure = _figure(alpha, language)
    basis = language.ngettext(
        "{count} criterion with two levels or more",
        "{count} criteria with two levels or more",
        found.units,
    )
    if found.low is None or found.high is None:
        return language.gettext(
            "Krippendorff’s alpha (ordinal): {alpha}, without an interval; {basis}.",
            alpha=figure,
            basis=basis,
        )
    return language.gettext(
        "Krippendorff’s alpha (ordinal): {alpha}, {percent}% interval {low} to {high} from {draws} bootstrap "
        "draws; {basis}.",
        alpha=figure,
        percent=CONFIDENCE,
        low=_figure(found.low, language),
        high=_figure(found.high, language),
        draws=language.number(found.draws),
        basis=basis,
    )


def alpha_note(found: Agreement, language: Language) -> str:
    """Explanation of alpha, and the number of draws without a value."""
    note = language.gettext("1 is full agreement, 0 is what chance would give, below 0 is worse than chance.")
    if isinstance(found.alpha, Undefined) or not found.undefined:
        return note
    left = language.ngettext(
        "In {count} draw every level was the same; it is not counted.",
        "In {count} draws every level was the same; they are not counted.",
        found.undefined,
    )
    return f"{note} {left}"


def _figure(value: Fraction, language: Language) -> str:
    return language.number(rounded(value, _DIGITS), _DIGITS)


def hanging_sentence(found: PanelOverview, language: Language) -> str:
    """Verdicts by ballot, `Ready for two of three; Not ready for one.`; empty where all are equal."""
    if not found.depends_on_dispute:
        return ""
    total = len(found.verdicts)
    (first, most), *rest = _tally(found.verdicts)
    text = language.gettext(
        "{verdict} for {count} of {total}",
        verdict=verdict_word(first, language),
        count=count_word(most, language),
        total=count_word(total, language),
    )
    others = [
        language.gettext(
            "{verdict} for {count}", verdict=verdict_word(each, language), count=count_word(held, language)
        )
        for each, held in rest
    ]
    return f"{text}; {language.listed(others)}."


def dispute_sentence(found: PanelOverview, language: Language) -> str:
    """Verdict that depends, or depended until the panel agreed, on a disagreement, with the votes.

    It is empty where the verdict does not depend on one.
    """
    divided = hanging_sentence(found, language)
    if not divided:
        return ""
    if found.panel.agreed is not None:
        return language.gettext(
            "The panel’s verdict as of {day} depended on a disagreement before it was settled: {divided}",
            day=found.day,
            divided=divided,
        )
    return language.gettext(
        "The panel’s verdict as of {day} depends on a disagreement: {divided}", day=found.day, divided=divided
    )


def same_sentence(found: PanelOverview, language: Language) -> str:
    """The verdict that all ballots give, and that no criterion alone changes it; empty if they differ."""
    if not found.verdicts or found.depends_on_dispute:
        return ""
    word = verdict_word(found.verdicts[0], language)
    if any(each.decides for each in found.disputes):
        return language.gettext(
            "Every ballot gives the verdict “{verdict}” as of {day}.", verdict=word, day=found.day
        )
    return language.gettext(
        "Every ballot gives the verdict “{verdict}” as of {day}; no disagreement alone could change it.",
        verdict=word,
        day=found.day,
    )


def _tally(verdicts: Sequence[VerdictState]) -> list[tuple[VerdictState, int]]:
    """Verdicts by descending number of ballots; ties with the better verdict first."""
    order = list(VerdictState)
    return sorted(Counter(verdicts).items(), key=lambda each: (-each[1], order.index(each[0])))


def dispute_text(dispute: Dispute, found: PanelOverview, language: Language) -> str:
    """One disputed criterion: `Outputs are re-tested: Ana Ruiz, CFO 3 · R. Marsh, CTO 1`."""
    answers = answers_text(dispute.spread, found.ballots, language)
    return f"{language.shipped(dispute.spread.criterion.title)}: {answers}"


def answers_text(spread: Spread, ballots: Sequence[Ballot], language: Language) -> str:
    """Each member with their answer, on one line."""
    return " · ".join(answer_lines(spread, ballots, language))


def answer_lines(spread: Spread, ballots: Sequence[Ballot], language: Language) -> list[str]:
    """Each member with their answer, one per line."""
    return [
        f"{person_text(ballot)} {answer_text(answer, language)}"
        for ballot, answer in zip(ballots, spread.answers, strict=True)
    ]


def reason_lines(spread: Spread, ballots: Sequence[Ballot]) -> list[str]:
    """Each member with their reason, members without one left out."""
    given = zip(ballots, spread.answers, strict=True)
    return [
        f"{person_text(ballot)}: {answer.rationale}"
        for ballot, answer in given
        if answer and answer.rationale
    ]


def decides_text(dispute: Dispute, language: Language) -> str:
    """Verdicts between which a dispute decides; empty where it decides nothing."""
    if not dispute.decides:
        return ""
    order = list(VerdictState)
    words = [verdict_word(each, language) for each in sorted(dispute.verdicts, key=order.index)]
    return language.gettext("decides between {verdicts}", verdicts=language.listed(words))


def settled_text(score: Score, language: Language) -> str:
    """Score that a panel agreed on: `Settled on 2: the drill failed twice`."""
    return language.gettext(
        "Settled on {level}: {reason}", level=answer_text(score, language), reason=score.rationale
    )


def dissent_text(dissent: Dissent, language: Language) -> str:
    """A dissenting answer with its reason: `R. Marsh, CTO: 1, where 2 was agreed on. The drill failed`."""
    text = language.gettext(
        "{person}: {answer}, where {agreed} was agreed on.",
        person=person_text(dissent.ballot),
        answer=answer_text(dissent.answer, language),
        agreed=answer_text(dissent.agreed, language),
    )
    return f"{text} {dissent.answer.rationale}".strip()


def dissent_line(dissent: Dissent, language: Language) -> str:
    """The same, preceded by the criterion, where no heading names it."""
    return f"{language.shipped(dissent.criterion.title)}: {dissent_text(dissent, language)}"


def ballot_sentence(paper: BallotPaper, file: str, language: Language) -> str:
    """Progress of a ballot, or a note that it is complete and to be sent back."""
    if paper.handed_in is not None:
        return language.gettext(
            "Handed in on {day}, seal {seal}. Send {file} back to whoever sent it to you.",
            day=paper.handed_in.date(),
            seal=paper.seal[:SHORT_SEAL],
            file=file,
        )
    return answered_sentence(paper, language)


def answered_sentence(paper: BallotPaper, language: Language) -> str:
    """Number of criteria answered in a ballot."""
    return language.ngettext(
        "{done} of {count} criterion answered.",
        "{done} of {count} criteria answered.",
        len(paper.invitation.rubric.criteria),
        done=language.number(answered(paper)),
    )


def collected_sentence(name: str, number: int, seal: str, *, held: bool, language: Language) -> str:
    """Confirmation that a ballot was collected, or was already held, with the start of its seal."""
    values = {"name": name, "round": language.number(number), "seal": seal[:SHORT_SEAL]}
    if held:
        return language.gettext("{name}, round {round}: held already, seal {seal}.", **values)
    return language.gettext("{name}, round {round}: collected, seal {seal}.", **values)


def panel_lines(found: PanelOverview, language: Language) -> Iterator[str]:
    """State of the panel, one sentence per line: rounds, agreement, and a verdict that is in dispute."""
    yield round_sentence(found, language)
    if found.round < found.panel.round and not found.earlier:
        yield language.gettext(
            "Round {round} is under way; no ballot of it has been collected yet.", round=found.panel.round
        )
    for ballot in found.outstanding:
        yield language.gettext("Not handed in: {person}.", person=person_text(ballot))
    if found.ballots:
        yield spread_sentence(found, language)
        agreement = found.agreement
        yield agreement_sentence(agreement, language)
        yield alpha_note(agreement, language)
    if text := dispute_sentence(found, language) or same_sentence(found, language):
        yield text
    yield state_sentence(found.panel, language)
