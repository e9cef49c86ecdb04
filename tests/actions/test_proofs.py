"""What lies before and after a review: the reviews that stand before it, and when its proofs lapse."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from acting import created
from builders import LATER, REVIEWED, initiative

from fivegates.actions import queries
from fivegates.actions.briefs import gather_brief
from fivegates.actions.evidence import add_evidence
from fivegates.actions.evidence_calendar import all_proofs, cases_until, proofs_of
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.finalising import finalise_review
from fivegates.actions.initiatives import add_initiative, set_archived
from fivegates.actions.reviews import start_review
from fivegates.actions.scoring import set_level
from fivegates.domain.evidence_calendar import by_day
from fivegates.domain.initiative.initiative import Evidence, EvidenceKind

PROOF = Evidence("value-owner", EvidenceKind.SIGN_OFF, "Letter", REVIEWED - timedelta(days=10))
AT = datetime(2026, 5, 13, tzinfo=UTC)


def test_the_reviews_before_come_oldest_first_as_they_were_sealed(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, "value-owner", 3)
    finalise_review(opened, review_id, "A. Okafor", AT)
    later = created(start_review(opened, initiative_id, LATER))
    add_evidence(opened, initiative_id, PROOF)
    record = queries.record(opened, initiative_id)
    first, last = cases_until(opened, record, queries.find_review(record, later))
    assert first.review.seal is not None
    assert first.evidence == ()
    assert (last.review.id, len(last.evidence)) == (later, 1)
    assert gather_brief(opened, initiative_id).earlier == (first,)
    assert gather_brief(opened, initiative_id, review_id).earlier == ()


def test_a_proof_renewed_since_a_final_review_counts_in_its_calendar(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, "value-owner", 3)
    finalise_review(opened, review_id, "A. Okafor", AT)
    record = queries.record(opened, initiative_id)
    assert proofs_of(opened, record, record.reviews[0], LATER).calendar.lapses == ()
    add_evidence(opened, initiative_id, PROOF)
    renewed = queries.record(opened, initiative_id)
    (lapse,) = proofs_of(opened, renewed, renewed.reviews[0], LATER).calendar.ahead
    assert lapse.last_day == REVIEWED + timedelta(days=170)


def test_the_portfolio_lists_what_is_reviewed_and_not_archived(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, "value-owner", 3)
    add_evidence(opened, initiative_id, PROOF)
    other = created(add_initiative(opened, replace(initiative("OTHER", 0), name="An other")))
    unreviewed = created(add_initiative(opened, initiative("NONE", 0)))
    second = created(start_review(opened, other, REVIEWED))
    set_level(opened, second, "ops-owner", 3)
    add_evidence(opened, other, replace(PROOF, criterion="ops-owner", dated=REVIEWED - timedelta(days=50)))
    found = list(all_proofs(opened, REVIEWED))
    assert unreviewed not in {proofs.initiative.id for proofs in found}
    assert [(proofs.initiative.code, lapse.criterion) for proofs, lapse in by_day(found)] == [
        ("OTHER", "ops-owner"),
        ("CLAIMS", "value-owner"),
    ]
    set_archived(opened, other, archived=True)
    assert [proofs.initiative.code for proofs in all_proofs(opened, REVIEWED)] == ["CLAIMS"]
