"""The colours that window, charts and paper share, read from one file."""

import re
import tomllib
from dataclasses import dataclass, fields

from fivegates.domain.verdict.states import GateState, VerdictState

_COLOUR = re.compile(r"#[0-9A-F]{6}")


@dataclass(frozen=True, slots=True)
class Palette:
    """A set of colours, each as `#RRGGBB`; the palette file says what each is for."""

    page: str
    panel: str
    hairline: str
    outline: str
    track: str
    ink: str
    second_ink: str
    accent: str
    accent_tint: str
    on_accent: str
    open: str
    open_tint: str
    conditional: str
    conditional_tint: str
    closed: str
    closed_tint: str
    incomplete: str
    incomplete_tint: str

    def status(self, state: GateState | VerdictState) -> str:
        """The colour of a gate's or a verdict's mark and word."""
        match state:
            case GateState.OPEN | VerdictState.READY:
                return self.open
            case GateState.CONDITIONAL | GateState.WAIVED | VerdictState.CONDITIONAL | VerdictState.WAIVED:
                return self.conditional
            case GateState.CLOSED | VerdictState.NOT_READY:
                return self.closed
            case GateState.INCOMPLETE | VerdictState.INCOMPLETE:
                return self.incomplete

    def tint(self, state: GateState | VerdictState) -> str:
        """The colour behind a sentence about a gate or a verdict."""
        match state:
            case GateState.OPEN | VerdictState.READY:
                return self.open_tint
            case GateState.CONDITIONAL | GateState.WAIVED | VerdictState.CONDITIONAL | VerdictState.WAIVED:
                return self.conditional_tint
            case GateState.CLOSED | VerdictState.NOT_READY:
                return self.closed_tint
            case GateState.INCOMPLETE | VerdictState.INCOMPLETE:
                return self.incomplete_tint


@dataclass(frozen=True, slots=True)
class Palettes:
    """The light and the dark set."""

    light: Palette
    dark: Palette


def read_palettes(data: bytes) -> Palettes:
    """Read the palette file (TOML); ValueError if a colour is missing, unknown or not `#RRGGBB`."""
    tables = tomllib.loads(data.decode())
    return Palettes(_palette(tables, "light"), _palette(tables, "dark"))


def _palette(tables: dict[str, dict[str, str]], name: str) -> Palette:
    """Read one set, by name."""
    colours = tables.get(name, {})
    expected = {field.name for field in fields(Palette)}
    if colours.keys() != expected:
        message = f"palette {name}: missing or unknown {sorted(colours.keys() ^ expected)}"
        raise ValueError(message)
    wrong = [key for key, colour in colours.items() if not _COLOUR.fullmatch(str(colour))]
    if wrong:
        message = f"palette {name}: not #RRGGBB: {wrong}"
        raise ValueError(message)
    return Palette(**colours)
