#!/usr/bin/env bash
# matplotlib 3.11.2: MPL_IGNORE_SYSTEM_FONTS takes the fonts of the system away from programs that do not set it.
#
# A program that sets the variable lists matplotlib's own fonts only. That shorter list goes into the same file
# (fontlist-v3.11.0.json in the cache folder) that every other program of the user reads, and nothing in it says
# that it is shorter. If the first program to run sets the variable, all later ones miss the user's fonts:
#
#   user's font listed, no list kept yet:               True
#   user's font listed, after a run with the variable:  False
#   user's font listed, with a folder of its own for that run: True
#
# So a program that sets it has to set MPLCONFIGDIR to a folder of its own as well. Exits non-zero when this
# behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
python=$folder/venv/bin/python
"$python" -m pip install --quiet --disable-pip-version-check matplotlib==3.11.2

# A font of the user: DejaVu Sans, as matplotlib brings it, in the folder where users keep fonts.
export HOME=$folder/home XDG_DATA_HOME=$folder/data
mkdir -p "$HOME" "$XDG_DATA_HOME/fonts"
"$python" - "$XDG_DATA_HOME/fonts/user.ttf" <<'CODE'
import shutil, sys
from pathlib import Path
from matplotlib import get_data_path
shutil.copy(Path(get_data_path()) / "fonts/ttf/DejaVuSans.ttf", sys.argv[1])
CODE

listed() {
    "$python" -c 'from matplotlib.font_manager import fontManager as fonts
print(any(font.fname.endswith("user.ttf") for font in fonts.ttflist))'
}

before=$(MPLCONFIGDIR=$folder/new listed)
MPL_IGNORE_SYSTEM_FONTS=1 MPLCONFIGDIR=$folder/shared listed >"$folder/first"
after=$(MPLCONFIGDIR=$folder/shared listed)
MPL_IGNORE_SYSTEM_FONTS=1 MPLCONFIGDIR=$folder/own listed >"$folder/first"
apart=$(MPLCONFIGDIR=$folder/other listed)
echo "user's font listed, no list kept yet:               $before"
echo "user's font listed, after a run with the variable:  $after"
echo "user's font listed, with a folder of its own for that run: $apart"
[[ "$before $after $apart" == "True False True" ]]
