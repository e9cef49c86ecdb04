"""The workbook sheets of an initiative's records: evidence, changes, decisions, ledger."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fivegates.domain.economics.ledger import BenefitLine, CostLine, UsageLine
from fivegates.domain.initiative.decisions import Condition
from fivegates.domain.language import Language
from fivegates.domain.wording.decisions import condition_state_word, outcome_word
from fivegates.domain.wording.forecasts import forecast_outcome_word
from fivegates.domain.wording.waivers import waiver_state_word
from fivegates.domain.wording.words import action_status_word, change_kind_word, evidence_kind_word
from fivegates.exchange.portfolio.tables import (
    TEXT,
    WIDE,
    Tabled,
    criterion_title,
    named,
    named_headings,
    score_rows,
    scores_form,
    yes_no,
)
from fivegates.exchange.sheets import Form, Heading, Money, Row, Value


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its form, and the rows of an initiative."""

    form: Callable[[Language], Form]
    rows: Callable[[Tabled, Language], Iterator[Row]]


def _form(language: Language, title: str, *columns: tuple[str, int] | str) -> Form:
    """A form whose rows begin with code and name; a column without a width is narrow."""
    made = (Heading(each) if isinstance(each, str) else Heading(*each) for each in columns)
    return Form(title, (*named_headings(language), *made))


def _evidence_form(language: Language) -> Form:
    gettext = language.gettext
    return _form(
        language,
        gettext("Evidence"),
        (gettext("Criterion"), WIDE),
        (gettext("Further criteria"), WIDE),
        gettext("Kind"),
        gettext("Date"),
        (gettext("Title"), TEXT),
        (gettext("Reference"), WIDE),
        (gettext("File"), WIDE),
        (gettext("Note"), TEXT),
        gettext("Cases tested"),
        gettext("Of these passed"),
    )


def _evidence_rows(tabled: Tabled, language: Language) -> Iterator[Row]:
    for item in tabled.record.evidence:
        yield (
            *named(tabled),
            criterion_title(tabled, item.criterion, language),
            "; ".join(criterion_title(tabled, each, language) for each in item.also) or None,
            evidence_kind_word(item.kind, language),
            item.dated,
            item.title,
            item.reference,
            item.file.name if item.file else None,
            item.note,
            item.cases,
            item.passed,
        )


def _changes_form(language: Language) -> Form:
    gettext = language.gettext
    columns = gettext("Date"), gettext("What changed"), (gettext("How"), TEXT)
    return _form(language, gettext("Changes"), *columns)


def _change_rows(tabled: Tabled, language: Language) -> Iterator[Row]:
    for change in tabled.record.changes:
        yield (*named(tabled), change.dated, change_kind_word(change.kind, language), change.summary)


def _actions_form(language: Language) -> Form:
    gettext = language.gettext
    return _form(
        language,
        gettext("Actions"),
        (gettext("Criterion"), WIDE),
        (gettext("Action"), TEXT),
        gettext("To level"),
        (gettext("Owner"), WIDE),
        gettext("By"),
        gettext("Person-days"),
        gettext("Status"),
    )


def _action_rows(tabled: Tabled, language: Language) -> Iterator[Row]:
    for action in tabled.record.actions:
        yield (
            *named(tabled),
            criterion_title(tabled, action.criterion, language),
            action.title,
            action.target_level,
            action.owner,
            action.due,
            action.effort,
            action_status_word(action.status, language),
        )


def _decisions_form(language: Language) -> Form:
    gettext = language.gettext
    return _form(
        language,
        gettext("Decisions"),
        gettext("Date"),
        (gettext("Outcome"), WIDE),
        (gettext("Decided by"), WIDE),
        (gettext("Why"), TEXT),
        (gettext("Condition"), TEXT),
        (gettext("Owner"), WIDE),
        gettext("By"),
        gettext("State"),
    )


def _decision_rows(tabled: Tabled, language: Language) -> Iterator[Row]:
    """A row a condition; a decision without any has one row."""
    for decision in tabled.record.decisions:
        head = (decision.dated, outcome_word(decision.outcome, language), decision.by, decision.rationale)
        for condition in decision.conditions or (None,):
            yield (*named(tabled), *head, *_condition_cells(condition, language))


def _condition_cells(condition: Condition | None, language: Language) -> tuple[Value, ...]:
    """The condition's text, owner, due date and state."""
    if condition is None:
        return None, None, None, None
    state = condition_state_word(condition.state, language)
    return condition.text, condition.owner, condition.due, state


def _waivers_form(language: Language) -> Form:
    gettext = language.gettext
    return _form(
        language,
        gettext("Waivers"),
        (gettext("Criterion"), WIDE),
        (gettext("Reason"), TEXT),
        (gettext("Asked for by"), WIDE),
        (gettext("Approved by"), WIDE),
        gettext("Granted on"),
        gettext("Until"),
        (gettext("Condition"), TEXT),
        gettext("Revoked on"),
        (gettext("Revoked by"), WIDE),
        (gettext("Why revoked"), TEXT),
        gettext("As of"),
        gettext("State"),
    )


def _waiver_rows(tabled: Tabled, language: Language) -> Iterator[Row]:
    for waiver in tabled.record.waivers:
        yield (
            *named(tabled),
            criterion_title(tabled, waiver.criterion, language),
            waiver.reason,
            waiver.requester,
            waiver.approver,
            waiver.granted,
            waiver.until,
            waiver.condition,
            waiver.revoked,
            waiver.revoked_by,
            waiver.revoked_why,
            tabled.day,
            waiver_state_word(waiver.state_on(tabled.day), language),
        )


