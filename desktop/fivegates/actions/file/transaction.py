"""The transaction of every action, with updated verdicts and an undo entry; undo and redo."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from fivegates.actions.file.edit_history import note_edit
from fivegates.actions.file.opened import Changes, Done, OpenPortfolio
from fivegates.domain.language import Message
from fivegates.domain.portfolio.edit_history import EditKind
from fivegates.domain.portfolio.overview import summarise_verdict
from fivegates.domain.review.review import Case, InitiativeRecord, Review
from fivegates.domain.verdict.verdict import Verdict, judge
from fivegates.store.records.edits import Edit, edit, revert
from fivegates.store.records.initiatives import read_initiative_ids
from fivegates.store.records.ledger import read_rates
from fivegates.store.records.overview import insert_all_verdict_summaries, save_verdict_summary
from fivegates.store.records.portfolio import read_record
from fivegates.store.records.reviews import read_drafted_ids, read_rubric, read_rubrics
from fivegates.store.records.settings import read_settings


class Saving:
    """An action in progress: writes go to `edit`, and `changes` gives the scope once it is saved."""

    def __init__(self, opened: OpenPortfolio, label: Message, transaction: Edit) -> None:
        self.opened = opened
        self.edit = transaction
        self.changes = Changes(label)
        self.lasting = False

    def lasts(self) -> None:
        """Mark this action, and all before it, as not undoable: a review has become final."""
        self.lasting = True

    def concerns(self, initiative_id: int, *, created: int | None = None) -> None:
        """Add an initiative to the scope, and the id of an added record."""
        touched = self.changes.initiatives | {initiative_id}
        made = self.changes.created if created is None else created
        self.changes = replace(self.changes, initiatives=touched, created=made)

    def concerns_settings(self, *, created: int | None = None) -> None:
        """Add the portfolio's settings to the scope, and the id of an added record."""
        made = self.changes.created if created is None else created
        self.changes = replace(self.changes, settings=True, created=made)

    def judge_review(self, initiative_id: int, review_id: int) -> None:
        """Update the stored verdict of one review."""
        record = read_record(self.opened.file, initiative_id)
        for review in record.reviews:
            if review.id == review_id:
                self._judge(record, review)
        self.concerns(initiative_id)

    def judge_all(self, initiative_id: int) -> None:
        """Update the stored verdicts of the initiative's drafts; final ones never change."""
        record = read_record(self.opened.file, initiative_id)
        for review in record.reviews:
            if review.seal is None:
                self._judge(record, review)
        self.concerns(initiative_id)

    def judge_portfolio(self) -> None:
        """Update the stored verdicts of all drafts, after a change of rates or currency."""
        drafted = read_drafted_ids(self.opened.file)
        for initiative_id in read_initiative_ids(self.opened.file):
            self.concerns(initiative_id)
            if initiative_id in drafted:
                self.judge_all(initiative_id)

    def judge_new(self, records: Iterable[InitiativeRecord]) -> None:
        """Store the verdicts of newly inserted drafts, from the values written."""
        from fivegates.domain.review.case import draft_case  # the first window judges nothing

        file = self.opened.file
        currency, rates = read_settings(file).currency, read_rates(file)
        rubrics = {(rubric.id, rubric.version): rubric for rubric in read_rubrics(file)}
        outcomes = []
        for record in records:
            self.concerns(record.initiative.id)
            for review in record.reviews:
                if review.seal is None:
                    rubric = rubrics[review.rubric_id, review.rubric_version]
                    case = draft_case(record, review, rubric, currency, rates)
                    outcomes.append((review.id, summarise_verdict(judge(case))))
        insert_all_verdict_summaries(self.edit, outcomes)

    def _judge(self, record: InitiativeRecord, review: Review) -> None:
        """Judge one review and store the outcome."""
        verdict = verdict_on(self.opened, case_of(self.opened, record, review))
        save_verdict_summary(self.edit, review.id, summarise_verdict(verdict))


def case_of(opened: OpenPortfolio, record: InitiativeRecord, review: Review) -> Case:
    """The input of a review's verdict: as sealed if it is final, else as recorded now.

    Raises UserError where another program altered a sealed review.
    """
    from fivegates.domain.review.case import draft_case, final_case  # the first window judges nothing

    rubric = read_rubric(opened.file, review.rubric_id, review.rubric_version)
    final = final_case(review, rubric)
    if final is not None:
        return final
    currency, rates = read_settings(opened.file).currency, read_rates(opened.file)
    given = (record, review, rubric, currency, rates)
    return opened.cases.get(given, lambda: draft_case(record, review, rubric, currency, rates))


def verdict_on(opened: OpenPortfolio, case: Case) -> Verdict:
    """The verdict on a case, cached."""
    return opened.verdicts.get((case,), lambda: judge(case))


@contextmanager
def saving(
    opened: OpenPortfolio, label: Message, *, merge_key: str = "", kept: bool = True
) -> Iterator[Saving]:
    """Run one action in one transaction, which is rolled back when it raises.

    It adds an entry to the portfolio's history unless `kept` is False.

    Raises UserError when the file cannot be written or was changed elsewhere.
    """
    entry: tuple[str, int] | None = None
    with edit(opened.file) as transaction:
        action = Saving(opened, label, transaction)
        yield action
        if transaction.rows and kept:
            entry = note_edit(opened, transaction, EditKind.EDIT, action.changes, merge_key)
    if entry is not None:
        opened.last_entry = entry
    if action.lasting:
        opened.forget()
    elif transaction.rows:
        opened.remember(Done(action.changes, tuple(transaction.rows), merge_key))


def undo(opened: OpenPortfolio) -> Changes | None:
    """Undo the last action; None when there is none."""
    return _revert(opened, opened.done, opened.undone, EditKind.UNDO)


def redo(opened: OpenPortfolio) -> Changes | None:
    """Redo the action that was last undone; None when there is none."""
    return _revert(opened, opened.undone, opened.done, EditKind.REDO)


def _revert(opened: OpenPortfolio, source: list[Done], target: list[Done], kind: EditKind) -> Changes | None:
    """Write the earlier rows, and push the reverse entry; on an error both stacks stay unchanged."""
    if not source:
        return None
    changes = source[-1].changes
    entries: list[tuple[str, int]] = []

    def note(edit: Edit) -> None:
        entries.append(note_edit(opened, edit, kind, changes))

    inverse = revert(opened.file, source[-1].rows, note)
    opened.last_entry = entries[0]
    action = source.pop()
    target.append(Done(action.changes, inverse))
    return replace(action.changes, created=None, undone=kind is EditKind.UNDO)
