"""What stops a list: whatever changed since the preview, and the rules of the run. Then nobody is nominated."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common.models import StateChange
from common.refusals import Refused
from courses.actions import enrolments
from courses.actions import nomination_lists as actions
from courses.models import Enrolment
from tests import make
from tests.courses import nomination_files as files
from tests.courses.nomination_pages import press, said, seen, send, url
from trainees.models import Recognition, Trainee

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(sign_in, coordinator):
    return sign_in(coordinator)


def test_facts_that_changed_since_the_preview_stop_the_confirmation(client, organiser, newspaper):
    run = make.course_run(quotas={newspaper: 2})
    other = make.trainee("Vàng A Khác", newspaper)
    kept = send(client, run, [files.person("Lò Thị Một"), files.person("Lò Thị Hai")])
    looked = seen(client, kept)
    make.enrolment("nominated", run=run, trainee_=other)

    answer = press(client, kept, da_xem=looked)

    assert said(answer) == [
        "Tình trạng đã thay đổi từ khi xem trước, chưa cử ai. Kiểm tra lại các hàng:",
        "Hàng 5, Lò Thị Hai: Chưa cử được. B5: Vượt chỉ tiêu của Báo Lai Châu. "
        "Bỏ bớt hàng hoặc xin thêm chỉ tiêu.",
    ]
    assert run.enrolments.count() == 1


def test_a_twin_that_came_in_since_the_preview_is_named(client, newspaper):
    run = make.course_run()
    old = make.trainee("Vàng A Cũ", newspaper, birth_year=1985)
    kept = send(client, run, [files.person("Vàng A Cũ", "1985")])
    looked = seen(client, kept)
    make.enrolment("nominated", run=run, trainee_=old)

    answer = press(client, kept, da_xem=looked)

    assert said(answer)[1].startswith("Hàng 4, Vàng A Cũ: Đã có trong lớp.")


def test_confirming_without_having_looked_is_refused(client):
    kept = send(client, make.course_run(), [files.person("Lò Thị Mới")])

    client.post(url(kept))

    assert Enrolment.objects.count() == 0


def test_a_failure_half_way_writes_nothing(client, coordinator, monkeypatch):
    run = make.course_run()
    kept = send(client, run, [files.person("Lò Thị Mới")])
    make_history = StateChange.objects.bulk_create

    def broken(rows):
        make_history(list(rows))
        raise RuntimeError("power cut")

    monkeypatch.setattr(StateChange.objects, "bulk_create", broken)

    with pytest.raises(RuntimeError):
        actions.confirm(kept, by=coordinator, seen="n")

    kept.refresh_from_db()
    assert [Enrolment.objects.count(), Trainee.objects.count(), kept.confirmed_at] == [0, 0, None]


def test_after_the_deadline_only_the_organiser_confirms(client, sign_in, organiser, newspaper):
    from datetime import date

    run = make.course_run(nominate_by=date(2026, 1, 5))
    kept = send(client, run, [files.person("Lò Thị Mới")])

    late = press(client, kept)
    press(sign_in(organiser), kept)

    assert said(late) == ["Đã hết hạn cử học viên (05/01/2026). Liên hệ cơ quan chủ trì lớp."]
    assert run.enrolments.get().nominating_organisation == newspaper


def test_a_run_that_is_over_takes_no_list(client, coordinator):
    run = make.course_run()
    kept = send(client, run, [files.person("Lò Thị Mới")])
    make.move_run(make.course_run("draft"), "cancelled", by=coordinator)
    from courses.actions import course_runs

    course_runs.cancel(run, by=coordinator, reason="Mưa lũ")

    answer = press(client, kept)

    assert said(answer) == ["Lớp đang ở trạng thái “Đã hủy”, không nhận thêm học viên."]


def test_a_list_and_a_single_nomination_share_the_quota(client, coordinator, newspaper):
    run = make.course_run(quotas={newspaper: 1})
    kept = send(client, run, [files.person("Lò Thị Mới")])
    press(client, kept)

    with pytest.raises(Refused, match="không còn chỉ tiêu"):
        enrolments.nominate(
            run,
            make.trainee(organisation=newspaper),
            category=make.category(),
            organisation=newspaper,
            by=coordinator,
        )


def test_a_list_of_an_agency_that_has_ended_since_nominates_nobody(client, organiser, newspaper):
    kept = send(client, make.course_run(), [files.person("Lò Thị Mới")])
    newspaper.valid_to = timezone.localdate() - timedelta(days=1)
    newspaper.save()

    with pytest.raises(Refused) as refused:
        actions.confirm(kept, by=organiser, seen="n")

    assert refused.value.message == (
        f"Cơ quan này đã kết thúc hoạt động ngày {newspaper.valid_to:%d/%m/%Y}. "
        "Tải tệp lên lại cho cơ quan kế thừa."
    )
    assert [Trainee.objects.count(), Enrolment.objects.count()] == [0, 0]


def test_a_file_makes_nobody_a_public_reporter_without_decision(client, newspaper):
    legal = make.category("legal", "Báo cáo viên pháp luật", "legal", needs_decision=True)
    run = make.course_run(categories=[legal])
    make.trainee("Vàng A Cũ", newspaper, [legal], birth_year=1985)
    rows = [
        files.person(name, category="Báo cáo viên pháp luật") for name in ("Lò Mới", "Vàng A Cũ")
    ]
    kept = send(client, run, rows)

    answer = press(client, kept)
    press(client, kept, chi_hop_le="1")

    assert "trước khi cử" in said(answer)[1]
    assert [one.trainee.full_name for one in run.enrolments.all()] == ["Vàng A Cũ"]
    assert Recognition.objects.count() == 1
