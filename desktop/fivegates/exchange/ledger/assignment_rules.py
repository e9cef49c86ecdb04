"""Assignment rules that map billed rows to initiatives: parses and validates their TOML file.

    [[rule]]
    initiative = "CLAIMS"            # the code of the initiative
    service = "Azure OpenAI*"        # pattern; all patterns of a rule must match; * matches anything
    account = "prod-*"
    meter = "*-input-tokens"         # or sku, description, unit, charge_category, service_category, provider
    tags = ["project=claims"]
    category = "model and tokens"    # else from the service category of the row
    phase = "run"                    # or "build"
    behaviour = "variable"           # or "fixed"; required
    attributed_to = "intake"
    counts = "tokens in"             # unit of the consumed quantity; uncounted if omitted
    per = 1000                       # how many of them one unit of the quantity is

With `counts = "tokens"` each row tells by its meter which kind of tokens it counts, and by its unit how many.

The first rule that matches a row applies.
"""

from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Final

from fivegates.domain.economics.ledger import Behaviour, CostCategory, Phase
from fivegates.domain.errors import UserError
from fivegates.exchange.ledger.preview import Charge
from fivegates.exchange.plain_data import Table, read_whole
from fivegates.exchange.toml_text import decoded_toml, parse_toml, table_lines

LARGEST_FILE: Final = 2**20
MOST_RULES: Final = 1_000
_LONGEST_PATTERN: Final = 500


_TOO_LONG: Final = UserError("The text is longer than {most} characters.", most=_LONGEST_PATTERN)


class Counted(StrEnum):
    """The unit that the consumed quantity of a billed row counts.

    `TOKENS` are those of the kind that the row itself tells. `TOKENS_PROMPT` are tokens in of which those of
    a cache are a part, which have rows of their own beside; other tokens in are without them.
    """

    NOTHING = "nothing"
    UNITS = "units"
    REQUESTS = "requests"
    TOKENS_IN = "tokens in"
    TOKENS_OUT = "tokens out"
    TOKENS_CACHED = "tokens cached"
    TOKENS_WRITTEN = "tokens written"
    TOKENS_WRITTEN_HOUR = "tokens written for an hour"
    TOKENS_PROMPT = "tokens in with cached"
    TOKENS = "tokens"


@dataclass(frozen=True, slots=True)
class Assignment:
    """The values that a rule gives its rows; `category` is None to derive it from the service category."""

    initiative: str
    phase: Phase
    behaviour: Behaviour
    category: CostCategory | None = None
    attributed_to: str = ""
    counts: Counted = Counted.NOTHING
    per: int = 1


