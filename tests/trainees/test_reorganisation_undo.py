"""Undoing a decree: everything as before, or a refusal that names what depends on it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import actions as grant_actions
from certificates.models import NumberSeries
from common.models import StateChange
from common.refusals import Refused
from courses.models import Quota
from organisations.actions import plans
from organisations.models import AdministrativeUnit, Organisation, OrganisationAlias
from tests import make
from tests.organisations import decrees
from trainees.actions import grants, moves
from trainees.models import TraineeMove


@pytest.fixture
def there(justice):
    return decrees.world()


@pytest.fixture
def decree(there, administrator):
    made = decrees.planned(there, administrator)
    make.trainee("Lò Văn A", there.ubnd_a)
    moves.apply(made, by=administrator)
    return made


def url(decree):
    return reverse("trainees:reorganisation_undo", args=[decree.token])


def committee() -> Organisation:
    return Organisation.objects.get(name="UBND xã AB")


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_undoing_reopens_the_old_and_drops_the_new(decree, there, administrator, sign_in):
    person = there.ubnd_a.trainees.model.objects.get(full_name="Lò Văn A")

    page = sign_in(administrator).post(url(decree), {"reason": "Nhập sai ngày"}, follow=True)

    there.a.refresh_from_db()
    there.ubnd_a.refresh_from_db()
    person.refresh_from_db()
    decree.refresh_from_db()
    assert said(page) == ["Đã hoàn tác văn bản. 1 người đã trở về cơ quan cũ."]
    assert (there.a.valid_to, there.a.today, there.ubnd_a.valid_to) == (None, None, None)
    assert AdministrativeUnit.objects.filter(valid_from=decrees.DAY).count() == 0
    assert Organisation.objects.filter(valid_from=decrees.DAY).count() == 0
    assert person.organisation == there.ubnd_a
    assert TraineeMove.objects.count() == 0
    assert decree.state == "undone"
    undone = StateChange.objects.of(decree).get(verb="undo")
    assert (undone.by, undone.reason) == (administrator, "Nhập sai ngày")
    assert [line.verb for line in StateChange.objects.of(person)] == ["move", "move_back"]


def test_a_reason_is_asked_for(decree, administrator, sign_in):
    page = sign_in(administrator).post(url(decree), {"reason": ""})

    assert list(page.context["form"].errors) == ["reason"]
    decree.refresh_from_db()
    assert decree.state == "applied"


def test_a_draft_is_not_undone(there, administrator, sign_in):
    draft = decrees.planned(there, administrator)

    page = sign_in(administrator).post(url(draft), {"reason": "Thử"}, follow=True)

    assert said(page)[0].startswith("Hồ sơ vừa được người khác xử lý")
    assert StateChange.objects.of(draft).filter(verb="undo").count() == 0


def test_the_person_who_was_asked_is_led_back_too(there, administrator):
    decree = decrees.planned(there, administrator)
    person = make.trainee("Lò Văn C", there.ubnd_c)
    moves.apply(decree, by=administrator)
    moves.choose([person], committee(), by=administrator)

    moves.undo(decree, by=administrator)

    person.refresh_from_db()
    assert person.organisation == there.ubnd_c


def roles(user):
    rows = user.grants.order_by("pk")
    return [(str(one.organisation), one.valid_to) for one in rows]


def test_roles_that_were_led_come_back_with_the_decree(decree, there, administrator):
    clerk = make.user("Vàng Thị Đầu Mối", "coordinator", there.ubnd_a)
    gone = make.user("Sùng A Thôi", "coordinator", there.ubnd_b)
    grants.lead(decree, by=administrator)
    last = timezone.localdate()
    grant_actions.end_grant(gone.grants.get(organisation=committee()), by=administrator, on=last)

    moves.undo(decree, by=administrator)

    assert roles(clerk) == [("UBND xã A", None)]
    assert roles(gone) == [("UBND xã B", last)]
    assert [group.name for group in clerk.groups.all()] == ["coordinator"]
    verbs = [line.verb for line in StateChange.objects.of(clerk).order_by("pk")]
    assert verbs[-4:] == ["grant", "end_grant", "grant", "end_grant"]


def test_roles_led_into_an_agency_that_goes_on_come_back_too(justice, administrator):
    old = make.organisation("Trạm cũ")
    made = decrees.draft(administrator, effective_on=date(2026, 1, 1))
    plans.add_organisation_link(made, predecessor=old, into=justice, by=administrator)
    clerk = make.user("Vàng Thị Đầu Mối", "coordinator", old)
    both = make.user("Sùng A Hai", "coordinator", old)
    make.grant(both, "coordinator", justice)
    moves.apply(made, by=administrator)
    grants.lead(made, by=administrator)
    assert [name for name, last in roles(clerk) if last is None] == ["Sở Tư pháp"]

    moves.undo(made, by=administrator)

    assert roles(clerk) == [("Trạm cũ", None)]
    assert roles(both) == [("Trạm cũ", None), ("Sở Tư pháp", None)]


def test_a_second_undoing_brings_back_only_what_the_second_leading_ended(
    decree, there, administrator
):
    clerk = make.user("Vàng Thị Đầu Mối", "coordinator", there.ubnd_a)
    grants.lead(decree, by=administrator)
    moves.undo(decree, by=administrator)
    yesterday = timezone.localdate() - timedelta(days=1)
    clerk.grants.update(valid_from=yesterday, valid_to=yesterday)
    moves.apply(decree, by=administrator)

    moves.undo(decree, by=administrator)

    assert roles(clerk) == [("UBND xã A", yesterday)]


def test_somebody_who_moved_on_stands_in_the_way_by_name(decree, newspaper, administrator):
    person = committee().trainees.get()
    person.organisation = newspaper
    person.save()

    with pytest.raises(Refused, match="đã chuyển tiếp sang cơ quan khác") as refused:
        moves.undo(decree, by=administrator)

    assert refused.value.details == ["Lò Văn A – Báo Lai Châu"]
    decree.refresh_from_db()
    assert decree.state == "applied"
    assert committee().valid_to is None


# ---- each kind of dependency -----------------------------------------------------------------------------------


def _trainee(there, by):
    make.trainee("Sùng A Mới", committee())
    return "Học viên: 1 (Sùng A Mới)"


def _enrolment(there, by):
    run = make.course_run("running")
    make.enrolment(run=run, trainee_=committee().trainees.get())
    return "Ghi danh: 1 (Lò Văn A"


def _quota(there, by):
    Quota.objects.create(course_run=make.course_run("draft"), organisation=committee(), seats=2)
    return "Chỉ tiêu"


def _grant(there, by):
    make.user("Vàng Thị Đầu Mối", "coordinator", committee())
    return "Vai trò được giao: 1 (Đầu mối cử học viên – UBND xã AB)"


def _run(there, by):
    make.course_run("draft", lead=committee())
    return "Lớp"


def _series(there, by):
    NumberSeries.objects.create(organisation=committee(), year=2026)
    return "Sổ"


def _alias(there, by):
    OrganisationAlias.objects.create(organisation=committee(), name="Xã mới")
    return "Tên gọi khác: 1 (Xã mới)"


def _later_draft(there, by):
    later = decrees.draft(by, number="2/NQ", effective_on=date(2026, 1, 1))
    plans.add_unit_link(later, predecessor=committee().unit, successor=None, by=by)
    return "Đơn vị được sắp xếp: 1 (Xã AB → –)"


def _later_decree(there, by):
    later = decrees.draft(by, number="2/NQ", effective_on=date(2026, 1, 1))
    plans.add_organisation_link(later, predecessor=committee(), successor=None, by=by)
    moves.apply(later, by=by)
    return "Cơ quan được sắp xếp: 1 (UBND xã AB → –)"


def _taken_over(there, by):
    old = make.organisation("Trạm cũ")
    later = decrees.draft(by, number="2/NQ", effective_on=date(2026, 1, 1))
    plans.add_organisation_link(later, predecessor=old, into=committee(), by=by)
    moves.apply(later, by=by)
    return "Kế thừa cơ quan: 1 (Trạm cũ → UBND xã AB)"


def _agency_in_unit(there, by):
    make.organisation("Trạm y tế xã AB", committee().unit)
    return "Cơ quan, đơn vị: 1 (Trạm y tế xã AB)"


def _agency_below(there, by):
    make.organisation("Phòng Văn hóa", parent=committee())
    return "Cơ quan, đơn vị: 1 (Phòng Văn hóa)"


def _unit_inside(there, by):
    make.commune("Thôn Lạ", committee().unit)
    return "Đơn vị hành chính: 1 (Thôn Lạ)"


DEPENDENCIES = [
    _trainee,
    _enrolment,
    _quota,
    _grant,
    _run,
    _series,
    _alias,
    _later_draft,
    _later_decree,
    _taken_over,
    _agency_in_unit,
    _agency_below,
    _unit_inside,
]


@pytest.mark.parametrize("depend", DEPENDENCIES)
def test_what_depends_on_the_decree_stands_in_the_way_in_words(
    decree, there, administrator, depend
):
    words = depend(there, administrator)
    history = StateChange.objects.count()

    with pytest.raises(Refused, match="Không hoàn tác được") as refused:
        moves.undo(decree, by=administrator)

    assert [line for line in refused.value.details if line.startswith(words)] != []
    decree.refresh_from_db()
    there.a.refresh_from_db()
    assert (decree.state, there.a.valid_to) == ("applied", decrees.EVE)
    assert StateChange.objects.count() == history
    assert committee().predecessor_links.filter(predecessor=there.ubnd_a).count() == 1


def test_many_dependants_are_counted_and_the_first_named(decree, administrator):
    for number in range(5):
        make.trainee(f"Sùng A {number}", committee())

    with pytest.raises(Refused) as refused:
        moves.undo(decree, by=administrator)

    assert refused.value.details == ["Học viên: 5 (Sùng A 0, Sùng A 1, Sùng A 2, …)"]
