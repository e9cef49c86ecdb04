"""Glossary of a brief, for first-time readers."""

from collections.abc import Iterator

from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric


def how_to_read(rubric: Rubric, language: Language, *, money: bool) -> str:
    """One paragraph on how a brief reaches its verdict; `money` if it contains figures of money."""
    first = (
        language.gettext(
            "Page 1 gives the verdict, the reasons that decide it, the work that is left, the decision "
            "asked, and what it costs."
        )
        if money
        else language.gettext(
            "Page 1 gives the verdict, the reasons that decide it, the work that is left and the decision "
            "asked."
        )
    )
    rules = language.gettext(
        "A reviewer chose a level from 0 to {most} for each of {criteria} criteria in "
        "{gates} gates; rules that are the same for every initiative turn levels, proof and figures into "
        "the verdict. Nothing is averaged across gates: the weakest one governs.",
        most=language.number(len(rubric.level_names) - 1),
        criteria=language.number(len(rubric.criteria)),
        gates=language.number(len(rubric.gates)),
    )
    return f"{first} {rules}"


def glossary(rubric: Rubric, language: Language, *, money: bool) -> Iterator[tuple[str, str]]:
    """Terms with their meaning; those of money only where the brief has figures."""
    gettext, limits = language.gettext, rubric.thresholds
    passing = language.number(limits.pass_level)
    yield gettext("Gate"), gettext("A question that must be answered before production; it has criteria.")
    yield (
        gettext("Level"),
        gettext(
            "How far a criterion is met: {levels}. It passes from level {level} on.",
            levels=language.listed(
                [f"{n} {language.shipped(name.lower())}" for n, name in enumerate(rubric.level_names)]
            ),
            level=passing,
        ),
    )
    if any(criterion.class_levels or criterion.class_proof for criterion in rubric.criteria):
        yield (
            gettext("Risk class"),
            gettext(
                "How much harm a use could do, whatever safeguards it has. Some criteria pass from a higher "
                "level or with more proof under a class, and also while none is known."
            ),
        )
    yield gettext("Required"), gettext("A criterion without which its gate cannot open.")
    yield (
        gettext("Proof"),
        gettext(
            "Evidence that backs a level of {level} or more. It lapses with time, and a change of what it "
            "was about voids it; the level then counts as {below}.",
            level=language.number(limits.proof_from),
            below=language.number(limits.unproven_level),
        ),
    )
    yield (
        gettext("Open, conditional, closed"),
        gettext(
            "A gate is open at {score} with every required criterion passed; conditional where actions with "
            "owner and date promise the rest; closed otherwise, or where a required criterion is far below.",
            score=language.percent(limits.open_score),
        ),
    )
    yield gettext("Readiness"), gettext("The lowest score of all gates.")
    yield (
        gettext("Shortest path"),
        gettext("The steps of least total effort after which every gate is open, in person-days of work."),
    )
    if money:
        yield gettext("Run cost, build cost"), gettext("What recurs every month, and what was spent once.")
        yield gettext("Payback"), gettext("The months until benefit less run cost has earned the build cost.")
        yield gettext("Break-even"), gettext("The volume a month at which benefit covers run cost.")
