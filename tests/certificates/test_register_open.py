"""Where the register of a year begins: after the last number that was given on paper."""

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates import actions
from certificates.models import Certificate, NumberSeries
from common.models import StateChange
from common.refusals import Refused
from tests import make
from tests.certificates import making

pytestmark = pytest.mark.django_db

YEAR = timezone.localdate().year


def url(agency):
    return reverse("certificates:register_open", args=[agency.code])


def asked(**with_):
    return {"year": YEAR, "symbol": "GCN-STP", "last_on_paper": 36, **with_}


@pytest.fixture
def batch(justice, organiser):
    making.template(justice)
    run = make.finished_run(people=2, by=organiser, lead=justice)
    return actions.propose(run, by=organiser)


def give_numbers(batch, approver):
    actions.approve(batch, by=approver, on=timezone.localdate())
    actions.number(batch, by=approver)


def test_numbers_go_on_after_the_last_one_on_paper(sign_in, approver, justice, batch):
    answer = sign_in(approver).post(url(justice), asked())
    give_numbers(batch, approver)

    given = list(Certificate.objects.order_by("number").values_list("register_number", flat=True))
    assert answer.headers["Location"] == url(justice)
    assert given == [f"37/{YEAR}/GCN-STP", f"38/{YEAR}/GCN-STP"]
    history = StateChange.objects.of(NumberSeries.objects.get()).get()
    assert [history.verb, history.by] == ["open_register", approver]


def test_it_may_be_said_again_until_the_first_number_is_given(approver, justice, batch):
    actions.open_register(justice, year=YEAR, symbol="A", last_on_paper=3, by=approver)
    actions.open_register(justice, year=YEAR, symbol="B", last_on_paper=0, by=approver)
    give_numbers(batch, approver)

    with pytest.raises(Refused) as refused:
        actions.open_register(justice, year=YEAR, symbol="C", last_on_paper=90, by=approver)

    register = NumberSeries.objects.get()
    assert [register.symbol, register.first_number, register.last_number] == ["B", 1, 2]
    assert refused.value.message.startswith(f"Sổ năm {YEAR} đã có số cấp trên hệ thống")


def test_another_year_is_another_register(approver, justice, batch):
    give_numbers(batch, approver)

    actions.open_register(justice, year=YEAR + 1, symbol="GCN", last_on_paper=5, by=approver)

    assert list(NumberSeries.objects.order_by("year").values_list("year", "last_number")) == [
        (YEAR, 2),
        (YEAR + 1, 5),
    ]


@pytest.mark.parametrize(
    ("field", "value"), [("last_on_paper", "-1"), ("symbol", "GCN/STP"), ("year", "26")]
)
def test_a_wrong_value_is_told_at_its_field(field, value, sign_in, approver, justice):
    page = sign_in(approver).post(url(justice), asked(**{field: value}))

    assert list(page.context["form"].errors) == [field]
    assert NumberSeries.objects.count() == 0


def test_the_page_tells_what_is_open_and_refuses_in_words(sign_in, approver, justice, batch):
    give_numbers(batch, approver)

    page = sign_in(approver).post(url(justice), asked())

    assert [one.given for one in page.context["registers"]] == [2]
    assert "không đặt lại được" in page.content.decode()


def test_the_organiser_does_not_open_it(sign_in, organiser, justice):
    assert sign_in(organiser).post(url(justice), asked()).status_code == 403


@pytest.mark.parametrize("who", ["other_organiser", "officer", "coordinator", "learner"])
def test_the_register_of_others_is_not_found(who, request, sign_in, justice):
    assert sign_in(request.getfixturevalue(who)).get(url(justice)).status_code == 404


def test_anonymous_is_sent_to_sign_in(client, justice):
    assert client.get(url(justice)).headers["Location"].startswith(reverse("account_login"))
