"""The theme of the application: palette, font, stylesheet, icons; light or dark, at the chosen text size."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from string import Template
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, QTemporaryDir
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from fivegates.charts.palette import Palette, Palettes, read_palettes
from fivegates.resources import read_resource
from fivegates.ui.context import Context
from fivegates.ui.settings import TEXT_SCALES, ThemeChoice

_WINDOW_SIDES: Final = (16, 32, 64)
_DENSITY: Final = 2


@cache
def coloured_svg(name: str, colour: str) -> bytes:
    """The icon's SVG with `colour` for every `currentColor`."""
    return read_resource(f"icons/{name}.svg").replace(b"currentColor", colour.encode())


def icon(name: str, colour: str, side: int) -> QIcon:
    """An icon of `side` pixels in `colour`, the same for enabled and disabled widgets."""
    key, pixmap = f"{name} {colour} {side}", QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = _pixmap(coloured_svg(name, colour), side)
        QPixmapCache.insert(key, pixmap)
    made = QIcon(pixmap)
    made.addPixmap(pixmap, QIcon.Mode.Disabled)
    return made


def window_icon() -> QIcon:
    """The program's own icon."""
    svg = read_resource("icons/fivegates.svg")
    made = QIcon()
    for side in _WINDOW_SIDES:
        made.addPixmap(_pixmap(svg, side))
    return made


