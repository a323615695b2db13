"""The outbox on the screen: for the administrators of the province only."""

import pytest
from django.urls import reverse
from django.utils import timezone

from common.models import StateChange
from notices.models import Mail
from tests import make
from tests.notices.letters import mail

pytestmark = pytest.mark.django_db

LIST, RETRY_ALL = "/thu-gui-di/", "/thu-gui-di/gui-lai/"


def retry(one):
    return reverse("notices:mail_retry", args=[one.token])


def addresses(page):
    return [one.to for one in page.context["listing"].rows]


def test_the_provinces_mails_are_shown_with_their_errors(sign_in, administrator, other_justice):
    mail("loi@example.vn", state="failed", last_error="550 no such user")
    mail("cho@example.vn", last_error="timed out", attempts=2)
    mail("xong@example.vn", state="sent", sent_at=timezone.now())
    mail("khac@example.vn", province=other_justice.unit.province)

    page = sign_in(administrator).get(LIST)

    assert addresses(page) == ["xong@example.vn", "cho@example.vn", "loi@example.vn"]
    words = page.content.decode()
    assert ["550 no such user" in words, "timed out" in words] == [True, True]
    assert [(str(state), number) for state, number in page.context["counts"]] == [
        ("queued", 1),
        ("sending", 0),
        ("sent", 1),
        ("failed", 1),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tinh_trang=failed", ["loi@example.vn"]),
        ("tim=cho@", ["cho@example.vn"]),
        ("loai=returned", ["cho@example.vn"]),
        ("loai=khong-co", ["cho@example.vn", "loi@example.vn"]),
        ("sap=nguoi-nhan", ["cho@example.vn", "loi@example.vn"]),
    ],
)
def test_the_list_is_narrowed(sign_in, administrator, query, found):
    mail("loi@example.vn", state="failed")
    mail("cho@example.vn", kind="returned")

    assert addresses(sign_in(administrator).get(f"{LIST}?{query}")) == found


@pytest.mark.parametrize("rows", [1, 6])
def test_the_list_costs_seven_queries(sign_in, administrator, django_assert_num_queries, rows):
    for number in range(rows):
        mail(f"n{number}@example.vn")
    client = sign_in(administrator)
    client.get(LIST)

    with django_assert_num_queries(7):
        page = client.get(LIST)

    assert page.context["listing"].total == rows


def test_a_mail_shows_its_words_and_its_history(sign_in, administrator):
    one = mail(state="failed", body="<b>Kính gửi</b>")
    client = sign_in(administrator)
    client.post(retry(one))

    page = client.get(one.get_absolute_url()).content.decode()

    assert "&lt;b&gt;Kính gửi&lt;/b&gt;" in page
    assert "Xếp lại để gửi" in page


def test_a_failed_mail_is_queued_again(sign_in, administrator):
    one = mail(state="failed", attempts=9)

    answer = sign_in(administrator).post(retry(one))

    one.refresh_from_db()
    assert (answer["Location"], one.state, one.attempts) == (one.get_absolute_url(), "queued", 0)
    line = StateChange.objects.of(one).get()
    assert (line.verb, line.by) == ("retry", administrator)


def test_a_mail_that_is_out_is_not_sent_again(sign_in, administrator):
    one = mail(state="sent")

    page = sign_in(administrator).post(retry(one), follow=True)

    one.refresh_from_db()
    assert one.state == "sent"
    assert "không còn ở trạng thái này" in page.content.decode()
    assert StateChange.objects.of(one).count() == 0


def test_all_failed_mails_of_the_province_are_queued(sign_in, administrator, other_justice):
    for state in ("failed", "failed", "sent"):
        mail(state=state)
    foreign = mail(state="failed", province=other_justice.unit.province)
    client = sign_in(administrator)

    answer = client.post(RETRY_ALL)
    again = client.post(RETRY_ALL, follow=True)

    assert answer["Location"] == f"{LIST}?tinh_trang=queued"
    assert Mail.objects.filter(state="queued").count() == 2
    foreign.refresh_from_db()
    assert foreign.state == "failed"
    assert "Không có thư nào cần gửi lại." in again.content.decode()


def test_rights_on_the_outbox(
    sign_in, administrator, organiser, officer, approver, coordinator, learner, other_justice
):
    stranger = make.user("Quản Trị Khác", "administrator", other_justice)
    people = [None, administrator, organiser, officer, approver, coordinator, learner, stranger]
    one = mail(state="failed")

    def statuses(verb, address):
        return [getattr(sign_in(user), verb)(address).status_code for user in people]

    assert statuses("get", LIST) == [302, 200, 403, 403, 403, 403, 403, 200]
    assert statuses("get", one.get_absolute_url()) == [302, 200, 403, 403, 403, 403, 403, 404]
    assert statuses("post", retry(one)) == [302, 302, 403, 403, 403, 403, 403, 404]
    assert [sign_in(administrator).get(url).status_code for url in (retry(one), RETRY_ALL)] == [
        405,
        405,
    ]
    assert sign_in(organiser).post(RETRY_ALL).status_code == 403
