"""Finds the fields of a brief with characters that none of our fonts can show."""

from collections.abc import Iterable, Iterator

from fivegates.briefs.typesetting.bidi import unprintable
from fivegates.domain.brief import ComparisonBrief, InitiativeBrief, Unprintable
from fivegates.domain.comparison.comparison import Side
from fivegates.domain.initiative.decisions import Decision, decisions_before
from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.language import Language
from fivegates.domain.portfolio.pack import PackFront
from fivegates.domain.review.case import earlier_name
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.track_record.record import TrackRecord
from fivegates.domain.wording.capacity import task_text
from fivegates.domain.wording.finality import corrected_sentence
from fivegates.domain.wording.papers import meeting_details_text


def unprintable_fields(brief: InitiativeBrief, language: Language) -> tuple[Unprintable, ...]:
    """Name each such field in words, with its characters."""
    return _found(_fields(brief, language))


def unprintable_in_chapter(brief: InitiativeBrief, language: Language) -> tuple[Unprintable, ...]:
    """Name each such field of one brief in a pack, the initiative's code before it."""
    rubric = set(_rubric(brief.assessment.case.rubric, language))
    code = brief.record.initiative.code
    return _found(
        (field if (field, text) in rubric else _of(code, field, language), text)
        for field, text in _fields(brief, language)
    )


def unprintable_in_front(front: PackFront, language: Language) -> tuple[Unprintable, ...]:
    """Name each such field that a pack prints before the briefs, the initiative's code before it."""
    return _found(_front_fields(front, language))


def _found(fields: Iterable[tuple[str, str]]) -> tuple[Unprintable, ...]:
    """Those of the fields, as name and text, that have such characters; what reads alike is reported once."""
    found = (Unprintable(field, unprintable(text)) for field, text in fields)
    return tuple(dict.fromkeys(each for each in found if each.characters))


def _front_fields(front: PackFront, language: Language) -> Iterator[tuple[str, str]]:
    """Every text of a user's that is before the briefs."""
    yield language.gettext("Title"), front.title
    yield language.gettext("Marking"), front.marking
    yield language.gettext("Meeting"), " ".join(meeting_details_text(front.meeting, language))
    yield language.gettext("Legal entity"), front.letterhead.legal_entity
    for row in front.heatmap.rows:
        initiative = row.initiative
        yield _of(initiative.code, language.gettext("Name"), language), initiative.name
        yield _of(initiative.code, language.gettext("Code"), language), initiative.code
    yield from _promises(front.track, language)
    for due in front.summary.due:
        field = _of(due.initiative.code, language.gettext("Condition"), language)
        yield field, f"{due.condition.text} {due.condition.owner}"
    plan = front.capacity_plan()
    for task in plan.tasks if plan else ():
        field = _of(task.codes[0], language.gettext("Action"), language)
        yield field, f"{task_text(task, language)} {task.owner}"


def _of(code: str, field: str, language: Language) -> str:
    """A field of one initiative of several."""
    return language.gettext("{code}: {field}", code=code, field=field)


def unprintable_in_comparison(brief: ComparisonBrief, language: Language) -> tuple[Unprintable, ...]:
    """Name each such field of those that a comparison prints, the initiative's code before it."""
    found = {(field, unprintable(text)) for field, text in _compared_fields(brief, language)}
    return tuple(Unprintable(field, characters) for field, characters in sorted(found) if characters)


def _compared_fields(brief: ComparisonBrief, language: Language) -> Iterator[tuple[str, str]]:
    """Every text of a user's that a comparison prints; the rubric's once for all that share it."""
    yield language.gettext("Marking"), brief.marking
    yield language.gettext("Meeting"), " ".join(meeting_details_text(brief.meeting, language))
    yield language.gettext("Legal entity"), brief.letterhead.legal_entity
    for side in brief.comparison.sides:
        for field, text in _side_fields(side, language):
            yield _of(side.initiative.code, field, language), text
        if brief.questions and side.assessment is not None:
            for item in side.assessment.case.evidence:
                yield _of(side.initiative.code, _evidence_field(item, language), language), item.title
        if side.assessment is not None:
            yield from _rubric(side.assessment.case.rubric, language)


def _side_fields(side: Side, language: Language) -> Iterator[tuple[str, str]]:
    """The initiative's name and unit, the reviewer, and the actions."""
    yield language.gettext("Name"), side.initiative.name
    yield language.gettext("Code"), side.initiative.code
    yield language.gettext("Unit"), side.initiative.unit
    if side.assessment is not None:
        yield language.gettext("Reviewer"), side.assessment.case.review.reviewer
        yield from _actions(side.assessment.case, language)


def _fields(brief: InitiativeBrief, language: Language) -> Iterator[tuple[str, str]]:
    """Every text that a user may have written, with the name of its field."""
    case = brief.assessment.case
    yield from _initiative(brief, language)
    yield language.gettext("Name when made final"), earlier_name(case.review, brief.record.initiative.name)
    yield from _review(case, language)
    yield language.gettext("Corrected"), corrected_sentence(case.review, brief.record, language)
    yield from _records(case, language)
    yield from _decided(brief, language)
    yield from _promises(brief.track, language)
    yield from _scenarios(brief, language)
    yield from _rubric(case.rubric, language)


