"""The command that prints the coverage of frameworks, and edits the user's own mappings."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from fivegates.actions import frameworks, queries
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.cli.output import Plain, day_text, json_text
from fivegates.cli.parameters import AS_JSON, FILE, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.frameworks.coverage import (
    Coverage,
    CriterionBasis,
    ItemCoverage,
    PortfolioCoverage,
)
from fivegates.domain.frameworks.framework import Framework
from fivegates.domain.language import Language
from fivegates.domain.wording.frameworks import (
    basis_text,
    counts_text,
    coverage_sentence,
    framework_title,
    item_details,
    item_title,
    mapping_note,
    portfolio_coverage_sentence,
    source_text,
)
from fivegates.domain.wording.overview import name_text


class Options(TypedDict):
    """The options of the command."""

    framework: str | None
    code: str | None
    day: datetime | None
    as_json: bool
    written: tuple[str, Path] | None
    mapping: Path | None
    removed: str | None
    exported: Path | None


@click.command("frameworks")
@PORTFOLIO
@click.option("--framework", metavar="ID", help="One framework, such as nist-ai-rmf; all when left out.")
@click.option("--initiative", "code", metavar="CODE", help="One initiative, item by item with its evidence.")
@SEEN_FROM
@AS_JSON
@click.option(
    "--as",
    "written",
    type=(click.Choice(["oscal"]), FILE),
    metavar="FORM OUT",
    help="Write a file: `--as oscal OUT` writes OSCAL assessment results (JSON).",
)
@click.option("--import", "mapping", type=FILE, metavar="MAPPING", help="Add a mapping of your own (.toml).")
@click.option("--remove", "removed", metavar="ID", help="Remove a mapping of your own.")
@click.option(
    "--export", "exported", type=FILE, metavar="OUT", help="Write the mapping of --framework (.toml)."
)
@click.pass_obj
def print_frameworks(session: Session, file: Path, **options: Unpack[Options]) -> None:
    """Print what the items of frameworks rest on.

    That is current evidence, claims alone, or nothing. An item rests on the weakest of the criteria that
    touch it and apply. With --initiative each item is listed with its criteria and their proof.
    """
    edits = bool(options["mapping"] or options["removed"])
    with opened_for_command(file, to_edit=edits) as opened:
        if edits:
            _edit(opened, options)
            return
        code = options["framework"]
        chosen = frameworks.find_frameworks(opened, code) if code else frameworks.frameworks(opened)
        if options["exported"]:
            _export(opened, chosen, options["exported"], named=bool(code))
        else:
            _print(session.language, opened, chosen, options)


def _edit(opened: OpenPortfolio, options: Options) -> None:
    """Add or remove mappings."""
    if options["removed"]:
        frameworks.remove_own(opened, options["removed"])
    if options["mapping"]:
        frameworks.import_framework(opened, options["mapping"])


def _export(opened: OpenPortfolio, chosen: Sequence[Framework], out: Path, *, named: bool) -> None:
    """Write one mapping."""
    if not named:
        message = "Say which one to export with --framework."
        raise click.UsageError(message)
    frameworks.export_framework(opened, chosen[-1], out)


def _print(language: Language, opened: OpenPortfolio, chosen: Sequence[Framework], options: Options) -> None:
    """Print the coverage of one initiative or of all, or write it as OSCAL."""
    day, code = day_or_today(options["day"]), options["code"]
    initiative_id = queries.find_initiative(opened, code) if code else None
    if initiative_id is None:
        over_all = frameworks.portfolio_coverages(opened, chosen, day)
        if options["written"]:
            frameworks.write_oscal(opened, over_all, options["written"][1], language)
        else:
            _print_portfolio(language, over_all, options)
        return
    found = frameworks.coverages_of(opened, chosen, initiative_id, day)
    if options["written"]:
        frameworks.write_oscal(opened, found, options["written"][1], language)
    else:
        _print_initiative(language, found, options)


def _print_initiative(language: Language, found: Sequence[Coverage], options: Options) -> None:
    """Print every item with its criteria."""
    if options["as_json"]:
        click.echo(json_text([_plain(each, language) for each in found]))
        return
    initiative = found[0].initiative
    blocks = [f"{initiative.code}  {name_text(initiative, language)}"]
    blocks += [_coverage_text(each, language) for each in found]
    click.echo("\n\n".join([*blocks, mapping_note(language)]))


def _coverage_text(coverage: Coverage, language: Language) -> str:
    """A framework's sentence, its items, and where it comes from."""
    lines = [coverage_sentence(coverage, language)]
    for item in coverage.items:
        lines.append(f"  {item_title(item.item, language)}: {basis_text(item, language)}")
        lines += [f"    {detail}" for detail in item_details(coverage, item, language)]
    return "\n".join([*lines, f"  {source_text(coverage.framework, language)}"])


