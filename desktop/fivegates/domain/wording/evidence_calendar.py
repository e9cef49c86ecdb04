"""Sentences on the expiry of evidence and the fall of the verdict."""

from collections.abc import Sequence
from datetime import date

from fivegates.domain.evidence_calendar import Calendar, DueAnswer, Fall, Lapse, ProofsOf, WaiverEnd
from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.evidence_rule import Proof
from fivegates.domain.verdict.states import ProofState, VerdictState
from fivegates.domain.wording.relative_days import held_text
from fivegates.domain.wording.two_days import as_of_sentence
from fivegates.domain.wording.words import change_phrase, listed_topics, short_name, verdict_word


def calendar_sentence(
    calendar: Calendar, rubric: Rubric, language: Language, seen_from: date | None = None
) -> str:
    """Effect of time alone: "Ready until 14 March 2027, then Not ready: the proof of … lapses.".

    `seen_from` is the day of the surrounding page; a calendar of another day, that of a later review,
    names its own.
    """
    texts = [_outlook(calendar, rubric, language)]
    if seen_from not in {None, calendar.on}:
        texts.insert(0, as_of_sentence(calendar.on, language))
    if calendar.claims_behind:
        texts.append(_behind(calendar.claims_behind, language))
    return " ".join(texts)


def until_text(calendar: Calendar, language: Language) -> str:
    """The verdict with its last day, for a table row."""
    if calendar.fall is None:
        return verdict_word(calendar.verdict, language, calendar.waived_until)
    word = verdict_word(calendar.verdict, language)
    day = language.long_date(calendar.fall.last_day)
    if calendar.verdict is VerdictState.WAIVED and calendar.fall.last_day != calendar.waived_until:
        return language.gettext("{verdict}; this holds until {day}", verdict=word, day=day)
    return language.gettext("{verdict} until {day}", verdict=word, day=day)


def fall_text(calendar: Calendar, language: Language) -> str:
    """The next verdict and its day: `Ready until 14 March 2027, then Not ready`."""
    until = until_text(calendar, language)
    if calendar.fall is None:
        return until
    then = verdict_word(calendar.fall.verdict, language)
    return language.gettext("{until}, then {verdict}", until=until, verdict=then)


def _behind(count: int, language: Language) -> str:
    """Number of claims that rest on expired or voided proof."""
    return language.ngettext(
        "{count} claim rests on proof that is no longer current.",
        "{count} claims rest on proof that is no longer current.",
        count,
    )


def _outlook(calendar: Calendar, rubric: Rubric, language: Language) -> str:
    """Effect of time alone on the verdict."""
    if calendar.fall is not None:
        return _falling(calendar.fall, calendar, rubric, language)
    verdict = verdict_word(calendar.verdict, language)
    if not calendar.ahead:
        return language.gettext("{verdict}; no proof lapses from here on.", verdict=verdict)
    first = calendar.ahead[0]
    values = {
        "verdict": verdict,
        "topic": listed_topics(
            [language.shipped(rubric.criterion(each).topic) for each in first.criteria], language
        ),
        "day": language.long_date(first.last_day),
    }
    if calendar.verdict is VerdictState.NOT_READY:
        return language.gettext(
            "{verdict} as it is; the next proof to lapse is that of {topic}, good until {day}.", **values
        )
    return language.gettext(
        "{verdict}, whatever lapses; the next proof to do so is that of {topic}, good until {day}.",
        **values,
    )


def _falling(fall: Fall, calendar: Calendar, rubric: Rubric, language: Language) -> str:
    """Last day of the verdict, and the proofs and waivers that end it."""
    causes = []
    if fall.criteria or not fall.waived:
        topics = [language.shipped(rubric.criterion(criterion).topic) for criterion in fall.criteria]
        causes.append(
            language.ngettext(
                "the proof of {topics} lapses",
                "the proofs of {topics} lapse",
                len(topics),
                topics=listed_topics(topics, language),
            )
        )
    if fall.waived:
        topics = [language.shipped(rubric.criterion(criterion).topic) for criterion in fall.waived]
        causes.append(
            language.ngettext(
                "the waiver for {topics} ends",
                "the waivers for {topics} end",
                len(topics),
                topics=listed_topics(topics, language),
            )
        )
    return language.gettext(
        "{outlook}: {causes}.", outlook=fall_text(calendar, language), causes=language.listed(causes)
    )


def lapse_text(lapse: Lapse, calendar: Calendar, language: Language) -> str:
    """Last day of one proof, in the past tense once it is over: `good until 14 March 2027`."""
    day = language.long_date(lapse.last_day)
    ahead = lapse.last_day >= calendar.on
    if lapse.voided and ahead:
        return language.gettext("good until {day}, then voided", day=day)
    if lapse.voided:
        return language.gettext("was good until {day}, then voided", day=day)
    return held_text(day, language, ahead=ahead)


