import pytest
from django.urls import reverse

from common.models import StateChange
from tests import make

pytestmark = pytest.mark.django_db


def page_of(run):
    return reverse("courses:run_trainer_list", args=[run.code])


def names(run):
    return [str(trainer) for trainer in run.trainers.order_by("pk")]


def test_an_account_and_an_outside_speaker_are_named(sign_in, organiser, trainer):
    run = make.course_run("draft")
    client = sign_in(organiser)

    client.post(page_of(run), {"tai_khoan": trainer.pk})
    client.post(page_of(run), {"ho_ten": "TS. Nông Văn Mời", "don_vi": "Học viện Báo chí"})

    assert names(run) == ["Đỗ Thị Giảng", "TS. Nông Văn Mời"]
    lines = StateChange.objects.of(run).filter(verb="trainer_add").order_by("pk")
    assert [(line.reason, line.by) for line in lines] == [
        ("Đỗ Thị Giảng", organiser),
        ("TS. Nông Văn Mời", organiser),
    ]


def test_only_trainers_of_the_province_who_are_not_named_yet_are_offered(
    sign_in, organiser, coordinator, trainer, other_justice
):
    make.user("Giảng viên tỉnh khác", "trainer", other_justice)
    named = make.user("Lý Thị Đã Có", "trainer", trainer.grants.get().organisation)
    run = make.course_run("draft", trainers=[named])

    form = sign_in(organiser).get(page_of(run)).context["form"]

    assert list(form.fields["tai_khoan"].queryset) == [trainer]


@pytest.mark.parametrize("sent", [{}, {"tai_khoan": "x", "ho_ten": "Cả hai"}])
def test_one_of_the_two_is_needed(sign_in, organiser, trainer, sent):
    run = make.course_run("draft")
    sent = {name: trainer.pk if value == "x" else value for name, value in sent.items()}

    page = sign_in(organiser).post(page_of(run), {"don_vi": "Báo Tỉnh", **sent})

    assert page.context["form"].non_field_errors() == [
        "Chọn một tài khoản, hoặc nhập họ tên báo cáo viên mời ngoài."
    ]
    assert names(run) == []


def test_the_same_speaker_twice_is_refused(sign_in, organiser):
    run = make.course_run("draft")
    client = sign_in(organiser)

    client.post(page_of(run), {"ho_ten": "Nông Văn Mời"})
    page = client.post(page_of(run), {"ho_ten": "Nông Văn Mời "})

    assert page.context["form"].non_field_errors() == ["Báo cáo viên Nông Văn Mời đã có trong lớp."]
    assert names(run) == ["Nông Văn Mời"]


def test_a_trainer_is_taken_out(sign_in, organiser, trainer):
    run = make.course_run("draft", trainers=[trainer])

    page = sign_in(organiser).post(
        reverse("courses:run_trainer_remove", args=[run.code]),
        {"giang_vien": run.trainers.get().pk},
        follow=True,
    )

    assert names(run) == []
    assert [str(message) for message in page.context["messages"]] == [
        "Đã bỏ Đỗ Thị Giảng khỏi lớp."
    ]
    assert StateChange.objects.of(run).latest("pk").verb == "trainer_remove"


def test_a_trainer_of_another_run_is_not_taken_out_by_this_one(sign_in, organiser, trainer):
    run, other = make.course_run("draft"), make.course_run("draft", trainers=[trainer])
    remove = reverse("courses:run_trainer_remove", args=[run.code])

    answers = [
        sign_in(organiser).post(remove, {"giang_vien": value}).status_code
        for value in (other.trainers.get().pk, "", "abc")
    ]

    assert answers == [404, 404, 404]
    assert names(other) == ["Đỗ Thị Giảng"]


@pytest.mark.parametrize("state", ["closed", "archived", "cancelled"])
def test_the_trainers_of_a_run_that_is_over_stay(sign_in, organiser, trainer, state):
    run = make.course_run(state, trainers=[trainer])
    client = sign_in(organiser)

    client.post(page_of(run), {"ho_ten": "Nông Văn Mời"})
    client.post(
        reverse("courses:run_trainer_remove", args=[run.code]),
        {"giang_vien": run.trainers.get().pk},
    )

    assert names(run) == ["Đỗ Thị Giảng"]
