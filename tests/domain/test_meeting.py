"""What a paper says of its meeting: its fields, its words, and what a version for others leaves out."""

from dataclasses import replace
from datetime import UTC, date, datetime

import brief_cases as cases
import pytest
from builders import meeting

from fivegates.domain.brief import Omission
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.meeting import (
    NO_MEETING,
    MeetingDetails,
    PaperMeetings,
    Purpose,
    check_meeting,
    meetings_problems,
)
from fivegates.domain.redaction import redacted, secrets_of
from fivegates.domain.review.review import Seal
from fivegates.domain.wording.finality import sealed_scope_sentences
from fivegates.domain.wording.papers import head_texts, meeting_details_text, meeting_text

MATTER = replace(meeting(), meeting_date=date(2026, 12, 3))


def test_each_part_is_left_out_where_it_is_empty() -> None:
    assert not NO_MEETING.is_filled
    assert head_texts(NO_MEETING, ENGLISH) == ([], [])
    assert head_texts(MATTER, ENGLISH) == (
        ["Agenda item 7.2", "Reference BP-2026-114", "For decision"],
        [
            "Board of Example Insurance, 3 December 2026",
            "Presented by M. Okafor",
            "Previous minute: 2026-03, item 4",
        ],
    )
    assert meeting_details_text(MeetingDetails(purpose=Purpose.NOTE, presenter=" "), ENGLISH) == ["To note"]


def test_a_meeting_is_named_by_its_name_or_its_day() -> None:
    assert meeting_text(replace(MATTER, meeting=" "), ENGLISH) == "3 December 2026"
    assert meeting_text(replace(MATTER, meeting_date=None), ENGLISH) == "Board of Example Insurance"


def test_a_bad_field_is_named_with_its_paper() -> None:
    bad = replace(MATTER, agenda_item="x" * 101)
    assert [problem.place for problem in check_meeting(bad)] == ["agenda_item"]
    assert [each.place for each in meetings_problems(PaperMeetings(MATTER, bad))] == ["pack.agenda_item"]


@pytest.mark.parametrize("omission", [Omission.NAMES, Omission.MONEY])
def test_a_version_without_names_has_no_presenter(omission: Omission) -> None:
    matter = replace(MATTER, presenter="Maria Keller", minute="Keller reported €4")
    found = cases.pilot()
    brief = replace(found, record=replace(found.record, meeting=matter), omitted=frozenset({omission}))
    reported = redacted(brief, ENGLISH).record.meeting
    if omission is Omission.NAMES:
        assert (reported.presenter, reported.minute) == ("", "the presenter reported €4")
        assert {"Maria Keller", "Keller"} <= {*secrets_of(brief, ENGLISH)}
    else:
        assert (reported.presenter, reported.minute) == ("Maria Keller", "Keller reported [amount]")


def test_a_paper_of_a_final_review_says_that_its_meeting_is_not_sealed() -> None:
    found = cases.pilot()
    seal = Seal(1, "E. Lindqvist", datetime(2026, 5, 13, tzinfo=UTC), "0" * 64, "1" * 64, "{}")
    review = replace(found.assessment.case.review, seal=seal)
    assessment = replace(found.assessment, case=replace(found.assessment.case, review=review))
    final = replace(found, assessment=assessment)
    before = sealed_scope_sentences(final, ENGLISH)
    with_matter = replace(final, record=replace(final.record, meeting=MATTER))
    (added,) = [each for each in sealed_scope_sentences(with_matter, ENGLISH) if each not in before]
    assert added.startswith("Letterhead, classification")
    draft = replace(found, record=replace(found.record, meeting=MATTER))
    assert sealed_scope_sentences(draft, ENGLISH) == []
