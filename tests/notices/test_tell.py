"""Telling: each account and each address once, in the transaction of what it tells about."""

from datetime import date

import pytest
from django.core import mail as outbox
from django.db import transaction

from common.refusals import Refused
from notices.actions import templates
from notices.actions.notices import tell
from notices.models import Mail, Notice
from notices.recipients import Recipient, holders, holders_in_province
from organisations.models import OrganisationSuccession
from tests import make

pytestmark = pytest.mark.django_db

FACTS = {"ma_lop": "STP-01", "ten_lop": "Lớp thử", "chu_tri": "Sở Tư pháp", "ly_do": "Thiếu"}


@pytest.fixture
def lai_chau(justice):
    return justice.unit.province


def told(recipients, lai_chau, kind="returned", url="/lop-hoc/STP-01/", **facts):
    return tell(kind, recipients, FACTS | facts, province_id=lai_chau.pk, url=url)


def test_an_account_is_told_in_the_site_and_an_address_by_mail(lai_chau, settings):
    settings.SITE_URL = "https://tap-huan.example.vn"
    account = make.user("Mai Văn Đầu Mối", email="dau.moi@example.vn")

    count = told([Recipient.of(account), Recipient("Lò Thị Hoa", "hoa@example.vn")], lai_chau)

    notice = Notice.objects.get()
    assert (count, notice.recipient, notice.read_at) == (2, account, None)
    assert (notice.url, notice.kind) == ("/lop-hoc/STP-01/", "returned")
    assert notice.body.startswith("Kính gửi Mai Văn Đầu Mối,\n\nSở Tư pháp trả lại để bổ sung:")
    mails = {mail.to: mail for mail in Mail.objects.all()}
    assert set(mails) == {"dau.moi@example.vn", "hoa@example.vn"}
    assert mails["hoa@example.vn"].body.startswith("Kính gửi Lò Thị Hoa,")
    assert "https://tap-huan.example.vn/lop-hoc/STP-01/" in mails["hoa@example.vn"].body
    assert {mail.state for mail in mails.values()} == {"queued"}
    # Nothing speaks to a mail server here.
    assert outbox.outbox == []


def test_whoever_is_named_twice_is_told_once(lai_chau):
    account = make.user("Mai Văn Đầu Mối", email="Dau.Moi@example.vn")
    again = Recipient("Mai Văn Đầu Mối", "dau.moi@example.vn")

    told([Recipient.of(account), Recipient.of(account), again], lai_chau)

    assert (Notice.objects.count(), Mail.objects.count()) == (1, 1)


def test_two_people_behind_one_address_are_both_written_to(lai_chau):
    shared = "vanthu@example.vn"

    told([Recipient("Lò Thị Hoa", shared), Recipient("Giàng A Học", shared)], lai_chau)

    assert Mail.objects.filter(to=shared).count() == 2


def test_closed_accounts_and_the_unreachable_are_not_told(lai_chau):
    closed = make.user("Đã Khóa", email="khoa@example.vn", is_active=False)

    count = told([Recipient.of(closed), Recipient("Không Địa Chỉ")], lai_chau)

    assert (count, Notice.objects.count(), Mail.objects.count()) == (0, 0, 0)


def test_what_is_rolled_back_was_never_told(lai_chau):
    account = make.user(email="a@example.vn")

    def tell_and_fail() -> None:
        with transaction.atomic():
            told([Recipient.of(account)], lai_chau)
            raise Refused("không được")

    with pytest.raises(Refused):
        tell_and_fail()

    assert (Notice.objects.count(), Mail.objects.count()) == (0, 0)


def test_the_provinces_own_words_hold_there_and_nowhere_else(
    lai_chau, other_justice, administrator
):
    account = make.user()
    words = {"subject": "Bổ sung {ma_lop}", "body": "Lý do {ly_do}. {duong_dan}"}
    templates.save("returned", lai_chau, **words, goes_by_mail=True, is_off=False, by=administrator)

    told([Recipient.of(account)], lai_chau)
    told([Recipient.of(account)], other_justice.unit.province)

    own, default = Notice.objects.order_by("pk")
    assert (own.subject, own.body) == (
        "Bổ sung STP-01",
        "Lý do Thiếu. http://127.0.0.1:8000/lop-hoc/STP-01/",
    )
    assert default.subject == "Trả lại danh sách cử lớp STP-01 để bổ sung"


@pytest.mark.parametrize(("switch", "notices", "mails"), [("is_off", 0, 0), ("goes_by_mail", 1, 0)])
def test_the_office_may_switch_a_kind_off(lai_chau, administrator, switch, notices, mails):
    switches = {"goes_by_mail": True, "is_off": False}
    switches[switch] = not switches[switch]
    templates.save("returned", lai_chau, subject="x", body="y", **switches, by=administrator)

    told([Recipient.of(make.user(email="a@example.vn"))], lai_chau)

    assert (Notice.objects.count(), Mail.objects.count()) == (notices, mails)


def test_each_reads_of_their_own_facts_over_the_common_ones(lai_chau):
    one, two = make.user("Một"), make.user("Hai")
    people = [
        Recipient.of(one)._replace(own={"hoc_vien": ["Lò Thị Hoa"]}, url="/a/"),
        Recipient.of(two)._replace(own={"hoc_vien": ["Giàng A Học"]}),
    ]

    told(people, lai_chau)

    bodies = {notice.recipient: (notice.body, notice.url) for notice in Notice.objects.all()}
    assert ["Lò Thị Hoa" in bodies[one][0], "Giàng A Học" in bodies[one][0]] == [True, False]
    assert [bodies[one][1], bodies[two][1]] == ["/a/", "/lop-hoc/STP-01/"]


@pytest.mark.parametrize("people", [1, 30])
def test_telling_costs_five_queries(lai_chau, django_assert_num_queries, people):
    recipients = [Recipient.of(make.user(email=f"n{n}@example.vn")) for n in range(people)]

    # Savepoint, words, notices, mails, release.
    with django_assert_num_queries(5):
        told(recipients, lai_chau)


def test_holders_are_those_of_today_and_of_whoever_took_over(newspaper, radio, coordinator):
    heir = make.organisation("Báo và Phát thanh Lai Châu")
    for old in (newspaper, radio):
        OrganisationSuccession.objects.create(predecessor=old, successor=heir, relation="whole")
    new = make.user("Người Mới", "coordinator", heir)
    make.user("Đã Khóa", "coordinator", heir, is_active=False)
    make.user("Tổ Chức", "organiser", heir)

    found = holders("coordinator", [newspaper.pk, radio.pk])

    assert {pk: [one.user for one in group] for pk, group in found.items()} == {
        newspaper.pk: [coordinator, new],
        radio.pk: [new],
    }


def test_a_part_that_went_elsewhere_takes_no_letters_along(newspaper, radio, other_coordinator):
    OrganisationSuccession.objects.create(predecessor=newspaper, successor=radio, relation="part")

    assert holders("coordinator", [newspaper.pk]) == {newspaper.pk: []}


def test_a_grant_that_has_ended_holds_nothing(newspaper, coordinator):
    coordinator.grants.update(valid_to=date(2021, 1, 1))

    assert holders("coordinator", [newspaper.pk]) == {newspaper.pk: []}
    assert holders_in_province("coordinator", newspaper.unit.province_id) == []


def test_a_province_has_its_own_holders(coordinator, other_coordinator, other_justice, justice):
    make.user("Nơi Khác", "coordinator", other_justice)

    found = holders_in_province("coordinator", justice.unit.province_id)

    assert {one.user for one in found} == {coordinator, other_coordinator}
