"""Ideas before they are initiatives, and what is offered by the kind of an initiative."""

from dataclasses import replace

import pytest
from builders import REVIEWED, WAIVED, action_for, days_before, idea, scores, two_gates

from fivegates.domain.ideas import (
    Idea,
    IdeaState,
    KindAdvice,
    Offers,
    Ruling,
    UsualAction,
    UsualWaiver,
    accepted,
    check_idea,
    declined,
    initiative_of,
    offers_of,
    reopened,
)
from fivegates.domain.initiative.initiative import Kind, Stage
from fivegates.domain.initiative.record_checks import check_initiative
from fivegates.domain.language import ENGLISH
from fivegates.domain.rubric.rubric import PackHead
from fivegates.domain.wording.ideas import (
    idea_lines,
    idea_state_word,
    ideas_sentence,
    kind_word,
    missing_text,
    offers_lines,
    outcome_text,
)

OPEN = reopened(idea())
BARE = Idea(REVIEWED, "Sort claims", "Claims wait.")
NO_DATA = Ruling(REVIEWED, reason="No data")


def test_an_idea_that_is_accepted_becomes_an_initiative_with_what_it_says() -> None:
    made = initiative_of(idea(), "CLAIMS")
    assert (made.code, made.name, made.summary) == ("CLAIMS", idea().title, idea().problem)
    assert (made.sponsor, made.stage, made.kind) == ("A. Okafor", Stage.IDEA, Kind.CLASSIFIER)
    assert check_initiative(made) == ()


@pytest.mark.parametrize(
    ("faulty", "place"),
    [
        (replace(BARE, title=""), "title"),
        (replace(BARE, problem=" "), "problem"),
        (replace(BARE, reason="Because."), "state"),
        (declined(BARE, Ruling(REVIEWED, reason=" ")), "reason"),
        (declined(BARE, Ruling(days_before(1), reason="No data")), "decided"),
        (replace(declined(BARE, NO_DATA), decided=None), "decided"),
        (replace(declined(BARE, NO_DATA), initiative="CLAIMS"), "initiative"),
        (accepted(BARE, "", Ruling(REVIEWED)), "initiative"),
        (accepted(BARE, "two words", Ruling(REVIEWED)), "initiative"),
    ],
)
def test_what_became_of_an_idea_is_reported_whole(faulty: Idea, place: str) -> None:
    assert [problem.place for problem in check_idea(faulty)] == [place]


def test_sound_ideas_have_no_problem() -> None:
    decided = (declined(BARE, NO_DATA), accepted(BARE, "CLAIMS", Ruling(REVIEWED)))
    for sound in (idea(), OPEN, BARE, *decided):
        assert check_idea(sound) == ()


def test_what_nobody_can_weigh_it_without_is_asked_for_while_it_is_open() -> None:
    assert OPEN.missing == ()
    assert BARE.missing == ("without_ai", "owner", "value", "data", "expected_class")
    assert replace(BARE, penalties="Fines").missing == ("without_ai", "owner", "data", "expected_class")
    assert missing_text(BARE, ENGLISH) == (
        "Still to be answered: How would it be solved without AI? Who would own it? What is it worth? "
        "Which data does it need, and whose are they? Which risk class is expected?"
    )
    assert missing_text(declined(BARE, NO_DATA), ENGLISH) == ""


def test_an_idea_as_words() -> None:
    assert next(idea_lines(OPEN, ENGLISH)).startswith("Which problem does it solve? Claims wait two days")
    assert "What kind is it? Classifier" in list(idea_lines(OPEN, ENGLISH))
    assert outcome_text(OPEN, ENGLISH) == ""
    assert outcome_text(idea(), ENGLISH) == "Accepted on 22 April 2026 as CLAIMS by The board: It pays."
    assert outcome_text(accepted(BARE, "C", Ruling(REVIEWED)), ENGLISH) == "Accepted on 12 May 2026 as C."
    refused = declined(BARE, NO_DATA)
    assert list(idea_lines(refused, ENGLISH)) == [
        "Which problem does it solve? Claims wait.",
        "Declined on 12 May 2026: No data",
    ]
    assert ideas_sentence([OPEN, idea(), refused], ENGLISH) == ("3 ideas: 1 open, 1 accepted, 1 declined.")
    assert ideas_sentence([], ENGLISH) == "No idea has been written down yet."
    assert len({kind_word(kind, ENGLISH) for kind in [None, *Kind]}) == len(Kind) + 1
    assert len({idea_state_word(state, ENGLISH) for state in IdeaState}) == len(IdeaState)


def advice() -> KindAdvice:
    """A pack; waivers of a required criterion, of another, and of none of the rubric; three actions."""
    waivers = tuple(UsualWaiver(each, "There is none.") for each in ("owner", "bias", "safety"))
    actions = (
        UsualAction("owner", "Name the owner"),
        UsualAction("test", "Work on test", effort=action_for("test", effort="2").effort),
        UsualAction("safety", "Make it safe"),
    )
    return KindAdvice(Kind.AGENT, ("agents",), waivers, actions)


def test_offers_are_what_the_rubric_asks_and_nobody_has_decided() -> None:
    found = offers_of(advice(), two_gates(), [], [])
    assert [each.criterion for each in found.waivers] == ["bias"]
    assert [each.criterion for each in found.actions] == ["owner", "test"]
    answered = scores({"bias": 1}).values()
    assert offers_of(advice(), two_gates(), answered, []).waivers == ()
    assert offers_of(advice(), two_gates(), scores({"bias": WAIVED}).values(), []).waivers == ()
    head = PackHead("agents", "1.0", "Agents", "For agents.", "Ourselves", REVIEWED, "small", ("1.0",))
    assert offers_of(advice(), replace(two_gates(), packs=(head,)), [], []).packs == ()
    planned = offers_of(advice(), two_gates(), [], [action_for("test")])
    assert [each.criterion for each in planned.actions] == ["owner"]


def test_offers_as_words() -> None:
    found = offers_of(advice(), two_gates(), [], [])
    assert offers_lines(Kind.AGENT, found, two_gates(), ENGLISH) == [
        "Usual for the kind “Agent”, to be decided by you:",
        "  Packs of criteria: agents",
        "  The bias is settled: not applicable, There is none.",
        "  Name the owner (The owner is settled)",
        "  Work on test (The test is settled; 2 person-days)",
    ]
    assert offers_lines(Kind.OTHER, Offers(), two_gates(), ENGLISH) == [
        "Nothing more is usual for the kind “Other”."
    ]
    assert offers_lines(Kind.AGENT, Offers(waivers=found.waivers), two_gates(), ENGLISH)[1:] == [
        "  The bias is settled: not applicable, There is none."
    ]
