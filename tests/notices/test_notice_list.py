"""One's own notices: read by everybody, written by a button only."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from notices.models import Notice
from tests import make

pytestmark = pytest.mark.django_db

LIST, READ_ALL, START = "/thong-bao/", "/thong-bao/da-doc/", "/bat-dau/"


def notice(to, subject="Đã duyệt 2 học viên", **with_):
    return Notice.objects.create(
        recipient=to, kind="confirmed", subject=subject, body="Kính gửi ông/bà,\n\nMời.", **with_
    )


def subjects(page):
    return [one.subject for one in page.context["listing"].rows]


def read(one):
    one.refresh_from_db()
    return one.read_at is not None


def test_everybody_reads_their_own_unread_first(sign_in, coordinator, other_coordinator):
    now = timezone.now()
    notice(coordinator, "Cũ, đã đọc", read_at=now, created_at=now - timedelta(days=1))
    notice(coordinator, "Cũ, chưa đọc", created_at=now - timedelta(days=9))
    notice(coordinator, "Mới, đã đọc", read_at=now, created_at=now)
    notice(coordinator, "Mới, chưa đọc", created_at=now)
    notice(other_coordinator, "Của người khác")

    page = sign_in(coordinator).get(LIST)

    assert subjects(page) == ["Mới, chưa đọc", "Cũ, chưa đọc", "Mới, đã đọc", "Cũ, đã đọc"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tinh_trang=chua", ["Hủy lớp"]),
        ("tinh_trang=roi", ["Đã duyệt"]),
        ("tim=da+duyet", ["Đã duyệt"]),
        ("tim=khong+co", []),
        ("tinh_trang=sai", ["Hủy lớp", "Đã duyệt"]),
    ],
)
def test_the_list_is_narrowed(sign_in, coordinator, query, found):
    notice(coordinator, "Hủy lớp")
    notice(coordinator, "Đã duyệt", read_at=timezone.now())

    assert subjects(sign_in(coordinator).get(f"{LIST}?{query}")) == found


@pytest.mark.parametrize("who", ["coordinator", "learner"])
@pytest.mark.parametrize("rows", [1, 6])
def test_the_list_costs_the_same_for_one_and_for_many(
    request, sign_in, django_assert_num_queries, who, rows
):
    user = request.getfixturevalue(who)
    for number in range(rows):
        notice(user, f"Thông báo {number}")
    client = sign_in(user)

    # Session, user, grants (the count of the unread rides on them; a learner's is a query), count, rows.
    with django_assert_num_queries(5 if who == "coordinator" else 6):
        page = client.get(LIST)

    assert page.context["listing"].total == rows


def test_opening_a_notice_writes_nothing(sign_in, coordinator):
    one = notice(coordinator, url="/lop-hoc/STP-01/")

    page = sign_in(coordinator).get(one.get_absolute_url())

    assert "Mở trang liên quan" in page.content.decode()
    assert read(one) is False


def test_a_notice_is_plain_text(sign_in, coordinator):
    one = notice(coordinator, "Về <b>lớp</b>")
    Notice.objects.update(body="<script>alert(1)</script>")
    client = sign_in(coordinator)

    pages = [client.get(url).content.decode() for url in (LIST, one.get_absolute_url())]

    assert ["<b>lớp</b>" in page or "<script>alert" in page for page in pages] == [False, False]


@pytest.mark.parametrize(("data", "target"), [({}, LIST), ({"mo": "1"}, "/lop-hoc/STP-01/")])
def test_a_notice_is_set_aside_and_its_page_opened(sign_in, coordinator, data, target):
    one = notice(coordinator, url="/lop-hoc/STP-01/")
    client = sign_in(coordinator)

    answer = client.post(reverse("notices:notice_read", args=[one.token]), data)

    assert (answer.status_code, answer["Location"], read(one)) == (302, target, True)
    at = one.read_at
    client.post(reverse("notices:notice_read", args=[one.token]))
    one.refresh_from_db()
    assert one.read_at == at


def test_all_of_ones_own_are_set_aside(sign_in, coordinator, other_coordinator):
    own, foreign = [notice(coordinator) for _n in range(2)], notice(other_coordinator)
    client = sign_in(coordinator)

    page = client.post(READ_ALL, follow=True)
    again = client.post(READ_ALL, follow=True)

    assert ([read(one) for one in own], read(foreign)) == ([True, True], False)
    assert "Đã đánh dấu đã đọc 2 thông báo." in page.content.decode()
    assert "Không còn thông báo chưa đọc." in again.content.decode()


def test_rights_on_a_notice(sign_in, coordinator, administrator, learner):
    one = notice(coordinator)
    detail, mark = one.get_absolute_url(), reverse("notices:notice_read", args=[one.token])
    people = [None, coordinator, administrator, learner]

    assert [sign_in(user).get(LIST).status_code for user in people] == [302, 200, 200, 200]
    assert [sign_in(user).get(detail).status_code for user in people] == [302, 200, 404, 404]
    assert [sign_in(user).post(mark).status_code for user in people] == [302, 302, 404, 404]
    assert [sign_in(coordinator).get(url).status_code for url in (mark, READ_ALL)] == [405, 405]


def test_the_office_sees_the_number_on_every_page_and_pays_nothing_for_it(sign_in, coordinator):
    client = sign_in(coordinator)
    address = reverse("organisations:unit_list")
    client.get(address)
    before = _queries(client, address)
    notice(coordinator)
    notice(coordinator)

    page = client.get(address).content.decode()

    assert '<span class="menu-count">2<span' in page
    assert _queries(client, address) == before


def test_a_learner_sees_the_number_on_the_first_page(sign_in, learner):
    client = sign_in(learner)
    assert "thông báo chưa đọc" not in client.get(START).content.decode()
    notice(learner)

    page = client.get(START).content.decode()

    assert "1 thông báo chưa đọc" in " ".join(page.split())


def test_an_account_without_role_has_no_bell_to_pay_for(sign_in):
    user = make.user()
    notice(user)

    assert user.scope.carried("unread_notices") == 0


def _queries(client, address):
    with CaptureQueriesContext(connection) as context:
        client.get(address)
    return len(context)
