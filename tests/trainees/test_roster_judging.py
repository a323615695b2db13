"""What becomes of a row of a roster: new, the same, changed, doubtful or refused."""

from datetime import date

import pytest
from django.utils import timezone

from organisations.models import OrganisationAlias, OrganisationSuccession
from tests import make
from tests.trainees import roster_files as files
from trainees.actions import id_numbers, roster_lists
from trainees.models import AudienceCategory, Recognition
from trainees.roster_facts import IS_NEW

pytestmark = pytest.mark.django_db

BIRTH = {"birth_year": 1985, "birth_month": 2, "birth_day": 5}


@pytest.fixture
def judged(newspaper, coordinator):
    """The verdict of a list of one person."""

    def of(name, birth="05/02/1985", by=coordinator, organisation=newspaper, **told):
        kept = files.kept(organisation, files.person(name, birth, **told), by=by)
        (verdict,) = files.verdicts(kept, by)
        return verdict

    return of


def told(verdict):
    return [(problem.severity, problem.cell) for problem in verdict.problems]


def words(verdict):
    return " ".join(problem.message_vi for problem in verdict.problems)


def test_somebody_unknown_is_new(judged):
    verdict = judged("Lò Thị Mới")

    assert [verdict.kind, verdict.person, verdict.problems] == ["new", None, ()]


@pytest.mark.parametrize("written", ["Hoàng Thị Thúy", "HOÀNG THỊ THÚY", "Hoàng Thị Thuý"])
def test_the_same_spelling_and_birth_is_the_same_person(judged, newspaper, written):
    known = make.trainee("Hoàng Thị Thúy", newspaper, **BIRTH)

    verdict = judged(written)

    assert [verdict.kind, verdict.person.pk, verdict.changes] == ["same", known.pk, ()]


def test_a_person_of_a_predecessor_is_the_same_person(judged, newspaper):
    old = make.organisation("Báo tỉnh cũ", kind="press", valid_to=date(2025, 6, 30))
    OrganisationSuccession.objects.create(predecessor=old, successor=newspaper, relation="whole")
    make.trainee("Hoàng Thị Thúy", old, **BIRTH)

    assert judged("Hoàng Thị Thúy").kind == "same"


def test_what_the_row_says_otherwise_is_shown_before_and_after(judged, newspaper):
    make.trainee(
        "Hoàng Thị Thúy", newspaper, position="Phóng viên", phone="0912345678", sex="male", **BIRTH
    )

    verdict = judged(
        "Hoàng Thị Thúy",
        sex="Nữ",
        position="Trưởng phòng",
        phone="0987654321",
        email="thuy@laichau.gov.vn",
    )

    assert verdict.kind == "changed"
    assert [tuple(change) for change in verdict.changes] == [
        ("sex", "Nam", "Nữ"),
        ("position", "Phóng viên", "Trưởng phòng"),
        ("phone", "0912 345 678", "0987 654 321"),
        ("email", "", "thuy@laichau.gov.vn"),
    ]


def test_blank_cells_and_another_way_of_writing_change_nothing(judged, newspaper):
    make.trainee(
        "Hoàng Thị Thúy",
        newspaper,
        position="Phóng viên",
        phone="0912345678",
        sex="female",
        **BIRTH,
    )

    verdict = judged("Hoàng Thị Thúy", position="phóng viên", phone="0912 345 678")

    assert [verdict.kind, verdict.changes] == ["same", ()]


