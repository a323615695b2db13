"""The shapes a nomination list is judged with: what the database holds, what the file says, what becomes of a row."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from trainees.roster_cells import Birth
from trainees.roster_rows import Problem, RosterRow

NEW, KNOWN, DOUBTFUL, ENROLLED, REFUSED = "new", "known", "doubtful", "enrolled", "refused"
IS_NEW = "moi"


@dataclass(frozen=True, slots=True)
class Category:
    """``is_closed``: takes no new people today. ``needs_decision``: nobody is in it without one."""

    pk: int
    code: str
    label: str
    is_closed: bool = False
    needs_decision: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the agency has on record. ``categories``: codes that are valid today."""

    pk: int
    token: str
    full_name: str
    search_key: str
    birth: Birth | None = None
    position: str = ""
    phone: str = ""
    email: str = ""
    categories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database holds, as far as it matters for one run and one agency.

    ``in_run``: state in words, by person. ``named_elsewhere``: spelled name and birth of people whom other
    agencies have in the run. ``quota_left`` None: the run has no quotas. ``agency_names`` are folded spellings.
    ``hides_birth``: whoever reads the verdicts does not keep the records of these people.
    """

    agency: str
    people: tuple[Person, ...] = ()
    in_run: Mapping[int, str] = field(default_factory=dict)
    named_elsewhere: frozenset[tuple[str, Birth | None]] = frozenset()
    categories: tuple[Category, ...] = ()
    admitted: frozenset[str] = frozenset()
    quota_left: int | None = None
    agency_names: frozenset[str] = frozenset()
    hides_birth: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """``candidates``: whom a doubtful row may mean. ``category`` is set on every row that can be nominated."""

    row: RosterRow
    kind: str
    person: Person | None = None
    candidates: tuple[Person, ...] = ()
    category: Category | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_good(self) -> bool:
        return self.kind in (NEW, KNOWN)

    @property
    def label(self) -> str:
        return KIND_LABELS[self.kind]()

    @property
    def tone(self) -> str:
        """How the badge of the kind looks."""
        return TONES[self.kind]

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "error"]

    @property
    def in_words(self) -> str:
        """One line for the corrected file: what will happen, then what is wrong and where."""
        lines = [f"{p.cell}: {p.message_vi}" if p.cell else p.message_vi for p in self.problems]
        return " ".join([f"{self.label}.", *lines])


TONES = {NEW: "active", KNOWN: "ok", DOUBTFUL: "warn", ENROLLED: "past", REFUSED: "bad"}
KIND_LABELS = {
    NEW: lambda: _("Người mới"),
    KNOWN: lambda: _("Đã có hồ sơ"),
    DOUBTFUL: lambda: _("Cần xác định"),
    ENROLLED: lambda: _("Đã có trong lớp"),
    REFUSED: lambda: _("Chưa cử được"),
}
