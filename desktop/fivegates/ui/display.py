"""Probes for a working display before Qt is loaded: without one Qt aborts the process.

Uses nothing but the standard library, so that the set-up can ask the same before anything is installed.
"""

import sys
from collections.abc import Iterator, Mapping, MutableMapping

PLATFORM = "QT_QPA_PLATFORM"
WAYLAND, X11 = "wayland", "xcb"
VARIABLES = {WAYLAND: "WAYLAND_DISPLAY", X11: "DISPLAY"}
# What Qt's plugin for each loads: its wheels do not bring these, and a server often lacks them.
LIBRARIES = {
    WAYLAND: ("libwayland-client.so.0", "libwayland-cursor.so.0"),
    X11: (
        "libxcb.so.1",
        "libxcb-cursor.so.0",
        "libxcb-icccm.so.4",
        "libxcb-keysyms.so.1",
        "libxcb-shape.so.0",
        "libxkbcommon-x11.so.0",
    ),
}


class NoDisplayError(Exception):
    """No window can open; `template` is the reason as an English sentence, and the translation key.

    It is not a UserError, which loads what is installed with Fivegates.
    """

    def __init__(self, template: str, /, **values: str) -> None:
        super().__init__(template)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values)


def choose_display(environment: MutableMapping[str, str]) -> None:
    """Have Qt use a display that answers; raises NoDisplayError where there is none.

    Where only one of the two that are set answers, `QT_QPA_PLATFORM` is set to it. A platform chosen by that
    variable that needs no display, such as "offscreen", is left alone.
    """
    if not sys.platform.startswith("linux"):
        return
    chosen = [name.partition(":")[0] for name in environment.get(PLATFORM, "").split(";") if name]
    if set(chosen) - VARIABLES.keys():
        return
    candidates = chosen or [name for name, variable in VARIABLES.items() if environment.get(variable)]
    missing = {name: tuple(_missing(name)) for name in candidates}
    complete = [name for name in candidates if not missing[name]]
    answering = [name for name in complete if _answers(name, environment)]
    if not candidates:
        raise NoDisplayError("There is no display for the window (DISPLAY and WAYLAND_DISPLAY are not set).")
    if not complete:
        files = ", ".join(file for name in candidates for file in missing[name])
        raise NoDisplayError(
            "No window can open: this system lacks libraries that Qt needs ({files}). Install the packages "
            "that hold them.",
            files=files,
        )
    if not answering:
        silent = (f"{VARIABLES[name]}={environment.get(VARIABLES[name], '')}" for name in complete)
        raise NoDisplayError(
            "No window can open: the display does not answer ({displays}).", displays=", ".join(silent)
        )
    if len(answering) < len(candidates):
        environment[PLATFORM] = ";".join(answering)


def _missing(platform: str) -> Iterator[str]:
    """The libraries that the system's loader does not find."""
    from ctypes import CDLL

    for file in LIBRARIES[platform]:
        try:
            CDLL(file)
        except OSError:
            yield file


def _answers(platform: str, environment: Mapping[str, str]) -> bool:
    """Connect as Qt will, and disconnect."""
    name = environment.get(VARIABLES[platform], "")
    return _x11_answers(name) if platform == X11 else _wayland_answers(name, environment)


def _x11_answers(name: str) -> bool:
    """True if the X server is running and accepts this program."""
    from ctypes import CDLL, c_void_p

    xcb = CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = c_void_p
    connection = c_void_p(xcb.xcb_connect(name.encode(), None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def _wayland_answers(name: str, environment: Mapping[str, str]) -> bool:
    """True if the Wayland compositor is running; it accepts every program."""
    from ctypes import CDLL, c_void_p

    if environment.get("WAYLAND_SOCKET"):
        # A connection handed to this process can be used once only, and Qt is to use it.
        return True
    if not name.startswith("/") and not environment.get("XDG_RUNTIME_DIR"):
        return False
    wayland = CDLL("libwayland-client.so.0")
    wayland.wl_display_connect.restype = c_void_p
    connection = wayland.wl_display_connect(name.encode() or None)
    if connection:
        wayland.wl_display_disconnect(c_void_p(connection))
    return bool(connection)
