"""Counting: SQL over the frozen copies in the enrolments, never over today's profiles."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, ExtractYear, RowNumber

from accounts.models import Role, User
from certificates.models import Certificate
from certificates.states import CertificateState
from common.models import StateChange
from courses.models import ActivityCompletion, Attendance, ClassSession, Enrolment, Presence
from courses.querysets.enrolments import participation
from courses.states import ActivityState, EnrolmentState
from reports.definitions import DIMENSIONS, Basis, Dimension, Measure

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

NONE = "khong"


@dataclass(frozen=True)
class Filters:
    """Which enrolments are looked at. ``since`` and ``until`` are last days of runs, both included.

    ``picked`` narrows to one row of a breakdown: {dimension code: key, or NONE for "not given"}.
    """

    since: date | None = None
    until: date | None = None
    category: int | None = None
    organisation: int | None = None
    picked: dict[str, str] = field(default_factory=dict)

    def with_row(self, dimension: str, key: str) -> "Filters":
        return replace(self, picked={**self.picked, dimension: key})


@dataclass(frozen=True)
class Row:
    """One line of a breakdown. ``figures`` maps (measure, basis) to the number."""

    key: str
    label: str
    figures: dict[tuple[str, str], int]


def in_reach(user: User) -> "QuerySet[Enrolment]":
    """The enrolments whose figures this person may see: all of the province for the Department; of own runs
    for organisers, approvers and trainers; of the own agency for coordinators.
    """
    scope = user.scope
    led = scope.organisation_ids(Role.ORGANISER, Role.APPROVER)
    provinces = scope.province_ids(Role.DOJ_OFFICER, Role.ADMINISTRATOR)
    reach = (
        Q(course_run__lead_organisation__unit__province_id__in=provinces)
        | Q(course_run__lead_organisation_id__in=led)
        | Q(organisation_id__in=scope.organisation_ids(Role.COORDINATOR))
    )
    if scope.has(Role.TRAINER):
        reach |= Q(course_run_id__in=user.taught_runs.values("course_run_id"))
    return Enrolment.objects.filter(reach)


def participations(
    enrolments: "QuerySet[Enrolment]", where: Filters, as_of: datetime | None = None
) -> "QuerySet[Enrolment]":
    """Enrolments in ``where``, each with what counts.

    Adds ``person_id`` (the record that a merged one points to), ``year`` (of the run's last day), ``unit_today_id``
    (the unit's successor of today), and the booleans ``attended``, ``completed``, ``certified`` as they held at
    ``as_of`` (now, when None).
    """
    rows = enrolments.filter(_range(where))
    rows = rows.annotate(
        person_id=Coalesce("trainee__merged_into_id", "trainee_id"),
        year=ExtractYear("course_run__ends_on"),
        unit_today_id=Coalesce("unit__today_id", "unit_id"),
    )
    rows = _annotate_now(rows) if as_of is None else _annotate_as_of(rows, as_of)
    for code, key in where.picked.items():
        rows = rows.filter(_picked(DIMENSIONS[code], key))
    return rows


def count(
    enrolments: "QuerySet[Enrolment]",
    by: Dimension | None,
    where: Filters,
    as_of: datetime | None = None,
) -> list[Row]:
    """People and participations on each basis.

    Shape:  one row per value of ``by`` with at least one attended, completed or certified enrolment, in the
            dimension's own order; a single row "" without ``by``.
    Units:  people are distinct persons within the row; participations are distinct persons in a run, which are
            enrolments but where two merged records of one person were in it.
    """
    rows = participations(enrolments, where, as_of)
    figures = _figures()
    if by is None:
        total = rows.aggregate(**figures)
        return [Row("", "", _read(total))]
    key, label, order = _columns(by)
    grouped = (
        rows.filter(Q(attended=True) | Q(completed=True) | Q(certified=True))
        .order_by()
        .values(row_key=F(key), row_label=label, **order)
        .annotate(**figures)
        .order_by(*order, "row_key")
    )
    return [
        Row(_key(found["row_key"]), str(found["row_label"] or ""), _read(found))
        for found in grouped
    ]


def counted(
    enrolments: "QuerySet[Enrolment]",
    where: Filters,
    measure: str,
    basis: str,
    as_of: datetime | None = None,
) -> "QuerySet[Enrolment]":
    """The list behind a figure: its length is the figure. For people, each person's latest participation; of two
    enrolments of one person in one run the later.
    """
    rows = participations(enrolments, where, as_of).filter(**{Basis(basis).flag: True})
    of_one = [F("person_id")] if measure == Measure.PEOPLE else [F("person_id"), F("course_run_id")]
    newest_first = Window(
        RowNumber(),
        partition_by=of_one,
        order_by=[F("course_run__ends_on").desc(), F("pk").desc()],
    )
    latest = rows.annotate(place=newest_first).filter(place=1)
    return Enrolment.objects.filter(pk__in=latest.values("pk"))


def _range(where: Filters) -> Q:
    wanted = {
        "course_run__ends_on__gte": where.since,
        "course_run__ends_on__lte": where.until,
        "category_id": where.category,
        "organisation_id": where.organisation,
    }
    return Q(**{name: value for name, value in wanted.items() if value is not None})


def _figures() -> dict[str, Count]:
    figures: dict[str, Count] = {}
    for basis in Basis:
        counts = Q(**{basis.flag: True})
        figures[f"people_{basis.flag}"] = Count(F("person_id"), filter=counts, distinct=True)
        figures[f"participations_{basis.flag}"] = Count(
            participation(), filter=counts, distinct=True
        )
    return figures


def _read(found: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    return {
        (measure.value, basis.value): found[f"{name}_{basis.flag}"]
        for basis in Basis
        for measure, name in (
            (Measure.PEOPLE, "people"),
            (Measure.PARTICIPATIONS, "participations"),
        )
    }


def _columns(by: Dimension) -> tuple[str, "Combinable", dict[str, Any]]:
    """The path of the key, the expression of the label, and the sort columns by name."""
    if by.field == "unit_today":
        today, own = F("unit__today__name"), F("unit__name")
        order = {
            "sort_0": Coalesce("unit__today__level", "unit__level"),
            "sort_1": Coalesce("unit__today__code", "unit__code"),
        }
        return "unit_today_id", Coalesce(today, own), order
    key = by.field if by.field == "year" else f"{by.field}_id"
    order = {f"sort_{place}": F(path) for place, path in enumerate(by.order)}  # type: ignore[misc]
    return key, F(by.label), order


def _key(value: object) -> str:
    return NONE if value is None else str(value)


def _picked(by: Dimension, key: str) -> Q:
    column = by.field if by.field == "year" else f"{by.field}_id"
    return Q(**{f"{column}__isnull": True}) if key == NONE else Q(**{column: key})


def _annotate_now(rows: "QuerySet[Enrolment]") -> "QuerySet[Enrolment]":
    seat = Q(state__in=EnrolmentState.holding_a_seat())
    certificate = Certificate.objects.filter(
        enrolment=OuterRef("pk"), state=CertificateState.ISSUED
    )
    return rows.annotate(
        attended=_flag(seat & _took_part(Attendance.objects.attended(), Q())),
        completed=_flag(Q(state=EnrolmentState.COMPLETED)),
        certified=_flag(Q(state=EnrolmentState.COMPLETED) & Exists(certificate)),
    )


def _annotate_as_of(rows: "QuerySet[Enrolment]", as_of: datetime) -> "QuerySet[Enrolment]":
    rows = rows.annotate(state_then=_state_then(Enrolment, as_of))
    seat = Q(state_then__in=EnrolmentState.holding_a_seat())
    present = Attendance.objects.filter(marked_at__lte=as_of).annotate(
        presence_then=Coalesce(_changed_later(Attendance, as_of), F("presence"))
    )
    present = present.filter(presence_then__in=Presence.attended())
    issued = (
        Certificate.objects.filter(enrolment=OuterRef("pk"))
        .annotate(state_then=_state_then(Certificate, as_of))
        .filter(state_then=CertificateState.ISSUED)
    )
    completed = Q(state_then=EnrolmentState.COMPLETED)
    return rows.annotate(
        attended=_flag(seat & _took_part(present, Q(completed_at__lte=as_of))),
        completed=_flag(completed),
        certified=_flag(completed & Exists(issued)),
    )


def _took_part(present: "QuerySet[Attendance]", until: Q) -> Q:
    """At least one half-day, or, in a run without half-days, one activity."""
    done = ActivityCompletion.objects.filter(
        until, enrolment=OuterRef("pk"), state__in=ActivityState.done()
    )
    sessions = ClassSession.objects.filter(course_run=OuterRef("course_run"))
    in_class = Q(Exists(present.filter(enrolment=OuterRef("pk"))))
    return in_class | (Q(Exists(done)) & ~Q(Exists(sessions)))


def _flag(condition: "Q | Combinable") -> Case:
    return Case(When(condition, then=Value(True)), default=False, output_field=BooleanField())


def _state_then(model: type, as_of: datetime) -> Subquery:
    """The state that held at ``as_of``, from the history."""
    changes = _history(model).filter(at__lte=as_of).order_by("-at", "-pk")
    return Subquery(changes.values("after")[:1])


def _changed_later(model: type, as_of: datetime) -> Subquery:
    """What the first change after ``as_of`` changed from; null when nothing changed since."""
    changes = _history(model).filter(at__gt=as_of).order_by("at", "pk")
    return Subquery(changes.values("before")[:1])


def _history(model: type) -> "QuerySet[StateChange]":
    kind = ContentType.objects.get_for_model(model)
    return StateChange.objects.filter(subject_type=kind, subject_id=OuterRef("pk"))