@pytest.mark.parametrize(
    ("on_record", "birth", "reasons"),
    [
        ({**BIRTH}, "1985", ("Cùng họ tên", "Cùng năm sinh")),
        ({"birth_year": 1985}, "05/02/1985", ("Cùng họ tên", "Cùng năm sinh")),
        ({**BIRTH}, "", ("Cùng họ tên",)),
        (
            {"birth_year": 1985, "birth_month": 5, "birth_day": 2},
            "05/02/1985",
            ("Cùng họ tên", "Ngày và tháng sinh đổi chỗ"),
        ),
    ],
)
def test_a_birth_that_is_not_quite_the_same_is_doubtful(
    judged, newspaper, on_record, birth, reasons
):
    known = make.trainee("Hoàng Thị Thúy", newspaper, **on_record)

    verdict = judged("Hoàng Thị Thúy", birth)

    assert verdict.kind == "doubtful"
    (candidate,) = verdict.candidates
    assert [candidate.person.pk, candidate.reasons] == [known.pk, reasons]
    assert [candidate.person.agency, candidate.person.position] == ["Báo Lai Châu", "Chuyên viên"]


def test_the_same_name_without_marks_is_doubtful(judged, newspaper):
    make.trainee("Hoàng Thị Thùy", newspaper, **BIRTH)

    verdict = judged("Hoàng Thị Thúy")

    assert verdict.kind == "doubtful"
    assert verdict.candidates[0].reasons == ("Họ tên chỉ khác dấu", "Cùng ngày sinh")


def test_the_same_mobile_phone_is_doubtful_and_an_office_phone_is_not(judged, newspaper):
    make.trainee("Giàng A Páo", newspaper, phone="0912345678", birth_year=1970)
    make.trainee("Giàng A Chu", newspaper, phone="02133876543", birth_year=1970)

    assert judged("Hoàng Thị Thúy", phone="0912345678").kind == "doubtful"
    assert judged("Hoàng Thị Lan", phone="02133876543").kind == "new"


def test_year_and_phone_together_are_sure_and_make_the_birth_more_precise(judged, newspaper):
    make.trainee("Hoàng Thị Thúy", newspaper, birth_year=1985, phone="0912345678")

    verdict = judged("Hoàng Thị Thúy", phone="0912345678")

    assert [verdict.kind, [tuple(one) for one in verdict.changes]] == [
        "changed",
        [("birth", "1985", "05/02/1985")],
    ]


def test_the_same_name_with_another_birth_is_new_and_said(judged, newspaper):
    make.trainee("Hoàng Thị Thúy", newspaper, birth_year=1970)

    verdict = judged("Hoàng Thị Thúy")

    assert [verdict.kind, told(verdict)] == ["new", [("warning", "B4")]]
    assert "sinh 1970" in words(verdict)


ID_HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số định danh cá nhân"]


def with_number(newspaper, coordinator, name, number):
    kept = files.kept(newspaper, [name, "05/02/1985", number], by=coordinator, header=ID_HEADER)
    (verdict,) = files.verdicts(kept, coordinator)
    return kept, verdict


def test_the_same_number_under_another_name_is_doubtful(newspaper, coordinator, administrator):
    known = make.trainee("Giàng A Páo", newspaper, birth_year=1985)
    id_numbers.record(known, "012085001234", administrator)

    kept, verdict = with_number(newspaper, coordinator, "Hoàng Văn Thúy", "012085001234")

    assert verdict.kind == "doubtful"
    assert verdict.candidates[0].reasons == (
        "Cùng số định danh cá nhân",
        "Cùng năm sinh",
        "Nhưng khác họ tên",
    )
    assert "012085001234" not in f"{kept.rows} {kept.problems} {kept.id_numbers}"


def test_the_same_name_and_birth_with_another_number_is_doubtful(
    newspaper, coordinator, administrator
):
    known = make.trainee("Hoàng Văn Thúy", newspaper, **BIRTH)
    id_numbers.record(known, "012085001234", administrator)

    _kept, verdict = with_number(newspaper, coordinator, "Hoàng Văn Thúy", "012085009999")

    assert verdict.kind == "doubtful"
    assert "Nhưng khác số định danh cá nhân" in verdict.candidates[0].reasons


