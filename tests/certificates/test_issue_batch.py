"""Numbering and printing: gapless, in name order, one poisoned item does not stop the rest."""

import re
import subprocess
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread

import pytest
import zxingcpp
from django.conf import settings
from django.db import connection
from django.urls import reverse
from PIL import Image

from certificates import actions, files
from certificates.models import Certificate, NumberSeries
from certificates.words import CertificateWords, short_date
from common.models import Job, StateChange
from common.refusals import Refused
from courses.actions import completions
from courses.models import CourseRun, Enrolment
from tests import make
from tests.certificates import making

TODAY = date.today()


def numbers(batch):
    return list(batch.certificates.order_by("number").values_list("number", flat=True))


@pytest.mark.django_db(transaction=True)
def test_an_approved_batch_is_issued_by_the_worker_in_name_order(organiser, approver, drain):
    batch = making.approved(organiser, approver, run=making.large_run(5, by=organiser))

    drain()

    issued = batch.certificates.issued().in_register_order()
    job = Job.objects.get()
    assert [one.words["full_name"] for one in issued] == making.name_order(batch)
    assert [one.register_number for one in issued] == [
        f"0{n}/{TODAY.year}/GCN-STP" for n in (1, 2, 3, 4, 5)
    ]
    assert [job.state, job.done, job.total, job.errors] == ["done", 10, 10, []]
    assert [actions.verify_file(one) for one in issued] == [True] * 5


@pytest.mark.django_db(transaction=True)
def test_a_poisoned_certificate_is_listed_and_the_others_are_issued(organiser, approver, drain):
    batch = making.approved(organiser, approver, run=making.large_run(4, by=organiser))
    second = batch.certificates.in_name_order()[1]
    Enrolment.objects.filter(pk=second.enrolment_id).update(full_name="Lò 𠀀 Thị")

    drain()

    job = Job.objects.get()
    assert sorted(batch.certificates.values_list("state", flat=True)) == [
        "issued",
        "issued",
        "issued",
        "numbered",
    ]
    assert job.state == "done"
    assert job.errors == [
        f"02/{TODAY.year}/GCN-STP, Lò 𠀀 Thị: Có chữ không in được: 𠀀. Sửa lại rồi thử lại."
    ]


@pytest.mark.django_db(transaction=True)
def test_after_the_cause_is_put_right_the_batch_goes_on(sign_in, organiser, approver, drain):
    batch = making.approved(organiser, approver, people=2)
    first = batch.certificates.in_name_order()[0]
    Enrolment.objects.filter(pk=first.enrolment_id).update(full_name="Lò 𠀀")
    drain()
    Enrolment.objects.filter(pk=first.enrolment_id).update(full_name="Lò Thị")

    answer = sign_in(approver).post(reverse("certificates:batch_continue", args=[batch.token]))
    drain()

    assert answer.headers["Location"] == batch.get_absolute_url()
    assert list(batch.certificates.values_list("state", flat=True)) == ["issued", "issued"]
    assert numbers(batch) == [1, 2]


@pytest.mark.django_db
def test_a_finished_batch_has_nothing_to_go_on_with(organiser, approver):
    batch = making.issued(organiser, approver)

    with pytest.raises(Refused, match="đã cấp xong"):
        actions.continue_issuing(batch, by=approver)


@pytest.mark.django_db
def test_numbering_and_issuing_again_changes_nothing(organiser, approver):
    batch = making.issued(organiser, approver, people=3)
    before = list(Certificate.objects.order_by("pk").values())
    history = StateChange.objects.count()

    actions.number(batch, by=approver)
    actions.issue(batch, by=approver)

    assert list(Certificate.objects.order_by("pk").values()) == before
    assert StateChange.objects.count() == history


@pytest.mark.django_db
def test_history_tells_who_drafted_numbered_and_issued(organiser, approver):
    certificate = making.certificate(organiser, approver)

    history = StateChange.objects.of(certificate).order_by("pk")

    assert list(history.values_list("verb", "before", "after", "by")) == [
        ("create", "", "draft", organiser.pk),
        ("number", "draft", "numbered", approver.pk),
        ("issue", "numbered", "issued", approver.pk),
    ]


