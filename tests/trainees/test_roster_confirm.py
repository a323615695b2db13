"""A roster is written once, whole or not at all, against what was seen."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from common.models import Job, StateChange
from common.refusals import Refused
from organisations.models import Organisation
from tests import make
from tests.trainees import roster_files as files
from trainees import sealed_files
from trainees.actions import id_numbers, merges, people, roster_lists, rosters
from trainees.models import IdNumber, Recognition, RosterList, Trainee
from trainees.querysets import roster_facts
from trainees.roster_cells import Birth
from trainees.roster_judging import fingerprint
from trainees.sealed_numbers import sealer

pytestmark = pytest.mark.django_db

BIRTH = {"birth_year": 1985, "birth_month": 2, "birth_day": 5}


def url(kept, name="confirm"):
    return reverse(f"trainees:roster_{name}", args=[kept.token])


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def press(client, kept):
    seen = client.get(url(kept, "preview")).context["seen"]
    return client.post(url(kept), {"da_xem": seen})


@pytest.fixture
def client(sign_in, coordinator):
    return sign_in(coordinator)


def test_new_people_are_made_and_known_ones_brought_up_to_date(client, newspaper, coordinator):
    make.category()
    old = make.trainee("Vàng A Cũ", newspaper, [], position="Phóng viên", email="cu@a.vn", **BIRTH)
    kept = files.kept(
        newspaper,
        files.person("Lò Thị Mới", sex="Nữ", phone="0912345678", category="Phóng viên"),
        files.person("Vàng A Cũ", position="Trưởng phòng", category="Phóng viên"),
        files.person("Lò Thị Sai", birth="31/02/1985"),
        by=coordinator,
    )

    answer = press(client, kept)

    assert said(answer) == ["Đã ghi danh sách: 1 người mới, 1 hồ sơ được cập nhật."]
    new = Trainee.objects.get(full_name="Lò Thị Mới")
    assert [new.birth, new.sex, new.phone] == ["05/02/1985", "female", "+84912345678"]
    assert [new.search_key, new.organisation] == ["lo thi moi", newspaper]
    old.refresh_from_db()
    assert [old.position, old.email, old.birth] == ["Trưởng phòng", "cu@a.vn", "05/02/1985"]
    assert sorted(Recognition.objects.values_list("trainee__full_name", "category__code")) == [
        ("Lò Thị Mới", "reporter"),
        ("Vàng A Cũ", "reporter"),
    ]
    history = StateChange.objects.filter(verb="import").order_by("pk")
    assert [(one.subject_id, one.reason, one.by) for one in history] == [
        (new.pk, "danh-sach.xlsx", coordinator),
        (old.pk, "danh-sach.xlsx: Chức vụ, Đối tượng", coordinator),
    ]
    kept.refresh_from_db()
    assert [kept.confirmed_by, kept.outcome] == [
        coordinator,
        {"new": 1, "changed": 1, "same": 0, "doubtful": 0, "refused": 1, "rows": "ncr"},
    ]


def test_a_second_press_writes_nothing_and_shows_the_same(client, newspaper, coordinator):
    kept = files.kept(newspaper, files.person("Lò Thị Mới"), by=coordinator)
    first = press(client, kept)

    second = client.post(url(kept), {"da_xem": "cu"})
    page = client.get(url(kept, "preview"))

    words = "Đã ghi danh sách: 1 người mới, 0 hồ sơ được cập nhật."
    assert [said(first)[-1], said(second)[-1]] == [words, words]
    assert [Trainee.objects.count(), StateChange.objects.filter(verb="import").count()] == [1, 1]
    assert {kind: one["n"] for kind, one in page.context["counts"].items()}["new"] == 1
    assert "Ghi vào danh sách" not in page.content.decode()


def test_the_same_file_again_changes_nothing(client, newspaper, coordinator):
    rows = [files.person("Lò Thị Mới", position="Phóng viên")]
    press(client, files.kept(newspaper, *rows, by=coordinator))
    before = list(Trainee.objects.values())

    again = client.post(reverse("trainees:roster_upload"), {"file": files.file(files.book(*rows))})
    other = files.kept(newspaper, *rows, ["", "", "", "", "", "", "", ""], by=coordinator)

    assert said(again)[-1].startswith("Tệp này đã được ghi trước đó, không ghi thêm ai.")
    assert RosterList.objects.count() == 2
    assert files.kinds(other, coordinator) == ["same"]
    with pytest.raises(Refused, match="Không có gì để ghi"):
        files.confirm(other, coordinator)
    assert list(Trainee.objects.values()) == before


def test_what_has_changed_since_the_preview_is_refused(client, newspaper, coordinator):
    kept = files.kept(newspaper, files.person("Lò Thị Mới"), by=coordinator)
    seen = client.get(url(kept, "preview")).context["seen"]
    people.add(
        organisation=newspaper, full_name="Lò Thị Mới", by=coordinator, position="X", **BIRTH
    )

    answer = client.post(url(kept), {"da_xem": seen})

    assert said(answer)[0] == "Hồ sơ của cơ quan đã thay đổi từ khi xem trước, chưa ghi ai."
    kept.refresh_from_db()
    assert [kept.confirmed_at, Trainee.objects.count()] == [None, 1]


def test_a_doubtful_row_is_left_out_until_it_is_decided(newspaper, coordinator):
    known = make.trainee("Hoàng Thị Thùy", newspaper, position="", **BIRTH)
    rows = [
        files.person("Hoàng Thị Thúy", position="Phóng viên"),
        files.person("Lò Thị Mới", position="Phóng viên"),
    ]
    undecided = files.kept(newspaper, *rows, by=coordinator)
    files.confirm(undecided, coordinator)
    decided = files.kept(newspaper, *rows[:1], by=coordinator)
    roster_lists.decide(decided, {4: known.token}, by=coordinator)
    decided.refresh_from_db()
    files.confirm(decided, coordinator)

    undecided.refresh_from_db()
    known.refresh_from_db()
    assert undecided.outcome["rows"] == "dn"
    assert [known.position, known.full_name] == ["Phóng viên", "Hoàng Thị Thùy"]
    assert Trainee.objects.count() == 2


def test_many_agencies_are_written_each_to_its_own(administrator, newspaper, radio):
    kept = files.kept(
        None,
        files.person("Lò Thị Một", agency="Báo Lai Châu"),
        files.person("Lò Thị Hai", agency="Đài Phát thanh và Truyền hình Lai Châu"),
        by=administrator,
    )

    files.confirm(kept, administrator)

    agencies = Trainee.objects.order_by("pk").values_list("full_name", "organisation__name")
    assert sorted(agencies) == [("Lò Thị Hai", radio.name), ("Lò Thị Một", newspaper.name)]


def test_numbers_are_sealed_from_the_first_moment(newspaper, coordinator, administrator):
    header = ["STT", "Họ và tên", "Ngày sinh", "Số định danh cá nhân"]
    known = make.trainee("Vàng Văn Cũ", newspaper, **BIRTH)
    other = make.trainee("Vàng Văn Ba", newspaper, **BIRTH)
    id_numbers.record(other, "012085007777", administrator)
    kept = files.kept(
        newspaper,
        ["Lò Văn Mới", "05/02/1985", "012085001234"],
        ["Vàng Văn Cũ", "05/02/1985", "012085005678"],
        ["Vàng Văn Ba", "05/02/1985", "012085007777"],
        by=coordinator,
        header=header,
    )

    files.confirm(kept, coordinator)

    kept.refresh_from_db()
    assert [kept.outcome["rows"], kept.id_numbers] == ["ncs", {}]
    found = {
        one.trainee.full_name: sealer().unseal(one.sealed)
        for one in IdNumber.objects.select_related("trainee")
    }
    assert found == {
        "Lò Văn Mới": "012085001234",
        known.full_name: "012085005678",
        other.full_name: "012085007777",
    }
    assert not StateChange.objects.filter(reason__contains="0120850").exists()


def test_a_number_sealed_under_a_lost_key_writes_nobody(newspaper, coordinator, settings):
    header = ["STT", "Họ và tên", "Ngày sinh", "Số định danh cá nhân"]
    row = ["Lò Văn Mới", "05/02/1985", "012085001234"]
    kept = files.kept(newspaper, row, by=coordinator, header=header)
    settings.ID_NUMBER_KEYS = ["QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI="]

    with pytest.raises(Refused, match="Khóa mã hóa đã thay đổi"):
        files.confirm(kept, coordinator)

    kept.refresh_from_db()
    assert [Trainee.objects.count(), kept.confirmed_at] == [0, None]


def test_who_may_not_write_people_is_refused(sign_in, newspaper, coordinator, officer, learner):
    kept = files.kept(newspaper, files.person("Lò Thị Mới"), by=coordinator)

    codes = [sign_in(user).post(url(kept)).status_code for user in (officer, learner)]

    assert codes == [404, 404]
    assert sign_in(None).post(url(kept)).status_code == 302
    assert Trainee.objects.filter(full_name="Lò Thị Mới").count() == 0


@pytest.fixture
def few_at_once(monkeypatch):
    monkeypatch.setattr(roster_lists, "MOST_AT_ONCE", 1)


@pytest.mark.django_db(transaction=True)
def test_a_long_list_is_written_by_the_worker(few_at_once, client, newspaper, coordinator, drain):
    kept = files.kept(
        newspaper, files.person("Lò Thị Một"), files.person("Lò Thị Hai"), by=coordinator
    )

    answer = press(client, kept)
    waiting = client.get(url(kept, "preview"))
    twice = press(client, kept)
    drain()
    page = client.get(url(kept, "preview"))
    moving = client.get(url(kept, "progress"))

    assert said(answer) == ["Hệ thống đang ghi danh sách. Có thể rời trang này."]
    assert "Ghi vào danh sách" not in waiting.content.decode()
    assert f'data-poll-url="{url(kept, "progress")}"' in waiting.content.decode()
    assert twice.status_code == 302
    assert [Trainee.objects.count(), Job.objects.get().state] == [2, "done"]
    assert [page.context["list"].outcome["new"], "data-poll-url" in moving.content.decode()] == [
        2,
        False,
    ]


@pytest.mark.django_db(transaction=True)
def test_the_worker_refuses_what_has_changed_and_the_list_can_be_ordered_again(
    few_at_once, client, newspaper, coordinator, drain, caplog
):
    kept = files.kept(
        newspaper, files.person("Lò Thị Một"), files.person("Lò Thị Hai"), by=coordinator
    )
    press(client, kept)
    people.add(organisation=newspaper, full_name="Lò Thị Một", by=coordinator, **BIRTH)

    drain()
    page = client.get(url(kept, "preview"))
    press(client, kept)
    drain()

    assert "Hồ sơ của cơ quan đã thay đổi" in page.content.decode()
    assert [job.state for job in Job.objects.order_by("pk")] == ["failed", "done"]
    assert Trainee.objects.count() == 2


@pytest.mark.parametrize("write", [roster_lists.confirm, roster_lists.order])
def test_an_agency_that_ended_since_the_upload_is_not_written_to(newspaper, coordinator, write):
    kept = files.kept(newspaper, files.person("Lò Thị Mới"), by=coordinator)
    seen = fingerprint(files.verdicts(kept, coordinator))
    Organisation.objects.filter(pk=newspaper.pk).update(valid_to=date(2025, 6, 30))

    with pytest.raises(
        Refused, match=r"đã kết thúc hoạt động\. Tải tệp lên lại cho cơ quan kế thừa"
    ):
        write(kept, by=coordinator, seen=seen)

    kept.refresh_from_db()
    assert [kept.confirmed_at, Trainee.objects.count(), Job.objects.count()] == [None, 0, 0]


def test_the_same_file_sent_again_under_a_new_key_can_be_written(newspaper, coordinator, settings):
    header = ["STT", "Họ và tên", "Ngày sinh", "Số định danh cá nhân"]
    row = ["Lò Văn Mới", "05/02/1985", "012085001234"]
    files.kept(newspaper, row, by=coordinator, header=header)
    settings.ID_NUMBER_KEYS = ["QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI="]

    again = files.kept(newspaper, row, by=coordinator, header=header)
    files.confirm(again, coordinator)

    assert sealer().unseal(IdNumber.objects.get().sealed) == "012085001234"
    assert sealed_files.read(again.stored_as) == files.book(row, header=header)
    assert RosterList.objects.count() == 1


def test_a_merged_spelling_brings_the_person_in_use_up_to_date(
    newspaper, radio, coordinator, administrator
):
    person = make.trainee("Lò Thị Hoa", newspaper, position="Phóng viên", **BIRTH)
    here = make.trainee("Lò Hoa Mai", newspaper, **BIRTH)
    there = make.trainee("Lò Văn Khác", radio, birth_year=1985)
    id_numbers.record(there, "012085001234", administrator)
    for merged in (here, there):
        merges.merge(person, merged, by=administrator, reason="Cùng một người")
    header = ["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Số định danh cá nhân"]
    named = files.kept(
        newspaper, ["Lò Hoa Mai", "05/02/1985", "Biên tập"], by=coordinator, header=header
    )
    numbered = files.kept(
        newspaper, ["Lò Văn Lạ", "1985", "", "012085001234"], by=coordinator, header=header
    )

    files.confirm(named, coordinator)

    (verdict,) = files.verdicts(numbered, coordinator)
    person.refresh_from_db()
    assert [person.position, Trainee.objects.count()] == ["Biên tập", 3]
    assert [verdict.kind, verdict.candidates[0].person.pk] == ["doubtful", person.pk]


def test_who_was_merged_into_a_record_of_another_agency_is_neither_made_again_nor_shown(
    newspaper, radio, coordinator, administrator
):
    merged = make.trainee("Lò Thị Hoa", newspaper, position="Phóng viên", **BIRTH)
    person = make.trainee("Lò Thị Hoa Mai", radio, position="Trưởng phòng", **BIRTH)
    merges.merge(person, merged, by=administrator, reason="Cùng một người")
    kept = files.kept(newspaper, files.person("Lò Thị Hoa", position="X"), by=coordinator)

    (verdict,) = files.verdicts(kept, coordinator)

    assert [verdict.kind, verdict.changes] == ["refused", ()]
    assert "đã được gộp vào hồ sơ ở cơ quan khác" in verdict.remarks
    assert [word in verdict.remarks for word in ("Mai", "Trưởng phòng", radio.name)] == [False] * 3


def test_what_was_saved_between_judging_and_locking_is_not_written_over(
    newspaper, coordinator, monkeypatch
):
    """As the list would have it on PostgreSQL, where somebody else commits in between."""
    person = make.trainee("Lò Thị Hoa", newspaper, position="Phóng viên", **BIRTH)
    kept = files.kept(newspaper, files.person("Lò Thị Hoa", position="Biên tập"), by=coordinator)
    seen = fingerprint(files.verdicts(kept, coordinator))
    judged = roster_lists.fingerprint

    def saved_meanwhile(verdicts):
        Trainee.objects.filter(pk=person.pk).update(phone="0912345678")
        return judged(verdicts)

    monkeypatch.setattr(roster_lists, "fingerprint", saved_meanwhile)
    with pytest.raises(Refused, match="đã thay đổi từ khi xem trước"):
        roster_lists.confirm(kept, by=coordinator, seen=seen)

    person.refresh_from_db()
    assert person.position == "Phóng viên"


def test_what_was_saved_while_a_roster_was_matched_stays(newspaper, coordinator, monkeypatch):
    person = make.trainee("Lò Thị Hoa", newspaper, position="", **BIRTH)
    matched = rosters._known

    def saved_meanwhile(*told):
        found = matched(*told)
        Trainee.objects.filter(pk=person.pk).update(phone="0912345678")
        return found

    monkeypatch.setattr(rosters, "_known", saved_meanwhile)
    rosters.commit(
        [rosters.Entry("Lò Thị Hoa", Birth(1985, 2, 5), position="Phóng viên", phone="0987654321")],
        newspaper,
        by=coordinator,
    )

    person.refresh_from_db()
    assert [person.phone, person.position] == ["0912345678", "Phóng viên"]


@pytest.mark.parametrize("rows", [2, 60])
def test_writing_costs_the_same_whatever_the_length_and_asks_for_nobody_elsewhere(
    newspaper, coordinator, rows, django_assert_num_queries, monkeypatch
):
    names = [f"Lò Thị {chr(65 + n % 26)} {chr(65 + n // 26)}" for n in range(rows)]
    for name in names[: rows // 2]:
        make.trainee(name, newspaper, position="", **BIRTH)
    listed = [files.person(name, position="Phóng viên") for name in names]
    kept = files.kept(newspaper, *listed, by=coordinator)
    seen = fingerprint(files.verdicts(kept, coordinator))
    monkeypatch.setattr(roster_facts, "_elsewhere", None)

    with django_assert_num_queries(24):
        roster_lists.confirm(kept, by=coordinator, seen=seen)
