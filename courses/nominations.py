"""What becomes of each row of a nomination list: values in, verdicts out. Nothing is looked up or written.

``judge`` is asked twice about a file, for the preview and again under the run's lock, and must say the same
unless the facts have changed in between.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from common.vietnamese import fold, fold_spelling
from courses.nomination_facts import (
    DOUBTFUL,
    ENROLLED,
    IS_NEW,
    KNOWN,
    NEW,
    REFUSED,
    Category,
    Facts,
    Person,
    Verdict,
)
from trainees.roster_rows import Problem, RosterRow

# What the database can hold; the roster reader allows more.
LONGEST = {"full_name": 120, "position": 160}


def judge(
    rows: Iterable[RosterRow], facts: Facts, decisions: Mapping[int, str] | None = None
) -> list[Verdict]:
    """A verdict for each row, in order.

    ``decisions`` says of doubtful rows, by row number, who is meant: ``IS_NEW`` or the token of a person.
    Quota counts the rows that can be nominated from the top; a person found twice counts once.
    """
    return list(_Judge(facts, decisions or {}).verdicts(rows))


def fingerprint(verdicts: Iterable[Verdict]) -> str:
    """One letter a row: what somebody saw before confirming, small enough to travel in the form."""
    return "".join(verdict.kind[0] for verdict in verdicts)


class _Judge:
    """Everything that is the same for all rows, and what the rows so far have used up."""

    def __init__(self, facts: Facts, decisions: Mapping[int, str]) -> None:
        self.facts, self.decisions = facts, decisions
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        for person in facts.people:
            self.by_name[person.search_key].append(person)
        self.categories = {fold(c.label): c for c in facts.categories}
        self.categories |= {c.code: c for c in facts.categories}
        self.matched: dict[str, Category | str] = {}
        self.left = facts.quota_left
        self.taken: dict[int, int] = {}

    def verdicts(self, rows: Iterable[RosterRow]) -> Iterator[Verdict]:
        for row in rows:
            verdict = self._found(row)
            if verdict.is_good:
                verdict = self._counted(self._with_category(verdict))
            yield verdict

    def _found(self, row: RosterRow) -> Verdict:
        """Who is meant, before category and quota."""
        problems = (*row.problems, *_too_long(row), *self._of_another_agency(row))
        verdict = Verdict(row, NEW, problems=problems)
        if problems and verdict.errors:
            return replace(verdict, kind=REFUSED)
        candidates = tuple(self.by_name.get(fold(row.full_name), ()))
        person, is_new = self._decided(row, candidates)
        if not is_new and person is None and candidates:
            person = _same(row, candidates)
            if person is None:
                doubt = _problem(
                    row, "full_name", _doubt(candidates, self.facts.hides_birth), "warning"
                )
                return replace(
                    verdict, kind=DOUBTFUL, candidates=candidates, problems=(*problems, doubt)
                )
        return self._known(verdict, person) if person else self._new(verdict)

    def _decided(
        self, row: RosterRow, candidates: tuple[Person, ...]
    ) -> tuple[Person | None, bool]:
        choice = self.decisions.get(row.row_number, "")
        person = next((one for one in candidates if one.token == choice), None)
        return person, choice == IS_NEW

    def _new(self, verdict: Verdict) -> Verdict:
        row = verdict.row
        if row.birth and (fold_spelling(row.full_name), row.birth) in self.facts.named_elsewhere:
            words = _("Một người cùng họ tên, ngày sinh đã được đơn vị khác cử. Hãy kiểm tra lại.")
            alike = _problem(row, "full_name", words, "warning")
            return replace(verdict, problems=(*verdict.problems, alike))
        return verdict

    def _known(self, verdict: Verdict, person: Person) -> Verdict:
        row = verdict.row
        if person.pk in self.facts.in_run:
            words = _("Đã có trong lớp này (%(state)s). Hàng này được bỏ qua.") % {
                "state": self.facts.in_run[person.pk]
            }
            note = _problem(row, "full_name", words, "warning")
            return replace(
                verdict, kind=ENROLLED, person=person, problems=(*verdict.problems, note)
            )
        if person.pk in self.taken:
            words = _("Trùng với hàng %(row)d của tệp. Hãy xóa một trong hai hàng.") % {
                "row": self.taken[person.pk]
            }
            return _refused(verdict, _problem(row, "full_name", words))
        verdict = replace(verdict, kind=KNOWN, person=person)
        if row.position and person.position and fold(row.position) != fold(person.position):
            words = _("Hồ sơ đang ghi chức vụ “%(known)s” và được giữ nguyên.") % {
                "known": person.position
            }
            note = _problem(row, "position", words, "warning")
            return replace(verdict, problems=(*verdict.problems, note))
        return verdict

    def _with_category(self, verdict: Verdict) -> Verdict:
        row, person = verdict.row, verdict.person
        held = person.categories if person else frozenset()
        found = self._category(row.category) if row.category else self._only_one(held)
        if isinstance(found, str):
            return _refused(verdict, _problem(row, "category", found))
        if found.is_closed and found.code not in held:
            words = _("Đối tượng “%(label)s” không còn nhận người mới.") % {"label": found.label}
            return _refused(verdict, _problem(row, "category", words))
        if found.needs_decision and found.code not in held:
            # A nomination list has no columns for decisions: what is in them could not be kept.
            words = _(
                "Đối tượng “%(label)s” phải có quyết định. Ghi quyết định công nhận trong hồ sơ "
                "(hoặc nhập danh sách học viên) trước khi cử."
            ) % {"label": found.label}
            return _refused(verdict, _problem(row, "category", words))
        return replace(verdict, category=found)

    def _category(self, written: str) -> Category | str:
        """The category that is written, or what is wrong with it in words."""
        if written not in self.matched:
            self.matched[written] = self._match(fold(written))
        return self.matched[written]

    def _match(self, key: str) -> Category | str:
        admitted = [c for c in self.facts.categories if c.code in self.facts.admitted]
        exact = self.categories.get(key)
        if exact:
            if exact.code in self.facts.admitted:
                return exact
            return _("Lớp không tiếp nhận đối tượng “%(label)s”. Lớp tiếp nhận: %(admitted)s.") % {
                "label": exact.label,
                "admitted": _labels(admitted),
            }
        near = [c for c in admitted if key in fold(c.label) or fold(c.label) in key]
        if len(near) == 1:
            return near[0]
        return _("Không rõ đối tượng. Ghi đúng một trong: %(admitted)s.") % {
            "admitted": _labels(near or admitted)
        }

    def _only_one(self, held: frozenset[str]) -> Category | str:
        """Nothing is written: the record says it, if it says one thing only."""
        admitted = [c for c in self.facts.categories if c.code in self.facts.admitted]
        own = [c for c in admitted if c.code in held]
        if len(own) == 1:
            return own[0]
        return _("Thiếu đối tượng. Ghi một trong: %(admitted)s.") % {
            "admitted": _labels(own or admitted)
        }

    def _counted(self, verdict: Verdict) -> Verdict:
        """The last question, so that only rows that could be nominated use up the quota."""
        if not verdict.is_good:
            return verdict
        if self.left == 0:
            words = _("Vượt chỉ tiêu của %(agency)s. Bỏ bớt hàng hoặc xin thêm chỉ tiêu.") % {
                "agency": self.facts.agency
            }
            return _refused(verdict, _problem(verdict.row, "full_name", words))
        if self.left is not None:
            self.left -= 1
        if verdict.person:
            self.taken[verdict.person.pk] = verdict.row.row_number
        return verdict

    def _of_another_agency(self, row: RosterRow) -> tuple[Problem, ...]:
        if not row.organisation or not self.facts.agency_names:
            return ()
        written = fold_spelling(row.organisation)
        if any(name in written for name in self.facts.agency_names):
            return ()
        words = _("Hàng ghi đơn vị khác; người này được cử thay mặt %(agency)s.") % {
            "agency": self.facts.agency
        }
        return (_problem(row, "organisation", words, "warning", row.organisation),)


def _same(row: RosterRow, candidates: tuple[Person, ...]) -> Person | None:
    """The one person who is meant without doubt: same spelling, and a birth, phone or e-mail that agrees."""
    spelled = fold_spelling(row.full_name)
    agreeing = (
        person
        for person in candidates
        if fold_spelling(person.full_name) == spelled and _agree(row, person)
    )
    # Two records of one person that were merged mean one person.
    alike = list({person.pk: person for person in agreeing}.values())
    exact = [person for person in alike if person.birth == row.birth and row.birth]
    if len(exact) == 1:
        return exact[0]
    return alike[0] if len(alike) == 1 else None


def _agree(row: RosterRow, person: Person) -> bool:
    """A birth written as a year agrees with every day of that year; without a birth, the phone or e-mail proves it."""
    if row.birth and person.birth:
        pairs = zip(row.birth, person.birth, strict=True)
        return all(ours is None or theirs is None or ours == theirs for ours, theirs in pairs)
    same_phone = bool(row.phone) and row.phone == person.phone
    return same_phone or (bool(row.email) and row.email == person.email.lower())


def _doubt(candidates: tuple[Person, ...], hides_birth: bool) -> str:
    people = "; ".join(
        f"{person.full_name} ({_mark_of(person, hides_birth)})" for person in candidates
    )
    return _("Đơn vị đã có người tên gần giống: %(people)s. Xác định bên dưới hoặc sửa tệp.") % {
        "people": people
    }


def _mark_of(person: Person, hides_birth: bool) -> str:
    """By what two people of one name are told apart."""
    if hides_birth:
        return person.position or _("chưa ghi chức vụ")
    return str(person.birth or _("chưa rõ ngày sinh"))


def _too_long(row: RosterRow) -> list[Problem]:
    return [
        _problem(row, name, _("Nội dung dài quá %(limit)d ký tự. Hãy rút gọn.") % {"limit": limit})
        for name, limit in LONGEST.items()
        if len(getattr(row, name)) > limit
    ]


def _refused(verdict: Verdict, problem: Problem) -> Verdict:
    return replace(verdict, kind=REFUSED, problems=(*verdict.problems, problem))


def _problem(
    row: RosterRow, name: str, message: str, severity: str = "error", value: str = ""
) -> Problem:
    labels = {
        "full_name": _("Họ và tên"),
        "category": _("Đối tượng"),
        "position": _("Chức vụ"),
        "organisation": _("Đơn vị công tác"),
    }
    cell = row.cells.get(name) or _("Hàng %(row)d") % {"row": row.row_number}
    return Problem(
        cell,
        labels[name],
        value or getattr(row, name),
        message,
        "error" if severity == "error" else "warning",
    )


def _labels(categories: list[Category]) -> str:
    return ", ".join(f"“{category.label}”" for category in categories)