@pytest.mark.django_db
def test_a_batch_that_is_not_approved_takes_no_number(organiser, approver):
    batch = making.proposal(organiser)

    with pytest.raises(Refused, match="chưa được duyệt"):
        actions.number(batch, by=approver)

    assert NumberSeries.objects.count() == 0


@pytest.mark.django_db
def test_the_register_goes_on_from_batch_to_batch_and_begins_anew_each_year(organiser, approver):
    last_year = TODAY.year - 1
    old = making.approved(
        organiser, approver, on=date(last_year, 12, 31), starts_on=date(last_year, 12, 30)
    )
    first = making.approved(organiser, approver)
    second = making.approved(organiser, approver)

    for batch in (first, old, second):
        actions.number(batch, by=approver)

    assert [numbers(one) for one in (old, first, second)] == [[1, 2], [1, 2], [3, 4]]
    assert sorted(old.certificates.values_list("register_number", flat=True)) == [
        f"01/{last_year}/GCN-STP",
        f"02/{last_year}/GCN-STP",
    ]


@pytest.mark.django_db
def test_each_agency_has_its_own_register(organiser, approver, other_organiser, other_justice):
    other_approver = make.user("K’Duyệt", "approver", other_justice)
    making.template(other_justice, symbol="GCN-STPLĐ")
    here = making.issued(organiser, approver)
    there = making.issued(other_organiser, other_approver, lead=other_justice)

    assert [numbers(here), numbers(there)] == [[1, 2], [1, 2]]
    assert there.certificates.in_register_order()[0].register_number == (
        f"01/{TODAY.year}/GCN-STPLĐ"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("when", ["before numbering", "before printing"])
def test_a_result_corrected_to_failed_is_never_certified(when, organiser, approver):
    batch = making.approved(organiser, approver)
    if when == "before printing":
        actions.number(batch, by=approver)
    certificate = batch.certificates.in_name_order()[0]
    completions.correct(
        certificate.enrolment.completion, by=approver, reason="Nhầm", decision="QĐ 1"
    )

    actions.number(batch, by=approver)
    actions.issue(batch, by=approver)

    certificate.refresh_from_db()
    assert certificate.state == "voided"
    assert batch.certificates.issued().count() == 1


@pytest.mark.django_db
def test_the_printed_words_are_those_frozen_in_the_run(organiser, approver):
    batch = making.approved(organiser, approver, people=1)
    enrolment = batch.certificates.get().enrolment
    enrolment.trainee.full_name, enrolment.trainee.position = "Tên Mới", "Giám đốc"
    enrolment.trainee.save()

    actions.number(batch, by=approver)
    actions.issue(batch, by=approver)

    words = CertificateWords.from_json(batch.certificates.get().words)
    run = CourseRun.objects.get()
    assert [words.full_name, words.position, words.organisation, words.birth] == [
        enrolment.full_name,
        "Chuyên viên",
        "Báo Lai Châu",
        "1985",
    ]
    assert [words.run_title, words.starts_on, words.periods, words.mode, words.signer_name] == [
        run.title,
        run.starts_on,
        4,
        "Trực tiếp",
        "Lò Văn Đức",
    ]


@pytest.mark.django_db
def test_later_changes_of_people_classes_and_templates_do_not_reach_the_paper(organiser, approver):
    certificate = making.certificate(organiser, approver)
    words = certificate.words

    CourseRun.objects.update(title="Tên khác")
    certificate.enrolment.trainee.__class__.objects.update(full_name="Khác", birth_year=1990)

    certificate.refresh_from_db()
    assert certificate.words == words
    assert actions.verify_file(certificate) is True


@pytest.mark.django_db
def test_the_stored_pdf_reads_back_with_its_fonts_and_a_code_that_opens(
    client, organiser, approver
):
    certificate = making.certificate(organiser, approver)
    path = Path(settings.PRIVATE_ROOT) / certificate.stored_as
    words = CertificateWords.from_json(certificate.words)

    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    fonts = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True)
    png = subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-singlefile", path], capture_output=True, check=True
    )
    code = zxingcpp.read_barcode(Image.open(BytesIO(png.stdout)))

    printed = " ".join(text.stdout.decode().split())
    for word in (words.full_name, words.register_number, words.organisation, words.run_title):
        assert word in printed
    assert f"từ ngày {short_date(words.starts_on)}" in printed or (
        f"ngày {short_date(words.starts_on)}" in printed
    )
    embedded = [line.split()[-5] for line in fonts.stdout.splitlines()[2:]]
    assert set(embedded) == {"yes"}
    assert code.text == f"{settings.SITE_URL}{certificate.get_absolute_url()}"
    page = client.get(code.text.removeprefix(settings.SITE_URL))
    assert page.status_code == 200
    assert page.context["is_valid"] is True


