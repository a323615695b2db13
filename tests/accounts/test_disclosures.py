"""People as a file: every download is written down, with the true number of people in it."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import Disclosure, NeverChanged
from common.refusals import Refused
from courses.models import NominationList
from organisations.models import Organisation
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_administrator(other_justice):
    return make.user("Quản Trị Khác", "administrator", other_justice)


@pytest.fixture
def run(justice, organiser, newspaper):
    made = make.course_run("open", lead=justice, by=organiser)
    for name in ("Lò Thị Hoa", "Vàng A Đức", "Sùng A Dơ"):
        person = make.trainee(name, newspaper)
        make.enrolment(run=made, trainee_=person, by=organiser)
    return made


def rows_of(answer):
    return list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)


def test_an_exported_list_is_written_down_with_its_reader_and_its_size(
    sign_in, coordinator, justice, run
):
    make.trainee("Tẩn A Ân", coordinator.grants.get().organisation)

    answer = sign_in(coordinator).get("/hoc-vien/?xuat=xlsx")

    noted = Disclosure.objects.get()
    assert (noted.by, noted.kind, noted.what) == (coordinator, "export", "DANH SÁCH HỌC VIÊN")
    assert noted.people == 4 == len(rows_of(answer)) - 3
    assert (noted.province, noted.reason, noted.subject) == (justice.unit.province, "", None)


def test_the_filter_decides_how_many_are_counted(sign_in, coordinator, run):
    sign_in(coordinator).get("/hoc-vien/?xuat=xlsx&tim=hoa")

    assert Disclosure.objects.get().people == 1


def test_looking_at_a_list_is_no_export(sign_in, coordinator, run):
    sign_in(coordinator).get("/hoc-vien/")

    assert Disclosure.objects.count() == 0


def test_an_export_that_is_refused_is_not_written_down(sign_in, approver, run):
    sign_in(approver).get("/hoc-vien/?xuat=xlsx")

    assert Disclosure.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "query", "what"),
    [
        ("courses:enrolment_list", "?xuat=xlsx", "DANH SÁCH HỌC VIÊN – "),
        ("courses:attendance_overview", "?xuat=xlsx", "BẢNG ĐIỂM DANH – "),
    ],
)
def test_the_lists_of_a_run_name_the_run(sign_in, organiser, run, name, query, what):
    make.move_run_on(run, by=organiser)

    answer = sign_in(organiser).get(reverse(name, args=[run.code]) + query)

    noted = Disclosure.objects.get()
    assert (noted.people, noted.subject) == (3, run)
    assert noted.what[: len(what)] == what
    assert answer["Content-Disposition"][:10] == "attachment"


def test_results_are_written_down(sign_in, organiser, run):
    from courses.actions import course_runs

    make.move_run_on(run, by=organiser)
    for enrolment in run.enrolments.all():
        make.attend(enrolment, by=organiser)
    course_runs.close(run, by=organiser)

    sign_in(organiser).get(reverse("courses:course_run_results", args=[run.code]) + "?xuat=xlsx")

    assert [one.people for one in Disclosure.objects.all()] == [3]


def test_files_of_a_nomination_are_written_down(sign_in, organiser, run, newspaper):
    from django.core.files.base import ContentFile
    from django.core.files.storage import storages

    row = {"row_number": 2, "full_name": "Lò Thị Hoa"}
    kept = NominationList.objects.create(
        course_run=run,
        organisation=newspaper,
        file_name="danh-sach.xlsx",
        stored_as="danh-sach/1.xlsx",
        sha256="0" * 64,
        rows=[row, row],
        uploaded_by=organiser,
    )
    storages["private"].save(kept.stored_as, ContentFile(b"x"))

    sign_in(organiser).get(reverse("courses:nomination_original", args=[run.code, kept.token]))

    noted = Disclosure.objects.get()
    assert (noted.people, noted.subject) == (2, run)
    assert noted.what == f"TỆP DANH SÁCH CỬ – danh-sach.xlsx – {run}"


def test_accounts_are_people_too(sign_in, administrator, coordinator):
    sign_in(administrator).get("/nguoi-dung/?xuat=xlsx")

    assert [(one.what, one.people) for one in Disclosure.objects.all()] == [
        ("DANH SÁCH TÀI KHOẢN", 2)
    ]


def test_agencies_and_units_are_not_people(sign_in, administrator):
    client = sign_in(administrator)
    addresses = ["/co-quan/", "/don-vi-hanh-chinh/", "/lop-hoc/", "/ke-hoach/"]

    answers = [client.get(f"{address}?xuat=xlsx").status_code for address in addresses]

    assert answers == [200] * len(addresses)
    assert Disclosure.objects.count() == 0


def test_a_reader_of_two_provinces_is_seen_by_both(
    coordinator, administrator, other_administrator, other_justice
):
    make.grant(coordinator, "doj_officer", other_justice)

    noted = actions.disclose(coordinator, "export", "DANH SÁCH", people=3)

    assert noted.province is None
    seen = [
        list(Disclosure.objects.visible_to(user)) for user in (administrator, other_administrator)
    ]
    assert seen == [[noted], [noted]]


def test_what_concerns_one_province_is_not_shown_to_another(
    coordinator, administrator, other_administrator, officer
):
    noted = actions.disclose(coordinator, "export", "DANH SÁCH", people=3)

    seen = [
        list(Disclosure.objects.visible_to(user))
        for user in (administrator, other_administrator, officer, coordinator)
    ]
    assert seen == [[noted], [], [], []]


def test_a_row_of_the_audit_is_neither_changed_nor_deleted(coordinator):
    noted = actions.disclose(coordinator, "export", "DANH SÁCH", people=3)
    noted.people = 1
    attempts = [
        noted.save,
        noted.delete,
        lambda: Disclosure.objects.update(people=1),
        lambda: Disclosure.objects.all().delete(),
        lambda: Disclosure.objects.bulk_update([noted], ["people"]),
    ]

    for attempt in attempts:
        with pytest.raises(NeverChanged):
            attempt()

    assert Disclosure.objects.get().people == 3
    assert not issubclass(NeverChanged, Refused)


def test_long_words_are_cut_and_not_refused(coordinator):
    noted = actions.disclose(coordinator, "export", "x" * 900, reason="y" * 900, people=1)

    noted.refresh_from_db()
    assert (len(noted.what), len(noted.reason)) == (250, 300)


def test_who_read_outlives_the_subject(coordinator):
    subject = Organisation.objects.create(
        name="Cơ quan tạm", code="tam", unit=make.province(), kind="department"
    )
    noted = actions.disclose(coordinator, "export", "DANH SÁCH", subject=subject)
    subject.delete()

    assert Disclosure.objects.get(pk=noted.pk).subject is None
