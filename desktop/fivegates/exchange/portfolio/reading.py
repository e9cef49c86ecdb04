"""Parses plain data into a portfolio: the format that the portfolio JSON and the sample's TOML share."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from fivegates.domain.economics.assumptions import Assumptions, check_assumptions, check_books
from fivegates.domain.economics.ledger import BenefitLine, CostLine, Ledger, PriceBook, UsageLine
from fivegates.domain.economics.ledger_checks import (
    check_benefit,
    check_cost,
    check_imported_once,
    check_rate,
    check_rates,
    check_usage,
)
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.errors import DataError, Problem, UserError
from fivegates.domain.frameworks.framework import Framework, check_framework, framework_clashes
from fivegates.domain.ideas import Idea, check_idea
from fivegates.domain.initiative.decisions import Decision, check_decision
from fivegates.domain.initiative.initiative import (
    Action,
    Change,
    Comment,
    Evidence,
    Forecast,
    Initiative,
    check_comment,
    check_forecast,
)
from fivegates.domain.initiative.record_checks import (
    check_action,
    check_backed,
    check_change,
    check_criterion,
    check_evidence,
    check_initiative,
    check_review,
    check_settings,
    panel_criteria,
)
from fivegates.domain.initiative.waivers import Waiver, check_waiver, waivable_problems
from fivegates.domain.portfolio.meeting import NO_MEETING, MeetingDetails, check_meeting
from fivegates.domain.portfolio.settings import DEFAULT_CURRENCY, DEFAULT_HISTORY_DAYS, Settings
from fivegates.domain.quoting import shown
from fivegates.domain.review.history import correction_problems, second_reviews
from fivegates.domain.review.review import InitiativeRecord, Panel, Portfolio, Review, Score, Seal
from fivegates.domain.risk import RiskClass, check_risk_class
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.rubric.serialisation import rubric_from_plain
from fivegates.exchange.plain_data import Table, shown_name
from fivegates.exchange.portfolio.record_json import read_books, read_record, reader

RubricKey = tuple[str, str]
"""The id and the version by which reviews name a rubric."""


@dataclass(frozen=True)
class Head:
    """The parts of a portfolio outside initiatives. A review without a rubric uses the one in `settings`."""

    settings: Settings
    rubrics: Mapping[RubricKey, Rubric]
    rates: RateTable
    price_books: tuple[PriceBook, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    ideas: tuple[Idea, ...] = ()

    @property
    def usual(self) -> RubricKey:
        """The rubric that new reviews use."""
        return self.settings.rubric_id, self.settings.rubric_version


def read_head(table: Table, default_rubric: Rubric) -> Head:
    """Read the parts outside the initiatives; without rubrics a portfolio has the default one."""
    rubrics = _read_rubrics(table) or {_key(default_rubric): default_rubric}
    rubric_id, version = _read_usual(table, rubrics)
    currency = table.text("currency") if table.has("currency") else DEFAULT_CURRENCY
    day_rate = table.amount("day_rate")
    days = table.whole("history_days")
    settings = Settings(
        table.text("title"),
        table.text("marking"),
        rubric_id,
        version,
        currency,
        day_rate,
        legal_entity=table.text("legal_entity"),
        accent=table.text("accent"),
        logo=table.text("logo"),
        history_days=DEFAULT_HISTORY_DAYS if days is None else days,
    )
    rates = RateTable(table.many("rates", reader(Rate), check_rate))
    frameworks = table.many("frameworks", reader(Framework), check_framework)
    ideas = table.many("ideas", reader(Idea), check_idea)
    return Head(settings, rubrics, rates, read_books(table), frameworks, ideas)


def check_head(head: Head) -> tuple[Problem, ...]:
    """Check a portfolio's settings, that a month and pair has one rate, and a day and source one book."""
    return (
        *check_settings(head.settings),
        *check_rates(head.rates.rates),
        *check_books(head.price_books),
        *framework_clashes(head.frameworks),
    )


