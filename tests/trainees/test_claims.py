"""One-time codes: given once, taken once."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.models import StateChange
from common.refusals import Refused
from tests import make
from trainees.actions import claims
from trainees.models import AccountClaim, Trainee

pytestmark = pytest.mark.django_db

PAGE = "/nhan-tai-khoan/"


@pytest.fixture(autouse=True)
def no_old_guesses():
    cache.clear()


@pytest.fixture
def person(newspaper):
    return make.trainee("Giàng Thị Mẩy", newspaper, email="may@laichau.gov.vn")


def form(its_code, **with_):
    return {
        "code": its_code, "username": "may.giang", "password1": make.PASSWORD, "password2": make.PASSWORD, **with_,
    }  # fmt: skip


def test_a_code_becomes_an_account_once(person, coordinator):
    code = claims.issue(person, by=coordinator)

    account = claims.claim(code, "may.giang", make.PASSWORD)
    with pytest.raises(claims.WrongCode):
        claims.claim(code, "ke.khac", make.PASSWORD)

    person.refresh_from_db()
    assert person.user == account
    assert (account.full_name, account.email) == ("Giàng Thị Mẩy", "may@laichau.gov.vn")
    assert account.check_password(make.PASSWORD) is True
    verbs = StateChange.objects.of(person).for_history().values_list("verb", "by")
    assert list(verbs) == [("issue_claim", coordinator.pk), ("claim", account.pk)]


def test_a_code_is_ten_unambiguous_letters_and_only_its_hash_is_kept(person, coordinator):
    code = claims.issue(person, by=coordinator)

    assert re.fullmatch("[2-9A-HJKMNP-Z]{10}", code) is not None
    stored = AccountClaim.objects.get()
    assert (len(stored.code_hash), code in stored.code_hash.upper()) == (64, False)
    assert stored.code_hash == claims.hashed(f" {code[:5].lower()}-{code[5:].lower()} ")


def test_a_new_code_cancels_the_open_one(person, coordinator):
    first = claims.issue(person, by=coordinator)
    second = claims.issue(person, by=coordinator)

    with pytest.raises(claims.WrongCode):
        claims.claim(first, "may.giang", make.PASSWORD)
    claims.claim(second, "may.giang", make.PASSWORD)

    assert AccountClaim.objects.open_().count() == 0


@pytest.mark.parametrize(("days", "works"), [(13, True), (14, False)])
def test_a_code_lives_fourteen_days(person, coordinator, days, works):
    now = timezone.now()
    code = claims.issue(person, by=coordinator, at=now)

    if works:
        claims.claim(code, "may.giang", make.PASSWORD, at=now + timedelta(days=days))
    else:
        with pytest.raises(claims.WrongCode):
            claims.claim(code, "may.giang", make.PASSWORD, at=now + timedelta(days=days))

    assert User.objects.filter(username="may.giang").exists() is works


@pytest.mark.parametrize(
    ("username", "password"),
    [("may.giang", "may.giang.x"), ("may.giang", "123"), ("CO.ROI", make.PASSWORD)],
)
def test_a_wrong_name_or_password_leaves_the_code_open(person, coordinator, username, password):
    make.user(username="co.roi")
    code = claims.issue(person, by=coordinator)

    with pytest.raises(ValidationError):
        claims.claim(code, username, password)

    claims.claim(code, "may.giang", make.PASSWORD)
    assert Trainee.objects.get(pk=person.pk).user.username == "may.giang"


def test_an_address_of_another_account_is_not_taken_over(person, coordinator):
    make.user(email="MAY@laichau.gov.vn")

    account = claims.claim(claims.issue(person, by=coordinator), "may.giang", make.PASSWORD)

    assert account.email == ""


def test_whoever_has_an_account_gets_no_code(learner, coordinator):
    with pytest.raises(Refused, match="đã có tài khoản"):
        claims.issue(learner.trainee, by=coordinator)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_one_gets_the_account(person, coordinator):
    code = claims.issue(person, by=coordinator)

    def attempt(number):
        try:
            return claims.claim(code, f"may.{number}", make.PASSWORD).username
        except claims.WrongCode:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        winners = [name for name in pool.map(attempt, range(20)) if name]

    assert len(winners) == 1
    assert (
        list(User.objects.filter(username__startswith="may.").values_list("username", flat=True))
        == winners
    )
    assert Trainee.objects.get(pk=person.pk).user.username == winners[0]


def test_the_page_makes_the_account_and_signs_in(client, person, coordinator):
    code = claims.grouped(claims.issue(person, by=coordinator)).lower()

    answer = client.post(PAGE, form(code))

    assert (answer.status_code, answer["Location"]) == (302, "/bat-dau/")
    account = User.objects.get(username="may.giang")
    assert client.session["_auth_user_id"] == str(account.pk)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "AAAAAAAAAA"}, "code"),
        ({"code": ""}, "code"),
        ({"username": "có dấu"}, "username"),
        ({"username": "co.roi"}, "username"),
        ({"password1": "123", "password2": "123"}, "password1"),
        ({"password2": "khác"}, "password2"),
    ],
)
def test_the_page_says_what_is_wrong(client, person, coordinator, change, field):
    make.user(username="co.roi")
    code = claims.issue(person, by=coordinator)

    page = client.post(PAGE, form(code, **change))

    assert [*page.context["form"].errors] in ([field], ["__all__"])
    assert AccountClaim.objects.open_().count() == 1


def test_ten_wrong_codes_close_the_page_for_a_while(client, person, coordinator):
    code = claims.issue(person, by=coordinator)
    for number in range(10):
        client.post(PAGE, form(f"SAI{number}"))

    page = client.post(PAGE, form(code))

    assert page.context["form"].non_field_errors() == [
        "Đã nhập sai mã quá nhiều lần. Hãy thử lại sau mười phút."
    ]
    client.post(PAGE, form(code), REMOTE_ADDR="10.0.0.9")
    assert AccountClaim.objects.open_().count() == 1, "the session is counted as well"


def test_whoever_is_signed_in_claims_nothing(sign_in, learner):
    assert sign_in(learner).get(PAGE)["Location"] == "/bat-dau/"


def slip(person):
    return reverse("trainees:claim_create", args=[person.token])


def test_the_slip_shows_a_code_that_works(sign_in, person, coordinator):
    page = sign_in(coordinator).post(slip(person))

    account = claims.claim(page.context["code"], "may.giang", make.PASSWORD)
    assert account.trainee == person
    assert page.context["address"] == "http://testserver/nhan-tai-khoan/"
    assert page["Cache-Control"] == "no-store"


def test_slips_are_for_the_keepers_of_the_agency(
    sign_in, person, coordinator, officer, administrator, other_coordinator, other_officer, learner
):
    def status(user):
        return sign_in(user).post(slip(person)).status_code

    people = [None, coordinator, administrator, officer, learner, other_coordinator, other_officer]
    assert [status(user) for user in people] == [302, 200, 200, 403, 404, 404, 404]
    assert sign_in(coordinator).get(slip(person)).status_code == 405


def test_no_slip_for_whoever_has_an_account(sign_in, learner, coordinator):
    assert sign_in(coordinator).post(slip(learner.trainee)).status_code == 403
    assert AccountClaim.objects.count() == 0
