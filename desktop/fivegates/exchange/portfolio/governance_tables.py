"""The workbook sheets of ideas and of framework coverage."""

from collections.abc import Iterator, Sequence

from fivegates.domain.frameworks.coverage import coverages_of_case, unreviewed_case
from fivegates.domain.frameworks.framework import Framework
from fivegates.domain.ideas.idea import Idea
from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.wording.frameworks import basis_word
from fivegates.domain.wording.ideas import idea_state_word, kind_word
from fivegates.exchange.portfolio.tables import TEXT, WIDE, Tabled, named, named_headings, yes_no
from fivegates.exchange.sheets import Form, Heading, Row


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
    """One idea, with empty cells for missing fields."""
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
