"""The gate profile: every criterion's level by gate, claimed and counted, against the level that passes."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.figure import Figure

from fivegates.charts.drawing.batch import LineBatch
from fivegates.charts.drawing.figures import fixed_axes
from fivegates.charts.drawing.text import (
    BOLD,
    NOTE_SIZE,
    POINTS_PER_INCH,
    TEXT_SIZE,
    Heading,
    fitted,
    look,
    write_heading,
)
from fivegates.charts.palette import Palette
from fivegates.domain.language import Language
from fivegates.domain.limits import LEVELS, TOP_LEVEL
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.verdict.reasons import Reason
from fivegates.domain.verdict.states import GateState, ProofState, VerdictState
from fivegates.domain.verdict.verdict import CriterionResult, GateResult, Standing, level_state
from fivegates.domain.wording.evidence_calendar import proof_text
from fivegates.domain.wording.verdicts import gate_detail
from fivegates.domain.wording.words import score_text

_HELD = {
    VerdictState.NOT_READY: GateState.CLOSED,
    VerdictState.CONDITIONAL: GateState.CONDITIONAL,
    VerdictState.WAIVED: GateState.WAIVED,
}


def profile_finding(assessment: Assessment, language: Language) -> str:
    """The finding of the gate profile: the gate that decides the verdict."""
    verdict = assessment.verdict
    match verdict.state:
        case VerdictState.READY:
            return _ready(assessment, language)
        case VerdictState.INCOMPLETE:
            return _incomplete(assessment, language)
        case VerdictState.NOT_READY | VerdictState.CONDITIONAL | VerdictState.WAIVED:
            held = [gate for gate in verdict.gates if gate.state is _HELD[verdict.state]]
            return _held_down(min(held, key=_score), assessment, language)


def _score(gate: GateResult) -> float:
    """Return the score to sort by; a gate without a score comes last."""
    return float("inf") if gate.score is None else float(gate.score)


def _ready(assessment: Assessment, language: Language) -> str:
    """The gates with the least margin."""
    verdict, score = assessment.verdict, score_text(assessment.verdict.readiness, language)
    lowest = [language.shipped(gate.gate.name) for gate in verdict.lowest]
    if len(lowest) == len(verdict.gates) > 1:
        return language.gettext("Every gate is open, each at {score}", score=score)
    return language.ngettext(
        "Every gate is open; {gates} has least to spare, at {score}",
        "Every gate is open; {gates} have least to spare, at {score}",
        len(lowest),
        gates=language.listed(lowest),
        score=score,
    )


def _incomplete(assessment: Assessment, language: Language) -> str:
    """The number of unanswered criteria."""
    results = [result for gate in assessment.verdict.gates for result in gate.criteria]
    applicable = [result for result in results if result.standing is not Standing.NOT_APPLICABLE]
    unscored = sum(1 for result in applicable if result.standing is Standing.UNSCORED)
    if not unscored:
        return language.gettext("A gate has no criterion that applies")
    return language.ngettext(
        "{count} of {total} criteria is unanswered",
        "{count} of {total} criteria are unanswered",
        unscored,
        total=language.number(len(applicable)),
    )


def _held_down(gate: GateResult, assessment: Assessment, language: Language) -> str:
    """The gap of the lowest of the deciding gates."""
    deciding = [r for r in assessment.reasons if r.deciding and r.criterion and r.gate == gate.gate.id]
    if not deciding:
        needed = language.percent(assessment.case.rubric.thresholds.open_score)
        return language.gettext(
            "{gate} falls short of the {score} that opens it",
            gate=language.shipped(gate.gate.name),
            score=needed,
        )
    if all(map(_lacks_proof, deciding)):
        return language.ngettext(
            "{gate} is limited by {count} criterion without current proof",
            "{gate} is limited by {count} criteria without current proof",
            len(deciding),
            gate=language.shipped(gate.gate.name),
        )
    return language.ngettext(
        "{gate} is limited by {count} criterion that does not pass",
        "{gate} is limited by {count} criteria that do not pass",
        len(deciding),
        gate=language.shipped(gate.gate.name),
    )


def _lacks_proof(reason: Reason) -> bool:
    """True if better proof alone would resolve the reason."""
    return reason.lacks_evidence and (reason.claimed or 0) >= reason.needed


# Heights in points.
HEAD = 62.0
ROW = 14.0
GATE_ROW = 23.0
FOOT = 4.0
# Shares of the width: labels, levels; the rest is for notes.
LABELS, LEVELS_SHARE = 0.39, 0.41
MARGIN = 0.15
GUTTER = 2.0
# The shape of a level and its size, distinguished without colour.
SHAPES = {
    GateState.OPEN: ("o", 6.2),
    GateState.WAIVED: ("^", 6.2),
    GateState.CONDITIONAL: ("D", 5.2),
    GateState.CLOSED: ("s", 5.6),
}


def gate_profile(
    assessment: Assessment,
    palette: Palette,
    language: Language,
    *,
    width: float,
    gates: Sequence[GateResult] | None = None,
) -> Figure:
    """Draw all gates, or those given, `width` points wide and as tall as their criteria need."""
    shown = assessment.verdict.gates if gates is None else gates
    return _Profile(assessment, palette, language, width, shown).figure


def profile_height(gates: Sequence[GateResult]) -> float:
    """The height of the chart of these gates, in points."""
    return HEAD + FOOT + sum(GATE_ROW + ROW * len(gate.criteria) for gate in gates)


class _Profile:
    """A figure under construction. Data are levels across, and points downwards from the first gate."""

    def __init__(
        self,
        assessment: Assessment,
        palette: Palette,
        language: Language,
        width: float,
        gates: Sequence[GateResult],
    ) -> None:
        self.assessment, self.palette, self.language, self.width = assessment, palette, language, width
        self.thresholds = assessment.case.rubric.thresholds
        height = profile_height(gates)
        self.figure = Figure(figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH))
        self.axes = fixed_axes(self.figure, (LABELS, 0, LEVELS_SHARE, 1 - HEAD / height))
        self.axes.set_xlim(-MARGIN, TOP_LEVEL + MARGIN)
        self.axes.set_ylim(height - HEAD, 0)
        self.lines = LineBatch(self.axes)
        self._draw_head(continued=gates[0].criteria[:1] != assessment.verdict.gates[0].criteria[:1])
        self._draw_levels(height - HEAD)
        self._draw_gates(gates)
        self.lines.draw()

    def _draw_head(self, *, continued: bool) -> None:
        """The finding and the subtitle."""
        text = self.language.gettext(
            "Level that counts. Disc: passes, at {needed}. Diamond: falls short. Square: closes its gate. "
            "Ring: claimed without current proof.",
            needed=self._passing_levels(),
        )
        finding = profile_finding(self.assessment, self.language)
        if continued:
            finding = self.language.gettext("{finding} (continued)", finding=finding)
        write_heading(self.figure, Heading(finding, text), self.palette)

    def _passing_levels(self) -> str:
        """The level from which criteria pass; where a risk class asks for more of some, those levels too."""
        asked = {self.thresholds.pass_level, *(each.needed for each in self.assessment.verdict.criteria)}
        return self.language.listed([self.language.number(level) for level in sorted(asked)])

    def _draw_levels(self, bottom: float) -> None:
        """A line for each level, with its number and name above; the one that passes is highlighted."""
        room = self.width * LEVELS_SHARE / (TOP_LEVEL + 2 * MARGIN) - 1
        names = self.assessment.case.rubric.level_names
        for level in LEVELS:
            passes = level == self.thresholds.pass_level
            colour = self.palette.ink if passes else self.palette.hairline
            self.lines.add([level, level], [2, bottom - FOOT], color=colour, lw=0.75, zorder=0)
            name, number = (
                fitted(self.language.shipped(names[level]), NOTE_SIZE, room),
                self.language.number(level),
            )
            self.axes.text(level, -2, name, ha="center", **look(NOTE_SIZE, self.palette.second_ink))
            self.axes.text(level, -12, number, ha="center", **look(TEXT_SIZE, self.palette.ink, BOLD))

    def _draw_gates(self, gates: Sequence[GateResult]) -> None:
        """Gate after gate, each criterion in its row."""
        y = 0.0
        for gate in gates:
            self._draw_gate(gate, y + GATE_ROW - 6)
            y += GATE_ROW
            for result in gate.criteria:
                self._draw_criterion(result, y + ROW / 2)
                y += ROW

    def _draw_gate(self, gate: GateResult, base: float) -> None:
        """The gate's name, and on the right its state and score."""
        number = self.language.number(self.assessment.case.rubric.gate_number(gate.gate.id))
        self._label(
            base,
            f"{number} · {self.language.shipped(gate.gate.name)}",
            look(TEXT_SIZE, self.palette.ink, BOLD),
        )
        state = gate_detail(gate, self.language)
        if gate.score is not None:
            state = f"{state} · {score_text(gate.score, self.language)}"
        self._note(base, state, look(TEXT_SIZE, self.palette.status(gate.state), BOLD))

    def _draw_criterion(self, result: CriterionResult, y: float) -> None:
        """Draw the title of a criterion, and its level or the reason for none."""
        base = y + 3
        self._label(base, self.language.shipped(result.criterion.title), look(TEXT_SIZE, self.palette.ink))
        if result.effective is None or result.claimed is None:
            style = look(NOTE_SIZE, self.palette.incomplete)
            self.axes.text(0, base, self._unlevelled(result), ha="left", bbox=self._ground(), **style)
        else:
            self._draw_level(result, result.effective, result.claimed, y)
            self._draw_proof(result, result.claimed, base)

    def _unlevelled(self, result: CriterionResult) -> str:
        """The reason why a criterion has no level."""
        if result.standing is Standing.NOT_APPLICABLE:
            return self.language.gettext("not applicable")
        return self.language.gettext("not answered")

    def _draw_level(self, result: CriterionResult, effective: int, claimed: int, y: float) -> None:
        """A bar to the level that counts, and a ring at the claim where it is another."""
        state = level_state(result, self.thresholds)
        shape, size = SHAPES[state]
        colour, quiet = self.palette.status(state), self.palette.second_ink
        self.lines.add([0, effective], [y, y], color=colour, lw=2.2, solid_capstyle="butt", zorder=1)
        if claimed != effective:
            self.lines.add([effective, claimed], [y, y], color=quiet, lw=0.75, ls=(0, (2, 2)), zorder=1)
            ring = {"marker": "o", "ms": 5, "mfc": self.palette.page, "mec": quiet, "mew": 0.9}
            self.lines.add([claimed], [y], ls="none", zorder=2, **ring)
        mark = {"marker": shape, "ms": size, "color": colour, "mew": 0}
        self.lines.add([effective], [y], ls="none", zorder=3, **mark)

    def _draw_proof(self, result: CriterionResult, claimed: int, base: float) -> None:
        """The reason why a claim does not count, right of the claim."""
        if result.effective != claimed and result.proof.state is not ProofState.CURRENT:
            text = proof_text(result.proof, self.language)
            levels = self.width * LEVELS_SHARE * (TOP_LEVEL - claimed) / (TOP_LEVEL + 2 * MARGIN)
            self._note(base, text, look(NOTE_SIZE, self.palette.second_ink), levels)

    def _label(self, base: float, text: str, style: Mapping[str, Any]) -> None:
        """Words on the left, cut to their column."""
        cut = fitted(text, style["size"], self.width * LABELS - GUTTER, style["weight"])
        place = self.axes.get_yaxis_transform()
        self.axes.text(-LABELS / LEVELS_SHARE, base, cut, transform=place, **style)

    def _note(self, base: float, text: str, style: Mapping[str, Any], more: float = 0) -> None:
        """Words on the right, cut to their column and so many points `more`."""
        room = self.width * (1 - LABELS - LEVELS_SHARE) + more - GUTTER
        cut = fitted(text, style["size"], room, style["weight"])
        place = self.axes.get_yaxis_transform()
        x = (1 - LABELS) / LEVELS_SHARE
        self.axes.text(x, base, cut, ha="right", transform=place, bbox=self._ground(), **style)

    def _ground(self) -> dict[str, object]:
        """A page-coloured patch behind words on lines."""
        return {"facecolor": self.palette.page, "edgecolor": "none", "pad": 1.2}
