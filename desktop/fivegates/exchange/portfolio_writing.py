"""A portfolio to plain data: every field that says something, in a fixed order."""

from collections.abc import Mapping
from decimal import Decimal

from fivegates.domain.initiatives import Action, Change, Evidence, Initiative
from fivegates.domain.ledger import BenefitLine, CostLine, UsageLine
from fivegates.domain.money import Rate
from fivegates.domain.reviews import InitiativeRecord, NotApplicable, Portfolio, Review, Score
from fivegates.domain.rubric import Rubric
from fivegates.domain.rubric_plain import rubric_to_plain
from fivegates.exchange.decision_json import decision_to_plain
from fivegates.exchange.file_json import contents_to_plain, evidence_file_to_plain
from fivegates.exchange.plain_writing import Plain, amount_text, said
from fivegates.exchange.projection_json import book_to_plain, scenario_to_plain
from fivegates.exchange.seal_json import seal_to_plain


def portfolio_to_plain(portfolio: Portfolio) -> Plain:
    """Give the title, the marking, the rubrics and the initiatives, as they are stored."""
    rubrics = {(rubric.id, rubric.version): rubric for rubric in portfolio.rubrics}
    settings = portfolio.settings
    return said(
        title=settings.title,
        marking=settings.marking,
        currency=settings.currency,
        rubric=_reference(settings.rubric_id, settings.rubric_version),
        rubrics=[rubric_to_plain(rubric) for rubric in portfolio.rubrics],
        rates=[_rate(rate) for rate in portfolio.rates.rates],
        price_books=[book_to_plain(book) for book in portfolio.price_books],
        initiatives=[_record(record, rubrics) for record in portfolio.records],
        files=contents_to_plain(portfolio.contents),
    )


def _reference(rubric_id: str, version: str) -> Plain:
    return {"id": rubric_id, "version": version}


def _record(record: InitiativeRecord, rubrics: Mapping[tuple[str, str], Rubric]) -> Plain:
    return _initiative(record.initiative) | said(
        evidence=[_evidence(evidence) for evidence in record.evidence],
        changes=[_change(change) for change in record.changes],
        actions=[_action(action) for action in record.actions],
        reviews=[_review(r, rubrics[r.rubric_id, r.rubric_version]) for r in record.reviews],
        costs=[_cost(line) for line in record.ledger.costs],
        usage=[_usage(line) for line in record.ledger.usage],
        benefits=[_benefit(line) for line in record.ledger.benefits],
        scenarios=[scenario_to_plain(own) for own in record.scenarios],
        decisions=[decision_to_plain(decision) for decision in record.decisions],
    )


def _initiative(initiative: Initiative) -> Plain:
    return said(
        code=initiative.code,
        name=initiative.name,
        summary=initiative.summary,
        business_unit=initiative.business_unit,
        sponsor=initiative.sponsor,
        stage=initiative.stage.value,
        providers=list(initiative.providers),
        models=list(initiative.models),
        target_go_live=initiative.target_go_live and initiative.target_go_live.isoformat(),
        target_volume=initiative.target_volume,
        unit=initiative.unit,
        tags=list(initiative.tags),
        archived=initiative.archived,
    )


def _evidence(evidence: Evidence) -> Plain:
    return said(
        criterion=evidence.criterion,
        kind=evidence.kind.value,
        title=evidence.title,
        date=evidence.dated.isoformat(),
        reference=evidence.reference,
        note=evidence.note,
        file=evidence.file and evidence_file_to_plain(evidence.file),
    )


def _change(change: Change) -> Plain:
    return said(date=change.dated.isoformat(), kind=change.kind.value, summary=change.summary)


def _action(action: Action) -> Plain:
    return said(
        criterion=action.criterion,
        title=action.title,
        target_level=action.target_level,
        owner=action.owner,
        due=action.due and action.due.isoformat(),
        effort=None if action.effort is None else _days(action.effort),
        status=action.status.value,
    )


def _review(review: Review, rubric: Rubric) -> Plain:
    """Give a review with its scores in the order of its rubric; what that does not ask comes last."""
    asked = [criterion.id for criterion in rubric.criteria if criterion.id in review.scores]
    scores = dict.fromkeys((*asked, *review.scores))
    return said(
        date=review.dated.isoformat(),
        rubric=_reference(review.rubric_id, review.rubric_version),
        reviewer=review.reviewer,
        decision_asked=review.decision_asked,
        scores=said(**{key: _score(review.scores[key]) for key in scores}),
        supersedes=review.supersedes,
        correction=review.correction,
        final=review.seal and seal_to_plain(review.seal),
    )


def _score(score: Score) -> Plain:
    return said(
        level=score.level,
        not_applicable=score.not_applicable and _waiver(score.not_applicable),
        rationale=score.rationale,
        carried=score.carried,
    )


def _waiver(waiver: NotApplicable) -> Plain:
    return said(reason=waiver.reason, approver=waiver.approver)


def _cost(line: CostLine) -> Plain:
    fields = said(
        date=line.dated.isoformat(),
        category=line.category.value,
        amount=amount_text(line.amount),
        currency=line.currency,
        phase=line.phase.value,
        behaviour=line.behaviour.value,
        basis=line.basis.value,
        billed=amount_text(line.billed),
        attributed_to=line.attributed_to,
        source=line.source,
        note=line.note,
        fingerprint=line.fingerprint,
    )
    return fields if line.attributed else {**fields, "attributed": False}


def _usage(line: UsageLine) -> Plain:
    return said(
        date=line.dated.isoformat(),
        units=line.units,
        unit=line.unit,
        successes=line.successes,
        requests=line.requests,
        tokens_in=line.tokens_in,
        tokens_out=line.tokens_out,
        tokens_cached=line.tokens_cached,
        model=line.model,
        basis=line.basis.value,
        source=line.source,
        note=line.note,
        fingerprint=line.fingerprint,
    )


def _benefit(line: BenefitLine) -> Plain:
    return said(
        date=line.dated.isoformat(),
        amount=amount_text(line.amount),
        currency=line.currency,
        what=line.what,
        basis=line.basis.value,
        source=line.source,
        note=line.note,
        fingerprint=line.fingerprint,
    )


def _rate(rate: Rate) -> Plain:
    return said(
        month=str(rate.month),
        base=rate.base,
        quote=rate.quote,
        value=amount_text(rate.value),
        source=rate.source,
    )


def _days(effort: Decimal) -> int | float:
    """Person-days as a JSON number: a float's shortest text gives tenths exactly."""
    return int(effort) if effort == effort.to_integral_value() else float(effort)
