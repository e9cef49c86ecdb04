"""The what-if command: the results of other levels, volume and price."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TypedDict, Unpack

import click

from fivegates.actions import queries
from fivegates.actions.presentation import Presented, gather_presented
from fivegates.actions.what_if import Followed, follow, keep
from fivegates.cli.economics_json import scenario_as_plain
from fivegates.cli.output import Plain, json_number, json_text
from fivegates.cli.parameters import AS_JSON, INITIATIVE, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.economics.scenarios import Scenario
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language
from fivegates.domain.limits import LEVELS, MOST_VOLUME
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.what_if import WhatIf
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.overview import name_text
from fivegates.domain.wording.what_if import (
    following_sentences,
    level_change,
    price_text,
    saved_scenario_sentence,
    supposed_note,
    unrecorded_sentence,
)

_WHOLE = 100


class Supposed(TypedDict):
    """The options: the assumptions, and the name under which to save them as a scenario."""

    level: tuple[str, ...]
    volume: int | None
    price: int
    keep: str


@dataclass(frozen=True, slots=True)
class WhatIfAnswer:
    """The assumptions about an initiative and their results; `kept` names the saved scenario, or is empty."""

    shown: Presented
    what_if: WhatIf
    found: Followed
    kept: str

    @property
    def now(self) -> Assessment:
        """The verdict as it is."""
        return self.shown.brief.current

    @property
    def today(self) -> Scenario | None:
        """A month as it is; None where the ledger has none to start from."""
        outlook = self.shown.outlook
        return outlook.today.scenario if outlook and outlook.today else None

    @property
    def months(self) -> tuple[Scenario, Scenario] | None:
        """A month as it is, and as it would be."""
        then = self.found.scenario
        return (self.today, then) if self.today and then else None


def what_if_as_json(answer: WhatIfAnswer, language: Language) -> str:
    """An object with the assumptions, and verdict, path and month before and after; `text` is translated."""
    initiative, supposed = answer.shown.brief.record.initiative, answer.what_if
    plain: dict[str, object] = {
        "code": initiative.code,
        "name": initiative.name,
        "date": answer.now.case.review.dated.isoformat(),
        "supposed": {
            "levels": dict(supposed.levels),
            "volume": supposed.volume,
            "price_change": json_number(supposed.price_change),
        },
        "now": _state(answer.now, answer.months and answer.months[0]),
        "then": _state(answer.found.assessment, answer.months and answer.months[1]),
        "text": list(_following(answer, language)),
        "kept": answer.kept or None,
    }
    return json_text(plain)


def _state(found: Assessment, month: Scenario | None) -> dict[str, object]:
    path = found.path
    gates: list[Plain] = [
        {"id": gate.gate.id, "state": gate.state.value, "score": json_number(gate.score)}
        for gate in found.verdict.gates
    ]
    return {
        "verdict": found.verdict.state.value,
        "readiness": json_number(found.verdict.readiness),
        "gates": gates,
        "path": {
            "steps": [
                {"criterion": step.criterion, "effort": json_number(step.effort)} for step in path.steps
            ],
            "effort": json_number(path.effort),
        },
        "month": None if month is None else scenario_as_plain(month),
    }


def what_if_as_text(answer: WhatIfAnswer, language: Language) -> str:
    """The initiative and the day, the assumptions, then the results."""
    initiative = answer.shown.brief.record.initiative
    dated = answer.now.case.review.dated
    lines = [
        f"{initiative.code}  {name_text(initiative, language)}",
        f"  {unrecorded_sentence(dated, language)}",
        *(f"    {line}" for line in _supposed(answer, language)),
        "",
        *(f"  {sentence}" for sentence in _following(answer, language)),
        *([f"  {saved_scenario_sentence(answer.kept, language)}"] if answer.kept else []),
    ]
    return "\n".join(lines)


def _following(answer: WhatIfAnswer, language: Language) -> Iterator[str]:
    unit = answer.shown.brief.record.initiative.unit.strip()
    return following_sentences(answer.now, answer.found.assessment, answer.months, unit, language)


def _supposed(answer: WhatIfAnswer, language: Language) -> Iterator[str]:
    """The assumptions: one line a criterion, then volume and price."""
    supposed, unit = answer.what_if, answer.shown.brief.record.initiative.unit.strip()
    for result in answer.now.verdict.criteria:
        if result.criterion.id in supposed.levels:
            change = level_change(result.effective, supposed.levels[result.criterion.id], language)
            yield f"{result.criterion.title}: {change}"
    if supposed.volume is not None:
        yield f"{language.gettext('Volume a month')}: {volume_text(supposed.volume, unit, language)}"
    if supposed.price_change:
        yield f"{language.gettext('Price of the model')}: {price_text(supposed.price_change, language)}"


@click.command("what-if")
@PORTFOLIO
@INITIATIVE
@click.option(
    "--level",
    multiple=True,
    metavar="CRITERION=LEVEL",
    help="A level from 0 to 4, as if it was claimed and proven; may be given more than once.",
)
@click.option("--volume", type=click.IntRange(1, MOST_VOLUME), metavar="N", help="Units a month.")
@click.option(
    "--price",
    type=click.IntRange(-_WHOLE, _WHOLE * _WHOLE),
    default=0,
    metavar="PERCENT",
    help="The change of the model's price: -20 for a fifth less.",
)
@click.option("--keep", default="", metavar="NAME", help="Keep volume and price as a scenario of that name.")
@SEEN_FROM
@AS_JSON
@click.pass_obj
def print_what_if(
    session: Session,
    file: Path,
    code: str,
    *,
    day: datetime | None,
    as_json: bool,
    **supposed: Unpack[Supposed],
) -> None:
    """Print what would follow for an initiative of FILE.

    Levels, volume and price are supposed; verdict, path, break-even and result are printed beside those of
    today. Nothing is written, but volume and price where they are to be kept as a scenario.
    """
    if not (supposed["level"] or supposed["volume"] or supposed["price"]):
        message = "Suppose something: a --level, the --volume or the --price."
        raise click.UsageError(message)
    name = supposed["keep"]
    with opened_for_command(file, to_edit=bool(name)) as opened:
        initiative_id = queries.find_initiative(opened, code)
        shown = gather_presented(opened, initiative_id, day_or_today(day))
        if shown is None:
            raise UserError("“{name}” has not been reviewed yet. Review it first.", name=code)
        what_if = _what_if(supposed, shown)
        found = follow(opened, shown, what_if)
        if name:
            note = supposed_note(what_if, shown.brief.current.case.rubric, session.language)
            keep(opened, shown, what_if, name, note)
    as_text = what_if_as_json if as_json else what_if_as_text
    click.echo(as_text(WhatIfAnswer(shown, what_if, found, name), session.language))


def _what_if(supposed: Supposed, shown: Presented) -> WhatIf:
    """The assumptions given. Raises UserError for an unknown criterion, and where money is not known."""
    rubric = shown.brief.current.case.rubric
    levels = dict(_level(text, rubric) for text in supposed["level"])
    volume, price = supposed["volume"], Decimal(supposed["price"]) / _WHOLE
    if volume is not None or price or supposed["keep"]:
        if shown.gap is not None:
            raise shown.gap.error()
        if shown.outlook is None or shown.outlook.today is None:
            raise UserError("No month has both an actual run cost and actual units to project from.")
    return WhatIf(levels, volume, price)


def _level(text: str, rubric: Rubric) -> tuple[str, int]:
    """A criterion with its level. Raises UserError for anything else."""
    key, _, written = text.partition("=")
    if written.strip() not in map(str, LEVELS):
        raise UserError(
            "Write a level as CRITERION=LEVEL, with a level from 0 to 4, not “{text}”.", text=text
        )
    key = key.strip()
    if key not in {each.id for each in rubric.criteria}:
        raise UserError(
            "The rubric “{rubric}” has no criterion “{criterion}”.", rubric=rubric.name, criterion=key
        )
    return key, int(written)
