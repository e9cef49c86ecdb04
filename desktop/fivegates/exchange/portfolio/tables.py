"""The workbook sheets of initiatives, latest scores, ideas, framework coverage and capacity plans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final

from fivegates.domain.capacity.settings import CapacitySettings
from fivegates.domain.economics.amounts import rounded, unit_digits
from fivegates.domain.economics.prospects import Prospect
from fivegates.domain.frameworks.coverage import coverages_of_case, unreviewed_case
from fivegates.domain.frameworks.framework import Framework
from fivegates.domain.ideas import Idea
from fivegates.domain.initiative.waivers import last_day
from fivegates.domain.insights.heatmap import GateColumn
from fivegates.domain.language import Language
from fivegates.domain.review.review import InitiativeRecord, Review
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.verdict.path import Path
from fivegates.domain.verdict.verdict import CriterionResult, GateResult, Verdict
from fivegates.domain.wording.capacity import aim_word, sharing_word
from fivegates.domain.wording.evidence import criteria_titles
from fivegates.domain.wording.frameworks import basis_word
from fivegates.domain.wording.ideas import idea_state_word, kind_word
from fivegates.domain.wording.overview import review_word
from fivegates.domain.wording.words import gate_word, stage_word, verdict_word
from fivegates.exchange.sheets import Form, Heading, Money, Row, Value

SCORE_DIGITS: Final = 2
WIDE, TEXT = 28, 48


@dataclass(frozen=True, slots=True)
class Tabled:
    """An initiative with the assessment of its latest review, None before the first, and its money.

    `assessment` is as of the review, `on_day` and the money as of `day`, that of the tables.
    """

    record: InitiativeRecord
    assessment: Assessment | None
    prospect: Prospect
    day: date
    on_day: Assessment | None = None


def named(tabled: Tabled) -> tuple[str, str]:
    """The first cells of every row."""
    return tabled.record.initiative.code, tabled.record.initiative.name


def named_headings(language: Language) -> tuple[Heading, ...]:
    """The columns of code and name."""
    return Heading(language.gettext("Code")), Heading(language.gettext("Initiative"), WIDE)


def yes_no(value: bool, language: Language) -> str:  # noqa: FBT001 - a value, not a switch
    """Yes or no, as a word."""
    return language.gettext("yes") if value else language.gettext("no")


def criterion_title(tabled: Tabled, criterion_id: str, language: Language) -> str:
    """The criterion's title in the rubric of the latest review; its id where that lacks it."""
    if tabled.assessment is None:
        return criterion_id
    (title,) = criteria_titles([criterion_id], tabled.assessment.case.rubric, language)
    return title


def initiatives_form(gates: Sequence[GateColumn], language: Language) -> Form:
    """A row an initiative, with two columns for each of the gates."""
    gettext = language.gettext
    titles = (
        *(gettext("Stage"), gettext("Business unit"), gettext("Sponsor"), gettext("Archived")),
        *(gettext("Review"), gettext("Status"), gettext("Verdict"), gettext("Readiness (%)")),
        *(title for gate in gates for title in _gate_titles(gate, language)),
        *(gettext("Weakest gate"), gettext("As of"), gettext("Verdict then"), gettext("Readiness then (%)")),
        *(gettext("Steps to ready"), gettext("Person-days to ready")),
        *(gettext("Unit"), gettext("Target volume a month"), gettext("Month of the figures")),
        *(gettext("Currency"), gettext("Unit cost"), gettext("Value per unit"), gettext("Margin per unit")),
        *(gettext("Unit cost at target"), gettext("Margin at target")),
    )
    return Form(gettext("Initiatives"), (*named_headings(language), *map(Heading, titles)))


def _gate_titles(gate: GateColumn, language: Language) -> tuple[str, str]:
    """State and score of one gate."""
    name = language.shipped(gate.name)
    return name, language.gettext("{gate} (%)", gate=name)


def initiative_row(tabled: Tabled, gates: Sequence[GateColumn], language: Language) -> Row:
    """Return the row of an initiative, with empty cells for unknown values."""
    initiative, found = tabled.record.initiative, tabled.assessment
    return (
        *named(tabled),
        stage_word(initiative.stage, language),
        initiative.business_unit,
        initiative.sponsor,
        yes_no(initiative.archived, language),
        *(_review_cells(found, language) if found else (None, None, review_word(None, language), None)),
        *_gate_cells(found.verdict if found else None, gates, language),
        language.shipped(found.verdict.weakest.gate.name) if found and found.verdict.weakest else None,
        *_cells_of_day(tabled.on_day, language),
        initiative.unit,
        initiative.target_volume,
        *_money_cells(tabled.prospect),
    )