def _pixmap(svg: bytes, side: int) -> QPixmap:
    """Draw an SVG with twice the dots of `side`, so that it stays sharp on dense screens."""
    pixmap = QPixmap(_DENSITY * side, _DENSITY * side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(_DENSITY)
    return pixmap


# Sizes at 100 %, in pixels (the look's scale of type); all grow together.
SIZES: Final[Mapping[str, int]] = {
    "note": 11,
    "body": 13,
    "focus": 16,
    "title": 22,
    "indicator": 16,
    "indicator_radius": 8,
    "arrow": 10,
    "scroller": 48,
    "message": 360,
}


def scaled(pixels: int, percent: int) -> int:
    """A size at `percent` text scale, in whole pixels."""
    return round(pixels * percent / 100)


def stylesheet(palette: Palette, percent: int, images: Mapping[str, str]) -> str:
    """The stylesheet text; `images` maps the names of images in it to file paths."""
    sizes = {name: str(scaled(size, percent)) for name, size in SIZES.items()}
    template = Template(read_resource("styles/window.qss").decode())
    mixed = {"accent_hover": _hover(palette), "nav_tint": _blend(palette.panel, palette.accent, 0.1)}
    return template.substitute(asdict(palette), **sizes, **images, **mixed)


def _hover(palette: Palette) -> str:
    """The accent, further from the text colour on it, so that hovering never lowers the contrast."""
    accent = QColor(palette.accent)
    dark_text = QColor(palette.on_accent).lightness() < accent.lightness()
    return (accent.lighter(112) if dark_text else accent.darker(112)).name()


def _blend(under: str, over: str, share: float) -> str:
    """Blend a colour over another with this share."""
    below, above = QColor(under), QColor(over)
    channels = (
        (below.red(), above.red()),
        (below.green(), above.green()),
        (below.blue(), above.blue()),
    )
    return QColor(*(round(b + (a - b) * share) for b, a in channels)).name()


# Images that the stylesheet can only take from files: name there, icon, and field of the palette.
_IMAGES: Final = (
    ("chevron_down", "chevron-down", "second_ink"),
    ("chevron_up", "chevron-up", "second_ink"),
    ("chevron_left", "move-left", "second_ink"),
    ("chevron_right", "move-right", "second_ink"),
    ("check", "check", "on_accent"),
    ("dot", "dot", "on_accent"),
    ("tick", "check", "ink"),
)


def default_palettes() -> Palettes:
    """Read the two sets of colours that come with the program."""
    return read_palettes(read_resource("styles/palette.toml"))


class Theme(QObject):
    """Applies the theme that the settings and the system choose."""

    def __init__(self, app: QApplication, context: Context, palettes: Palettes) -> None:
        super().__init__(app)
        self._app = app
        self._context = context
        self._settings = context.settings
        self._palettes = palettes
        self._folder = QTemporaryDir()
        self._font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def choose(self, choice: ThemeChoice) -> None:
        """Apply the light, dark or system theme, and save the choice."""
        self._settings.theme = choice
        self.apply()

    def set_text_scale(self, percent: int) -> None:
        """Show text at `percent` of its size, and remember it."""
        self._settings.text_scale = percent
        self.apply()

    def step_text_scale(self, steps: int) -> None:
        """Make text larger or smaller by whole steps of `TEXT_SCALES`."""
        place = TEXT_SCALES.index(self._settings.text_scale) + steps
        self.set_text_scale(TEXT_SCALES[min(max(place, 0), len(TEXT_SCALES) - 1)])

    def apply(self) -> None:
        """Apply the theme; widgets repaint once the context has the palette."""
        palette = self._palettes.dark if self._dark() else self._palettes.light
        percent = self._settings.text_scale
        self._context.palette = palette
        # Qt applies another sheet to each widget, hidden ones too, and again to all that is in it. Without a
        # sheet in between that takes a third: see packaging/bench/text_size.py.
        self._app.setStyleSheet("")
        font, before = self._font, self._font.pixelSize()
        font.setPixelSize(scaled(SIZES["body"], percent))
        self._app.setFont(font)
        self._app.setPalette(qt_palette(palette))
        self._app.setStyleSheet(stylesheet(palette, percent, self._images(palette)))
        if font.pixelSize() != before:
            self._leave_no_text_at(before)

    def _leave_no_text_at(self, pixels: int) -> None:
        """Give widgets the font of those around them that Qt left at the size of before.

        A widget takes the font of its parent, which may have its own new one only later.
        """
        for widget in self._app.allWidgets():
            own = widget.testAttribute(Qt.WidgetAttribute.WA_SetFont)
            if not own and widget.font().pixelSize() == pixels:
                widget.setFont(QFont())

    def _dark(self) -> bool:
        choice = self._settings.theme
        if choice is ThemeChoice.SYSTEM:
            return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return choice is ThemeChoice.DARK

    def _follow_system(self) -> None:
        if self._settings.theme is ThemeChoice.SYSTEM:
            self.apply()

    def _images(self, palette: Palette) -> dict[str, str]:
        """Write the stylesheet's images; the colour is in the file's name, since Qt caches by name."""
        paths: dict[str, str] = {}
        for name, source, field in _IMAGES:
            colour: str = getattr(palette, field)
            path = Path(self._folder.filePath(f"{source}-{colour[1:]}.svg"))
            if not path.exists():
                path.write_bytes(coloured_svg(source, colour))
            paths[name] = f'"{path.as_posix()}"'
        return paths


def qt_palette(palette: Palette) -> QPalette:
    """The same colours as Qt's own roles, for what the stylesheet does not reach."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: palette.page,
        roles.Base: palette.page,
        roles.AlternateBase: palette.panel,
        roles.Button: palette.page,
        roles.ToolTipBase: palette.ink,
        roles.ToolTipText: palette.page,
        roles.Highlight: palette.accent,
        roles.HighlightedText: palette.on_accent,
        roles.Link: palette.accent,
        roles.LinkVisited: palette.accent,
        roles.PlaceholderText: palette.second_ink,
        roles.Accent: palette.accent,
        roles.Light: palette.panel,
        roles.Midlight: palette.hairline,
        roles.Mid: palette.hairline,
        roles.Dark: palette.outline,
        roles.Shadow: palette.outline,
        roles.WindowText: palette.ink,
        roles.Text: palette.ink,
        roles.ButtonText: palette.ink,
        roles.BrightText: palette.ink,
    }
    made = QPalette()
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.outline))
    return made
