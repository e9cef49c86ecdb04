"""The index of commands, and what the window opens where no command is named."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

PLACES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "accept": "ideas:accept",
        "actions": "actions:print_actions",
        "attach": "evidence_files:attach",
        "attention": "attention:print_attention",
        "backups": "backups:print_backups",
        "brief": "brief:write_brief",
        "calendar": "calendar:print_calendar",
        "capacity": "capacity:print_plan",
        "check": "check:check_file",
        "comments": "comments:print_comments",
        "compare": "compare:compare",
        "consolidate": "consolidate:consolidate",
        "decide": "decisions:decide",
        "decisions": "decisions:print_decisions",
        "decline": "ideas:decline",
        "decrypt": "encryption:decrypt",
        "differences": "differences:print_differences",
        "economics": "economics:print_economics",
        "edits": "edits:print_edits",
        "encrypt": "encryption:encrypt",
        "export": "export:export_portfolio",
        "extract": "evidence_files:extract",
        "finalise": "history:finalise",
        "find": "search:find",
        "focus-query": "import_preparation:print_query",
        "forecast": "track_record:record_forecast",
        "frameworks": "frameworks:print_frameworks",
        "history": "history:print_history",
        "idea": "ideas:write_idea",
        "ideas": "ideas:print_ideas",
        "import": "import_command:import_source",
        "insights": "insights:print_insights",
        "key": "signing_key:print_key",
        "kind": "kinds:print_kind",
        "letterhead": "letterhead:letterhead",
        "open": "open:open_window",
        "pack": "pack:pack",
        "panel": "panel:panel_commands",
        "recover": "backups:recover",
        "rename": "rename:rename",
        "resolve": "track_record:resolve",
        "restore": "backups:restore",
        "revoke": "waivers:revoke",
        "risk-class": "risk_class:risk_class",
        "rubric": "rubric:rubric",
        "sample": "sample:write_sample",
        "template": "import_preparation:write_template",
        "track-record": "track_record:print_track_record",
        "verdict": "verdict:print_verdict",
        "waive": "waivers:waive",
        "waivers": "waivers:print_waivers",
        "what-if": "what_if:print_what_if",
    }
)
"""Module in `cli` and function, by the command's name."""


class WindowStart(NamedTuple):
    """The window's start: with a file, with the sample, or empty."""

    file: Path | None
    sample: bool


def window_start(words: Sequence[str]) -> WindowStart | None:
    """The window's start, where the arguments name no command; else None.

    This avoids loading click, which takes longer than loading a portfolio.
    """
    match words:
        case []:
            return WindowStart(None, sample=False)
        case ["--sample"]:
            return WindowStart(None, sample=True)
        case [word] if word not in PLACES and os.path.isfile(word):  # noqa: PTH113 - a Path raises for long names
            return WindowStart(Path(word), sample=False)
    return None