def test_a_decision_is_kept_and_makes_the_row_what_was_chosen(newspaper, coordinator):
    known = make.trainee("Hoàng Thị Thùy", newspaper, position="", **BIRTH)
    kept = files.kept(
        newspaper,
        files.person("Hoàng Thị Thúy", position="Phóng viên"),
        files.person("Hoàng Thi Thuy", position="Phóng viên"),
        by=coordinator,
    )

    roster_lists.decide(kept, {4: known.token, 5: IS_NEW}, by=coordinator)

    kept.refresh_from_db()
    verdicts = files.verdicts(kept, coordinator)
    assert [one.kind for one in verdicts] == ["changed", "new"]
    assert "Hồ sơ ghi “Hoàng Thị Thùy”" in words(verdicts[0])


def test_two_rows_cannot_be_one_person(newspaper, coordinator):
    known = make.trainee("Hoàng Thị Thùy", newspaper, **BIRTH)
    kept = files.kept(
        newspaper,
        files.person("Hoàng Thị Thùy"),
        files.person("Hoàng Thị Thúy"),
        by=coordinator,
    )

    roster_lists.decide(kept, {5: known.token}, by=coordinator)

    kept.refresh_from_db()
    verdicts = files.verdicts(kept, coordinator)
    assert [one.kind for one in verdicts] == ["same", "refused"]
    assert "hàng 4" in words(verdicts[1])


def test_a_category_is_added_by_label_part_of_the_label_or_code(judged, newspaper):
    make.category("spokesperson", "Người phát ngôn của cơ quan", "spokesperson")
    make.category()
    make.trainee("Hoàng Thị Thúy", newspaper, **BIRTH)

    known = judged("Hoàng Thị Thúy", category="Phóng viên")
    added = judged("Hoàng Thị Thúy", category="người phát ngôn")
    new = judged("Lò Thị Mới", category="spokesperson")

    assert [known.kind, known.category] == ["same", None]
    assert [added.kind, added.category.code] == ["changed", "spokesperson"]
    assert [new.kind, new.category.code] == ["new", "spokesperson"]


def test_an_unknown_category_is_refused_at_its_cell_with_the_nearest(judged):
    make.category()

    verdict = judged("Lò Thị Mới", category="Phogn viên")

    assert [verdict.kind, told(verdict)] == ["refused", [("error", "I4")]]
    assert "“Phóng viên”" in words(verdict)


def test_a_closed_category_takes_nobody_new_and_keeps_who_is_in_it(judged, newspaper):
    closed = make.category(
        "district", "Báo cáo viên pháp luật huyện", "legal", closed_from=date(2025, 7, 1)
    )
    make.trainee("Hoàng Thị Thúy", newspaper, [closed], **BIRTH)

    held = judged("Hoàng Thị Thúy", category=closed.label)
    new = judged("Lò Thị Mới", category=closed.label)

    assert held.kind == "same"
    assert [new.kind, told(new)] == ["refused", [("error", "I4")]]
    assert "từ ngày 01/07/2025" in words(new)


DECISION_HEADER = [
    *("STT", "Họ và tên", "Ngày sinh", "Đối tượng"),
    *("Số quyết định", "Ngày quyết định", "Cơ quan ban hành"),
]


def test_a_category_that_needs_a_decision_wants_it_whole(newspaper, coordinator):
    make.category("reporter_legal", "Báo cáo viên pháp luật", "legal", needs_decision=True)
    kept = files.kept(
        newspaper,
        ["Lò Thị Một", "1985", "Báo cáo viên pháp luật", "", "", ""],
        [
            *("Lò Thị Hai", "1985", "Báo cáo viên pháp luật"),
            *("12/QĐ-UBND", "05/02/2024", "UBND tỉnh"),
        ],
        by=coordinator,
        header=DECISION_HEADER,
    )

    without, with_ = files.verdicts(kept, coordinator)

    assert [without.kind, with_.kind] == ["refused", "new"]
    assert "số quyết định, ngày quyết định, cơ quan ban hành" in words(without)
    files.confirm(kept, coordinator)
    held = Recognition.objects.get()
    assert [held.decision_number, held.issuer] == ["12/QĐ-UBND", "UBND tỉnh"]
    assert [held.decided_on, held.valid_from] == [date(2024, 2, 5), date(2024, 2, 5)]


