"""Sentences for the path to ready and the firmness of a verdict."""

import sys
from typing import TYPE_CHECKING

from fivegates.domain.initiative.waivers import last_day
from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.path import Path
from fivegates.domain.wording.risk_class import needed_figures
from fivegates.domain.wording.words import UNKNOWN, listed_topics, verdict_word

if TYPE_CHECKING:
    from fivegates.domain.verdict.assessment import Assessment
    from fivegates.domain.verdict.firmness import Move
    from fivegates.domain.verdict.path import Step


def step_text(step: "Step", rubric: Rubric, language: Language, *, longest: int = sys.maxsize) -> str:
    """Title of the planned action, else the proof to provide, else the rubric's next step.

    Cut to `longest` characters. The level of the step, where its text implies another, and the note that
    it only adds points are never cut.
    """
    words, goal = _words_and_goal(step, rubric, language)
    if len(words) > longest:
        words = f"{words[:longest].rstrip()}…"
    text = _as_far(step, goal, words, language)
    return language.gettext("{step} (only makes up points)", step=text) if step.points_only else text


def _words_and_goal(step: "Step", rubric: Rubric, language: Language) -> tuple[str, int]:
    """Text of the step, and the level that this text implies."""
    if step.action is not None:
        goal = step.action.target_level
        return step.action.title, step.to_level if goal is None else goal
    criterion, passing = rubric.criterion(step.criterion), rubric.thresholds.pass_level
    if step.proof_only:
        return _proof_words(step, language.shipped(criterion.topic), language), step.to_level
    if step.from_level >= passing:
        words = language.gettext(
            "Bring {topic} to level {level}, {name}",
            topic=language.shipped(criterion.topic),
            level=language.number(step.to_level),
            name=language.shipped(rubric.level_names[step.to_level].lower()),
        )
        return words, step.to_level
    return language.shipped(criterion.next_step), passing


def _proof_words(step: "Step", topic: str, language: Language) -> str:
    """The way in which the proof is provided, extended or renewed."""
    if step.first_proof:
        return language.gettext("Provide proof of {topic}", topic=topic)
    if step.shortfall is not None:
        figures = needed_figures(step.shortfall.missed, language)
        return language.gettext("Extend the proof of {topic}: {figures}", topic=topic, figures=figures)
    return language.gettext("Renew the proof of {topic}", topic=topic)


def _as_far(step: "Step", goal: int, title: str, language: Language) -> str:
    """Title of a step to level `goal`, with the step's own level where that differs."""
    level = language.number(step.to_level)
    if step.to_level < goal:
        return language.gettext("{step} (as far as level {level})", level=level, step=title)
    if step.to_level > goal:
        return language.gettext("{step} (and on to level {level})", level=level, step=title)
    return title


def effort_note(step: "Step", language: Language) -> str:
    """Effort of the step's action where it differs from the rubric's, and why; empty where it is equal."""
    action = step.action
    if action is None or action.effort is None or action.effort == step.effort:
        return ""
    days = language.days(action.effort)
    if action.target_level is None:
        return language.gettext("the action says {days} and names no level", days=days)
    if action.target_level != step.to_level:
        level = language.number(action.target_level)
        return language.gettext("the action says {days}, to level {level}", days=days, level=level)
    return language.gettext("the action says {days}; other actions share the work", days=days)


def path_total(path: "Path", language: Language) -> str:
    """Total effort of the path: `Path to ready: 9 person-days in 3 steps`; empty without a step."""
    if not path.steps:
        return ""
    return language.ngettext(
        "Path to ready: {effort} in {count} step",
        "Path to ready: {effort} in {count} steps",
        len(path.steps),
        effort=language.days(path.effort),
    )


def path_sentence(path: "Path", language: Language) -> str:
    """Effort of the path, its last day, and its assumptions."""
    return " ".join(_path_sentences(path, language))


def _path_sentences(path: "Path", language: Language) -> list[str]:
    """The total, then the assumptions."""
    texts = []
    if path.steps:
        texts.append(_total(path, language))
    elif not path.unscored and not path.obstacles:
        texts.append(language.gettext("Nothing left to do: every gate is open."))
    texts += _renewals(path, language)
    texts += _waived(path, language)
    pointless = [step for step in path.steps if step.points_only]
    if pointless:
        texts.append(
            language.ngettext(
                "{count} step only makes up points for the score of its gate.",
                "{count} steps only make up points for the scores of their gates.",
                len(pointless),
            )
        )
    if path.unscored:
        texts.append(
            language.ngettext(
                "{count} unanswered criterion is counted as level 0.",
                "{count} unanswered criteria are counted as level 0.",
                len(path.unscored),
            )
        )
    if path.obstacles and not path.points:
        texts.append(language.gettext("Without steps that only make up points, no path opens every gate."))
    elif path.obstacles:
        texts.append(
            language.ngettext(
                "No step can open {count} gate, because nothing in it applies.",
                "No step can open {count} gates, because nothing in them applies.",
                len(path.obstacles),
            )
        )
    return texts


def _renewals(path: "Path", language: Language) -> list[str]:
    """Last due date up to which proofs are renewed, and the share of renewals in the path.

    This is not called the end of the path: steps without a date count too.
    """
    if path.end == path.on or not path.steps:
        return []
    end = language.long_date(path.end)
    if not path.renewals:
        return [language.gettext("Its last due date is {end}.", end=end), *_undated(path, language)]
    return [
        language.ngettext(
            "Its last due date is {end}: {effort} of it, in {count} step, renew what lapses before.",
            "Its last due date is {end}: {effort} of it, in {count} steps, renew what lapses before.",
            len(path.renewals),
            end=end,
            effort=language.days(path.renewal_effort),
        ),
        *_undated(path, language),
    ]


