"""What anybody learns from a code, and nothing more."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from certificates import actions
from certificates.forms import codes_in
from certificates.models import Certificate
from common.models import new_token
from tests.certificates import making

pytestmark = pytest.mark.django_db

TOKEN = "-Ab3dEf6hIj9lMn2pQr5_-"


@pytest.fixture(autouse=True)
def fresh_minute():
    cache.clear()


def url(token):
    return reverse("certificates:certificate_check", args=[token])


def words_on(page):
    import re

    body = page.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_the_address_is_short():
    assert url(TOKEN) == f"/c/{TOKEN}/"


def test_a_valid_certificate_says_who_what_when_and_by_whom(client, organiser, approver):
    certificate = making.certificate(organiser, approver)

    page = client.get(certificate.get_absolute_url())

    text = words_on(page)
    for words in (
        "Có giá trị",
        certificate.words["full_name"],
        certificate.words["run_title"],
        certificate.register_number,
        "SỞ TƯ PHÁP",
        timezone.localdate().strftime("Ngày cấp %d/%m/%Y"),
        timezone.localtime().strftime("%d/%m/%Y Kiểm tra lúc"),
    ):
        assert words in text


def test_neither_birth_nor_agency_nor_position_of_the_person_is_shown(client, organiser, approver):
    certificate = making.certificate(organiser, approver)
    trainee = certificate.enrolment.trainee

    html = client.get(certificate.get_absolute_url()).content.decode()

    hidden = ["1985", "Báo Lai Châu", "Chuyên viên", trainee.token, certificate.enrolment.token]
    assert [one for one in hidden if one in html] == []


def test_a_revoked_certificate_says_when_and_why(client, organiser, approver):
    certificate = making.certificate(organiser, approver)
    actions.revoke(certificate, by=approver, reason="Cấp sai đối tượng")

    text = words_on(client.get(certificate.get_absolute_url()))

    day = timezone.localdate().strftime("%d/%m/%Y")
    assert f"Đã bị thu hồi Giấy này không còn giá trị: đã bị thu hồi ngày {day}." in text
    assert "Lý do: Cấp sai đối tượng" in text


def test_a_superseded_certificate_leads_to_the_new_one(client, organiser, approver):
    old = making.certificate(organiser, approver)
    new = actions.reissue(old, by=approver, reason="Sai tên")

    page = client.get(old.get_absolute_url())

    assert "Đã được thay thế" in words_on(page)
    assert f'href="{new.get_absolute_url()}"' in page.content.decode()
    assert "Sai tên" not in page.content.decode()


def test_a_new_one_that_was_revoked_in_turn_is_told_by_its_own_page(client, organiser, approver):
    old = making.certificate(organiser, approver)
    new = actions.reissue(old, by=approver, reason="Sai tên")
    actions.revoke(new, by=approver, reason="Không dự lớp")

    states = [client.get(one.get_absolute_url()).context["is_valid"] for one in (old, new)]

    assert states == [False, False]


@pytest.mark.parametrize("state", ["draft", "numbered", "voided"])
def test_what_was_never_issued_looks_like_what_never_was(state, client, organiser, approver):
    certificate = making.certificate(organiser, approver, state)

    page = client.get(certificate.get_absolute_url())
    unknown = client.get(url(new_token()))

    assert [page.status_code, unknown.status_code] == [404, 404]
    assert page.content == unknown.content


def test_an_unknown_code_is_answered_in_words_with_advice(client):
    page = client.get(url(new_token()))

    assert page.status_code == 404
    assert "Không có trong sổ gốc" in words_on(page)
    assert "liên hệ cơ quan ghi trên giấy" in words_on(page)


@pytest.mark.parametrize("known", [True, False])
def test_the_page_is_not_indexed_not_kept_and_sends_no_referrer(known, client, organiser, approver):
    token = making.certificate(organiser, approver).token if known else new_token()

    page = client.get(url(token))

    assert [page[name] for name in ("X-Robots-Tag", "Referrer-Policy", "Cache-Control")] == [
        "noindex, nofollow",
        "no-referrer",
        "no-store",
    ]


def test_sixty_wrong_codes_a_minute_are_enough(client, organiser, approver):
    certificate = making.certificate(organiser, approver)

    answers = [client.get(url(new_token())).status_code for _ in range(61)]

    right = client.get(certificate.get_absolute_url())
    assert answers == [404] * 60 + [429]
    assert [right.status_code, right["Retry-After"]] == [429, "60"]


def test_right_codes_are_not_counted(client, organiser, approver):
    certificate = making.certificate(organiser, approver)

    answers = {client.get(certificate.get_absolute_url()).status_code for _ in range(70)}

    assert answers == {200}


def test_a_forged_forwarding_header_does_not_open_a_new_minute(client):
    for number in range(60):
        client.get(url(new_token()), headers={"X-Forwarded-For": f"10.0.0.{number}"})

    answer = client.get(url(new_token()), headers={"X-Forwarded-For": "10.1.1.1"})

    assert answer.status_code == 429


@pytest.mark.parametrize(
    "typed",
    [
        TOKEN,
        f"  {TOKEN}\n",
        f"{TOKEN[:8]} {TOKEN[8:16]} {TOKEN[16:]}",
        f"--{TOKEN}-",
        f"– {TOKEN} –",
        f"“{TOKEN}”.",
        f"https://tap-huan.example.gov.vn/c/{TOKEN}/",
        f"tap-huan.example.gov.vn/c/{TOKEN}",
        f"http://127.0.0.1:8000/c/{TOKEN}/?x=1#y",
    ],
)
def test_a_code_is_found_in_what_people_type(typed, client, organiser, approver):
    certificate = making.certificate(organiser, approver)
    Certificate.objects.filter(pk=certificate.pk).update(token=TOKEN)

    answer = client.get(reverse("certificates:certificate_lookup"), {"ma": typed})

    assert answer.headers["Location"] == url(TOKEN)


@pytest.mark.parametrize(
    "typed", ["", "abc", "Nguyễn Thị Phượng", "x" * 23, "../../etc/passwd", "/c/"]
)
def test_what_is_no_code_is_told(typed, client):
    page = client.get(reverse("certificates:certificate_lookup"), {"ma": typed})

    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["ma"]


def test_every_token_is_read_as_itself():
    tokens = [new_token() for _ in range(2000)]

    assert [codes_in(f" {token} ") for token in tokens] == [[token] for token in tokens]


def test_the_lookup_is_limited_too(client):
    address = reverse("certificates:certificate_lookup")

    answers = [client.get(address, {"ma": TOKEN}).status_code for _ in range(61)]

    assert answers == [302] * 60 + [429]


def test_looking_changes_nothing(client, organiser, approver):
    certificate = making.certificate(organiser, approver)
    before = Certificate.objects.values().get()

    client.get(certificate.get_absolute_url())

    assert Certificate.objects.values().get() == before


def test_looking_is_no_posting(client):
    assert client.post(url(TOKEN)).status_code == 405
    assert client.post(reverse("certificates:certificate_lookup")).status_code == 405


def test_a_code_that_is_not_known_leads_to_the_page_that_says_so(client):
    answer = client.get(reverse("certificates:certificate_lookup"), {"ma": TOKEN}, follow=True)

    assert answer.status_code == 404


def test_a_check_costs_one_query(client, organiser, approver, django_assert_num_queries):
    certificate = making.certificate(organiser, approver)

    with django_assert_num_queries(1):
        client.get(certificate.get_absolute_url())
