#!/usr/bin/env bash
# Compile the installer's script against a stand-in for the program, so that a faulty script is noticed on Linux.
# This shows that the script compiles, not that the installer works. Needs makensis (Debian's package nsis).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/fivegates/_internal"
touch "$scratch/fivegates/"{fivegates.exe,fivegatesw.exe,_internal/base_library.zip}
makensis -V2 -WX -DVERSION=0.0.0 "-DSOURCE=$scratch/fivegates" "-DOUTFILE=$scratch/installer.exe" fivegates.nsi
[[ $(head -c 2 "$scratch/installer.exe") == MZ ]]
echo "The script compiles; the installer was not run."