def _risk_classes_form(language: Language) -> Form:
    gettext = language.gettext
    return _form(
        language,
        gettext("Risk classes"),
        gettext("Date"),
        gettext("Class"),
        (gettext("By which rules, the deciding first"), WIDE),
        (language.pgettext("person", "By"), WIDE),
        (gettext("Reason"), TEXT),
        (gettext("Scheme"), WIDE),
        (gettext("Answers"), TEXT),
    )


def _risk_class_rows(tabled: Tabled, language: Language) -> Iterator[Row]:
    for risk in tabled.record.risk_classes:
        answers = (f"{each.question}: {yes_no(each.yes, language)}" for each in risk.answers)
        scheme = f"{risk.scheme} {risk.version}"
        yield (
            *named(tabled),
            risk.dated,
            language.shipped(risk.name),
            ", ".join((risk.cites, *risk.also)),
            risk.by,
            risk.reason,
            scheme,
            ", ".join(answers),
        )


def _forecasts_form(language: Language) -> Form:
    gettext = language.gettext
    return _form(
        language,
        gettext("Forecasts"),
        gettext("Due"),
        (gettext("Forecast"), TEXT),
        gettext("Percent"),
        (language.pgettext("person", "By"), WIDE),
        gettext("Made on"),
        gettext("Outcome"),
        gettext("Known since"),
        (gettext("Note"), TEXT),
    )


def _forecast_rows(tabled: Tabled, language: Language) -> Iterator[Row]:
    for each in tabled.record.forecasts:
        came = forecast_outcome_word(each.outcome, language)
        details = each.due, each.statement, each.percent, each.by, each.dated
        yield (*named(tabled), *details, came, each.resolved, each.note)


def _panel_form(language: Language) -> Form:
    gettext = language.gettext
    return _form(
        language,
        gettext("Panel"),
        gettext("Review"),
        gettext("Round"),
        (gettext("Who"), WIDE),
        gettext("Role"),
        gettext("Handed in"),
        (gettext("Criterion"), WIDE),
        gettext("Level"),
        (gettext("Not applicable, because"), WIDE),
        (gettext("Rationale"), TEXT),
        gettext("Level agreed on"),
    )


def _panel_rows(tabled: Tabled, language: Language) -> Iterator[Row]:
    """A row an answer of each ballot on the latest review, of every round."""
    review = tabled.assessment.case.review if tabled.assessment else None
    if review is None or review.panel is None:
        return
    settled = review.scores if review.panel.agreed else {}
    for ballot in review.panel.ballots:
        for score in ballot.scores:
            agreed = settled.get(score.criterion)
            yield (
                *named(tabled),
                review.dated,
                ballot.round,
                ballot.name,
                ballot.role,
                ballot.handed_in.date() if ballot.handed_in else None,
                criterion_title(tabled, score.criterion, language),
                score.level,
                score.not_applicable.reason if score.not_applicable else None,
                score.rationale,
                agreed.level if agreed else None,
            )


def _ledger_form(language: Language) -> Form:
    gettext = language.gettext
    return _form(
        language,
        gettext("Ledger"),
        gettext("Month"),
        gettext("Date"),
        gettext("Line"),
        (gettext("Category"), WIDE),
        gettext("Phase"),
        gettext("Behaviour"),
        gettext("Basis"),
        (gettext("Amount"), 20),
        gettext("Currency"),
        gettext("Units"),
        gettext("Unit"),
        (gettext("Source"), WIDE),
        (gettext("Note"), TEXT),
    )


def _ledger_rows(tabled: Tabled, language: Language) -> Iterator[Row]:
    """Costs, usage and benefits together, month by month."""
    ledger = tabled.record.ledger
    lines: list[CostLine | UsageLine | BenefitLine] = [*ledger.costs, *ledger.usage, *ledger.benefits]
    for line in sorted(lines, key=lambda line: line.dated):
        yield (
            *named(tabled),
            line.month,
            line.dated,
            *_line_cells(line, language),
            line.source,
            line.note,
        )


def _line_cells(line: CostLine | UsageLine | BenefitLine, language: Language) -> tuple[Value, ...]:
    """A line's kind and figure: an amount, or units. Its words are those that an import accepts."""
    basis = line.basis.value
    match line:
        case CostLine():
            of = line.category.value, line.phase.value, line.behaviour.value, basis
            return language.gettext("Cost"), *of, *_money_cells(line)
        case UsageLine():
            return language.gettext("Usage"), None, None, None, basis, None, None, line.units, line.unit
        case BenefitLine():
            return language.gettext("Benefit"), line.what, None, None, basis, *_money_cells(line)


def _money_cells(line: CostLine | BenefitLine) -> tuple[Value, ...]:
    """An amount and its currency, and no units."""
    return Money(line.amount, line.currency), line.currency, None, None


TABLES = (
    Table(scores_form, score_rows),
    Table(_evidence_form, _evidence_rows),
    Table(_changes_form, _change_rows),
    Table(_actions_form, _action_rows),
    Table(_decisions_form, _decision_rows),
    Table(_waivers_form, _waiver_rows),
    Table(_risk_classes_form, _risk_class_rows),
    Table(_forecasts_form, _forecast_rows),
    Table(_panel_form, _panel_rows),
    Table(_ledger_form, _ledger_rows),
)
"""Every sheet behind the first."""
