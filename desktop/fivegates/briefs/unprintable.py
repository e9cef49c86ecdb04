"""Which fields of a brief hold characters that no font of ours can show."""

from collections.abc import Iterator

from fivegates.briefs.script import unprintable
from fivegates.domain.briefs import InitiativeBrief, Unprintable
from fivegates.domain.language import Language
from fivegates.domain.reviews import Case
from fivegates.domain.rubric import Rubric


def unprintable_fields(brief: InitiativeBrief, language: Language) -> tuple[Unprintable, ...]:
    """Name each such field in words, with its characters."""
    found = ((field, unprintable(text)) for field, text in _fields(brief, language))
    return tuple(Unprintable(field, characters) for field, characters in found if characters)


def _fields(brief: InitiativeBrief, language: Language) -> Iterator[tuple[str, str]]:
    """Every text that a user has written, or may have, with what it is called."""
    case = brief.assessment.case
    yield from _initiative(brief, language)
    yield from _review(case, language)
    yield from _records(case, language)
    yield from _rubric(case.rubric, language)


def _initiative(brief: InitiativeBrief, language: Language) -> Iterator[tuple[str, str]]:
    """The initiative, and the marking of the paper."""
    initiative = brief.record.initiative
    yield language.gettext("Marking"), brief.marking
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
        text = f"{item.title} {item.reference} {item.note}"
        yield language.gettext("Evidence of {day}", day=language.long_date(item.dated)), text
    for change in case.changes:
        yield language.gettext("Change of {day}", day=language.long_date(change.dated)), change.summary
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
