"""Hypothesis strategies: whole portfolios as a file may hold them, with any text, dates and figures."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeVar

from builders import LOGO, capacity
from hypothesis import strategies as st
from sealing import with_finals
from strategies import composed_rubrics, rubrics

from fivegates.domain.capacity.settings import CapacitySettings
from fivegates.domain.economics.assumptions import (
    Assumptions,
    Bounds,
    Driver,
    ReviewAssumption,
    StepAssumption,
)
from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Ledger,
    ModelPrice,
    Phase,
    PriceBook,
    PriceTerms,
    Service,
    TokenPrices,
    UsageLine,
)
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.frameworks.framework import Framework, FrameworkItem
from fivegates.domain.ideas import Idea, IdeaState, Ruling, accepted, declined
from fivegates.domain.initiative.decisions import (
    WITHOUT_CURRENCY,
    Condition,
    ConditionState,
    Decision,
    LedgerFigure,
    LedgerStop,
    Outcome,
    Threshold,
)
from fivegates.domain.initiative.initiative import (
    Action,
    ActionStatus,
    Change,
    ChangeKind,
    Comment,
    Evidence,
    EvidenceKind,
    Forecast,
    ForecastOutcome,
    Initiative,
    Kind,
    Stage,
)
from fivegates.domain.limits import FIRST_DAY, LAST_DAY, LEVELS, MOST_COUNT, MOST_VOLUME
from fivegates.domain.portfolio.meeting import MeetingDetails, PaperMeetings, Purpose
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.quoting import NONCHARACTER
from fivegates.domain.review.review import InitiativeRecord, NotApplicable, Portfolio, Review, Score
from fivegates.domain.rubric.rubric import Rubric

Line = TypeVar("Line", CostLine, UsageLine, BenefitLine)

storable = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]).filter(
    lambda character: not NONCHARACTER.match(character)
)
lines = st.text(storable, max_size=20)
labels = lines.filter(str.strip)
proses = st.lists(lines, max_size=3).map("\n\t".join)
said = st.lists(labels, min_size=1, max_size=2).map("\n".join)
days = st.dates(FIRST_DAY, LAST_DAY)
efforts = st.integers(0, 100_000).map(lambda tenths: Decimal(tenths) / 10)
codes = st.from_regex(r"[A-Za-z0-9._-]{1,32}", fullmatch=True)
name_lists = st.lists(labels, max_size=2).map(tuple)

initiatives = st.builds(
    Initiative,
    code=codes,
    name=labels,
    summary=proses,
    business_unit=lines,
    sponsor=lines,
    stage=st.sampled_from(Stage),
    providers=name_lists,
    models=name_lists,
    target_go_live=st.none() | days,
    target_volume=st.none() | st.integers(1, MOST_VOLUME),
    unit=lines,
    tags=name_lists,
    archived=st.booleans(),
    kind=st.none() | st.sampled_from(Kind),
)
changes = st.builds(Change, days, st.sampled_from(ChangeKind), said)
answers = st.one_of(
    st.tuples(st.none() | st.sampled_from(LEVELS), st.none()),
    st.tuples(st.none(), st.builds(NotApplicable, said, lines)),
)
amounts = st.decimals(-(10**14), 10**14, places=9) | st.decimals(-(10**14), 10**14, places=2)
currencies = st.sampled_from(["EUR", "USD", "GBP", "JPY", "KWD"])
counts = st.none() | st.integers(0, MOST_COUNT)
cost_lines = st.builds(
    CostLine,
    dated=days,
    category=st.sampled_from(CostCategory),
    amount=amounts,
    currency=currencies,
    phase=st.sampled_from(Phase),
    behaviour=st.sampled_from(Behaviour),
    basis=st.sampled_from(Basis),
    billed=st.none() | amounts,
    attributed=st.booleans(),
    attributed_to=lines,
    source=lines,
    note=proses,
    fingerprint=lines,
    id=st.just(0),
)
usage_lines = st.builds(
    UsageLine,
    dated=days,
    units=counts,
    unit=lines,
    requests=counts,
    tokens_out=counts,
    tokens_written=counts,
    model=lines,
    basis=st.sampled_from(Basis),
    source=lines,
    note=proses,
    fingerprint=lines,
    id=st.just(0),
)
benefit_lines = st.builds(
    BenefitLine,
    dated=days,
    amount=amounts,
    currency=currencies,
    what=lines,
    basis=st.sampled_from(Basis),
    source=lines,
    note=proses,
    fingerprint=lines,
    id=st.just(0),
)

owners = lines.map(lambda owner: owner if owner.strip() else "")
conditions = st.builds(Condition, said, owners, st.none() | days, st.sampled_from(ConditionState), proses)
stops = st.builds(
    lambda figure, at, currency, units: LedgerStop(
        figure, at, "" if figure in WITHOUT_CURRENCY else currency, units
    ),
    st.sampled_from(LedgerFigure),
    amounts,
    currencies,
    st.none() | st.integers(1, MOST_VOLUME),
)
thresholds = st.builds(Threshold, labels, lines, lines, lines, st.none() | stops)
forecasts = st.builds(
    lambda ends, by, reported, percent, came, note: Forecast(
        reported, percent, ends[1], ends[0], by, came, None if came is ForecastOutcome.OPEN else ends[1], note
    ),
    st.tuples(days, days).map(sorted),
    labels,
    labels,
    st.integers(0, 100),
    st.sampled_from(ForecastOutcome),
    proses,
)
meetings = st.builds(
    MeetingDetails,
    agenda_item=lines,
    reference=lines,
    meeting=lines,
    meeting_date=st.none() | days,
    presenter=st.just("") | labels,
    purpose=st.none() | st.sampled_from(Purpose),
    minute=lines,
    classification=lines,
)
decisions = st.builds(
    Decision,
    dated=days,
    outcome=st.sampled_from(Outcome),
    by=labels,
    rationale=proses,
    conditions=st.lists(conditions, max_size=2).map(tuple),
    thresholds=st.lists(thresholds, max_size=2).map(tuple),
    id=st.just(0),
)


def once(of: st.SearchStrategy[Line]) -> st.SearchStrategy[tuple[Line, ...]]:
    """Some lines of which none was imported twice."""
    return st.lists(of, max_size=2, unique_by=lambda line: line.fingerprint or object()).map(tuple)


ledgers = st.builds(Ledger, once(cost_lines), once(usage_lines), once(benefit_lines))
rate_tables = st.lists(
    st.builds(
        Rate,
        month=days.map(Month.of),
        base=st.sampled_from(["EUR", "JPY"]),
        quote=st.sampled_from(["USD", "GBP"]),
        value=st.decimals("0.0001", 10**6, places=6),
        source=lines,
        id=st.just(0),
    ),
    max_size=3,
    unique_by=lambda rate: (rate.month, rate.base, rate.quote),
).map(lambda found: RateTable(tuple(sorted(found, key=lambda rate: (rate.month, rate.base, rate.quote)))))


amounts_from_nought = st.decimals(0, 10**14, places=9) | st.decimals(0, 10**14, places=2)
amounts_above_nought = st.decimals("0.01", 10**9, places=2)
shares = st.decimals(0, 1, places=4)
prices = st.builds(
    ModelPrice,
    model=labels,
    input=st.none() | st.decimals(0, 999, places=20),
    output=st.none() | st.decimals(0, 999, places=9),
    cached=st.none() | st.just(Decimal(0)),
    provider=lines,
    note=proses,
    id=st.just(0),
    written_hour=st.none() | st.decimals(0, 999, places=20),
    per_request=st.none() | st.decimals(0, 999, places=4),
    terms=st.lists(
        st.builds(
            PriceTerms,
            prices=st.builds(
                TokenPrices,
                output=st.none() | st.decimals(0, 999, places=9),
                reasoning=st.none() | st.decimals(0, 999, places=9),
            ),
            above=st.integers(0, MOST_COUNT),
            service=st.sampled_from(Service),
        ),
        max_size=2,
        unique_by=lambda terms: (terms.service, terms.above),
    ).map(tuple),
)
price_books = st.lists(
    st.builds(
        PriceBook,
        snapshot=days,
        currency=currencies,
        prices=st.lists(prices, max_size=2, unique_by=lambda price: price.model).map(tuple),
        source=lines,
        id=st.just(0),
    ),
    max_size=2,
    unique_by=lambda book: (book.snapshot, book.currency, book.source),
)
framework_items = st.builds(
    FrameworkItem,
    ref=labels,
    title=labels,
    part=lines,
    criteria=st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True), max_size=2, unique=True).map(
        tuple
    ),
    not_covered=proses,
    applies_from=st.none() | days,
)
frameworks = st.lists(
    st.builds(
        Framework,
        code=codes,
        version=labels,
        name=labels,
        source=labels,
        published=days,
        dated=days,
        not_covered=said,
        items=st.lists(framework_items, min_size=1, max_size=2, unique_by=lambda item: item.ref).map(tuple),
        id=st.just(0),
    ),
    max_size=1,
).map(tuple)
open_ideas = st.builds(
    Idea,
    dated=days,
    title=labels,
    problem=said,
    without_ai=proses,
    owner=owners,
    by=owners,
    whose_time=lines,
    instead=proses,
    risk=proses,
    penalties=proses,
    data=proses,
    expected_class=lines,
    kind=st.none() | st.sampled_from(Kind),
    state=st.just(IdeaState.OPEN),
    decided=st.none(),
    decided_by=st.just(""),
    reason=st.just(""),
    initiative=st.just(""),
    id=st.just(0),
)
ideas = st.one_of(
    open_ideas,
    st.builds(lambda idea, code, by: accepted(idea, code, Ruling(idea.dated, by)), open_ideas, codes, owners),
    st.builds(lambda idea, why, by: declined(idea, Ruling(idea.dated, by, why)), open_ideas, said, owners),
)
bounds = st.builds(
    lambda driver, ends: Bounds(driver, min(ends), max(ends)),
    st.sampled_from(Driver),
    st.tuples(shares, shares),
)
quarters = st.decimals(0, Decimal("0.25"), places=2)
scenarios = st.builds(
    Assumptions,
    name=labels,
    volume=st.integers(1, MOST_VOLUME),
    currency=currencies,
    value_per_unit=st.none() | amounts_from_nought,
    fixed=st.none() | amounts_from_nought,
    other_unit_cost=st.none() | amounts_from_nought,
    model=lines,
    price_change=st.none() | st.decimals(-1, 10, places=3),
    turns=st.none() | amounts_above_nought,
    tokens_in=st.none() | amounts_above_nought,
    tokens_out=st.none() | amounts_from_nought,
    context_growth=st.none() | amounts_from_nought,
    retry_rate=st.none() | shares,
    cache_hit_rate=st.none() | shares,
    batch_share=st.none() | quarters,
    flex_share=st.none() | quarters,
    priority_share=st.none() | quarters,
    off_peak_share=st.none() | quarters,
    review=st.none() | st.builds(ReviewAssumption, shares, amounts_from_nought, amounts_from_nought),
    steps=st.none() | st.builds(StepAssumption, st.integers(1, MOST_VOLUME), amounts_from_nought),
    note=proses,
    bounds=st.lists(bounds, max_size=2, unique_by=lambda each: each.driver).map(tuple),
    id=st.just(0),
)


def evidence(ids: list[str]) -> st.SearchStrategy[Evidence]:
    """Evidence for one of these criteria, or for several."""
    kinds = st.sampled_from(EvidenceKind)
    backed = st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True)
    items = st.builds(Evidence, st.just(""), kinds, labels, days, lines, proses)
    return st.builds(
        lambda item, criteria: replace(item, criterion=criteria[0], also=tuple(criteria[1:])), items, backed
    )


def actions(ids: list[str]) -> st.SearchStrategy[Action]:
    """An action for one of these criteria."""
    return st.builds(
        Action,
        criterion=st.sampled_from(ids),
        title=labels,
        target_level=st.none() | st.sampled_from(LEVELS),
        owner=owners,
        due=st.none() | days,
        effort=st.none() | efforts,
        status=st.sampled_from(ActionStatus),
    )


@st.composite
def reviews(draw: st.DrawFn, used: list[Rubric], dated: date) -> Review:
    """A review of that day against one of these rubrics, with answers to some criteria."""
    against = draw(st.sampled_from(used))
    scores = {}
    for criterion in draw(st.lists(st.sampled_from(against.criteria), unique=True)):
        level, waiver = draw(answers)
        score = Score(criterion.id, level, waiver, draw(proses), carried=draw(st.booleans()))
        if not score.blank:
            scores[criterion.id] = score
    return Review(dated, against.id, against.version, draw(lines), draw(proses), scores)


def comments(ids: list[str]) -> st.SearchStrategy[Comment]:
    """A remark on one of these criteria."""
    moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
    whole = moments.map(lambda at: at.replace(microsecond=0))
    return st.builds(Comment, st.sampled_from(ids), whole, said, lines, st.booleans())


@st.composite
def records(draw: st.DrawFn, used: list[Rubric], code: str) -> InitiativeRecord:
    """An initiative of that code with a little of everything."""
    ids = [criterion.id for rubric in used for criterion in rubric.criteria]
    dates = sorted(draw(st.sets(days, max_size=3)))
    return InitiativeRecord(
        initiative=replace(draw(initiatives), code=code),
        evidence=tuple(draw(st.lists(evidence(ids), max_size=3))),
        changes=tuple(draw(st.lists(changes, max_size=2))),
        actions=tuple(draw(st.lists(actions(ids), max_size=2))),
        reviews=tuple(draw(reviews(used, dated)) for dated in dates),
        ledger=draw(ledgers),
        scenarios=tuple(draw(st.lists(scenarios, max_size=2))),
        forecasts=tuple(draw(st.lists(forecasts, max_size=2))),
        meeting=draw(meetings),
        comments=tuple(draw(st.lists(comments(ids), max_size=2))),
        decisions=tuple(sorted(draw(st.lists(decisions, max_size=2)), key=lambda each: each.dated)),
    )


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """A portfolio of up to three initiatives with one or two rubrics; some reviews final, one corrected."""
    drafts = draw(drafted())
    places = [(i, j) for i, record in enumerate(drafts.records) for j in range(len(record.reviews))]
    finals = draw(st.lists(st.sampled_from(places), unique=True, max_size=3)) if places else []
    sealed = with_finals(drafts, finals, draw(labels))
    if not finals or not draw(st.booleans()):
        return sealed
    record, review = finals[0]
    held = sealed.records[record]
    correction = replace(held.reviews[review], seal=None, supersedes=1, correction=draw(said))
    reviews = (*held.reviews[: review + 1], correction, *held.reviews[review + 1 :])
    corrected = replace(held, reviews=reviews)
    return replace(sealed, records=(*sealed.records[:record], corrected, *sealed.records[record + 1 :]))


@st.composite
def drafted(draw: st.DrawFn) -> Portfolio:
    """A portfolio in which no review is final."""
    used = [draw(rubrics(2, 3) | composed_rubrics())]
    if draw(st.booleans()):
        used.append(replace(draw(rubrics(2, 3)), version="2.0"))
    usual = draw(st.sampled_from(used))
    held = draw(st.lists(codes, max_size=3, unique_by=str.lower))
    return Portfolio(
        Settings(
            *(draw(lines), draw(lines), usual.id, usual.version, draw(currencies)),
            day_rate=draw(st.none() | amounts_above_nought),
            legal_entity=draw(lines),
            accent=draw(st.sampled_from(("", "#7A1F4B", "#1f5fa8"))),
            logo=draw(st.sampled_from(("", LOGO))),
        ),
        tuple(used),
        tuple(draw(records(used, code)) for code in held),
        draw(rate_tables),
        price_books=tuple(draw(price_books)),
        capacity=draw(st.sampled_from((CapacitySettings(), capacity()))),
        frameworks=draw(frameworks),
        ideas=tuple(draw(st.lists(ideas, max_size=2))),
        meetings=PaperMeetings(draw(meetings), draw(meetings)),
    )