def _read_rubrics(table: Table) -> dict[RubricKey, Rubric]:
    """Read the rubrics that the file carries along; each may be there once."""
    rubrics: dict[RubricKey, Rubric] = {}
    for place, item in table.items("rubrics"):
        try:
            rubric = rubric_from_plain(item, "")
        except DataError as error:
            table.problems += [_within(place, problem) for problem in error.problems]
            continue
        if _key(rubric) in rubrics:
            table.problems.append(Problem(place, UserError("This rubric appears here more than once.")))
        rubrics[_key(rubric)] = rubric
    return rubrics


def _key(rubric: Rubric) -> RubricKey:
    return rubric.id, rubric.version


def _within(place: str, problem: Problem) -> Problem:
    """Prefix the place of a rubric's problem with the rubric's path."""
    return Problem(f"{place}, {problem.place}" if problem.place else place, problem.reason)


def _read_usual(table: Table, rubrics: Mapping[RubricKey, Rubric]) -> RubricKey:
    """Read which rubric new reviews use; optional where there is only one."""
    named = _read_reference(table, rubrics)
    if named is None and len(rubrics) > 1 and not table.has("rubric"):
        table.note("rubric", UserError("This is missing: say which rubric new reviews use."))
    return named or next(iter(rubrics))


def _read_reference(table: Table, rubrics: Mapping[RubricKey, Rubric]) -> RubricKey | None:
    """Read a reference to a rubric; None when it is left out or unknown."""
    before = len(table.problems)
    key = table.one("rubric", _read_key)
    if key is None or key in rubrics:
        return key
    if len(table.problems) == before:
        rubric_id, version = map(shown, key)
        reason = UserError(
            "This file has no rubric “{id}” of version “{version}”.", id=rubric_id, version=version
        )
        table.note("rubric", reason)
    return None


def _read_key(table: Table) -> RubricKey:
    return table.text("id", required=True), table.text("version", required=True)


def read_meeting_details(table: Table, key: str) -> MeetingDetails:
    """Read the meeting details of a paper; empty where the key is missing."""
    return table.one(key, reader(MeetingDetails)) or NO_MEETING


def _read_seal(table: Table) -> Seal:
    return read_record(Seal, table)


@dataclass(frozen=True)
class RecordReader:
    """Reads and checks initiatives of a portfolio with this head; `seal` reads what makes a review final."""

    head: Head
    seal: Callable[[Table], Seal] = _read_seal

    def read(self, table: Table) -> InitiativeRecord:
        """Read one initiative with all that is recorded about it, in the order of the file."""
        return InitiativeRecord(
            initiative=read_record(Initiative, table),
            evidence=table.many("evidence", reader(Evidence), self._check_evidence),
            changes=table.many("changes", reader(Change), check_change),
            actions=table.many("actions", reader(Action), self._check_action),
            waivers=table.many("waivers", reader(Waiver), self._check_waiver),
            risk_classes=table.many("risk_classes", reader(RiskClass), check_risk_class),
            reviews=table.many("reviews", self._read_review, self._check_review),
            ledger=_read_ledger(table),
            scenarios=table.many("scenarios", reader(Assumptions), check_assumptions),
            decisions=table.many("decisions", reader(Decision), check_decision),
            forecasts=table.many("forecasts", reader(Forecast), check_forecast),
            meeting=read_meeting_details(table, "meeting"),
            comments=table.many("comments", reader(Comment), self._check_comment),
        )

    def _check_comment(self, comment: Comment) -> tuple[Problem, ...]:
        found = check_criterion("criterion", comment.criterion, self.head.rubrics.values())
        return (*check_comment(comment), *found)

    def _read_review(self, table: Table) -> Review:
        rubric_id, rubric_version = _read_reference(table, self.head.rubrics) or self.head.usual
        return Review(
            dated=table.needed_day("date"),
            rubric_id=rubric_id,
            rubric_version=rubric_version,
            reviewer=table.text("reviewer"),
            decision_asked=table.text("decision_asked"),
            scores=table.named("scores", read_score),
            seal=table.one("final", self.seal),
            supersedes=table.whole("supersedes"),
            correction=table.text("correction"),
            panel=table.one("panel", reader(Panel)),
        )

    def _check_review(self, review: Review) -> tuple[Problem, ...]:
        """Check the criteria first: an answer to an unknown one needs no more checks."""
        rubric = self.head.rubrics[review.rubric_id, review.rubric_version]
        named = [(f"scores.{shown_name(criterion)}", criterion) for criterion in review.scores]
        unknown = [
            problem
            for place, criterion in (*named, *panel_criteria(review.panel))
            for problem in check_criterion(place, criterion, [rubric])
        ]
        return tuple(unknown) or check_review(review)

    def _check_evidence(self, evidence: Evidence) -> tuple[Problem, ...]:
        unknown = check_backed(evidence, self.head.rubrics.values())
        return *unknown, *check_evidence(evidence)

    def _check_action(self, action: Action) -> tuple[Problem, ...]:
        return *self._check_criterion(action.criterion), *check_action(action)

    def _check_waiver(self, waiver: Waiver) -> tuple[Problem, ...]:
        unknown = self._check_criterion(waiver.criterion)
        waivable = waivable_problems("criterion", waiver.criterion, self.head.rubrics.values())
        return *(unknown or waivable), *check_waiver(waiver)

    def _check_criterion(self, criterion: str) -> tuple[Problem, ...]:
        """Evidence and actions may be for a criterion of any rubric of the portfolio."""
        return check_criterion("criterion", criterion, self.head.rubrics.values())


