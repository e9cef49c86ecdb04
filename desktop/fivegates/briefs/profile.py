"""The gate profile on paper: one chart, or several where a rubric has more criteria than a page has rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fivegates.briefs.arrangements import heading
from fivegates.briefs.blocks import Block
from fivegates.briefs.figures import Chart
from fivegates.briefs.sheet import Sheet
from fivegates.briefs.styles import Frame
from fivegates.charts.gate_profile import gate_profile, profile_height
from fivegates.charts.titles import profile_finding
from fivegates.domain.verdict import GateResult, Standing

# What a page has to hold besides the chart: its heading.
BESIDES = 40


def profile_charts(sheet: Sheet, frame: Frame) -> Iterator[Block]:
    """A heading and the charts; nothing while nothing is scored."""
    gates = sheet.assessment.verdict.gates
    if not any(r.standing is Standing.SCORED for gate in gates for r in gate.criteria):
        return
    yield heading(sheet.language.gettext("Readiness by criterion"), sheet.styles)
    described = _description(sheet)
    for shown in _by_page(gates, frame.height - BESIDES):
        figure = gate_profile(
            sheet.assessment, sheet.styles.palette, sheet.language, width=frame.width, gates=shown
        )
        yield Chart(figure, described, space_before=8)


def _description(sheet: Sheet) -> str:
    """The chart for those who cannot see it."""
    finding = profile_finding(sheet.assessment, sheet.language)
    return sheet.language.gettext(
        "Chart: {finding}. It shows the level of each criterion by gate; the appendix gives them in words.",
        finding=finding,
    )


def _by_page(gates: Sequence[GateResult], room: float) -> Iterator[list[GateResult]]:
    """Part the gates so that each part's chart fits into `room` points; a very long gate is parted too."""
    part: list[GateResult] = []
    for gate in _short_gates(gates, room):
        if part and profile_height([*part, gate]) > room:
            yield part
            part = []
        part.append(gate)
    yield part


def _short_gates(gates: Sequence[GateResult], room: float) -> Iterator[GateResult]:
    """The gates, each with no more criteria at a time than fit into `room`."""
    for gate in gates:
        most = len(gate.criteria)
        while profile_height([replace(gate, criteria=gate.criteria[:most])]) > room:
            most -= 1
        for start in range(0, len(gate.criteria), most):
            yield replace(gate, criteria=gate.criteria[start : start + most])
