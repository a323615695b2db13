"""The plain number is nowhere but in the answers that are written down."""

import logging
import re
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from accounts.models import Disclosure
from tests import make
from trainees.actions import id_numbers

NUMBER, OTHER = "012085001234", "012185005678"
REASON = "Đối chiếu hồ sơ cấp giấy"
FULL = re.compile(rb"(?<!\d)0\d{11}(?!\d)")
PAGES = ("trainee_detail", "trainee_edit", "id_number_edit", "id_number_remove", "id_number_reveal")


@pytest.fixture
def people(learner, coordinator, organiser, justice):
    """Two persons with numbers, one of them with an account and a seat in a run."""
    other = make.trainee("Lò Thị Hoa", learner.trainee.organisation)
    run = make.course_run("open", lead=justice, by=organiser)
    make.enrolment(run=run, trainee_=learner.trainee, by=organiser)
    id_numbers.record_many([(learner.trainee, NUMBER), (other, OTHER)], coordinator)
    return [learner.trainee, other]


def dump() -> str:
    """Every row of every table as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found += [repr(row) for row in cursor.fetchall()]
    return "\n".join(found)


def walk_everything(sign_in, people, cast) -> tuple[int, list]:
    """Ask every page of every person as everybody, both ways. Returns how many answers held a number, and all."""
    answers = []
    for user in cast:
        client = sign_in(user)
        for person in people:
            for name in PAGES:
                url = reverse(f"trainees:{name}", args=[person.token])
                answers.append(client.get(url))
                if name != "id_number_remove":
                    answers.append(client.post(url, {"reason": REASON}))
            answers.append(client.post(url, {"reason": "xem"}))
        answers += [client.get(url) for url in ("/hoc-vien/", "/nhat-ky-truy-cap/")]
        answers += [client.get(f"{url}?xuat=xlsx") for url in ("/hoc-vien/", "/nhat-ky-truy-cap/")]
    return sum(bool(FULL.search(text(answer))) for answer in answers), answers


def text(answer) -> bytes:
    if "spreadsheetml" not in answer.get("Content-Type", ""):
        return answer.content
    rows = openpyxl.load_workbook(BytesIO(answer.content)).active.values
    return "\n".join(str(cell) for row in rows for cell in row).encode()


@pytest.mark.django_db
def test_as_many_answers_hold_a_number_as_the_log_says(
    sign_in, people, coordinator, learner, organiser, officer, administrator, approver, trainer,
    other_coordinator,
):  # fmt: skip
    cast = (
        None, learner, coordinator, organiser, officer, administrator, approver, trainer,
        other_coordinator,
    )  # fmt: skip

    shown, answers = walk_everything(sign_in, people, cast)

    noted = Disclosure.objects.filter(kind="id_number")
    # The learner the own one twice, for no reason is asked; coordinator and administrator each person once.
    assert (shown, noted.count()) == (6, 6)
    holding = [answer for answer in answers if FULL.search(text(answer))]
    assert {answer["Cache-Control"] for answer in holding} == {"no-store"}
    addresses = [answer.get("Location", "") + str(answer.wsgi_request.path) for answer in answers]
    assert [one for one in addresses if NUMBER in one or OTHER in one] == []


@pytest.mark.django_db
def test_the_number_is_in_no_table_log_mail_session_or_cache(
    sign_in, people, coordinator, administrator, learner, caplog
):
    with caplog.at_level(logging.DEBUG):
        client = sign_in(coordinator)
        edit = reverse("trainees:id_number_edit", args=[people[1].token])
        client.post(edit, {"id_number": OTHER}, follow=True)
        client.post(edit, {"id_number": f"{NUMBER}9"}, follow=True)
        sign_in(None).post(edit, {"id_number": NUMBER}, follow=True)
        walk_everything(sign_in, people, (coordinator, administrator, learner))
        remove = reverse("trainees:id_number_remove", args=[people[1].token])
        client.post(remove, {"reason": f"không phải {OTHER} của người này"}, follow=True)
        client.post(remove, {"reason": "Ghi nhầm người khác"}, follow=True)

    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    mails = [f"{one.subject}{one.body}" for one in mail.outbox]
    kept = [dump(), caplog.text, *sessions, *mails, repr(getattr(cache, "_cache", ""))]
    # SQL with its parameters stands in the log of the database only under DEBUG: the suite runs without.
    assert [number for number in (NUMBER, OTHER) for one in kept if number in one] == []


@pytest.mark.django_db(transaction=True)
def test_the_number_is_in_no_byte_of_the_database_file(people):
    if connection.vendor != "sqlite":
        assert NUMBER not in dump()
        return

    file = Path(connection.settings_dict["NAME"])
    beside = [file.with_name(file.name + ending) for ending in ("", "-wal", "-shm")]
    bytes_ = b"".join(one.read_bytes() for one in beside if one.exists())

    assert people[1].full_name.encode() in bytes_
    assert [n for n in (NUMBER, OTHER) if n.encode() in bytes_] == []


def test_the_addresses_hold_a_token_and_never_a_number():
    path = urlsplit(reverse("trainees:id_number_reveal", args=["t"])).path

    assert path == "/hoc-vien/t/so-dinh-danh/xem/"
