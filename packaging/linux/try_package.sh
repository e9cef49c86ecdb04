#!/usr/bin/env bash
# Try the Debian package as a stranger would, on a bare Debian without Python: install it, open a portfolio as a
# double click does, export papers of every kind in every language, plan, sign, encrypt, consolidate, import, remove
# it and see that nothing but the user's files stays; then sign with a keyring.
#
#   packaging/linux/try_package.sh FOLDER SUITE MACHINE
#
# FOLDER holds the .deb and the .tar.gz, SUITE is bookworm or trixie, MACHINE a folder to make the Debian in.
# Needs root, debootstrap, Xvfb, xwininfo, and what `packaging/test.py --setup-only` sets up.
set -euo pipefail
folder=$(realpath "$1")
suite=$2
machine=$3
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
python=$here/../../.venv/bin/python
today=$(date +%Y-%m-%d)
clean=(env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive)
# A name that is hard to quote; that of the portfolio is in its title.
portfolio=$'/home/leader/Zürich 100% & \'more\' #2 $HOME.fivegates'

main() {
    step "A bare Debian, $suite"
    # Apt suggests adduser, and libc6 recommends libidn2-0: autoremove would keep both, which D-Bus and CUPS bring,
    # so they are there from the start.
    debootstrap --variant=minbase --include=adduser,ca-certificates,libidn2-0 "$suite" "$machine" >"$machine.log" 2>&1 ||
        { tail "$machine.log"; return 1; }
    ! there sh -c 'command -v python3' || { echo "It has a Python."; return 1; }
    # As a running system has it: the processes that set a pack share a lock there.
    install -d -m 1777 "$machine/dev/shm"
    there useradd --create-home leader
    files >"$machine.before"

    step "Install"
    cp "$folder"/fivegates_*.deb "$folder"/fivegates-*.tar.gz "$machine/tmp/"
    install_packages /tmp/fivegates_*.deb
    ! there sh -c 'command -v python3' || { echo "It has brought a Python."; return 1; }
    as_leader fivegates --version | head -n 4
    there dpkg --verify fivegates

    step "Export a brief"
    as_leader fivegates sample "$portfolio"
    as_leader fivegates brief "$portfolio" CLM-TRIAGE -o /home/leader/brief.pdf
    is_pdf brief.pdf
    as_leader fivegates compare "$portfolio" CLM-TRIAGE CUS-LETTERS -o /home/leader/comparison.pdf
    is_pdf comparison.pdf
    as_leader fivegates export "$portfolio" /home/leader/tables.xlsx
    as_leader fivegates check "$portfolio" >/dev/null

    step "Export a pack in several processes"
    try_pack

    step "Export every kind of paper in every language, as the program from source does"
    try_papers

    step "Plan with the capacity that there is"
    try_plan

    step "Export due dates as a calendar"
    as_leader fivegates calendar "$portfolio" | head -n 3
    # Without the time zones of the system, which not every one has.
    as_leader env PYTHONTZPATH= fivegates actions "$portfolio" -o /home/leader/actions.ics
    [[ $(grep -c BEGIN:VEVENT "$machine/home/leader/actions.ics") -gt 0 ]]

    step "Sign, without a keyring and with a key in a file"
    try_signing

    step "Encrypt a copy and open it"
    try_encryption

    step "Consolidate two portfolios"
    as_leader fivegates consolidate /home/leader/group.fivegates "$portfolio" /home/leader/twelve.fivegates |
        tee "$machine.group"
    grep -F '18 initiatives, 15 final reviews, verified' "$machine.group" >/dev/null
    as_leader fivegates check /home/leader/group.fivegates >/dev/null

    step "Read a workbook and a PDF"
    as_leader fivegates template costs /home/leader/costs.xlsx
    # Its only row is an example, which is named and not imported.
    as_leader fivegates import "$portfolio" /home/leader/costs.xlsx --as costs >"$machine.workbook" || true
    grep -F 'line 2, initiative: This is the example of the template' "$machine.workbook"
    try_workbook
    as_leader fivegates attach "$portfolio" CLM-TRIAGE value-owner /home/leader/brief.pdf

    step "Import bills, and ask a warehouse for one"
    try_billing

    step "Open by double click"
    install_packages libglib2.0-bin
    as_leader gio info -a standard::content-type "$portfolio" | grep application/vnd.fivegates
    as_leader gio mime application/vnd.fivegates | grep fivegates.desktop
    open_window gio open "$portfolio"

    step "Remove"
    there apt-get purge --yes --quiet=2 fivegates libglib2.0-bin >>"$machine.log" 2>&1
    step "The archive, where it is unpacked"
    tar -xzf "$machine"/tmp/fivegates-*.tar.gz -C "$machine/opt" --no-same-owner
    open_window sh -c '/opt/fivegates-*/bin/fivegates "$0"' "$portfolio"
    rm -r "$machine"/opt/fivegates-*
    there apt-get autoremove --purge --yes --quiet=2 >>"$machine.log" 2>&1
    files >"$machine.after"
    diff "$machine.before" "$machine.after" || { echo "Files were left behind."; return 1; }
    [[ -s $machine$portfolio && -d $machine/home/leader/.local/share/fivegates ]] ||
        { echo "Files of the user are gone."; return 1; }

    # Last of all: systemd, which a keyring brings, leaves a file behind.
    step "Sign with the key in the keyring of a desktop"
    try_keyring
    echo "$suite: installed, used and removed."
}

