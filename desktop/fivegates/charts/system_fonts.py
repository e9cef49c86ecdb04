"""Keeps matplotlib from listing the fonts of the system, of which charts use none.

matplotlib does that when its font manager is imported, for seconds where many fonts are installed, and keeps
the list in a file. `MPL_IGNORE_SYSTEM_FONTS` leaves them out, but has two effects that are not wanted here:
the shorter list goes into the file that all other programs read, and fonts that are registered later are not
found. So the list gets a folder of its own, and the variable holds until the font manager is imported only.
"""

import logging
import os
from pathlib import Path

OWN_FOLDER = "fivegates-matplotlib"


def leave_out_system_fonts() -> None:
    """Have matplotlib list its own fonts only. Call it before importing matplotlib.

    What it logs of a cache that cannot be kept is left out: it goes on without, and it names no setting of
    this program.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    # Processes that this one starts find the folder already set.
    if not os.environ.get("MPLCONFIGDIR", "").endswith(OWN_FOLDER):
        os.environ["MPLCONFIGDIR"] = str(_cache_folder() / OWN_FOLDER)
    os.environ["MPL_IGNORE_SYSTEM_FONTS"] = "1"


def find_registered_fonts() -> None:
    """Have matplotlib find registered fonts too. Call it once the font list is built."""
    os.environ.pop("MPL_IGNORE_SYSTEM_FONTS", None)


def _cache_folder() -> Path:
    """The user's cache folder of matplotlib, else this program's cache folder."""
    chosen = os.environ.get("MPLCONFIGDIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("fivegates", appauthor=False)
