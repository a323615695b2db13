"""The shapes a roster is judged with: what the database holds, what the file says, what becomes of a row. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from trainees.roster_cells import Birth
from trainees.roster_rows import Problem, RosterRow

NEW, CHANGED, SAME, DOUBTFUL, REFUSED = "new", "changed", "same", "doubtful", "refused"
IS_NEW = "moi"

TONES = {NEW: "active", CHANGED: "ok", SAME: "past", DOUBTFUL: "warn", REFUSED: "bad"}
KIND_LABELS = {
    NEW: lambda: _("Người mới"),
    CHANGED: lambda: _("Cập nhật"),
    SAME: lambda: _("Không thay đổi"),
    DOUBTFUL: lambda: _("Cần xác định"),
    REFUSED: lambda: _("Chưa ghi được"),
}
FIELD_LABELS = {
    "full_name": lambda: _("Họ và tên"),
    "birth": lambda: _("Ngày, tháng, năm sinh"),
    "sex": lambda: _("Giới tính"),
    "ethnic_group": lambda: _("Dân tộc"),
    "position": lambda: _("Chức vụ"),
    "organisation": lambda: _("Đơn vị công tác"),
    "phone": lambda: _("Số điện thoại"),
    "email": lambda: _("Email"),
    "id_number": lambda: _("Số định danh cá nhân"),
    "category": lambda: _("Đối tượng"),
    "decision_number": lambda: _("Số quyết định"),
    "decided_on": lambda: _("Ngày quyết định"),
    "issuer": lambda: _("Cơ quan ban hành"),
    "specialty": lambda: _("Lĩnh vực chuyên sâu"),
    "note": lambda: _("Ghi chú"),
}


class Category(NamedTuple):
    """``closed_from``: from that day it takes no new people."""

    pk: int
    code: str
    label: str
    closed_from: date | None = None
    needs_decision: bool = False


class Agency(NamedTuple):
    """``names``: every spelling under which a list may name it, by ``fold_spelling``."""

    pk: int
    name: str
    names: frozenset[str] = frozenset()


class Person(NamedTuple):
    """Somebody on record. ``id_index``: the keyed digest of the ID number, empty where none is recorded."""

    pk: int
    token: str
    full_name: str
    search_key: str
    birth_year: int | None
    birth_month: int | None
    birth_day: int | None
    sex: str
    position: str
    phone: str
    email: str
    organisation_id: int
    agency: str
    id_index: str

    @property
    def birth(self) -> Birth | None:
        if self.birth_year is None:
            return None
        return Birth(self.birth_year, self.birth_month, self.birth_day)


class Candidate(NamedTuple):
    """Whom a doubtful row may mean, and in words why."""

    person: Person
    reasons: tuple[str, ...]

    @property
    def in_words(self) -> str:
        return _("Có thể là %(name)s (%(birth)s), %(agency)s: %(reasons)s.") % {
            "name": self.person.full_name,
            "birth": self.person.birth or _("chưa rõ ngày sinh"),
            "agency": self.person.agency,
            "reasons": "; ".join(self.reasons),
        }


class Change(NamedTuple):
    """What a row changes in a record. ``field`` is a key of FIELD_LABELS; both values as people read them."""

    field: str
    before: str
    after: str

    @property
    def label(self) -> str:
        return FIELD_LABELS[self.field]()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database holds, as far as it matters for one roster.

    ``agency`` None: each row names one of ``agencies``. ``homes``: by agency, its own id and those of the agencies
    whose work it took over. ``merged``: what a merged record says, with the person in use. ``foreign_names``:
    spellings of other agencies of the province. ``held``: codes of the categories a person is in. ``elsewhere``:
    agency by spelled name and birth, only of people whom the reader of the verdicts may see. ``columns``: the letter
    of each field in the file. ``id_indexes``: of the ID numbers in the file, by row number.
    """

    agency: Agency | None
    day: date
    agencies: tuple[Agency, ...] = ()
    homes: Mapping[int, frozenset[int]] = field(default_factory=dict)
    foreign_names: frozenset[str] = frozenset()
    people: tuple[Person, ...] = ()
    merged: tuple[tuple[Person, Person], ...] = ()
    held: Mapping[int, frozenset[str]] = field(default_factory=dict)
    categories: tuple[Category, ...] = ()
    elsewhere: Mapping[tuple[str, Birth], str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    id_indexes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``candidates``: whom the row may mean, also after a person has decided; ``choice`` is what they decided.

    ``agency`` is set on every row that can be written; ``category`` where the row puts the person into it.
    """

    row: RosterRow
    kind: str
    agency: Agency | None = None
    person: Person | None = None
    candidates: tuple[Candidate, ...] = ()
    choice: str = ""
    changes: tuple[Change, ...] = ()
    category: Category | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_written(self) -> bool:
        return self.kind in (NEW, CHANGED)

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
    def remarks(self) -> str:
        """One line for the corrected file: what is wrong and where, who may be meant, what changes."""
        lines = [f"{p.cell}: {p.message_vi}" if p.cell else p.message_vi for p in self.problems]
        lines += [
            _("%(label)s: “%(before)s” thành “%(after)s”.")
            % {"label": one.label, "before": one.before or "–", "after": one.after}
            for one in self.changes
        ]
        lines += [one.in_words for one in self.candidates if self.kind == DOUBTFUL]
        return " ".join(lines)