step() { printf -- '-- %s\n' "$*"; }

# Run a command on the bare machine, as root or as its user.
there() { "${clean[@]}" HOME=/root chroot "$machine" "$@"; }
as_leader() { "${clean[@]}" HOME=/home/leader ${display:+DISPLAY="$display"} chroot --userspec=leader "$machine" "$@"; }

install_packages() {
    # shellcheck disable=SC2086 # a pattern is expanded on the bare machine
    there sh -c "apt-get update --quiet=2 && apt-get install --yes --quiet=2 $*" >>"$machine.log" 2>&1 ||
        { tail "$machine.log"; return 1; }
}

# All files but those of apt, of logs and of the user.
files() {
    (cd "$machine" && find . \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./tmp -o -path ./home \
        -o -path ./root -o -path ./run -o -path ./var/cache -o -path ./var/log -o -path ./var/lib/apt -o -path ./var/lib/dpkg \) \
        -prune -o -print | sort)
}

is_pdf() { [[ $(head -c 5 "$machine/home/leader/$1") == %PDF- ]] && ls -l "$machine/home/leader/$1"; }

# A pack of 12 initiatives is set in two processes, one of 6 in one; the pages must be the same as from one.
try_pack() {
    local program seen=
    as_leader fivegates export "$portfolio" /home/leader/six.json
    python3 "$here/double_portfolio.py" "$machine/home/leader/six.json" "$machine/home/leader/twelve.json"
    as_leader fivegates import /home/leader/twelve.fivegates /home/leader/twelve.json
    as_leader fivegates pack /home/leader/twelve.fivegates -o /home/leader/pack.pdf &
    program=$!
    while kill -0 "$program" 2>/dev/null; do
        pgrep -u "$(stat -c %u "$machine/home/leader")" -f -- multiprocessing >/dev/null && seen=yes
        sleep 0.1
    done
    wait "$program"
    is_pdf pack.pdf
    [[ $seen ]] || { echo "No other process was seen."; return 1; }
    as_leader taskset --cpu-list 0 fivegates pack /home/leader/twelve.fivegates -o /home/leader/alone.pdf
    cmp "$machine/home/leader/pack.pdf" "$machine/home/leader/alone.pdf"
}

# Brief and pack as PDF, Word document and slides. The program from source writes the same bytes from the same file:
# so sentences, the places at which words are parted, templates, fonts and pictures have all come along.
try_papers() {
    local languages language ending paper source=$machine.source
    mapfile -t languages < <(spoken)
    rm -rf "$source"
    mkdir "$source"
    for language in "${languages[@]}"; do
        as_leader fivegates sample "/home/leader/$language.fivegates" --language "$language"
        cp "$machine/home/leader/$language.fivegates" "$source"
        for ending in pdf docx pptx; do
            for paper in brief pack; do
                both_write "$language" "$paper" "$ending"
            done
        done
    done
    rm -r "$source"
}

