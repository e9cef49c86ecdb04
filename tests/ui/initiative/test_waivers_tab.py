"""Granting and revoking a waiver, and classifying the risk, in the window."""

from builders import REVIEWED, waiver_for
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from scoring import Desk

from fivegates.actions.waivers import grant_waiver
from fivegates.domain.portfolio.attention import DueWaiver, LeftOut
from fivegates.domain.search import HitKind
from fivegates.ui.initiative.forms.risk_form import RiskForm
from fivegates.ui.initiative.forms.waiver_forms import RevocationForm, WaiverForm


def write(form: WaiverForm | RevocationForm | RiskForm, place: str, text: str) -> None:
    """Write into a row's field."""
    field = form.rows[place].field
    if isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
        return
    line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText(text)


def rows(desk: Desk) -> list[list[str]]:
    """What the table says of its waivers."""
    model = desk.page.tabs.waivers.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_required_criterion_is_waived_from_its_card(desk: Desk) -> None:
    first = desk.criteria[0]
    desk.card.waiver_requested.emit()
    form = desk.form()
    assert isinstance(form, WaiverForm)
    assert form.value.criterion == first.id
    write(form, "reason", "The audit is in March.")
    write(form, "requester", "R. Marsh")
    write(form, "approver", "r. marsh, CFO")
    write(form, "until", "14 March 2101")
    form.submit()
    assert "31 December 2100" in form.rows["until"].problem
    write(form, "until", "14 March 2027")
    form.submit()
    assert form.rows["approver"].problem == (
        "R. Marsh asked for this waiver, so another person must approve it."
    )
    write(form, "approver", "A. Okafor")
    form.submit()
    desk.show_tab_called("Waivers")
    ((title, until, state, *people, why),) = rows(desk)
    assert (title, until, people, why) == (
        first.title,
        "14 Mar 2027",
        ["A. Okafor", "R. Marsh"],
        "The audit is in March.",
    )
    assert state.startswith(("In force until", "Ended after", "Begins on"))


def test_a_waiver_is_corrected_revoked_and_removed(desk: Desk) -> None:
    waiver = waiver_for(desk.criteria[0].id, days=20_000)
    changes = desk.session.run(grant_waiver, desk.subject.initiative_id, waiver)
    assert changes is not None
    assert changes.created is not None
    desk.page.enter_record(HitKind.WAIVER, changes.created)
    tab = desk.page.tabs.waivers
    tab._edit_current()
    form = desk.form()
    assert isinstance(form, WaiverForm)
    write(form, "reason", "The audit is in June.")
    form.submit()
    (extra,) = tab._extras.values()
    tab._run_extra(extra)
    revoking = desk.form()
    assert isinstance(revoking, RevocationForm)
    revoking.submit()
    assert revoking.rows["why"].problem == "Say why the waiver was revoked."
    write(revoking, "by", "The board")
    write(revoking, "why", "Audited.")
    revoking.submit()
    (row,) = rows(desk)
    assert row[2].startswith("Revoked on")
    assert row[-1] == "The audit is in June."
    tab._remove_current()
    assert rows(desk) == []


def test_the_risk_is_classified_by_its_questions(desk: Desk) -> None:
    desk.page._header.risk_requested.emit()
    form = desk.form()
    assert isinstance(form, RiskForm)
    assert form.rows["profiles"].isHidden()
    form.submit()
    assert form.rows["practice"].problem == "A risk class follows from all its questions: answer this."
    for place, row in form.rows.items():
        if isinstance(row.field, QComboBox):
            row.field.setCurrentIndex(1 if place == "interacts" else 2)
    write(form, "reason", "Customers ask it.")
    write(form, "by", "R. Marsh")
    form.submit()
    (found,) = desk.subject.record.risk_classes
    assert (found.level, found.cites) == ("transparency", "Art. 50(1)")


def test_attention_leads_to_waivers_and_to_the_score(desk: Desk) -> None:
    of = desk.subject.record.initiative
    tabs = desk.page.tabs
    desk.page.enter_attention(DueWaiver(of, "It is watched", REVIEWED))
    assert tabs.tabText(tabs.currentIndex()) == "Waivers"
    desk.page.enter_attention(LeftOut(of, "It is watched", REVIEWED))
    assert tabs.tabText(tabs.currentIndex()) == "Score"
