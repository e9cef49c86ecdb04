"""An initiative and what is recorded about it: evidence, changes, actions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Stage(StrEnum):
    """How far an initiative has come."""

    IDEA = "idea"
    POC = "poc"
    PILOT = "pilot"
    PRODUCTION = "production"
    RETIRED = "retired"


class EvidenceKind(StrEnum):
    """What sort of thing backs a score."""

    DOCUMENT = "document"
    LINK = "link"
    MEASUREMENT = "measurement"
    TEST_RESULT = "test-result"
    SIGN_OFF = "sign-off"
    INCIDENT = "incident"


class ChangeKind(StrEnum):
    """What may change under an initiative, and so void evidence."""

    MODEL = "model"
    PROMPT = "prompt"
    PROVIDER = "provider"
    DATA = "data"
    TERMS = "terms"


class ActionStatus(StrEnum):
    """Whether an action still has to be done. Only `open` counts in the verdict rules."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Initiative:
    """An AI effort under review.

    `code` is unique in the portfolio. `target_volume` counts `unit`s ("claims") a month. `id` is the
    store's and 0 until stored.
    """

    code: str
    name: str
    summary: str = ""
    business_unit: str = ""
    sponsor: str = ""
    stage: Stage = Stage.POC
    providers: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    target_go_live: date | None = None
    target_volume: int | None = None
    unit: str = ""
    tags: tuple[str, ...] = ()
    archived: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """The file behind a piece of evidence: its name, the SHA-256 of its content, its size in bytes.

    The content is kept in the portfolio by that hash, once however many items share it.
    """

    name: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What backs a score for one criterion; `dated` is the day on which it was true."""

    criterion: str
    kind: EvidenceKind
    title: str
    dated: date
    reference: str = ""
    note: str = ""
    file: EvidenceFile | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A dated record that the model, a prompt, a provider, the data or the terms changed."""

    dated: date
    kind: ChangeKind
    summary: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class Action:
    """A step that closes a gap; `effort` in person-days covers the whole way to `target_level`."""

    criterion: str
    title: str
    target_level: int | None = None
    owner: str = ""
    due: date | None = None
    effort: Decimal | None = None
    status: ActionStatus = ActionStatus.OPEN
    id: int = 0

    @property
    def committed(self) -> bool:
        """Whether the verdict may count on it: open, with an owner and a due date."""
        return self.status is ActionStatus.OPEN and bool(self.owner.strip()) and self.due is not None