def waiver_end_text(end: WaiverEnd, on: date, language: Language) -> str:
    """Last day of a waiver, past or future, and whether the criterion passes meanwhile."""
    day = language.long_date(end.last_day)
    if end.last_day < on:
        return language.gettext("waived until {day}, and it fails since", day=day)
    if end.needed:
        return language.gettext("waived until {day}", day=day)
    return language.gettext("waived until {day}; it passes", day=day)


def due_answer_text(answer: DueAnswer, on: date, language: Language) -> str:
    """Day by which a "not applicable" answer is to be checked again."""
    day = language.long_date(answer.review_by)
    if answer.review_by < on:
        return language.gettext("“not applicable” was to be looked at again by {day}", day=day)
    return language.gettext("“not applicable” is to be looked at again by {day}", day=day)


def calendar_finding(calendar: Calendar, language: Language) -> str:
    """Effect of time alone on the verdict, as the title of a chart of proofs."""
    verdict = verdict_word(calendar.verdict, language)
    if calendar.behind and calendar.fall is None:
        return language.ngettext(
            "{verdict}; {count} claim rests on proof that is no longer current",
            "{verdict}; {count} claims rest on proof that is no longer current",
            calendar.claims_behind,
            verdict=verdict,
        )
    if calendar.ahead and calendar.fall is None:
        day = language.long_date(calendar.ahead[0].last_day)
        return language.gettext("{verdict}; the next proof lapses after {day}", verdict=verdict, day=day)
    return fall_text(calendar, language)


def rest_of_proofs_text(calendar: Calendar, count: int, language: Language) -> str:
    """Number of proofs that hold longer than those listed, and of those already expired."""
    lapsed = min(count, max(0, len(calendar.behind) - (len(calendar.lapses) - count)))
    if lapsed:
        return language.ngettext(
            "{count} more proof, lapsed too",
            "{count} more proofs, {lapsed} of them lapsed",
            count,
            lapsed=language.number(lapsed),
        )
    return language.ngettext(
        "{count} more proof holds at least as long", "{count} more proofs hold at least as long", count
    )


def portfolio_calendar_sentence(found: Sequence[ProofsOf], language: Language) -> str:
    """Number of verdicts that fall without renewal, the first of them, and expired proofs."""
    falls = [
        (each.calendar.fall.last_day, short_name(each.initiative)) for each in found if each.calendar.fall
    ]
    behind = sum(each.calendar.claims_behind for each in found)
    texts = [_first_to_fall(falls, language)]
    if behind:
        texts.append(_behind(behind, language))
    return " ".join(texts)


def _first_to_fall(falls: Sequence[tuple[date, str]], language: Language) -> str:
    """The first verdict to fall, by day and name."""
    if not falls:
        return language.gettext("No verdict falls by time alone.")
    day, name = min(falls)
    return language.ngettext(
        "{count} verdict falls if nothing is renewed: that on {name}, after {day}.",
        "{count} verdicts fall if nothing is renewed; the first is that on {name}, after {day}.",
        len(falls),
        name=name,
        day=language.long_date(day),
    )


def proof_text(proof: Proof, language: Language) -> str:
    """State of the proof and its last day: "proof good until 15 Oct 2026"."""
    match proof.state:
        case ProofState.CURRENT | ProofState.EXPIRED:
            held = held_text(_lapse(proof, language), language, ahead=proof.state is ProofState.CURRENT)
            return language.gettext("proof {held}", held=held)
        case ProofState.VOIDED:
            return language.gettext("proof voided on {day}", day=_voided_on(proof, language))
        case ProofState.MISSING:
            return language.gettext("no proof")


def proof_sentence(proof: Proof, language: Language) -> str:
    """The evidence and its state; empty where there is none."""
    item = proof.evidence
    if item is None:
        return ""
    values = {"title": item.title, "day": language.long_date(item.dated)}
    if proof.change is not None:
        return language.gettext(
            "“{title}” of {day} was voided by {change} of {changed}",
            **values,
            change=change_phrase(proof.change.kind, language),
            changed=language.long_date(proof.change.dated),
        )
    lapse = language.long_date(proof.lapses_on or item.dated)
    if proof.state is ProofState.EXPIRED:
        return language.gettext("“{title}” of {day} was good until {lapse}", **values, lapse=lapse)
    if proof.ending is not None:
        return language.gettext(
            "“{title}” of {day} is good until {lapse}, then voided by {change}",
            **values,
            lapse=lapse,
            change=change_phrase(proof.ending.kind, language),
        )
    return language.gettext("“{title}” of {day} is good until {lapse}", **values, lapse=lapse)


def _lapse(proof: Proof, language: Language) -> str:
    """Last day of the proof."""
    return language.short_date(proof.lapses_on) if proof.lapses_on else ""


def _voided_on(proof: Proof, language: Language) -> str:
    return language.short_date(proof.change.dated) if proof.change else ""
