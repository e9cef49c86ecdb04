"""A panel in words: who was asked, how far they agree, what to talk about first, who dissents."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from fivegates.domain.economics.amounts import rounded
from fivegates.domain.language import Language
from fivegates.domain.panel.agreement import CONFIDENCE, Agreement, Undefined
from fivegates.domain.panel.overview import Dispute, Dissent, PanelOverview, Spread
from fivegates.domain.panel.papers import BallotPaper, answered
from fivegates.domain.review.review import Ballot, Panel, Score
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.words import UNKNOWN, verdict_word

SHORT_SEAL: Final = 8
_DIGITS: Final = 2


def person_text(ballot: Ballot) -> str:
    """`Ana Ruiz, CFO`; the role alone where it stands for the name."""
    return f"{ballot.name}, {ballot.role}" if ballot.role not in {"", ballot.name} else ballot.name


def count_word(count: int, language: Language) -> str:
    """A small count as a word, a larger one in digits."""
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
    """Which round it is, and how many ballots of it were collected."""
    held, all_of = len(found.ballots), len(found.ballots) + len(found.outstanding)
    return language.ngettext(
        "Round {round}: {held} of {count} ballot collected.",
        "Round {round}: {held} of {count} ballots collected.",
        all_of,
        round=language.number(found.round),
        held=language.number(held),
    )


def state_sentence(panel: Panel, language: Language) -> str:
    """Whether the panel has agreed."""
    if panel.agreed is None:
        return language.gettext("The panel has not agreed yet.")
    return language.gettext("The panel agreed on {day}.", day=panel.agreed.date())


def spread_sentence(found: PanelOverview, language: Language) -> str:
    """On how many criteria the ballots differ, and by how much at most."""
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
    """Alpha with its interval, or why there is none."""
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
    """What alpha is, and how many draws gave none."""
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
    """`Ready for two of three; Not ready for one.`; empty where all ballots give one verdict."""
    if not found.hangs:
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


def hangs_sentence(found: PanelOverview, language: Language) -> str:
    """That the verdict depends on a disagreement, or did until the panel agreed, and how the ballots divide.

    It is empty where the verdict does not hang.
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
    """That every ballot gives one verdict, and whether a criterion alone could change it."""
    if not found.verdicts or found.hangs:
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
    """The verdicts by how many ballots give them, of as many the better first."""
    order = list(VerdictState)
    return sorted(Counter(verdicts).items(), key=lambda each: (-each[1], order.index(each[0])))


def dispute_text(dispute: Dispute, found: PanelOverview, language: Language) -> str:
    """`Outputs are re-tested: Ana Ruiz, CFO 3 · R. Marsh, CTO 1`."""
    answers = answers_text(dispute.spread, found.ballots, language)
    return f"{language.shipped(dispute.spread.criterion.title)}: {answers}"


def answers_text(spread: Spread, ballots: Sequence[Ballot], language: Language) -> str:
    """Each person with their answer."""
    return " · ".join(answer_lines(spread, ballots, language))


def answer_lines(spread: Spread, ballots: Sequence[Ballot], language: Language) -> list[str]:
    """Each person with their answer, apart."""
    return [
        f"{person_text(ballot)} {answer_text(answer, language)}"
        for ballot, answer in zip(ballots, spread.answers, strict=True)
    ]


def reason_lines(spread: Spread, ballots: Sequence[Ballot]) -> list[str]:
    """Who gave which reason, of those who gave one."""
    given = zip(ballots, spread.answers, strict=True)
    return [
        f"{person_text(ballot)}: {answer.rationale}"
        for ballot, answer in given
        if answer and answer.rationale
    ]


def decides_text(dispute: Dispute, language: Language) -> str:
    """Between which verdicts a dispute decides; empty where it decides nothing."""
    if not dispute.decides:
        return ""
    order = list(VerdictState)
    words = [verdict_word(each, language) for each in sorted(dispute.verdicts, key=order.index)]
    return language.gettext("decides between {verdicts}", verdicts=language.listed(words))


def settled_text(score: Score, language: Language) -> str:
    """What a panel settled on: `Settled on 2: the drill failed twice`."""
    return language.gettext(
        "Settled on {level}: {reason}", level=answer_text(score, language), reason=score.rationale
    )


def dissent_text(dissent: Dissent, language: Language) -> str:
    """Who answered otherwise, and why: `R. Marsh, CTO: 1, where 2 was agreed on. The drill failed`."""
    text = language.gettext(
        "{person}: {answer}, where {agreed} was agreed on.",
        person=person_text(dissent.ballot),
        answer=answer_text(dissent.answer, language),
        agreed=answer_text(dissent.agreed, language),
    )
    return f"{text} {dissent.answer.rationale}".strip()


def dissent_line(dissent: Dissent, language: Language) -> str:
    """The same, led by the criterion, where no heading names it."""
    return f"{language.shipped(dissent.criterion.title)}: {dissent_text(dissent, language)}"


def ballot_sentence(paper: BallotPaper, file: str, language: Language) -> str:
    """How much of a ballot is answered, or that it was handed in and is to be sent back."""
    if paper.handed_in is not None:
        return language.gettext(
            "Handed in on {day}, seal {seal}. Send {file} back to whoever sent it to you.",
            day=paper.handed_in.date(),
            seal=paper.seal[:SHORT_SEAL],
            file=file,
        )
    return answered_sentence(paper, language)


def answered_sentence(paper: BallotPaper, language: Language) -> str:
    """How many criteria of a ballot are answered."""
    return language.ngettext(
        "{done} of {count} criterion answered.",
        "{done} of {count} criteria answered.",
        len(paper.invitation.rubric.criteria),
        done=language.number(answered(paper)),
    )


def collected_sentence(name: str, number: int, seal: str, *, held: bool, language: Language) -> str:
    """That a ballot was taken, or is held already, with the beginning of its seal."""
    values = {"name": name, "round": language.number(number), "seal": seal[:SHORT_SEAL]}
    if held:
        return language.gettext("{name}, round {round}: held already, seal {seal}.", **values)
    return language.gettext("{name}, round {round}: collected, seal {seal}.", **values)


def panel_lines(found: PanelOverview, language: Language) -> Iterator[str]:
    """The state of the panel, a sentence a line: rounds, agreement, and the verdict that hangs."""
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
    if text := hangs_sentence(found, language) or same_sentence(found, language):
        yield text
    yield state_sentence(found.panel, language)
