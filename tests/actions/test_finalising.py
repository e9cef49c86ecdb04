"""Final reviews: sealed and chained once and for all, corrected by reviews that supersede them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from acting import created, latest_assessment
from builders import REVIEWED, action_for, change, cost, evidence_for

from fivegates.actions import finalising
from fivegates.actions.evidence import add_evidence, attached_content, remove_evidence
from fivegates.actions.file.exchange import export_json, read_json
from fivegates.actions.file.files import close_portfolio, open_portfolio, save_copy
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.finalising import finalise_review
from fivegates.actions.initiatives import (
    delete_initiative,
    duplicate_initiative,
    edit_initiative,
    set_archived,
)
from fivegates.actions.ledger import add_cost
from fivegates.actions.overview import lines
from fivegates.actions.plan import add_action
from fivegates.actions.queries import (
    assessment,
    chain_head,
    latest_review,
    record,
    review_marks,
)
from fivegates.actions.records import add_change
from fivegates.actions.reviews import correct_review, delete_review, edit_review, start_review
from fivegates.actions.scoring import clear_score, set_level, set_not_applicable, set_rationale
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.review.review import NotApplicable, Review
from fivegates.exchange.evidence.contents import evidence_file

AT = datetime(2026, 5, 13, 9, 12, 30, 999, tzinfo=timezone(timedelta(hours=2)))
LATER = date(2026, 8, 12)


@pytest.fixture
def final_id(opened: OpenPortfolio, initiative_id: int, review_id: int) -> int:
    """A final review with one proven claim."""
    add_evidence(opened, initiative_id, evidence_for("value-owner"))
    set_level(opened, review_id, "value-owner", 3)
    set_rationale(opened, review_id, "value-owner", "Named.")
    finalise_review(opened, review_id, " E. Lindqvist ", AT)
    return review_id


def only_review(opened: OpenPortfolio, initiative_id: int) -> Review:
    (review,) = record(opened, initiative_id).reviews
    return review


def test_a_final_review_is_sealed_by_whom_and_when(
    opened: OpenPortfolio, initiative_id: int, final_id: int
) -> None:
    seal = only_review(opened, initiative_id).seal
    assert seal is not None
    assert (seal.number, seal.by, seal.previous) == (1, "E. Lindqvist", "0" * 64)
    assert seal.at == datetime(2026, 5, 13, 7, 12, 30, tzinfo=UTC)
    head = chain_head(opened)
    assert head is not None
    assert (head.count, head.hash) == (1, seal.hash)
    assert final_id == latest_review(record(opened, initiative_id)).id


def test_nothing_is_final_at_first(opened: OpenPortfolio) -> None:
    assert chain_head(opened) is None


def test_the_next_one_is_chained_to_it(opened: OpenPortfolio, initiative_id: int, final_id: int) -> None:
    later = created(start_review(opened, initiative_id, LATER))
    finalise_review(opened, later, "E. Lindqvist", AT + timedelta(days=91))
    first, second = (review.seal for review in record(opened, initiative_id).reviews)
    assert first is not None
    assert second is not None
    assert (second.number, second.previous) == (2, first.hash)
    assert final_id != later


@pytest.mark.parametrize("by", ["", "  ", "two\nlines"])
def test_a_name_is_needed(opened: OpenPortfolio, review_id: int, by: str) -> None:
    set_level(opened, review_id, "value-owner", 3)
    with pytest.raises(DataError):
        finalise_review(opened, review_id, by, AT)


def test_a_review_without_answers_is_refused(opened: OpenPortfolio, review_id: int) -> None:
    set_rationale(opened, review_id, "value-owner", "Not yet asked.")
    with pytest.raises(UserError, match="Nothing is scored"):
        finalise_review(opened, review_id, "E. Lindqvist", AT)


def test_a_review_in_which_nothing_applies_is_answered(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_not_applicable(opened, review_id, "trust-bias", NotApplicable("It decides nothing about people."))
    finalise_review(opened, review_id, "E. Lindqvist", AT)
    assert only_review(opened, initiative_id).seal is not None


CHANGES: list[Callable[[OpenPortfolio, int], object]] = [
    lambda opened, review_id: finalise_review(opened, review_id, "E. Lindqvist", AT),
    lambda opened, review_id: set_level(opened, review_id, "value-owner", 2),
    lambda opened, review_id: set_not_applicable(opened, review_id, "trust-bias", NotApplicable("None")),
    lambda opened, review_id: clear_score(opened, review_id, "value-owner"),
    lambda opened, review_id: set_rationale(opened, review_id, "value-kpis", "New"),
    lambda opened, review_id: edit_review(opened, Review(LATER, "five-gates", "1.1", id=review_id)),
    delete_review,
]


@pytest.mark.parametrize("alter", CHANGES)
def test_a_final_review_does_not_change(
    opened: OpenPortfolio, initiative_id: int, final_id: int, alter: Callable[[OpenPortfolio, int], object]
) -> None:
    before = record(opened, initiative_id)
    with pytest.raises(UserError, match="This review is final and does not change"):
        alter(opened, final_id)
    assert record(opened, initiative_id) == before


def test_neither_undo_nor_redo_touches_a_final_review(
    opened: OpenPortfolio, initiative_id: int, final_id: int
) -> None:
    before = record(opened, initiative_id)
    assert undo(opened) is None
    assert redo(opened) is None
    add_evidence(opened, initiative_id, evidence_for("value-kpis"))
    undo(opened)
    assert record(opened, initiative_id) == before
    assert final_id


def test_what_was_undone_before_cannot_be_redone_after(opened: OpenPortfolio, review_id: int) -> None:
    set_level(opened, review_id, "value-owner", 3)
    set_level(opened, review_id, "value-owner", 1)
    undo(opened)
    finalise_review(opened, review_id, "E. Lindqvist", AT)
    assert redo(opened) is None


def test_what_is_recorded_later_moves_no_final_verdict(
    opened: OpenPortfolio, initiative_id: int, final_id: int
) -> None:
    of = record(opened, initiative_id)
    before = assessment(opened, of, of.reviews[0])
    marks = review_marks(opened, initiative_id)

    remove_evidence(opened, of.evidence[0].id)
    add_change(opened, initiative_id, change())
    add_action(opened, initiative_id, action_for("value-owner", target_level=3))
    add_cost(opened, initiative_id, cost())
    edit_initiative(opened, replace(of.initiative, name="Renamed", target_volume=3, unit="letters"))

    now = record(opened, initiative_id)
    assert assessment(opened, now, now.reviews[0]) == before
    assert review_marks(opened, initiative_id) == marks
    assert before.verdict.criterion("value-owner").effective == 3
    assert before.case.review.id == final_id


def test_the_file_behind_a_sealed_proof_outlasts_its_removal(
    opened: OpenPortfolio, initiative_id: int, review_id: int, tmp_path: Path
) -> None:
    content = b"Signed by the board."
    proof = replace(evidence_for("value-owner"), file=evidence_file("minutes.txt", content))
    kept = created(add_evidence(opened, initiative_id, proof, content))
    set_level(opened, review_id, "value-owner", 3)
    finalise_review(opened, review_id, "E. Lindqvist", AT)
    remove_evidence(opened, kept)

    save_copy(opened, tmp_path / "copy.fivegates")
    again = open_portfolio(tmp_path / "copy.fivegates", tmp_path / "backups")
    of = record(again, initiative_id)
    (sealed,) = assessment(again, of, of.reviews[0]).case.evidence
    assert attached_content(again, sealed) == content
    export_json(again, tmp_path / "all.json")
    assert list(read_json(tmp_path / "all.json").contents.values()) == [content]
    close_portfolio(again)


def test_a_draft_follows_what_is_recorded_beside_a_final_one(
    opened: OpenPortfolio, initiative_id: int, final_id: int
) -> None:
    draft = created(start_review(opened, initiative_id, LATER))
    of = record(opened, initiative_id)
    remove_evidence(opened, of.evidence[0].id)
    _, found = latest_assessment(opened, initiative_id)
    assert found is not None
    assert (found.case.review.id, found.verdict.criterion("value-owner").effective) == (draft, 2)
    assert final_id != draft


@pytest.mark.usefixtures("final_id")
def test_an_initiative_with_a_final_review_is_archived_not_deleted(
    opened: OpenPortfolio, initiative_id: int
) -> None:
    with pytest.raises(UserError, match="Archive it instead"):
        delete_initiative(opened, initiative_id)
    set_archived(opened, initiative_id, archived=True)
    assert lines(opened)[0].initiative.archived


@pytest.mark.usefixtures("final_id")
def test_a_sealed_code_stays(opened: OpenPortfolio, initiative_id: int) -> None:
    initiative = record(opened, initiative_id).initiative
    with pytest.raises(UserError, match="“CLAIMS” is used in final reviews"):
        edit_initiative(opened, replace(initiative, code="claims"))


@pytest.mark.usefixtures("final_id")
def test_a_copy_has_drafts(opened: OpenPortfolio, initiative_id: int) -> None:
    copy = created(duplicate_initiative(opened, initiative_id))
    review = only_review(opened, copy)
    assert (review.seal, review.supersedes, review.correction) == (None, None, "")
    assert review.scores == only_review(opened, initiative_id).scores
    set_level(opened, review.id, "value-owner", 1)


# Corrections


def test_a_correction_starts_from_what_it_corrects_and_stands_in_its_place(
    opened: OpenPortfolio, initiative_id: int, final_id: int
) -> None:
    draft = created(correct_review(opened, final_id, REVIEWED, "R. Marsh", "The owner had left."))
    final, review = record(opened, initiative_id).reviews
    assert (review.id, review.dated, review.reviewer) == (draft, REVIEWED, "R. Marsh")
    assert (review.supersedes, review.correction, review.seal) == (1, "The owner had left.", None)
    assert review.scores == {"value-owner": replace(final.scores["value-owner"], carried=True)}
    assert [mark.review_id for mark in review_marks(opened, initiative_id)] == [draft]
    line = lines(opened)[0]
    assert line.latest is not None
    assert line.latest.review_id == draft
    assert latest_review(record(opened, initiative_id)).id == draft


def test_a_final_correction_is_a_link_like_any_other(
    opened: OpenPortfolio, initiative_id: int, final_id: int
) -> None:
    draft = created(correct_review(opened, final_id, LATER, "R. Marsh", "The owner had left."))
    finalise_review(opened, draft, "R. Marsh", AT + timedelta(days=91))
    again = created(correct_review(opened, draft, LATER, "R. Marsh", "Another name."))
    assert [mark.review_id for mark in review_marks(opened, initiative_id)] == [again]
    with pytest.raises(UserError, match="corrected already"):
        correct_review(opened, final_id, REVIEWED, "R. Marsh", "Again.")


def test_without_its_correction_a_final_review_stands_again(
    opened: OpenPortfolio, initiative_id: int, final_id: int
) -> None:
    draft = created(correct_review(opened, final_id, REVIEWED, "R. Marsh", "The owner had left."))
    delete_review(opened, draft)
    assert latest_review(record(opened, initiative_id)).id == final_id
    undo(opened)
    assert latest_review(record(opened, initiative_id)).id == draft


def test_a_correction_needs_a_reason(opened: OpenPortfolio, final_id: int) -> None:
    with pytest.raises(DataError, match="correction"):
        correct_review(opened, final_id, REVIEWED, "R. Marsh", " ")


def test_a_draft_is_edited_not_corrected(opened: OpenPortfolio, review_id: int) -> None:
    with pytest.raises(UserError, match="is a draft"):
        correct_review(opened, review_id, REVIEWED, "R. Marsh", "Why not.")


def test_a_correction_is_not_of_another_reviews_day(
    opened: OpenPortfolio, initiative_id: int, final_id: int
) -> None:
    start_review(opened, initiative_id, LATER)
    with pytest.raises(UserError, match="already has a review of 12 August 2026"):
        correct_review(opened, final_id, LATER, "R. Marsh", "The owner had left.")


# Carried scores


@pytest.mark.parametrize(
    "touch",
    [
        lambda opened, review_id: set_level(opened, review_id, "value-owner", 3),
        lambda opened, review_id: set_rationale(opened, review_id, "value-owner", "Named."),
        lambda opened, review_id: clear_score(opened, review_id, "value-owner"),
    ],
)
def test_any_touch_clears_the_mark_of_what_was_carried(
    opened: OpenPortfolio,
    initiative_id: int,
    final_id: int,
    touch: Callable[[OpenPortfolio, int], object],
) -> None:
    later = created(start_review(opened, initiative_id, LATER))
    assert record(opened, initiative_id).reviews[-1].scores["value-owner"].carried
    touch(opened, later)
    assert not record(opened, initiative_id).reviews[-1].scores["value-owner"].carried
    undo(opened)
    assert record(opened, initiative_id).reviews[-1].scores["value-owner"].carried
    assert final_id != later


def test_a_clock_before_the_day_of_the_review_is_refused(opened: OpenPortfolio, initiative_id: int) -> None:
    later = created(start_review(opened, initiative_id, LATER))
    set_level(opened, later, "value-owner", 3)
    with pytest.raises(UserError, match="before the day of the review, 12 August 2026"):
        finalise_review(opened, later, "E. Lindqvist", datetime(2026, 8, 11, 9, 59, tzinfo=UTC))
    assert chain_head(opened) is None
    finalise_review(opened, later, "E. Lindqvist", datetime(2026, 8, 11, 10, tzinfo=UTC))


def test_a_clock_before_the_last_seal_is_refused(
    opened: OpenPortfolio, initiative_id: int, final_id: int
) -> None:
    assert final_id
    earlier = created(start_review(opened, initiative_id, date(2026, 5, 1)))
    set_level(opened, earlier, "value-owner", 3)
    with pytest.raises(UserError, match="before the last review was made final"):
        finalise_review(opened, earlier, "E. Lindqvist", AT - timedelta(seconds=1))
    finalise_review(opened, earlier, "E. Lindqvist", AT)


def test_more_than_a_seal_holds_is_refused(
    opened: OpenPortfolio, review_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_level(opened, review_id, "value-owner", 3)
    monkeypatch.setattr(finalising, "MOST_SEALED", 500)
    with pytest.raises(UserError, match="more than a seal can hold"):
        finalise_review(opened, review_id, "E. Lindqvist", AT)
