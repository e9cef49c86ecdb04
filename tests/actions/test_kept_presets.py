"""What was said of a file is kept for the next one with its columns."""

from dataclasses import replace
from pathlib import Path

import pytest
from acting import created
from builders import initiative

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.importing.imports import (
    Chosen,
    ImportKind,
    apply_import,
    arrivals,
    initiative_names,
    plan_import,
    preview_import,
)
from fivegates.actions.importing.presets import all_presets, presets_path, save_choices, save_preset
from fivegates.actions.importing.reading import Reading, ReadRequest, detect_format, read_request
from fivegates.actions.initiatives import add_initiative
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.exchange.ledger.table_forms import LineKind

SAID = {"category": "people", "currency": "EUR", "phase": "run", "behaviour": "fixed", "initiative": "CLAIMS"}


def named(code: str, name: str) -> Initiative:
    return replace(initiative(initiative_id=0, code=code), name=name)


@pytest.fixture
def claims(opened: OpenPortfolio) -> int:
    return created(add_initiative(opened, named("CLAIMS", "Claims triage")))


def table(folder: Path, text: str = "date,amount\n2026-03,5\n") -> Path:
    path = folder / "costs.csv"
    path.write_text(text)
    return path


@pytest.mark.usefixtures("claims")
def test_the_last_thing_said_of_a_file_is_kept(opened: OpenPortfolio, tmp_path: Path) -> None:
    for phase in ("run", "build"):
        chosen = Chosen(constants={**SAID, "phase": phase})
        save_preset(
            preview_import(opened, table(tmp_path), ImportKind.COSTS, chosen=chosen), LineKind.COSTS, chosen
        )

    (kept,) = [preset for preset in all_presets(["CLAIMS"]) if preset.is_kept]
    assert (kept.name, kept.known_by, kept.constants["phase"]) == ("costs.csv", ("date", "amount"), "build")
    assert "initiative" not in all_presets(["OTHER"])[0].constants
    assert len(preview_import(opened, table(tmp_path), ImportKind.COSTS).drafts) == 1


def test_where_nothing_was_said_nothing_is_kept(tmp_path: Path) -> None:
    request = ReadRequest(
        table(tmp_path, "date,amount,currency\n2026-03,5,EUR\n"), ("CLAIMS",), ImportKind.BENEFITS
    )

    save_choices(read_request(request))
    save_choices(Reading(request))

    assert not presets_path().exists()


def test_a_faulty_file_of_presets_is_reported() -> None:
    presets_path().write_text("[[preset]]\n")

    with pytest.raises(UserError, match=r"import-presets\.toml"):
        all_presets([])


def test_a_vendors_file_is_looked_at_as_what_it_is(tmp_path: Path) -> None:
    source = table(tmp_path, "usage_date_utc,token_type,cost_usd\n2026-03-01,output,5\n")

    assert detect_format(source, presets=all_presets([])).kind is ImportKind.COSTS


def test_names_that_two_initiatives_have_name_neither(opened: OpenPortfolio, claims: int) -> None:
    assert initiative_names(opened) == {"claims triage": "CLAIMS"}
    created(add_initiative(opened, named("OTHER", "Claims  Triage")))

    assert claims
    assert initiative_names(opened) == {}


def test_an_import_says_which_lines_came_in(opened: OpenPortfolio, claims: int, tmp_path: Path) -> None:
    other = created(add_initiative(opened, named("OTHER", "Other")))
    earlier = tmp_path / "earlier.csv"
    earlier.write_text("initiative,date,amount,currency\nCLAIMS,2026-01,9,EUR\n", encoding="utf-8")
    apply_import(opened, preview_import(opened, earlier, ImportKind.BENEFITS))
    text = "initiative,date,amount,currency\nCLAIMS,2026-03,1,EUR\nOTHER,2026-03,2,EUR\nOTHER,2026-04,3,EUR\n"
    preview = preview_import(opened, table(tmp_path, text), ImportKind.BENEFITS)
    plan = plan_import(opened, preview)
    apply_import(opened, preview)

    found = arrivals(opened, plan)

    assert [(each.initiative_id, each.code, each.part, len(each.line_ids)) for each in found] == [
        (other, "OTHER", "benefits", 2),
        (claims, "CLAIMS", "benefits", 1),
    ]