@pytest.mark.parametrize(
    ("written", "kind", "severity"),
    [
        ("Báo Lai Châu", "new", []),
        ("BÁO LAI CHÂU", "new", []),
        ("Phòng Bạn đọc, Báo Lai Châu", "new", []),
        ("Phòng Bạn đọc", "new", [("warning", "F4")]),
        ("Đài Phát thanh và Truyền hình Lai Châu", "refused", [("error", "F4")]),
        ("Sở Nội vụ", "refused", [("error", "F4")]),
    ],
)
def test_a_row_of_another_agency_is_refused(judged, radio, written, kind, severity):
    verdict = judged("Lò Thị Mới", agency=written)

    assert [verdict.kind, told(verdict)] == [kind, severity]


def test_a_roster_of_many_agencies_finds_each_by_its_names(administrator, newspaper, radio):
    OrganisationAlias.objects.create(organisation=radio, name="Đài PT-TH tỉnh")
    kept = files.kept(
        None,
        files.person("Lò Thị Một", agency="Báo Lai Châu"),
        files.person("Lò Thị Hai", agency="đài pt-th tỉnh"),
        files.person("Lò Thị Ba", agency="Bao Lai Chau"),
        files.person("Lò Thị Bốn"),
        by=administrator,
    )

    one, two, three, four = files.verdicts(kept, administrator)

    assert [one.agency.name, two.agency.name] == [newspaper.name, radio.name]
    assert [three.kind, told(three)] == ["refused", [("error", "F6")]]
    assert "“Báo Lai Châu”" in words(three)
    assert [four.kind, words(four)[:20]] == ["refused", "Thiếu đơn vị công tá"]


def test_a_roster_of_many_agencies_reaches_only_those_kept(administrator, other_justice, newspaper):
    kept = files.kept(None, files.person("Lò Thị Một", agency=newspaper.name), by=administrator)
    stranger = make.user("Người Lạ", "administrator", other_justice)

    (verdict,) = files.verdicts(kept, stranger)

    assert verdict.kind == "refused"


def test_a_person_of_another_agency_is_named_only_to_who_may_see_it(judged, radio, administrator):
    make.trainee("Hoàng Thị Thúy", radio, **BIRTH)

    for_coordinator = judged("Hoàng Thị Thúy")
    for_administrator = judged("Hoàng Thị Thúy", by=administrator)

    assert [for_coordinator.kind, for_coordinator.problems] == ["new", ()]
    assert [for_administrator.kind, told(for_administrator)] == ["new", [("warning", "B4")]]
    assert radio.name in words(for_administrator)


def test_a_merged_record_is_not_a_person_and_its_category_counts_for_the_kept_one(
    judged, newspaper
):
    category = make.category("editor", "Biên tập viên")
    kept = make.trainee("Hoàng Thị Thúy", newspaper, **BIRTH)
    make.trainee("Hoàng Thị Thúy", newspaper, [category], merged_into=kept, **BIRTH)

    verdict = judged("Hoàng Thị Thúy", category="Biên tập viên")

    assert [verdict.kind, verdict.person.pk] == ["same", kept.pk]


def test_text_longer_than_the_record_is_refused(judged):
    verdict = judged("Lò Thị Mới", position="a" * 161)

    assert [verdict.kind, told(verdict)] == ["refused", [("error", "E4")]]


def test_the_day_of_judging_is_today(judged):
    AudienceCategory.objects.create(
        code="late", label="Đối tượng cũ", group="legal", closed_from=timezone.localdate()
    )

    assert judged("Lò Thị Mới", category="Đối tượng cũ").kind == "refused"