def _undated(path: "Path", language: Language) -> list[str]:
    """Number of steps without a date, where others have one."""
    count = sum(step.due is None for step in path.steps)
    if not count:
        return []
    return [language.ngettext("{count} step has no date.", "{count} steps have no date.", count)]


def _waived(path: "Path", language: Language) -> list[str]:
    """Part of the path that a waiver covers, and its last day."""
    ends = [last_day(step.waiver) for step in path.waived if step.waiver]
    if not ends:
        return []
    return [
        language.ngettext(
            "A waiver covers {count} step until {day}; its effort is counted all the same.",
            "Waivers cover {count} steps, the first until {day}; their effort is counted all the same.",
            len(ends),
            day=language.long_date(min(ends)),
        )
    ]


def _total(path: "Path", language: Language) -> str:
    """Effort and number of steps; "no cheaper set" only where the steps open every gate."""
    steps, effort = len(path.steps), language.days(path.effort)
    if path.obstacles:
        return language.ngettext(
            "{effort} in {count} step for the other gates.",
            "{effort} in {count} steps for the other gates.",
            steps,
            effort=effort,
        )
    return language.ngettext(
        "{effort} in {count} step; no cheaper set opens every gate.",
        "{effort} in {count} steps; no cheaper set opens every gate.",
        steps,
        effort=effort,
    )


def firmness_sentence(assessment: "Assessment", language: Language) -> str:
    """Dependence of the verdict on a single judgement."""
    moves = assessment.firmness
    results = [result for gate in assessment.verdict.gates for result in gate.criteria]
    if all(result.claimed is None for result in results):
        return language.gettext("Nothing is scored yet, so there is nothing to test.")
    text = (
        _hanging(moves, assessment.case.rubric, language)
        if moves
        else language.gettext("Firm: no single one-level change alters the verdict.")
    )
    return f"{text} {upheld}" if (upheld := waivers_uphold_sentence(assessment, language)) else text


def waivers_uphold_sentence(assessment: "Assessment", language: Language) -> str:
    """Waivers on which the verdict depends, and the verdict without them; empty without any."""
    without = assessment.without_waivers
    if not without:
        return ""
    topics = [language.shipped(assessment.case.rubric.criterion(each.criterion).topic) for each in without]
    verdicts = list(dict.fromkeys(verdict_word(each.verdict, language) for each in without))
    quoted = [language.gettext("“{verdict}”", verdict=verdict) for verdict in verdicts]
    return language.ngettext(
        "It depends on the waiver for {topics}: without it the verdict is {verdicts}.",
        "It depends on each of the waivers for {topics}: without one the verdict is {verdicts}.",
        len(without),
        topics=listed_topics(topics, language),
        verdicts=language.listed(quoted),
    )


def _hanging(moves: "tuple[Move, ...]", rubric: Rubric, language: Language) -> str:
    """Name the criteria on which the verdict depends."""
    criteria = list(dict.fromkeys(move.criterion for move in moves))
    if len(criteria) == 1:
        return language.gettext(
            "Depends on one criterion: {topic}. {move}",
            topic=language.shipped(rubric.criterion(criteria[0]).topic),
            move=" ".join(f"{_outcome(move, language)}." for move in moves),
        )
    topics = [language.shipped(rubric.criterion(criterion).topic) for criterion in criteria]
    return language.gettext(
        "Depends on single judgements: one level more or less changes the verdict at {topics}.",
        topics=listed_topics(topics, language),
    )


def _outcome(move: "Move", language: Language) -> str:
    """Result of one move."""
    return language.gettext(
        "At level {to} instead of {now} the verdict is “{verdict}”",
        to=move.to_level,
        now=move.from_level,
        verdict=verdict_word(move.verdict, language),
    )


def move_text(move: "Move", rubric: Rubric, language: Language) -> str:
    """One move with its criterion, as a list item."""
    title = language.shipped(rubric.criterion(move.criterion).title)
    return f"{title}: {_outcome(move, language)}"


def promise_text(path: Path, language: Language) -> str:
    """Table cell: last due date, overdue steps, or a missing date; a dash without a path."""
    if path.obstacles:
        return UNKNOWN
    if not path.steps:
        return language.gettext("already")
    overdue = overdue_text(path, language)
    if overdue:
        return overdue
    return language.short_date(path.ready_by) if path.ready_by else language.gettext("no date")


def promise_parts(path: Path, language: Language) -> tuple[str, str]:
    """`promise_text` for a narrow column: overdue steps, and below them the date since when."""
    days = [step.due for step in path.overdue if step.due]
    if not days or path.obstacles:
        return promise_text(path, language), ""
    since = language.ngettext(
        "since {day}", "the first since {day}", len(days), day=language.short_date(min(days))
    )
    return language.ngettext("{count} step overdue", "{count} steps overdue", len(days)), since


def promise_sentence(path: Path, language: Language) -> str:
    """Sentence for a page: "Ready by 30 June 2026.", or overdue steps; empty without a date."""
    if path.obstacles:
        return ""
    if path.overdue:
        return f"{overdue_text(path, language)}."
    if path.ready_by is None:
        return ""
    return language.gettext("Ready by {day}.", day=language.long_date(path.ready_by))


def overdue_text(path: Path, language: Language) -> str:
    """Number of overdue steps and since when; empty where there are none."""
    days = [step.due for step in path.overdue if step.due]
    if not days:
        return ""
    return language.ngettext(
        "{count} step overdue since {day}",
        "{count} steps overdue, the first since {day}",
        len(days),
        day=language.short_date(min(days)),
    )