def _decided(brief: InitiativeBrief, language: Language) -> Iterator[tuple[str, str]]:
    """The decisions that the brief of the review shows."""
    for decision in decisions_before(brief.record.decisions, brief.assessment.case.review.dated):
        yield (
            language.gettext("Decision of {day}", day=language.long_date(decision.dated)),
            _decision(decision),
        )


def _decision(decision: Decision) -> str:
    """A decision with its conditions and thresholds."""
    texts = [decision.by, decision.rationale]
    texts += [f"{each.text} {each.owner} {each.note}" for each in decision.conditions]
    texts += [f"{each.measure} {each.expand} {each.stop} {each.result}" for each in decision.thresholds]
    return " ".join(texts)


def _promises(record: TrackRecord | None, language: Language) -> Iterator[tuple[str, str]]:
    """The texts of a track record: conditions, forecasts, and their owners."""
    if record is None:
        return
    for case in record.cases:
        yield _of(case.initiative.code, language.gettext("Promise"), language), f"{case.text} {case.by}"
    for each in record.forecasts:
        text = f"{each.forecast.statement} {each.forecast.by}"
        yield _of(each.initiative.code, language.gettext("Forecast"), language), text


def _scenarios(brief: InitiativeBrief, language: Language) -> Iterator[tuple[str, str]]:
    """The user's own scenarios, and the names of price books."""
    for own in brief.record.scenarios:
        yield language.gettext("Scenario"), f"{own.name} {own.model} {own.note}"
    for book in brief.price_books:
        yield language.gettext("Price book"), book.source


def _initiative(brief: InitiativeBrief, language: Language) -> Iterator[tuple[str, str]]:
    """The initiative, and the marking of the paper."""
    initiative = brief.record.initiative
    yield language.gettext("Marking"), brief.marking
    yield language.gettext("Meeting"), " ".join(meeting_details_text(brief.record.meeting, language))
    yield language.gettext("Legal entity"), brief.letterhead.legal_entity
    yield language.gettext("Name"), initiative.name
    yield language.gettext("Code"), initiative.code
    yield language.gettext("Summary"), initiative.summary
    yield language.gettext("Business unit"), initiative.business_unit
    yield language.gettext("Sponsor"), initiative.sponsor
    yield language.gettext("Unit"), initiative.unit
    yield language.gettext("Providers"), " ".join(initiative.providers)
    yield language.gettext("Models"), " ".join(initiative.models)
    yield language.gettext("Tags"), " ".join(initiative.tags)


def _review(case: Case, language: Language) -> Iterator[tuple[str, str]]:
    """The review and its scores."""
    yield language.gettext("Reviewer"), case.review.reviewer
    yield language.gettext("Decision asked of the board"), case.review.decision_asked
    yield language.gettext("Corrects"), case.review.correction
    if case.review.seal is not None:
        yield language.gettext("Status"), case.review.seal.by
    for criterion in case.rubric.criteria:
        score = case.review.scores.get(criterion.id)
        if score is None:
            continue
        yield language.gettext("Rationale: {title}", title=criterion.title), score.rationale
        if score.not_applicable is not None:
            waiver = f"{score.not_applicable.reason} {score.not_applicable.approver}"
            yield language.gettext("Not applicable: {title}", title=criterion.title), waiver


def _records(case: Case, language: Language) -> Iterator[tuple[str, str]]:
    """Evidence, changes and actions."""
    for item in case.evidence:
        text = f"{item.title} {item.reference} {item.note} {item.file.name if item.file else ''}"
        yield _evidence_field(item, language), text
    for change in case.changes:
        yield language.gettext("Change of {day}", day=language.long_date(change.dated)), change.summary
    yield from _actions(case, language)


def _evidence_field(item: Evidence, language: Language) -> str:
    """The name of a piece of evidence."""
    return language.gettext("Evidence of {day}", day=language.long_date(item.dated))


def _actions(case: Case, language: Language) -> Iterator[tuple[str, str]]:
    """The actions and their owners."""
    for action in case.actions:
        yield language.gettext("Action: {title}", title=action.title), f"{action.title} {action.owner}"


def _rubric(rubric: Rubric, language: Language) -> Iterator[tuple[str, str]]:
    """The rubric, which may be a user's own."""
    heads = [rubric.id, rubric.version, rubric.name, rubric.credit, *rubric.level_names]
    yield language.gettext("Rubric"), " ".join(heads)
    for gate in rubric.gates:
        yield language.gettext("Gate {name}", name=gate.name), f"{gate.name} {gate.question}"
    for criterion in rubric.criteria:
        levels = " ".join(f"{level.text} {level.gap}" for level in criterion.levels)
        text = f"{criterion.title} {criterion.topic} {criterion.next_step} {levels}"
        yield language.gettext("Criterion {title}", title=criterion.title), text