def _review_cells(found: Assessment, language: Language) -> tuple[Value, ...]:
    """Day, status, verdict and readiness of the latest review."""
    review = found.case.review
    return (
        review.dated,
        status_word(review, language),
        verdict_word(found.verdict.state, language, found.verdict.waived_until),
        rounded_score(found.verdict.readiness),
    )


def status_word(review: Review, language: Language) -> str:
    """The status of a review: draft or final."""
    return language.gettext("Draft") if review.seal is None else language.gettext("Final")


def _gate_cells(verdict: Verdict | None, gates: Sequence[GateColumn], language: Language) -> Iterator[Value]:
    """State and score of each gate that the review has."""
    results = {result.gate.id: result for result in verdict.gates} if verdict else {}
    for gate in gates:
        result = results.get(gate.gate)
        yield gate_word(result.state, language) if result else None
        yield rounded_score(result.score) if result else None


def _cells_of_day(found: Assessment | None, language: Language) -> tuple[Value, ...]:
    """The day of the tables with verdict, readiness and path as of it."""
    if found is None:
        return (None,) * 5
    verdict = found.verdict
    word = verdict_word(verdict.state, language, verdict.waived_until)
    judged = found.case.review.dated, word, rounded_score(verdict.readiness)
    return (*judged, *path_cells(found.path))


def path_cells(path: Path) -> tuple[Value, ...]:
    """The effort of the shortest path; empty where no steps open every gate."""
    return (None, None) if path.obstacles else (len(path.steps), path.effort)


def _money_cells(prospect: Prospect) -> tuple[Value, ...]:
    """Cost and value of a unit, in the latest month with actual figures and at target volume."""
    value, cost = prospect.unit_value, prospect.unit_cost
    margin = None if value is None or cost is None else value - cost
    amounts = (cost, value, margin, prospect.target_unit_cost, prospect.target_margin)
    currency = prospect.currency
    return prospect.month, currency, *(unit_amount(amount, currency) for amount in amounts)


def unit_amount(amount: Fraction | None, currency: str) -> Money | None:
    """Money of one unit, rounded half up as every paper rounds it: a quotient has no last digit."""
    if amount is None:
        return None
    digits = unit_digits(amount, currency)
    return Money(rounded(amount, digits), currency, digits)


def rounded_score(score: Fraction | None) -> Decimal | None:
    """A score of 0 to 100, rounded down; None where there is none, never zero."""
    scale = 10**SCORE_DIGITS
    return None if score is None else rounded(Fraction(floor(score * scale), scale), SCORE_DIGITS)


def scores_form(language: Language) -> Form:
    """A row for each criterion of the latest review."""
    gettext = language.gettext
    return Form(
        gettext("Scores"),
        (
            *named_headings(language),
            *map(Heading, (gettext("Review"), gettext("Gate"))),
            Heading(gettext("Criterion"), WIDE),
            *map(Heading, (gettext("Required"), gettext("Claimed level"), gettext("Level that counts"))),
            Heading(gettext("Not applicable, because"), WIDE),
            Heading(gettext("Approved by"), WIDE),
            Heading(gettext("Look again by")),
            Heading(gettext("Waived until")),
            Heading(gettext("Rationale"), TEXT),
        ),
    )


def score_rows(tabled: Tabled, language: Language) -> Iterator[Row]:
    """Every criterion; an unanswered one has no level."""
    if tabled.assessment is not None:
        for gate in tabled.assessment.verdict.gates:
            for result in gate.criteria:
                yield (
                    *named(tabled),
                    tabled.assessment.case.review.dated,
                    *_score_cells(gate, result, language),
                )


def _score_cells(gate: GateResult, result: CriterionResult, language: Language) -> tuple[Value, ...]:
    """The claimed and the effective level."""
    left_out = result.score.not_applicable
    return (
        language.shipped(gate.gate.name),
        language.shipped(result.criterion.title),
        yes_no(result.criterion.required, language),
        result.claimed,
        result.effective,
        left_out.reason if left_out else None,
        left_out.approver if left_out else None,
        left_out.review_by if left_out else None,
        last_day(result.waiver) if result.waiver else None,
        result.score.rationale,
    )


def capacity_form(language: Language) -> Form:
    """The form with a row per setting; days are person-days, or days a week."""
    gettext = language.gettext
    return Form(
        gettext("Capacity"),
        (
            Heading(gettext("Setting"), WIDE),
            Heading(gettext("Of whom or what"), WIDE),
            Heading(gettext("Value"), WIDE),
        ),
        1,
    )