# English, and what there is a catalogue for.
spoken() { printf '%s\n' en "$here"/../../resources/locale/*/ | sed 's:/$::; s:.*/::'; }

# One paper, by the installed program and from source: day and place in the file's sequence of papers are the same.
both_write() {
    local language=$1 paper=$2 ending=$3 written=$1-$2.$3 arguments=()
    if [[ $paper == brief ]]; then
        arguments=(CLM-TRIAGE)
    else
        arguments=(--edition one-page)
    fi
    arguments+=(--language "$language" --date "$today" -o)
    as_leader fivegates "$paper" "/home/leader/$language.fivegates" "${arguments[@]}" "/home/leader/$written"
    "${clean[@]}" HOME="$source" "$python" -m fivegates "$paper" "$source/$language.fivegates" \
        "${arguments[@]}" "$source/$written"
    cmp "$machine/home/leader/$written" "$source/$written"
    ls -l "$machine/home/leader/$written"
}

# HiGHS solves the plan: what it found, and that nothing better exists.
try_plan() {
    as_leader fivegates capacity "$portfolio" --days 60 --until "$(date +%Y-%m-%d -d '+210 days')" --most initiatives \
        >"$machine.plan"
    head -n 3 "$machine.plan"
    grep -E '^[1-9] of [1-9] initiatives that can be planned can be ready by' "$machine.plan" >/dev/null
    grep -F 'It is proven that no other set is better' "$machine.plan" >/dev/null
}

# A bare Debian has no keyring: the seal is not signed, in one sentence.
try_signing() {
    local sentence='This system has no keyring that could keep a key, or it stays locked.'
    as_leader fivegates finalise /home/leader/twelve.fivegates CLM-TRIAGE-2 --by Anna 2>&1 | tee "$machine.sealed"
    grep -F "$sentence The seal is not signed; --key PEM signs it" "$machine.sealed" >/dev/null
    as_leader fivegates key --key /home/leader/key.pem
    [[ $(stat -c %a "$machine/home/leader/key.pem") == 600 ]]
    as_leader fivegates finalise /home/leader/twelve.fivegates CLM-TRIAGE --by Anna --key /home/leader/key.pem 2>&1 |
        tee "$machine.sealed"
    grep -F ', signed with the key ' "$machine.sealed" >/dev/null
    as_leader fivegates check /home/leader/twelve.fivegates >/dev/null
}

# The keyring of GNOME, through which a desktop's Secret Service is asked as on any other.
try_keyring() {
    install_packages --no-install-recommends gnome-keyring dbus /tmp/fivegates_*.deb
    as_leader dbus-run-session -- sh -c 'printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null
        fivegates finalise /home/leader/twelve.fivegates UWR-SEARCH --by Anna' 2>&1 | tee "$machine.sealed"
    grep -F ', signed with the key ' "$machine.sealed" >/dev/null
}

# The copy opens with its password alone, and holds what was encrypted.
try_encryption() {
    local home=/home/leader
    echo 'four words and more' >"$machine$home/password.txt"
    echo 'another password' >"$machine$home/wrong.txt"
    as_leader fivegates encrypt $home/twelve.fivegates $home/copy.fivegates-encrypted --password-file $home/password.txt
    [[ $(head -c 21 "$machine$home/copy.fivegates-encrypted") == age-encryption.org/v1 ]]
    ! as_leader fivegates decrypt $home/copy.fivegates-encrypted $home/wrong.fivegates --password-file $home/wrong.txt ||
        { echo "It opens with any password."; return 1; }
    as_leader fivegates decrypt $home/copy.fivegates-encrypted $home/opened.fivegates --password-file $home/password.txt
    as_leader fivegates check $home/opened.fivegates >/dev/null
}

# A workbook of costs whose rows are real.
try_workbook() {
    "$python" -c '
import sys, xlsxwriter
with xlsxwriter.Workbook(sys.argv[1]) as workbook:
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ["initiative", "date", "category", "amount", "currency", "phase", "behaviour", "basis"])
    sheet.write_row(1, 0, ["CLM-TRIAGE", "2026-09", "data", 1234.5, "EUR", "run", "fixed", "actual"])
' "$machine/home/leader/bought.xlsx"
    as_leader fivegates import "$portfolio" /home/leader/bought.xlsx --as costs | tee "$machine.workbook"
    grep -F '1 line was added.' "$machine.workbook" >/dev/null
}

# A bill in FOCUS goes through DuckDB, as CSV and as Parquet; the statements for warehouses through SQLGlot's dialects.
try_billing() {
    local engine bills=$machine/home/leader
    gzip >"$machine/home/leader/november.csv.gz" <<'END'
ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ServiceName
2026-11-02T00:00:00Z,2026-11-03T00:00:00Z,1.10,1.25,EUR,Usage,Tokens
2026-11-03T00:00:00Z,2026-11-04T00:00:00Z,2.20,2.50,EUR,Usage,Tokens
END
    printf '[[rule]]\ninitiative = "CLM-TRIAGE"\nbehaviour = "variable"\n' >"$machine/home/leader/rules.toml"
    as_leader fivegates import "$portfolio" /home/leader/november.csv.gz --as focus --map /home/leader/rules.toml |
        tee "$machine.bill"
    grep -F '€3.75, billed €3.30 (2 rows)' "$machine.bill" >/dev/null
    gunzip <"$bills/november.csv.gz" | sed 's/2026-11-/2026-10-/g' >"$bills/october.csv"
    "$python" -c 'import sys, duckdb; duckdb.read_csv(sys.argv[1]).write_parquet(sys.argv[2])' \
        "$bills/october.csv" "$bills/october.parquet"
    as_leader fivegates import "$portfolio" /home/leader/october.parquet --as focus --map /home/leader/rules.toml |
        tee "$machine.bill"
    grep -F '€3.75, billed €3.30 (2 rows)' "$machine.bill" >/dev/null
    for engine in bigquery snowflake athena spark duckdb; do
        as_leader fivegates focus-query --engine "$engine" --map /home/leader/rules.toml shop.bill | grep -c 'FROM shop.bill'
    done
}

# Run a command that opens the window on a screen lent by this machine, wait until it shows the portfolio, end it.
open_window() {
    local number screen display
    rm -f "$machine.screen"
    mkfifo "$machine.screen"
    Xvfb -ac -noreset -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$machine.screen" 2>/dev/null &
    screen=$!
    read -r number <"$machine.screen"
    display=:$number
    as_leader timeout 120 "$@" &
    for _ in {1..120}; do
        if has_window "$display"; then
            kill "$screen"
            wait
            return
        fi
        sleep 1
    done
    kill "$screen"
    echo "After two minutes there is no window with a portfolio."
    return 1
}

# A window that a person can see, whose title names a portfolio before the program.
has_window() { xwininfo -root -tree -display "$1" | grep -E '"[^"]+ – Fivegates".* [0-9]{3,}x[0-9]{3,}[+]'; }

main
