"""What a notice of the flow says, and to whom: each agency reads of its own people, each person of themselves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Role, User
from common.models import StateChange
from common.templatetags.ui import days_left, vn_date
from courses.models import CourseRun, Enrolment
from notices.recipients import Recipient, holders, holders_in_province
from notices.rendering import Fact
from organisations.models import Organisation
from trainees.models import Trainee

Facts = Mapping[str, Fact]
Told = list[Recipient]


def of_run(run: CourseRun) -> dict[str, Fact]:
    return {
        "ten_lop": run.title,
        "ma_lop": run.code,
        "chu_tri": str(run.lead_organisation),
        "thoi_gian": f"{vn_date(run.starts_on)} – {vn_date(run.ends_on)}",
        "dia_diem": run.venue or str(run.get_mode_display()),
        "han_cu": vn_date(run.nominate_by) if run.nominate_by else _("không quy định"),
    }


def deadline(run: CourseRun, today: date) -> dict[str, Fact]:
    return {"con_lai": days_left(run.nominate_by, today)}


def run_page(run: CourseRun) -> str:
    return run.get_absolute_url()


def people_page(run: CourseRun) -> str:
    return reverse("courses:enrolment_list", args=[run.code])


def approval_page(run: CourseRun, submitted: Enrolment) -> str:
    agency = submitted.nominating_organisation
    return (
        reverse("courses:nomination_approval_list", args=[run.code, agency.code]) if agency else ""
    )


def but(told: Told, by: User | None) -> Told:
    """Nobody is told of what they did themselves."""
    return [one for one in told if by is None or one.user is None or one.user.pk != by.pk]


def called(run: CourseRun, *, only: Iterable[Organisation] | None = None) -> Told:
    """The coordinators whose agencies may nominate, each with the seats of their agency."""
    quotas = {
        quota.organisation: quota.seats_now for quota in run.quotas.select_related("organisation")
    }
    if only is not None:
        chosen = set(only)
        quotas = {agency: seats for agency, seats in quotas.items() if agency in chosen}
    if quotas or only is not None:
        return of_quotas(quotas)
    province_id = run.lead_organisation.unit.province_id
    everybody = holders_in_province(Role.COORDINATOR, province_id or 0)
    free = {"chi_tieu": _("không giới hạn theo cơ quan")}
    return [one._replace(own=free) for one in everybody]


def of_quotas(seats: Mapping[Organisation, int]) -> Told:
    """The coordinators of agencies, each with a number of seats."""
    by_agency = holders(Role.COORDINATOR, [agency.pk for agency in seats])
    return [
        one._replace(own={"chi_tieu": _people(count), "co_quan": str(agency)})
        for agency, count in seats.items()
        for one in by_agency[agency.pk]
    ]


def called_or_sent(run: CourseRun, withdrawn: Iterable[Enrolment] = ()) -> Told:
    """The coordinators who were called, and those of agencies that sent somebody, each once."""
    sent = {one.nominating_organisation_id for one in withdrawn}
    sent |= set(run.enrolments.live().values_list("nominating_organisation", flat=True))
    by_agency = holders(Role.COORDINATOR, [pk for pk in sent if pk])
    everybody = [*called(run), *(one for group in by_agency.values() for one in group)]
    return list({one.user.pk: one._replace(own={}) for one in everybody if one.user}.values())


def heads(run: CourseRun, moved: Iterable[Enrolment]) -> Told:
    """The heads of the nominating agencies, each led to the list of that agency."""
    groups = _by_agency(moved)
    by_agency = holders(Role.APPROVER, [pk for pk in groups if pk])
    return [
        one._replace(own=_list(rows), url=approval_page(run, rows[0]))
        for pk, rows in groups.items()
        for one in by_agency.get(pk or 0, [])
    ]


def coordinators(moved: Iterable[Enrolment]) -> Told:
    """The coordinators of the nominating agencies, each with the people of that agency and no others."""
    groups = _by_agency(moved)
    by_agency = holders(Role.COORDINATOR, [pk for pk in groups if pk])
    return [
        one._replace(own=_list(rows))
        for pk, rows in groups.items()
        for one in by_agency.get(pk or 0, [])
    ]


def lead(run: CourseRun, moved: Iterable[Enrolment]) -> Told:
    """The organisers of the lead agency, one notice for each agency's list."""
    organisers = holders(Role.ORGANISER, [run.lead_organisation_id])[run.lead_organisation_id]
    groups = _by_agency(moved)
    return [one._replace(own=_list(rows)) for rows in groups.values() for one in organisers]


def people(moved: Iterable[Enrolment], run: CourseRun) -> Told:
    """Each person, of themselves only: by the account, and by the address on record. Two merged records are one
    person, called as the record in use says, and told wherever one of them has the account or the address.
    """
    told = []
    for enrolment in moved:
        person = enrolment.trainee.merged_into or enrolment.trainee
        account = _account_of(person)
        addresses = (record.email for record in person.records_here if record.email)
        email = next(addresses, account.email if account else "")
        own = {"hoc_vien": person.full_name, "so_nguoi": "1"}
        url = _own_page(run, enrolment) if account else ""
        told.append(Recipient(person.full_name, email, account, own, url))
    return told


def _account_of(person: Trainee) -> User | None:
    """The one somebody signs in with: of two merged records the other may hold a code that was never used."""
    accounts = [record.user for record in person.records_here if record.user]
    return max(accounts, key=lambda user: (user.is_active, bool(user.last_login)), default=None)


def with_substitutes(moved: Iterable[Enrolment]) -> dict[int, Enrolment]:
    """The one who comes instead, by the enrolment that was given up."""
    ids = [one.pk for one in moved]
    instead = Enrolment.objects.live().filter(substitute_for__in=ids).for_notices()
    return {one.substitute_for_id or 0: one for one in instead}


def withdrawn_from(states: Iterable[str], rows: Iterable[Enrolment], verb: str) -> set[int]:
    """Ids of those of ``rows`` whose last step of this verb began in one of ``states``."""
    kind = ContentType.objects.get_for_model(Enrolment)
    steps = StateChange.objects.filter(
        subject_type=kind, subject_id__in=[row.pk for row in rows], verb=verb
    )
    last = dict(steps.order_by("pk").values_list("subject_id", "before"))
    wanted = set(states)
    return {pk for pk, before in last.items() if before in wanted}


def _by_agency(moved: Iterable[Enrolment]) -> dict[int | None, list[Enrolment]]:
    groups: dict[int | None, list[Enrolment]] = defaultdict(list)
    for one in moved:
        groups[one.nominating_organisation_id].append(one)
    return groups


def _list(rows: list[Enrolment]) -> dict[str, Fact]:
    agency = rows[0].nominating_organisation
    return {
        "hoc_vien": [row.shown_name for row in rows],
        "so_nguoi": str(len(rows)),
        "co_quan": str(agency) if agency else _("Cá nhân đăng ký"),
    }


def _people(count: int) -> str:
    return _("%(count)d người") % {"count": count}


def _own_page(run: CourseRun, enrolment: Enrolment) -> str:
    return reverse("courses:enrolment_detail", args=[run.code, enrolment.token])
