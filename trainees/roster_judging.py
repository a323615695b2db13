"""What becomes of each row of a roster: values in, verdicts out. Nothing is looked up or written.

``judge`` is asked for the preview and again under the agency's lock, and must say the same unless the facts have
changed in between; ``fingerprint`` tells whether they have.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from common.vietnamese import fold_spelling
from trainees import decisions
from trainees.roster_changes import changes_of
from trainees.roster_facts import (
    CHANGED,
    DOUBTFUL,
    FIELD_LABELS,
    IS_NEW,
    NEW,
    REFUSED,
    SAME,
    Agency,
    Category,
    Facts,
    Person,
    Verdict,
)
from trainees.roster_matching import OTHER, Known, Match, compare_births
from trainees.roster_naming import Agencies, Categories
from trainees.roster_rows import Problem, RosterRow

# What the database can hold; the roster reader allows more.
LONGEST = {"full_name": 120, "position": 160}


def judge(
    rows: Iterable[RosterRow], facts: Facts, choices: Mapping[str, str] | None = None
) -> Iterator[Verdict]:
    """A verdict for each row, in order.

    ``choices`` says of doubtful rows, by row number as text, who is meant: ``IS_NEW`` or the token of a person.
    """
    judging = _Judge(facts, choices or {})
    return (judging.verdict(row) for row in rows)


def fingerprint(verdicts: Iterable[Verdict]) -> str:
    """What somebody saw before confirming: who is meant in each row, and everything that would be written."""
    seen = hashlib.sha256()
    for verdict in verdicts:
        person, agency = verdict.person, verdict.agency
        who = (person.pk if person else 0, agency.pk if agency else 0)
        told = f"{verdict.row.row_number}{verdict.kind}{who}{[tuple(c) for c in verdict.changes]}"
        seen.update(told.encode())
    return seen.hexdigest()


class _Judge:
    """Everything that is the same for all rows, and which people the rows so far have taken."""

    def __init__(self, facts: Facts, choices: Mapping[str, str]) -> None:
        self.facts, self.choices = facts, choices
        self.known = Known(facts.people, facts.homes, facts.merged)
        self.agencies = Agencies(facts)
        self.categories = Categories(facts.categories)
        self.taken: dict[int, int] = {}

    def verdict(self, row: RosterRow) -> Verdict:
        """Errors of the row itself come before who is meant, and that before the category."""
        agency, category, problems = self._read(row)
        if agency is None or any(problem.severity == "error" for problem in problems):
            return Verdict(row, REFUSED, problems=tuple(problems))
        match = self.known.match(row, agency.pk, self._id_index(row))
        verdict = Verdict(
            row,
            NEW,
            agency=agency,
            person=match.person,
            candidates=match.candidates,
            problems=tuple(problems),
        )
        verdict = self._decided(verdict)
        if verdict.kind == DOUBTFUL:
            return verdict
        verdict = self._entered(verdict, category)
        if verdict.kind == REFUSED:
            return verdict
        return self._known(verdict) if verdict.person else self._noted(verdict, match)

    def _read(self, row: RosterRow) -> tuple[Agency | None, Category | None, list[Problem]]:
        """Which agency and category the row names, and all that is wrong with it without looking at people."""
        problems = [*row.problems]
        for name, limit in LONGEST.items():
            if len(getattr(row, name)) > limit:
                words = _("Nội dung dài quá %(limit)d ký tự. Hãy rút gọn.") % {"limit": limit}
                problems.append(self._problem(row, name, words))
        agency, complaint = self.agencies.named(row.organisation)
        if complaint:
            severity, words = complaint
            problems.append(self._problem(row, "organisation", words, severity))
        category = self.categories.named(row.category) if row.category else None
        if isinstance(category, str):
            problems.append(self._problem(row, "category", category))
            category = None
        return agency, category, problems

    def _id_index(self, row: RosterRow) -> str:
        return self.facts.id_indexes.get(row.row_number, "")

    def _decided(self, verdict: Verdict) -> Verdict:
        """A doubtful row as somebody decided it; without that it stays doubtful."""
        if not verdict.candidates:
            return verdict
        choice = self.choices.get(str(verdict.row.row_number), "")
        if choice == IS_NEW:
            return replace(verdict, choice=choice)
        chosen = [one.person for one in verdict.candidates if one.person.token == choice]
        if chosen:
            return replace(verdict, choice=choice, person=chosen[0])
        return replace(verdict, kind=DOUBTFUL)

    def _entered(self, verdict: Verdict, category: Category | None) -> Verdict:
        """With the category where the person is not in it yet; refused where it takes nobody new."""
        held = (
            self.facts.held.get(verdict.person.pk, frozenset()) if verdict.person else frozenset()
        )
        if category is None or category.code in held:
            return verdict
        row = verdict.row
        begins = row.decided_on or self.facts.day
        if category.closed_from and begins >= category.closed_from:
            words = _(
                "Đối tượng “%(label)s” không nhận người mới từ ngày %(day)s. Chọn đối tượng khác hoặc để trống."
            ) % {"label": category.label, "day": f"{category.closed_from:%d/%m/%Y}"}
            return self._refused(verdict, "category", words)
        missing = decisions.lacking(
            {name: getattr(row, name) for name in decisions.RECOGNITION}, decisions.RECOGNITION
        )
        if category.needs_decision and missing:
            words = _("Đối tượng “%(label)s” phải có quyết định. Ghi thêm: %(missing)s.") % {
                "label": category.label,
                "missing": decisions.in_words(missing, decisions.RECOGNITION),
            }
            return self._refused(verdict, "category", words)
        return replace(verdict, category=category)

    def _known(self, verdict: Verdict) -> Verdict:
        row, person = verdict.row, verdict.person
        assert person is not None  # noqa: S101 -- asked by the caller
        assert verdict.agency is not None  # noqa: S101 -- every row that is entered has one
        if person.organisation_id not in self.facts.homes[verdict.agency.pk]:
            words = _(
                "Hồ sơ này đã được gộp vào hồ sơ ở cơ quan khác. Xóa hàng này; cần cập nhật thì cơ quan đó cập nhật."
            )
            return self._refused(verdict, "full_name", words)
        if person.pk in self.taken:
            words = _("Cùng một người với hàng %(row)d của tệp. Hãy xóa một trong hai hàng.") % {
                "row": self.taken[person.pk]
            }
            return self._refused(verdict, "full_name", words)
        self.taken[person.pk] = row.row_number
        changes = tuple(changes_of(row, person, verdict.category, self._id_index(row)))
        kept = tuple(self._kept_as_it_is(row, person))
        return replace(
            verdict,
            kind=CHANGED if changes else SAME,
            changes=changes,
            problems=(*verdict.problems, *kept),
        )

    def _kept_as_it_is(self, row: RosterRow, person: Person) -> Iterator[Problem]:
        """Name and birth say who somebody is: a file does not rewrite them."""
        if fold_spelling(row.full_name) != fold_spelling(person.full_name):
            words = _("Hồ sơ ghi “%(known)s” và được giữ nguyên. Cần sửa thì sửa trong hồ sơ.")
            words %= {"known": person.full_name}
            yield self._problem(row, "full_name", words, "warning")
        if row.birth and compare_births(row.birth, person.birth) == OTHER:
            words = _("Hồ sơ ghi sinh %(known)s và được giữ nguyên. Cần sửa thì sửa trong hồ sơ.")
            yield self._problem(row, "birth", words % {"known": person.birth}, "warning")

    def _noted(self, verdict: Verdict, match: Match) -> Verdict:
        """A new person, with what somebody should know before agreeing to it."""
        row, notes = verdict.row, []
        if match.namesake:
            words = _("Cơ quan đã có người cùng họ tên, sinh %(known)s. Hàng này là người mới.")
            words %= {"known": match.namesake.birth}
            notes.append(self._problem(row, "full_name", words, "warning"))
        if row.birth and self.facts.elsewhere:
            agency = self.facts.elsewhere.get((fold_spelling(row.full_name), row.birth))
            if agency:
                words = _(
                    "Có thể đã có hồ sơ ở %(agency)s. Hàng này được lập hồ sơ mới; cặp hồ sơ được đưa vào danh sách "
                    "nghi trùng để xác định."
                ) % {"agency": agency}
                notes.append(self._problem(row, "full_name", words, "warning"))
        return replace(verdict, problems=(*verdict.problems, *notes)) if notes else verdict

    def _refused(self, verdict: Verdict, name: str, words: str) -> Verdict:
        problem = self._problem(verdict.row, name, words)
        return replace(verdict, kind=REFUSED, problems=(*verdict.problems, problem))

    def _problem(self, row: RosterRow, name: str, words: str, severity: str = "error") -> Problem:
        column = self.facts.columns.get(name, "")
        return Problem(
            f"{column}{row.row_number}" if column else _("Hàng %(row)d") % {"row": row.row_number},
            FIELD_LABELS[name](),
            str(getattr(row, name) or ""),
            words,
            "error" if severity == "error" else "warning",
        )