def _print_portfolio(language: Language, found: Sequence[PortfolioCoverage], options: Options) -> None:
    """Print a sentence a framework; of one framework each item too."""
    if options["as_json"]:
        click.echo(json_text([_portfolio_plain(each, language) for each in found]))
        return
    blocks = [_portfolio_text(each, language, items=bool(options["framework"])) for each in found]
    click.echo("\n\n".join([*blocks, mapping_note(language)]))


def _portfolio_text(found: PortfolioCoverage, language: Language, *, items: bool) -> str:
    """A framework over the portfolio."""
    lines = [f"{found.framework.code}  {portfolio_coverage_sentence(found, language)}"]
    lines += [f"  {each.initiative.code}  {counts_text(each.counts, language)}" for each in found.of]
    if items:
        lines += [
            f"  {item_title(item, language)}: {counts_text(counts, language)}"
            for item, counts in found.rows()
        ]
        lines.append(f"  {source_text(found.framework, language)}")
    return "\n".join(lines)


def _head(framework: Framework, day: date, language: Language) -> dict[str, Plain]:
    """The first fields of a framework's JSON."""
    return {
        "framework": framework.code,
        "version": framework.version,
        "name": framework.name,
        "source": framework.source,
        "not_covered": framework.not_covered,
        "title": framework_title(framework, language),
        "on": day.isoformat(),
    }


def _portfolio_plain(found: PortfolioCoverage, language: Language) -> Plain:
    """A framework over the portfolio; `text` is in `language`, everything else is not translated."""
    return {
        **_head(found.framework, found.on, language),
        "text": portfolio_coverage_sentence(found, language),
        "initiatives": [_plain(each, language) for each in found.of],
    }


def _plain(coverage: Coverage, language: Language) -> Plain:
    """A framework for one initiative."""
    return {
        **_head(coverage.framework, coverage.on, language),
        "code": coverage.initiative.code,
        "reviewed": day_text(coverage.reviewed),
        "text": coverage_sentence(coverage, language),
        "counts": {basis.value: count for basis, count in coverage.counts.items()},
        "items": [_item(coverage, each, language) for each in coverage.items],
    }


def _item(coverage: Coverage, item: ItemCoverage, language: Language) -> Plain:
    return {
        "id": item.item.ref,
        "title": item.item.title,
        "part": item.item.part,
        "basis": item.basis.value,
        "until": day_text(item.until),
        "applies_from": day_text(item.item.applies_from),
        "criteria": [_criterion(each) for each in item.criteria],
        "not_asked": list(item.absent),
        "details": list(item_details(coverage, item, language)),
    }


def _criterion(found: CriterionBasis) -> Plain:
    """Return a criterion that maps to an item, as plain data."""
    evidence = found.result.proof.evidence
    return {
        "criterion": found.result.criterion.id,
        "basis": found.basis.value,
        "claimed": found.result.claimed,
        "evidence": evidence.title if evidence else None,
        "until": day_text(found.until),
    }