@pytest.mark.django_db
def test_the_preview_of_a_draft_bears_no_number_and_proves_nothing(sign_in, organiser, approver):
    certificate = making.certificate(organiser, approver, "draft")

    answer = sign_in(approver).get(
        reverse("certificates:certificate_preview", args=[certificate.token])
    )

    read = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=answer.content, capture_output=True
    )
    text = " ".join(read.stdout.decode().split())
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert re.search(r"Số vào sổ: …", text)
    assert certificate.token not in text
    assert Certificate.objects.get().state == "draft"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_give_200_numbers_without_gap_or_double(organiser, approver):
    batch = making.approved(organiser, approver, run=making.large_run(200, by=organiser))
    gate = Barrier(2)
    faults = []

    def work():
        try:
            gate.wait()
            actions.number(batch, by=approver)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert faults == []
    assert numbers(batch) == list(range(1, 201))
    assert NumberSeries.objects.get().last_number == 200
    assert StateChange.objects.filter(verb="number").count() == 200


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_issue_each_certificate_once_with_its_own_file(organiser, approver):
    batch = making.approved(organiser, approver, run=making.large_run(40, by=organiser))
    actions.number(batch, by=approver)
    gate = Barrier(2)
    faults = []

    def work():
        try:
            gate.wait()
            actions.issue(batch, by=approver)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert faults == []
    assert [actions.verify_file(one) for one in batch.certificates.issued()] == [True] * 40
    assert StateChange.objects.filter(verb="issue").count() == 40


@pytest.mark.django_db(transaction=True)
def test_batches_of_two_years_at_once_keep_two_registers(organiser, approver):
    last_year = TODAY.year - 1
    long_ago = date(last_year, 12, 30)
    old = making.approved(
        organiser,
        approver,
        on=date(last_year, 12, 31),
        run=making.large_run(20, by=organiser, starts_on=long_ago),
    )
    new = making.approved(
        organiser,
        approver,
        on=date(last_year, 12, 31) + timedelta(days=1),
        run=making.large_run(20, by=organiser, starts_on=long_ago),
    )
    faults = []

    def work(batch):
        try:
            actions.number(batch, by=approver)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    workers = [Thread(target=work, args=[batch]) for batch in (old, new)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert faults == []
    assert [numbers(old), numbers(new)] == [list(range(1, 21))] * 2
    assert set(new.certificates.values_list("series__year", flat=True)) == {TODAY.year}


@pytest.mark.django_db
def test_leftovers_of_killed_workers_are_swept_and_files_are_not(organiser, approver):
    certificate = making.certificate(organiser, approver)
    folder = (Path(settings.PRIVATE_ROOT) / certificate.stored_as).parent
    (folder / ".khac.tmp").write_bytes(b"%PDF")

    files.sweep(older_than=timedelta(seconds=-5))

    assert [one.name for one in folder.iterdir()] == [f"{certificate.token}.pdf"]
