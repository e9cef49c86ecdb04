"""The commands that make a review final, and print the history of an initiative."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import click

from fivegates.actions import queries
from fivegates.actions.evidence_calendar import latest_bridge, latest_promise
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.finalising import current_receipt, finalise_review
from fivegates.actions.two_days import both_assessed
from fivegates.cli.economics_json import decimal_text
from fivegates.cli.output import Plain, json_number, json_text
from fivegates.cli.parameters import AS_JSON, FILE, INITIATIVE, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.cli.signing_key import signing_key
from fivegates.cli.verdict import NAME_WIDTH, on_day_as_plain
from fivegates.domain.fields import MOMENT, plain_of_record
from fivegates.domain.initiative.decisions import Decision
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import VerdictSummary
from fivegates.domain.review.history import current_reviews, superseded_numbers
from fivegates.domain.review.review import InitiativeRecord, Review, Seal
from fivegates.domain.review.signatures import key_fingerprint
from fivegates.domain.trend.bridge import Bridge, Part
from fivegates.domain.trend.promise import Outlook, Promise
from fivegates.domain.two_days import DatedAssessments
from fivegates.domain.wording.decisions import condition_text, outcome_word, threshold_text
from fivegates.domain.wording.finality import correction_sentence, review_title, seal_sentence
from fivegates.domain.wording.overview import name_text
from fivegates.domain.wording.trend import (
    bridge_sentence,
    cause_word,
    move_text,
    points_text,
    promise_sentences,
)
from fivegates.domain.wording.two_days import as_of_sentence, later_reviews_sentence, two_days_sentence
from fivegates.domain.wording.words import gate_word, score_text, verdict_word


@dataclass(frozen=True, slots=True)
class Printed:
    """The history of an initiative as of a day.

    `of` has the decisions that are printed; `later_decisions` counts those after the day, which are not.
    `on_day` is what the rules say of the latest review on the day, or on its own where that is later; None
    without a review. `bridge` leads from the last final review to the latest, and `promise` is what that one
    projected beside what came by the day.
    """

    of: InitiativeRecord
    day: date
    verdicts: Sequence[tuple[Review, VerdictSummary]]
    on_day: DatedAssessments | None
    bridge: Bridge | None
    promise: Promise | None
    later_decisions: int = 0


def history_of(opened: OpenPortfolio, record: InitiativeRecord, day: date, *, only_by_day: bool) -> Printed:
    """Collect the history; with `only_by_day` without decisions after the day.

    Raises UserError where another program has spoilt what was sealed.
    """
    decisions = tuple(each for each in record.decisions if each.dated <= day or not only_by_day)
    current = current_reviews(record)
    return Printed(
        replace(record, decisions=decisions),
        day,
        queries.verdict_history(opened, record),
        both_assessed(opened, record, current[-1], day) if current else None,
        latest_bridge(opened, record),
        latest_promise(opened, record, day),
        len(record.decisions) - len(decisions),
    )


def bridge_as_plain(bridge: Bridge | None) -> Plain:
    """The bridge: what changed readiness and verdict from the last final review to the latest, by cause.

    The points of all parts add up to the difference, exactly where they are whole; a figure that is
    not known is null. None where no review before the latest is final. Nothing in it is translated.
    """
    if bridge is None:
        return None
    return {
        "from": bridge.earlier.review.dated.isoformat(),
        "to": bridge.later.review.dated.isoformat(),
        "readiness_before": json_number(bridge.start.readiness),
        "readiness_now": json_number(bridge.end.readiness),
        "verdict_before": bridge.start.state.value,
        "verdict_now": bridge.end.state.value,
        "parts": [_part(part) for part in bridge.parts],
    }


def _part(part: Part) -> Plain:
    """Return a cause with its points, the verdict after it, and its criteria with the effective levels."""
    return {
        "cause": part.cause.value,
        "points": json_number(part.effect),
        "verdict": part.verdict_after.value,
        "criteria": [
            {"criterion": move.criterion, "before": move.before, "now": move.after} for move in part.criteria
        ],
    }


def history_as_json(printed: Printed, language: Language) -> str:
    """An object with the reviews and the decisions, each oldest first, and what moved the latest review.

    `on_day` is the verdict on the latest review as of `date`, and `promise` what the final review before it
    projected, beside what came of it by then. A review is `superseded` once another one corrects it, draft
    or final. Only `text` is translated.
    """
    of = printed.of
    superseded = superseded_numbers(of.reviews)
    plain: Plain = {
        "code": of.initiative.code,
        "name": of.initiative.name,
        "date": printed.day.isoformat(),
        "reviews": [_review(review, summary, superseded) for review, summary in printed.verdicts],
        "decisions": [plain_of_record(decision) for decision in of.decisions],
        "later_decisions": printed.later_decisions,
        "on_day": None if printed.on_day is None else on_day_as_plain(printed.on_day, language),
        "bridge": bridge_as_plain(printed.bridge),
        "promise": None if printed.promise is None else _promise(printed.promise),
    }
    return json_text(plain)


def _promise(promise: Promise) -> Plain:
    """Both outlooks, each with its day; an unknown figure is null."""
    return {
        "projected": {
            **_outlook(promise.then),
            "unit_cost": decimal_text(promise.then.prospect.target_unit_cost),
        },
        "came": {**_outlook(promise.now), "unit_cost": decimal_text(promise.now.prospect.unit_cost)},
        "stage": promise.stage.value,
    }


def _outlook(seen: Outlook) -> dict[str, Plain]:
    """Volume, go-live and the effort of the path; a projection is at the target volume."""
    prospect, path = seen.prospect, seen.path
    return {
        "date": seen.on.isoformat(),
        "currency": prospect.currency,
        "month": str(prospect.month) if prospect.month else None,
        "volume": prospect.volume,
        "target_volume": prospect.target_volume,
        "go_live": seen.go_live.isoformat() if seen.go_live else None,
        "effort": None if path.obstacles else json_number(path.effort),
    }


def _review(review: Review, summary: VerdictSummary, superseded: frozenset[int]) -> Plain:
    """Return a review with its verdict and its seal, as plain data."""
    seal = review.seal
    return {
        "date": review.dated.isoformat(),
        "reviewer": review.reviewer,
        "rubric": {"id": review.rubric_id, "version": review.rubric_version},
        "state": "draft" if seal is None else "final",
        "verdict": summary.verdict.value,
        "readiness": json_number(summary.readiness),
        "gates": [
            {"id": gate.gate, "state": gate.state.value, "score": json_number(gate.score)}
            for gate in summary.gates
        ],
        "final": None if seal is None else _seal(seal),
        "supersedes": review.supersedes,
        "correction": review.correction,
        "superseded": seal is not None and seal.number in superseded,
    }


def _seal(seal: Seal) -> Plain:
    """The seal: who made the review final and when, and its link in the chain."""
    plain: dict[str, Plain] = {
        "number": seal.number,
        "by": seal.by,
        "at": seal.at.strftime(MOMENT),
        "hash": seal.hash,
        "signer": seal.signer or None,
        "fingerprint": key_fingerprint(seal.signer) if seal.signer else None,
    }
    return plain


def history_as_text(printed: Printed, language: Language) -> str:
    """Name the initiative and the day, then its reviews with their seals, what moved, and its decisions.

    Reviews and decisions come oldest first.
    """
    of = printed.of
    lines = [
        f"{of.initiative.code}  {name_text(of.initiative, language)}",
        f"  {as_of_sentence(printed.day, language)}",
        *(f"  {sentence}" for sentence in _later(printed, language)),
    ]
    if not printed.verdicts:
        lines.append(f"  {language.gettext('Not reviewed yet.')}")
    for review, summary in printed.verdicts:
        lines += ["", *_review_text(of, review, summary, language)]
    since = two_days_sentence(printed.on_day.two_days, language) if printed.on_day else ""
    lines += ["", f"  {since}"] if since else []
    if printed.bridge is not None:
        lines += ["", *_bridge(printed.bridge, language)]
    lines += [f"  {sentence}" for sentence in promise_sentences(printed.promise, language)]
    if of.decisions:
        lines += ["", f"  {language.gettext('Decisions')}"]
    for decision in of.decisions:
        lines += _decision(decision, language)
    return "\n".join(lines)


def _later(printed: Printed, language: Language) -> Iterator[str]:
    """Notes on reviews after the day, and on decisions left out for that reason."""
    dates = (review.dated for review, _reached in printed.verdicts)
    later = later_reviews_sentence(dates, printed.day, language)
    if later:
        yield later
    count = printed.later_decisions
    if count:
        yield language.ngettext(
            "{count} later decision is left out.", "{count} later decisions are left out.", count
        )


def _review_text(
    of: InitiativeRecord, review: Review, summary: VerdictSummary, language: Language
) -> Iterator[str]:
    """Yield the lines of a review: its verdict and rubric, what it corrects, its seal, its gates."""
    yield f"  {review_title(review, of, language)}"
    word = verdict_word(summary.verdict, language)
    rubric = language.gettext("rubric {id} {version}", id=review.rubric_id, version=review.rubric_version)
    yield f"    {word} · {score_text(summary.readiness, language)} · {rubric}"
    if review.supersedes is not None:
        yield f"    {correction_sentence(review, language)}"
    if review.seal is not None:
        yield f"    {seal_sentence(review.seal, language)}"
        yield f"    {review.seal.hash}"
    widest = max([NAME_WIDTH, *(len(language.shipped(gate.name)) for gate in summary.gates)])
    for gate in summary.gates:
        state, score = gate_word(gate.state, language), score_text(gate.score, language)
        yield f"      {language.shipped(gate.name):<{widest}} {state:<14} {score:>5}"


def _bridge(bridge: Bridge, language: Language) -> Iterator[str]:
    """The bridge in a sentence, then each cause with its points and its criteria."""
    yield f"  {bridge_sentence(bridge, language)}"
    for part in bridge.parts:
        yield f"    {points_text(part, language):>4}  {cause_word(part.cause, language)}"
        yield from (f"            {move_text(move, bridge, language)}" for move in part.criteria)


def _decision(decision: Decision, language: Language) -> Iterator[str]:
    """Yield the lines of a decision with its conditions and thresholds."""
    day, outcome = language.long_date(decision.dated), outcome_word(decision.outcome, language)
    yield f"  {day} · {outcome} · {decision.by}"
    if decision.rationale:
        yield f"    {decision.rationale}"
    for condition in decision.conditions:
        yield f"      {condition_text(condition, language)}"
    for threshold in decision.thresholds:
        yield f"      {threshold_text(threshold, language)}"


@click.command("finalise")
@PORTFOLIO
@INITIATIVE
@click.option("--by", required=True, metavar="NAME", help="Who makes it final.")
@click.option("--key", type=FILE, metavar="PEM", help="The file with the key that signs it.")
@click.option("--unsigned", is_flag=True, help="Do not sign it.")
@click.pass_obj
def finalise(  # noqa: PLR0913 - what the user gave
    session: Session, file: Path, code: str, by: str, *, key: Path | None, unsigned: bool
) -> None:
    """Make the latest draft of an initiative of FILE final.

    It is sealed, chained to the final review before it, and never changes again. The seal is signed with your
    key in the system's keyring, or with the one in a file.
    """
    if unsigned and key is not None:
        message = "Name a --key, or leave it --unsigned."
        raise click.UsageError(message)
    signs = None if unsigned else signing_key(key, session.language)
    with opened_for_command(file, to_edit=True) as opened:
        initiative_id = queries.find_initiative(opened, code)
        draft = queries.latest_draft(queries.record(opened, initiative_id))
        finalise_review(opened, draft.id, by, datetime.now(UTC), signs)
        seal = queries.find_review(queries.record(opened, initiative_id), draft.id).seal
    if seal is not None:
        click.echo(f"{seal_sentence(seal, session.language)}\n{seal.hash}")


@click.command("history")
@PORTFOLIO
@click.argument("code", required=False, help="The code of an initiative, such as CLM-TRIAGE.")
@SEEN_FROM
@AS_JSON
@click.option("--receipt", is_flag=True, help="Print the receipt for the chain of final reviews alone.")
@click.pass_obj
def print_history(  # noqa: PLR0913 - what the user gave
    session: Session, file: Path, code: str | None, *, day: datetime | None, as_json: bool, receipt: bool
) -> None:
    """Print every review of an initiative of FILE.

    After them come the verdict as of the day, what moved since the last final review, and what was decided.
    With --date later decisions are left out, and each review is as of its own day. With --receipt it is one
    line for the whole of FILE; kept elsewhere, it shows later whether final reviews were replaced or removed.
    """
    if receipt == (code is not None):
        message = "Name an initiative, or ask for the --receipt of the whole file."
        raise click.UsageError(message)
    if receipt and day is not None:
        message = "A --receipt is for the chain as it is now; leave out --date."
        raise click.UsageError(message)
    with opened_for_command(file) as opened:
        if code is None:
            click.echo(current_receipt(opened).line)
            return
        of = queries.record(opened, queries.find_initiative(opened, code))
        printed = history_of(opened, of, day_or_today(day), only_by_day=day is not None)
    as_text = history_as_json if as_json else history_as_text
    click.echo(as_text(printed, session.language))
