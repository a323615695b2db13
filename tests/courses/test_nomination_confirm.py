"""A list is previewed, confirmed once, and never half."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from common.models import StateChange
from courses.actions import nomination_lists as actions
from courses.models import Enrolment, NominationList
from tests import make
from tests.courses import nomination_files as files
from tests.courses.nomination_pages import press, said, seen, send, url
from trainees.models import Recognition, Trainee

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(sign_in, coordinator):
    return sign_in(coordinator)


def test_good_rows_become_people_enrolments_and_history(client, coordinator, newspaper):
    run = make.course_run()
    old = make.trainee("Vàng A Cũ", newspaper, birth_year=1985)
    kept = send(client, run, [files.person("Lò Thị Mới"), files.person("Vàng A Cũ", "1985")])

    answer = press(client, kept)

    assert answer.url == kept.get_absolute_url()
    assert said(answer) == ["Đã cử 2 học viên từ tệp."]
    rows = run.enrolments.order_by("pk").values_list("trainee__full_name", "state", "source")
    assert list(rows) == [
        ("Lò Thị Mới", "nominated", "roster"),
        ("Vàng A Cũ", "nominated", "roster"),
    ]
    new = Trainee.objects.get(full_name="Lò Thị Mới")
    assert [new.birth, new.position, new.search_key] == ["05/02/1985", "Phóng viên", "lo thi moi"]
    assert new.organisation == newspaper
    assert Recognition.objects.get(trainee=new).category.code == "reporter"
    assert old.recognitions.count() == 1
    history = StateChange.objects.of(run.enrolments.get(trainee=new)).get()
    assert [history.verb, history.after, history.by] == ["create", "nominated", coordinator]
    kept.refresh_from_db()
    assert [kept.confirmed_count, kept.confirmed_at is None] == [2, False]


def test_a_known_person_keeps_the_record_and_gains_what_is_missing(client, newspaper):
    run = make.course_run(categories=[make.category("editor", "Biên tập viên")])
    old = make.trainee("Vàng A Cũ", newspaper, birth_year=1985, position="")
    row = files.person("Vàng A Cũ", "05/02/1985", "Trưởng phòng", category="Biên tập viên")
    kept = send(client, run, [row])

    press(client, kept)

    old.refresh_from_db()
    assert [old.birth, old.position] == ["05/02/1985", "Trưởng phòng"]
    assert sorted(old.recognitions.values_list("category__code", flat=True)) == [
        "editor",
        "reporter",
    ]
    assert Trainee.objects.count() == 1


def test_a_second_click_says_that_it_is_done(client):
    run = make.course_run()
    kept = send(client, run, [files.person("Lò Thị Mới")])
    looked = seen(client, kept)
    press(client, kept)

    answer = press(client, kept, da_xem=looked)

    assert said(answer)[-1].startswith("Tệp này đã được xác nhận lúc ")
    assert [run.enrolments.count(), Trainee.objects.count()] == [1, 1]


def test_the_same_file_again_says_that_it_is_done(client):
    run = make.course_run()
    rows = [files.person("Lò Thị Mới")]
    press(client, send(client, run, rows))

    again = client.post(
        reverse("courses:nomination_upload", args=[run.code]),
        {"file": files.file(files.xlsx(rows))},
    )
    page = client.get(again.url)

    assert said(again)[-1:] == ["Tệp này đã được xác nhận, không cử thêm ai."]
    assert "Xác nhận cử" not in page.content.decode()
    assert [NominationList.objects.count(), run.enrolments.count()] == [1, 1]


def test_a_file_with_an_error_is_taken_whole_or_by_its_good_rows(client):
    run = make.course_run()
    rows = [files.person("Lò Thị Mới"), files.person("Lò Thị Sai", category="Lái xe")]
    kept = send(client, run, rows)

    whole = press(client, kept)
    count_after_whole = run.enrolments.count()
    answer = press(client, kept, chi_hop_le="1")

    assert count_after_whole == 0
    assert said(whole)[:1] == [
        "Còn hàng chưa cử được. Sửa tệp, hoặc chọn “Chỉ cử các dòng hợp lệ”:"
    ]
    assert said(whole)[1].startswith("Hàng 5, Lò Thị Sai: Chưa cử được. F5: Không rõ đối tượng.")
    assert said(answer)[-1] == "Đã cử 1 học viên từ tệp."
    assert [e.trainee.full_name for e in run.enrolments.all()] == ["Lò Thị Mới"]


def test_a_file_without_good_rows_nominates_nobody(client):
    kept = send(client, make.course_run(), [files.person("Lò Thị Sai", category="Lái xe")])

    answer = press(client, kept, chi_hop_le="1")

    assert said(answer) == [
        "Không có hàng nào để cử. Sửa tệp theo kết quả kiểm tra rồi tải lên lại."
    ]
    assert Enrolment.objects.count() == 0


def test_a_doubtful_row_waits_for_a_decision_and_keeps_it(client, newspaper):
    run = make.course_run()
    make.trainee("Vàng A Cũ", newspaper, birth_year=1960)
    kept = send(
        client, run, [files.person("Vàng A Cũ"), files.person("Lò Thị Sai", category="Lái xe")]
    )

    refused = press(client, kept, **{"hang-4": "moi"})
    page = client.get(refused.url)
    answer = press(client, kept, **{"hang-4": "moi", "chi_hop_le": "1"})

    assert refused.url == kept.get_absolute_url() + "?hang-4=moi"
    assert [one["choice"] for one in page.context["doubtful"]] == ["moi"]
    assert said(answer)[-1] == "Đã cử 1 học viên từ tệp."
    assert Trainee.objects.filter(full_name="Vàng A Cũ").count() == 2


def test_a_doubtful_row_may_be_said_to_be_somebody_on_record(client, newspaper):
    run = make.course_run()
    old = make.trainee("Vàng A Cũ", newspaper, birth_year=1960)
    kept = send(client, run, [files.person("Vàng A Cũ")])

    press(client, kept, **{"hang-4": old.token})

    assert [e.trainee for e in run.enrolments.all()] == [old]
    old.refresh_from_db()
    assert old.birth == "1960"


def test_who_may_confirm(sign_in, client, approver, other_coordinator, other_organiser, learner):
    kept = send(client, make.course_run(), [files.person("Lò Thị Mới")])
    users = (None, approver, other_coordinator, other_organiser, learner)

    codes = [sign_in(user).post(url(kept), {"da_xem": "n"}).status_code for user in users]

    assert codes == [302, 404, 404, 404, 404]
    assert [Enrolment.objects.count(), client.get(url(kept)).status_code] == [0, 405]


def test_a_withdrawn_person_may_be_sent_again_by_a_list(client, coordinator, newspaper):
    run = make.course_run()
    old = make.enrolment(
        "withdrawn", run=run, trainee_=make.trainee("Vàng A Cũ", newspaper)
    ).trainee
    kept = send(client, run, [files.person("Vàng A Cũ", "1985")])

    press(client, kept)

    assert sorted(old.enrolments.values_list("state", flat=True)) == ["nominated", "withdrawn"]


def test_two_files_with_one_person_make_one_person(client):
    run = make.course_run()
    first = send(client, run, [files.person("Lò Thị Mới")])
    second = send(client, run, [files.person("Lò Thị Mới"), files.person("Lò Thị Hai")])

    press(client, first)
    press(client, second)

    names = run.enrolments.order_by("pk").values_list("trainee__full_name", flat=True)
    assert list(names) == ["Lò Thị Mới", "Lò Thị Hai"]
    assert Trainee.objects.count() == 2


@pytest.mark.parametrize("rows", [2, 40])
def test_confirming_costs_the_same_queries_whatever_the_size(
    client, coordinator, rows, django_assert_num_queries
):
    kept = send(client, make.course_run(), [files.person(f"Người Thứ {n}") for n in range(rows)])
    kept = NominationList.objects.select_related("course_run", "organisation").get(pk=kept.pk)
    ContentType.objects.get_for_model(Enrolment)

    with django_assert_num_queries(28):
        actions.confirm(kept, by=coordinator, seen="n" * rows)