def check_record(record: InitiativeRecord) -> tuple[Problem, ...]:
    """Check an initiative's own fields, its reviews beside each other, and for lines imported twice."""
    return (
        *check_initiative(record.initiative),
        *second_reviews(record.reviews),
        *correction_problems(record.reviews),
        *check_imported_once(record.ledger),
        *(Problem(f"meeting.{each.place}", each.reason) for each in check_meeting(record.meeting)),
    )


def check_codes(records: tuple[InitiativeRecord, ...]) -> tuple[Problem, ...]:
    """Return a problem for each initiative whose code is in use, ignoring case."""
    return tuple(
        Problem(
            f"initiatives[{index}].code",
            UserError("initiatives[{index}] has this code already.", index=first),
        )
        for index, first in _repeats(record.initiative.code.lower() for record in records)
    )


def _repeats(keys: Iterable[Hashable]) -> Iterator[tuple[int, int]]:
    """The positions of keys that came before, each with the position of the first."""
    firsts: dict[Hashable, int] = {}
    for index, key in enumerate(keys):
        first = firsts.setdefault(key, index)
        if first != index:
            yield index, first


def assemble(head: Head, records: tuple[InitiativeRecord, ...]) -> Portfolio:
    """Put a portfolio together, with each initiative's reviews and decisions in order of date."""
    ordered = tuple(_ordered(record) for record in records)
    return Portfolio(
        head.settings,
        tuple(head.rubrics.values()),
        ordered,
        head.rates,
        price_books=head.price_books,
        frameworks=head.frameworks,
        ideas=head.ideas,
    )


def _ordered(record: InitiativeRecord) -> InitiativeRecord:
    """Sort reviews and decisions by date, and drop empty scores."""
    reviews = (
        replace(review, scores={key: score for key, score in review.scores.items() if not score.blank})
        for review in sorted(record.reviews, key=lambda review: review.dated)
    )
    decisions = sorted(record.decisions, key=lambda decision: decision.dated)
    classes = sorted(record.risk_classes, key=lambda found: found.dated)
    return replace(record, reviews=tuple(reviews), decisions=tuple(decisions), risk_classes=tuple(classes))


def _read_ledger(table: Table) -> Ledger:
    """Read the lines of an initiative, in the order of the file."""
    return Ledger(
        costs=table.many("costs", reader(CostLine), check_cost),
        usage=table.many("usage", reader(UsageLine), check_usage),
        benefits=table.many("benefits", reader(BenefitLine), check_benefit),
    )


def read_score(criterion: str, table: Table) -> Score:
    """Read the answer to a criterion."""
    return read_record(Score, table, {"criterion": lambda _: criterion})
