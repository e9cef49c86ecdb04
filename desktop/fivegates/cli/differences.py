"""The command that compares two reviews of an initiative criterion by criterion."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from fivegates.actions import queries
from fivegates.actions.queries import bridge_of
from fivegates.cli.output import Plain, json_text
from fivegates.cli.parameters import AS_JSON, INITIATIVE, PORTFOLIO
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language
from fivegates.domain.review.review import InitiativeRecord, Review
from fivegates.domain.trend.bridge import Bridge
from fivegates.domain.trend.differences import Difference, differences
from fivegates.domain.verdict.verdict import CriterionResult
from fivegates.domain.wording.differences import answer_words, differences_sentence, why_words
from fivegates.domain.wording.finality import review_title
from fivegates.domain.wording.overview import name_text


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reviews of an initiative, and their criteria; `listed` are those that are printed."""

    of: InitiativeRecord
    bridge: Bridge
    found: tuple[Difference, ...]
    listed: Sequence[Difference]

    @property
    def reviews(self) -> tuple[Review, Review]:
        """The earlier one and the later one."""
        return self.bridge.earlier.review, self.bridge.later.review


def differences_as_json(compared: Compared, language: Language) -> str:
    """An object with both reviews and an object a criterion; only `text` and `why` are translated.

    A criterion is null in the review whose rubric has not got it.
    """
    earlier, later = compared.reviews
    plain: Plain = {
        "code": compared.of.initiative.code,
        "name": compared.of.initiative.name,
        "from": _review(earlier),
        "to": _review(later),
        "text": differences_sentence(compared.bridge, compared.found, language),
        "criteria": [_difference(each, language) for each in compared.listed],
    }
    return json_text(plain)


def _review(review: Review) -> Plain:
    return {"date": review.dated.isoformat(), "number": review.seal.number if review.seal else None}


def _difference(found: Difference, language: Language) -> Plain:
    return {
        "criterion": found.criterion.id,
        "moved": found.moved,
        "causes": [cause.value for cause in found.causes],
        "why": why_words(found, language),
        "from": _answer(found.before),
        "to": _answer(found.after),
    }


def _answer(result: CriterionResult | None) -> Plain:
    if result is None:
        return None
    return {
        "standing": result.standing.value,
        "claimed": result.claimed,
        "effective": result.effective,
        "rationale": result.score.rationale,
    }


def differences_as_text(compared: Compared, language: Language) -> str:
    """Both reviews and how many criteria differ, then each that is listed with both rationales."""
    initiative = compared.of.initiative
    lines = [
        f"{initiative.code}  {name_text(initiative, language)}",
        *(f"  {review_title(review, compared.of, language)}" for review in compared.reviews),
        f"  {differences_sentence(compared.bridge, compared.found, language)}",
    ]
    gate = ""
    for each in compared.listed:
        if each.gate != gate:
            gate = each.gate
            lines += ["", f"  {gate}"]
        lines += _lines(each, compared.reviews, language)
    return "\n".join(lines)


def _lines(found: Difference, reviews: tuple[Review, Review], language: Language) -> Iterator[str]:
    """A criterion with both answers and the cause; below, the rationales where they differ."""
    before, after = answer_words(found.before, language), answer_words(found.after, language)
    answer = f"{before} → {after}" if found.moved else after
    yield f"    {found.criterion.title}: {answer} · {why_words(found, language)}"
    rationales = found.rationale_before, found.rationale_after
    if rationales[0] != rationales[1]:
        for review, rationale in zip(reviews, rationales, strict=True):
            text = " ".join(rationale.split()) or language.gettext("No rationale")
            yield f"      {language.short_date(review.dated)}: {text}"


@click.command("differences")
@PORTFOLIO
@INITIATIVE
@click.option(
    "--from",
    "earlier",
    metavar="DAY|NUMBER",
    help="The review of a day, or a final one; the one before the other when left out.",
)
@click.option(
    "--to",
    "later",
    metavar="DAY|NUMBER",
    help="The review of a day, or a final one; the latest when left out.",
)
@click.option("--all", "every", is_flag=True, help="Print criteria that do not differ too.")
@AS_JSON
@click.pass_obj
def print_differences(  # noqa: PLR0913 - one argument an option
    session: Session,
    file: Path,
    code: str,
    earlier: str | None,
    later: str | None,
    *,
    every: bool,
    as_json: bool,
) -> None:
    """Compare two reviews of an initiative of FILE by criterion.

    Each criterion is printed with its level in both, why it moved, and both rationales where they differ.
    """
    with opened_for_command(file) as opened:
        of = queries.record(opened, queries.find_initiative(opened, code))
        one, other = _chosen(of, earlier, later)
        bridge = bridge_of(opened, of, one.id, other.id)
    found = differences(bridge)
    compared = Compared(of, bridge, found, [each for each in found if every or each.differs])
    as_text = differences_as_json if as_json else differences_as_text
    click.echo(as_text(compared, session.language))


def _chosen(of: InitiativeRecord, earlier: str | None, later: str | None) -> tuple[Review, Review]:
    """The two reviews that are named. Raises UserError where there are no two."""
    other = queries.latest_review(of) if later is None else queries.review_named(of, later)
    if earlier is not None:
        one = queries.review_named(of, earlier)
    else:
        before = [each for each in of.reviews if each.id != other.id and each.dated <= other.dated]
        one = before[-1] if before else other
    if one.id == other.id:
        raise UserError("{name} has no second review to compare with.", name=of.initiative.name)
    return one, other
