"""Names and sentences for ideas and kinds of initiatives."""

from collections.abc import Iterable, Iterator, Sequence

from fivegates.domain.ideas import Idea, IdeaState, Offers, UsualAction, UsualWaiver
from fivegates.domain.initiative.initiative import Kind
from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric


def kind_word(kind: Kind | None, language: Language) -> str:
    """Name a kind of initiative."""
    if kind is None:
        return language.pgettext("kind", "Not said")
    return {
        Kind.ASSISTANT: language.pgettext("kind", "Assistant"),
        Kind.CLASSIFIER: language.pgettext("kind", "Classifier"),
        Kind.EXTRACTION: language.pgettext("kind", "Extraction"),
        Kind.AGENT: language.pgettext("kind", "Agent"),
        Kind.VISION: language.pgettext("kind", "Vision"),
        Kind.FORECAST: language.pgettext("kind", "Forecast"),
        Kind.OTHER: language.pgettext("kind", "Other"),
    }[kind]


def idea_state_word(state: IdeaState, language: Language) -> str:
    """Name the state of an idea."""
    return {
        IdeaState.OPEN: language.pgettext("idea", "Open"),
        IdeaState.ACCEPTED: language.pgettext("idea", "Accepted"),
        IdeaState.DECLINED: language.pgettext("idea", "Declined"),
    }[state]


def ideas_sentence(ideas: Iterable[Idea], language: Language) -> str:
    """Number of open, accepted and declined ideas."""
    states = [idea.state for idea in ideas]
    if not states:
        return language.gettext("No idea has been written down yet.")
    open_, taken, refused = (
        language.number(states.count(state))
        for state in (IdeaState.OPEN, IdeaState.ACCEPTED, IdeaState.DECLINED)
    )
    return language.ngettext(
        "{count} idea: {open} open, {accepted} accepted, {declined} declined.",
        "{count} ideas: {open} open, {accepted} accepted, {declined} declined.",
        len(states),
        open=open_,
        accepted=taken,
        declined=refused,
    )


def outcome_text(idea: Idea, language: Language) -> str:
    """Outcome of an idea with date, person and reason; empty while it is open."""
    if idea.decided is None:
        return ""
    day = language.long_date(idea.decided)
    if idea.state is IdeaState.ACCEPTED:
        text = language.gettext("Accepted on {day} as {code}", day=day, code=idea.initiative)
    else:
        text = language.gettext("Declined on {day}", day=day)
    if idea.decided_by:
        text = language.gettext("{what} by {name}", what=text, name=idea.decided_by)
    return language.gettext("{what}: {reason}", what=text, reason=idea.reason) if idea.reason else f"{text}."


def field_label(name: str, language: Language) -> str:
    """Question that a field of an idea answers."""
    return {
        "title": language.gettext("Idea"),
        "problem": language.gettext("Which problem does it solve?"),
        "without_ai": language.gettext("How would it be solved without AI?"),
        "owner": language.gettext("Who would own it?"),
        "by": language.gettext("Written down by"),
        "value": language.gettext("What is it worth?"),
        "whose_time": language.gettext("Whose time does it save?"),
        "instead": language.gettext("What do they do with that time instead?"),
        "risk": language.gettext("Which risk does it lower?"),
        "penalties": language.gettext("Which penalties or losses does it avoid?"),
        "data": language.gettext("Which data does it need, and whose are they?"),
        "expected_class": language.gettext("Which risk class is expected?"),
        "kind": language.gettext("What kind is it?"),
        "dated": language.gettext("Written down on"),
    }[name]


_FIELDS = (
    *("problem", "without_ai", "owner", "by", "whose_time", "instead", "risk", "penalties", "data"),
    "expected_class",
)


def idea_lines(idea: Idea, language: Language) -> Iterator[str]:
    """All fields of an idea, one per line, then the facts still missing."""
    for name in _FIELDS:
        if answer := getattr(idea, name):
            yield language.gettext(
                "{question} {answer}", question=field_label(name, language), answer=language.shipped(answer)
            )
    if idea.kind is not None:
        kind = kind_word(idea.kind, language)
        yield language.gettext("{question} {answer}", question=field_label("kind", language), answer=kind)
    if missing := missing_text(idea, language):
        yield missing
    if outcome := outcome_text(idea, language):
        yield outcome


def missing_text(idea: Idea, language: Language) -> str:
    """Facts missing before an open idea can be assessed; empty where none are."""
    if idea.state is not IdeaState.OPEN or not idea.missing:
        return ""
    questions = [field_label(name, language) for name in idea.missing]
    return language.gettext("Still to be answered: {questions}", questions=" ".join(questions))


def waiver_text(waiver: UsualWaiver, rubric: Rubric, language: Language) -> str:
    """A criterion that usually does not apply, and why."""
    title = language.shipped(rubric.criterion(waiver.criterion).title)
    return language.gettext(
        "{criterion}: not applicable, {reason}", criterion=title, reason=language.shipped(waiver.reason)
    )


def usual_action_text(action: UsualAction, rubric: Rubric, language: Language) -> str:
    """A usual step, with its criterion and effort."""
    title = language.shipped(rubric.criterion(action.criterion).title)
    if action.effort is None:
        return language.gettext(
            "{action} ({criterion})", action=language.shipped(action.title), criterion=title
        )
    effort = language.days(action.effort)
    return language.gettext(
        "{action} ({criterion}; {effort})",
        action=language.shipped(action.title),
        criterion=title,
        effort=effort,
    )


def offers_lines(kind: Kind, offers: Offers, rubric: Rubric, language: Language) -> Sequence[str]:
    """Usual consequences of a kind that are not decided yet."""
    word = kind_word(kind, language)
    if not offers.some:
        return [language.gettext("Nothing more is usual for the kind “{kind}”.", kind=word)]
    lines = [language.gettext("Usual for the kind “{kind}”, to be decided by you:", kind=word)]
    if offers.packs:
        packs = ", ".join(offers.packs)
        lines.append("  " + language.gettext("Packs of criteria: {packs}", packs=packs))
    lines += [f"  {waiver_text(each, rubric, language)}" for each in offers.waivers]
    lines += [f"  {usual_action_text(each, rubric, language)}" for each in offers.actions]
    return lines
