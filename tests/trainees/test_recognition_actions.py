"""Entering and leaving a category by decision, and mending what was entered wrongly."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from common.models import StateChange
from common.refusals import Refused
from tests import make
from tests.trainees import deciding
from trainees.actions import recognitions
from trainees.models import EndGround, Recognition, Trainee

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 10)


def history(person):
    return list(StateChange.objects.of(person).for_history().values_list("verb", "reason"))


@pytest.mark.parametrize("missing", ["decision_number", "decided_on", "issuer"])
def test_a_category_that_needs_a_decision_wants_all_of_it(newspaper, missing):
    person = make.trainee("Lò Thị Hoa", newspaper, categories=[])
    said = {name: value for name, value in deciding.DECISION.items() if name != missing}

    with pytest.raises(Refused, match="Hãy ghi thêm"):
        recognitions.recognise(
            person, category=deciding.reporter_category(), valid_from=DAY, by=None, **said
        )

    assert (Recognition.objects.count(), history(person)) == (0, [])


def test_other_categories_need_none(newspaper):
    person = make.trainee("Lò Thị Hoa", newspaper, categories=[])

    made = recognitions.recognise(person, category=make.category(), valid_from=DAY, by=None)

    assert (made.decision_number, made.lacks_decision) == ("", False)


def test_a_decision_of_tomorrow_has_not_been_signed(newspaper):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(Refused, match="không được ở tương lai"):
        deciding.recognition(organisation=newspaper, decided_on=tomorrow)

    assert Recognition.objects.count() == 0


def test_a_decision_signed_after_the_first_day_is_doubted_and_let_in(newspaper):
    held = deciding.recognition(organisation=newspaper, decided_on=date(2026, 2, 1))
    sure = deciding.recognition("Sùng A Dơ", newspaper)

    assert recognitions.doubts(held) == [
        "Quyết định ký ngày 01/02/2026, sau ngày bắt đầu 10/01/2026. Hãy kiểm tra lại."
    ]
    assert recognitions.doubts(sure) == []


def test_two_records_of_one_person_hold_a_category_once(newspaper):
    held = deciding.recognition(organisation=newspaper)
    kept = make.trainee("Lò Thị Hoa", newspaper, categories=[])
    Trainee.objects.filter(pk=held.trainee.pk).update(merged_into=kept)

    with pytest.raises(Refused, match="đang thuộc đối tượng này"):
        deciding.recognition(person=kept)


def test_an_end_names_its_ground_decision_and_kind(coordinator, newspaper):
    held = deciding.recognition(organisation=newspaper)

    deciding.ended(held)

    assert (held.valid_to, held.ended_how, held.end_decision) == (
        date(2026, 6, 30),
        "Miễn nhiệm",
        "40/QĐ-UBND",
    )
    assert history(held.trainee)[-1] == (
        "end_recognition",
        "Báo cáo viên pháp luật cấp tỉnh – Miễn nhiệm",
    )


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        ({"end_ground": None}, "chọn lý do theo quy định"),
        ({"end_ground": "foreign"}, "không áp dụng cho đối tượng"),
        ({"end_decision": ""}, "Miễn nhiệm phải có quyết định. Hãy ghi thêm: số quyết định."),
        ({"end_decided_on": None, "end_issuer": ""}, "ngày quyết định, cơ quan ban hành"),
        ({"on": date(2026, 1, 9)}, "trước ngày bắt đầu"),
    ],
)
def test_an_end_that_says_too_little_is_refused(newspaper, ending, words):
    held = deciding.recognition(organisation=newspaper)
    if ending.get("end_ground") == "foreign":
        ending = {"end_ground": deciding.ground("release_a", "release", "Thôi làm")}

    with pytest.raises(Refused, match=words):
        deciding.ended(held, **ending)

    held.refresh_from_db()
    assert (held.valid_to, held.end_decision) == (None, "")
    assert [verb for verb, _reason in history(held.trainee)] == ["recognise"]


def test_the_other_ground_needs_no_decision(newspaper):
    held = deciding.recognition(organisation=newspaper)
    other = EndGround.objects.get(code="other")

    recognitions.end(held, on=date(2026, 6, 30), by=None, end_ground=other, end_reason="Qua đời")

    assert (held.ended_how, held.end_reason) == ("Kết thúc", "Qua đời")


def test_an_end_is_written_once(newspaper):
    held = deciding.ended(deciding.recognition(organisation=newspaper))

    with pytest.raises(Refused, match="đã được ghi kết thúc"):
        deciding.ended(held)


def test_a_correction_keeps_the_old_words_in_the_history(coordinator, newspaper):
    held = deciding.recognition(organisation=newspaper)

    changed = recognitions.correct(
        held,
        by=coordinator,
        reason="Gõ nhầm số",
        decision_number="21/QĐ-UBND",
        valid_from=date(2026, 1, 12),
        issuer=held.issuer,
    )

    assert changed == ["decision_number", "valid_from"]
    assert (held.decision_number, held.valid_from) == ("21/QĐ-UBND", date(2026, 1, 12))
    assert history(held.trainee)[-1] == (
        "correct_recognition",
        "Báo cáo viên pháp luật cấp tỉnh: số quyết định: 12/QĐ-UBND → 21/QĐ-UBND; "
        "từ ngày: 10/01/2026 → 12/01/2026. Lý do: Gõ nhầm số",
    )


def test_a_correction_moves_nobody_into_a_time_when_the_category_was_closed(coordinator, newspaper):
    category = make.category("huyen", "Cấp huyện", closed_from=date(2025, 7, 1))
    person = make.trainee("Lò Thị Hoa", newspaper, categories=[])
    held = recognitions.recognise(
        person, category=category, valid_from=date(2025, 6, 1), by=coordinator
    )

    with pytest.raises(Refused, match="không nhận người mới từ ngày 01/07/2025"):
        recognitions.correct(held, by=coordinator, reason="x", valid_from=date(2025, 7, 1))

    held.refresh_from_db()
    assert held.valid_from == date(2025, 6, 1)


def test_a_correction_that_changes_nothing_writes_nothing(coordinator, newspaper):
    held = deciding.recognition(organisation=newspaper)

    assert recognitions.correct(held, by=coordinator, reason="x", issuer=held.issuer) == []

    assert [verb for verb, _reason in history(held.trainee)] == ["recognise"]


def test_a_missing_decision_is_completed_part_by_part_and_never_lost_again(coordinator, newspaper):
    held = deciding.undecided(organisation=newspaper)

    recognitions.correct(held, by=coordinator, reason="Bổ sung", decision_number="7/QĐ")
    assert held.lacks_decision
    recognitions.correct(
        held, by=coordinator, reason="Bổ sung", decided_on=DAY, issuer="Chủ tịch UBND tỉnh"
    )
    assert not held.lacks_decision
    with pytest.raises(Refused, match="phải có quyết định"):
        recognitions.correct(held, by=coordinator, reason="Bỏ", issuer="")

    held.refresh_from_db()
    assert held.issuer == "Chủ tịch UBND tỉnh"


def test_an_end_entered_by_mistake_is_taken_back_with_all_its_words(coordinator, newspaper):
    held = deciding.ended(deciding.recognition(organisation=newspaper))

    recognitions.correct(held, by=coordinator, reason="Nhầm người", valid_to=None)

    assert (held.valid_to, held.end_ground, held.end_decision, held.end_issuer) == (
        None,
        None,
        "",
        "",
    )
    assert "đến ngày: 30/06/2026 → –" in history(held.trainee)[-1][1]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"valid_to": date(2026, 3, 1)}, "Hãy dùng nút “Kết thúc”"),
        ({"category": "closed"}, "không nhận người mới"),
        ({"decided_on": date(2999, 1, 1)}, "không được ở tương lai"),
    ],
)
def test_a_correction_obeys_the_same_rules(coordinator, newspaper, columns, words):
    held = deciding.recognition(organisation=newspaper)
    if columns.get("category"):
        columns = {"category": make.category("huyen", "Cấp huyện", closed_from=date(2025, 7, 1))}

    with pytest.raises(Refused, match=words):
        recognitions.correct(held, by=coordinator, reason="x", **columns)

    held.refresh_from_db()
    assert (held.valid_to, held.category.code) == (None, "legal_reporter_province")