def capacity_rows(settings: CapacitySettings, language: Language) -> Iterator[Row]:
    """The settings, in the order of the window's form; empty where none are stored."""
    if settings == CapacitySettings():
        return
    gettext = language.gettext
    whole = (
        (gettext("Person-days"), settings.total),
        (gettext("Ready by"), settings.until),
        (gettext("Plan for"), aim_word(settings.aim, language)),
        (gettext("At least so many initiatives"), settings.at_least),
        (gettext("Days a week for steps nobody owns"), settings.unassigned),
        (gettext("Most initiatives of a business unit"), settings.per_unit),
        (gettext("Steps that count once for several"), sharing_word(settings.sharing, language)),
    )
    yield from ((title, None, value) for title, value in whole if value is not None)
    for owner in settings.owners:
        yield gettext("Days a week"), owner.name, owner.days
    for each in settings.after:
        yield gettext("Ready no earlier than"), each.code, each.after


def frameworks_form(language: Language) -> Form:
    """The form with a row per framework item and initiative, as of the day of the tables."""
    gettext = language.gettext
    return Form(
        gettext("Frameworks"),
        (
            *named_headings(language),
            Heading(gettext("Archived")),
            Heading(gettext("As of")),
            Heading(gettext("Framework"), WIDE),
            *map(Heading, (gettext("Version"), gettext("Part"), gettext("Item"))),
            Heading(gettext("What it asks for"), TEXT),
            Heading(gettext("Applies from")),
            Heading(gettext("Rests on"), WIDE),
            Heading(gettext("Until")),
            Heading(gettext("Criteria"), WIDE),
            Heading(gettext("Criteria not asked"), WIDE),
            Heading(gettext("Not covered"), TEXT),
        ),
    )


def framework_rows(
    tabled: Tabled, frameworks: Sequence[Framework], rubric: Rubric, language: Language
) -> Iterator[Row]:
    """Every item, which rests on nothing before the first review, where `rubric` is that of new ones."""
    found, at_review = tabled.on_day, tabled.assessment
    initiative = tabled.record.initiative
    case = found.case if found else unreviewed_case(rubric, tabled.day)
    reviewed = at_review.case.review.dated if at_review else None
    verdict = found.verdict if found else None
    for coverage in coverages_of_case(frameworks, initiative, case, reviewed, verdict):
        framework = coverage.framework
        for each in coverage.items:
            yield (
                *named(tabled),
                yes_no(initiative.archived, language),
                coverage.on,
                language.shipped(framework.name),
                language.shipped(framework.version),
                language.shipped(each.item.part),
                each.item.ref,
                language.shipped(each.item.title),
                each.item.applies_from,
                basis_word(each.basis, language),
                each.until,
                ", ".join(criterion.result.criterion.id for criterion in each.criteria),
                ", ".join(each.absent),
                language.shipped(each.item.not_covered),
            )


def ideas_form(language: Language) -> Form:
    """A row an idea."""
    gettext = language.gettext
    return Form(
        gettext("Ideas"),
        (
            Heading(gettext("Number")),
            Heading(gettext("Written down")),
            Heading(gettext("Idea"), WIDE),
            Heading(gettext("Problem"), TEXT),
            Heading(gettext("Without AI"), TEXT),
            Heading(gettext("Owner"), WIDE),
            Heading(gettext("Written down by"), WIDE),
            Heading(gettext("Whose time"), WIDE),
            Heading(gettext("What they do instead"), TEXT),
            Heading(gettext("Risk lowered"), TEXT),
            Heading(gettext("Penalties avoided"), TEXT),
            Heading(gettext("Data"), TEXT),
            Heading(gettext("Risk class expected"), WIDE),
            *map(Heading, (gettext("Kind"), gettext("State"), gettext("Decided on"))),
            Heading(gettext("Decided by"), WIDE),
            Heading(gettext("Reason"), TEXT),
            Heading(gettext("Became")),
        ),
    )


def idea_row(idea: Idea, language: Language) -> Row:
    """Return the row of an idea, with empty cells for missing fields."""
    return (
        idea.id,
        idea.dated,
        idea.title,
        idea.problem,
        idea.without_ai,
        idea.owner,
        idea.by,
        idea.whose_time,
        idea.instead,
        idea.risk,
        idea.penalties,
        idea.data,
        idea.expected_class,
        kind_word(idea.kind, language) if idea.kind else None,
        idea_state_word(idea.state, language),
        idea.decided,
        idea.decided_by,
        idea.reason,
        idea.initiative,
    )