PATTERNS: Final = (
    "provider",
    "account",
    "service",
    "service_category",
    "charge_category",
    "unit",
    "sku",
    "meter",
    "description",
)
"""The names of a charge by which a rule can choose."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Patterns for the names of a charge, in lower case; `*` matches anything, an empty one every row."""

    assignment: Assignment
    provider: str = ""
    account: str = ""
    service: str = ""
    service_category: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    charge_category: str = ""
    unit: str = ""
    sku: str = ""
    meter: str = ""
    description: str = ""

    def fits(self, charge: Charge) -> bool:
        """True if all patterns match, ignoring case; a missing tag never matches."""
        tags = dict(charge.tags)
        pairs = [
            *((getattr(self, field), getattr(charge, field)) for field in PATTERNS),
            *((pattern, tags.get(name, "")) for name, pattern in self.tags),
        ]
        return all(not pattern or fnmatchcase(name.casefold(), pattern) for pattern, name in pairs)


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules in the order of evaluation."""

    rules: tuple[Rule, ...] = ()

    @property
    def tags(self) -> tuple[str, ...]:
        """The names of all tags that any rule uses."""
        return tuple(dict.fromkeys(name for rule in self.rules for name, _ in rule.tags))

    @property
    def fields(self) -> frozenset[str]:
        """The names of a charge that any rule uses."""
        return frozenset(field for field in PATTERNS for rule in self.rules if getattr(rule, field))

    @property
    def count(self) -> bool:
        """True if any rule counts quantities."""
        return any(rule.assignment.counts is not Counted.NOTHING for rule in self.rules)

    @property
    def reads_token_kinds(self) -> bool:
        """True if any rule takes the kind of tokens from its rows."""
        return any(rule.assignment.counts is Counted.TOKENS for rule in self.rules)

    def assign(self, charge: Charge) -> Assignment | None:
        """The assignment by the first matching rule; None without one."""
        rule = self.rule_for(charge)
        return rule.assignment if rule else None

    def rule_for(self, charge: Charge) -> Rule | None:
        """The first matching rule; None without one."""
        return next((rule for rule in self.rules if rule.fits(charge)), None)


def read_rules(data: bytes, source: str) -> Rules:
    """Read a file of rules; `source` names it in messages. Raises DataError with every problem."""
    text = decoded_toml(data, source, LARGEST_FILE)
    return read_whole(parse_toml(text, source), source, _read, lambda _: ())


def write_rules(rules: Rules) -> bytes:
    """Serialise rules as a file that reads back equal."""
    tables = table_lines({"rule": [_plain(rule) for rule in rules.rules]})
    return ("\n".join(tables).strip() + "\n").encode()


def _plain(rule: Rule) -> dict[str, object]:
    """A rule as plain data, without empty fields."""
    to = rule.assignment
    fields: dict[str, object] = {
        "initiative": to.initiative,
        **{field: _written(getattr(rule, field)) for field in PATTERNS},
        "tags": [f"{name}={_written(pattern)}" for name, pattern in rule.tags],
        "category": to.category.value if to.category else "",
        "phase": to.phase.value,
        "behaviour": to.behaviour.value,
        "attributed_to": to.attributed_to,
    }
    if to.counts is not Counted.NOTHING:
        fields |= {"counts": to.counts.value, "per": to.per}
    return {name: value for name, value in fields.items() if value}


def _written(pattern: str) -> str:
    """A pattern in its written form, in lower case."""
    return pattern.replace("[[]", "[").replace("[?]", "?")


def _read(table: Table) -> Rules:
    """Read the list of rules."""
    rules = table.many("rule", _rule, lambda _: ())
    if len(rules) > MOST_RULES:
        table.note("rule", UserError("There are more than {most} rules.", most=MOST_RULES))
    return Rules(rules)


def _rule(table: Table) -> Rule:
    """Read one rule."""
    return Rule(
        _assignment(table),
        tags=_tags(table),
        **{field: _pattern(table, field) for field in PATTERNS},
    )


def _assignment(table: Table) -> Assignment:
    """Read the values that a rule gives its rows."""
    per = table.whole("per")
    if per is not None and per < 1:
        table.note("per", UserError("Write a whole number above zero."))
    return Assignment(
        initiative=table.text("initiative", required=True),
        phase=table.kind("phase", Phase, Phase.RUN),
        behaviour=table.kind("behaviour", Behaviour),
        category=table.kind("category", CostCategory) if table.has("category") else None,
        attributed_to=table.text("attributed_to"),
        counts=table.kind("counts", Counted, Counted.NOTHING),
        per=1 if per is None else per,
    )


def _tags(table: Table) -> tuple[tuple[str, str], ...]:
    """Read `name=pattern` pairs."""
    pairs = [text.partition("=") for text in table.texts("tags")]
    if not all(name and sign and pattern for name, sign, pattern in pairs):
        table.note("tags", UserError("Write each tag as name=value, such as “project=claims”."))
    if any(len(pattern) > _LONGEST_PATTERN for _, _, pattern in pairs):
        table.note("tags", _TOO_LONG)
    return tuple((name.strip(), pattern_of(pattern)) for name, _, pattern in pairs)


def _pattern(table: Table, key: str) -> str:
    """Read a pattern of bounded length: to try one of a million stars takes for ever."""
    pattern = table.text(key)
    if len(pattern) > _LONGEST_PATTERN:
        table.note(key, _TOO_LONG)
    return pattern_of(pattern)


def pattern_of(text: str) -> str:
    """Convert a written pattern to the internal one, in which only `*` is special."""
    return text.strip().casefold().replace("[", "[[]").replace("?", "[?]")
