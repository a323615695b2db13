"""The conversion table of a decree: all of it, or nothing and every fault by its cell."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.models import StateChange
from organisations.models import Organisation, PlannedUnit, PlannedUnitLink
from tests import make
from tests.organisations import decrees, replay

HEADER = "Mã cũ,Tên cũ,Cách chuyển,Mã mới,Tên mới,Cấp,Mã trực thuộc"


@pytest.fixture
def there(justice):
    return decrees.world()


@pytest.fixture
def decree(there, administrator):
    return decrees.draft(administrator)


def url_of(decree):
    return reverse("organisations:reorganisation_table", args=[decree.token])


def upload(client, decree, *lines, name="bang.csv"):
    data = "\n".join([HEADER, *lines]).encode("utf-8-sig")
    return client.post(url_of(decree), {"tep": SimpleUploadedFile(name, data)}, follow=True)


GOOD = (
    "901,Huyện Thử,Bãi bỏ,,,Huyện,",
    "90001,Xã A,Nhập toàn bộ,90001,Xã AB,Xã,12",
    "90002,Xã B,Nhập toàn bộ,90001,Xã AB,Xã,12",
    "90003,Xã C,Một phần,90001,Xã AB,Xã,12",
    "90003,Xã C,Một phần,90004,Xã D,Xã,12",
)


def lines_of(decree):
    return sorted(
        (link.predecessor.name, link.relation, str(link.successor or ""))
        for link in decree.unit_links.all()
    )


def test_a_table_fills_the_plan(decree, administrator, sign_in):
    page = upload(sign_in(administrator), decree, *GOOD)

    assert [str(m) for m in page.context["messages"]] == [
        "Đã ghi 2 đơn vị mới và 5 dòng chuyển đổi."
    ]
    assert lines_of(decree) == [
        ("Huyện Thử", "whole", ""),
        ("Xã A", "whole", "Xã AB"),
        ("Xã B", "whole", "Xã AB"),
        ("Xã C", "part", "Xã AB"),
        ("Xã C", "part", "Xã D"),
    ]
    assert {unit.parent.name for unit in decree.planned_units.all()} == {"Tỉnh Lai Châu"}
    assert StateChange.objects.of(decree).filter(verb="plan").get().reason == (
        "Bảng chuyển đổi: 2 đơn vị mới, 5 dòng"
    )


def test_one_fault_and_nothing_is_written(decree, administrator, sign_in):
    page = upload(
        sign_in(administrator),
        decree,
        *GOOD[:2],
        "90009,Xã Lạ,Nhập toàn bộ,90001,Xã AB,Xã,12",
        "90002,Xã Hoàn Toàn Khác,Nhập toàn bộ,90001,Xã AB,Xã,12",
        "90003,Xã C,Nhập toàn bộ,90001,Xã AC,Xã,12",
        "90003,Xã C,Nhập toàn bộ,90007,Xã E,Xã,77",
        "90001,Xã A,Nhập toàn bộ,90001,Xã AB,Xã,12",
        "90003,Xã C,lung tung,90004,Xã D,Xã,12",
    )

    assert page.context["refused"].message == "Chưa ghi dòng nào. Sửa các ô sau rồi tải lại:"
    assert page.context["refused"].details == [
        "Ô C9: Không hiểu cách chuyển “lung tung”. "
        "Ghi: nhập toàn bộ; một phần; giữ nguyên; đổi tên; bãi bỏ.",
        "Ô E6: Mã 90001 đã ghi là “Xã AB”, ở đây ghi “Xã AC”. Ghi thống nhất.",
        "Ô A4: Không có đơn vị mã 90009 vào ngày 30/06/2025.",
        "Ô B5: Mã 90002 là Xã B, ở đây ghi “Xã Hoàn Toàn Khác”. Kiểm tra lại mã.",
        "Ô G7: Không có đơn vị cấp trên mã “77”. Ghi mã tỉnh hoặc huyện của Xã E.",
        "Ô A8: Xã A → Xã AB đã có trong văn bản. Bỏ dòng này.",
    ]
    assert (PlannedUnit.objects.count(), PlannedUnitLink.objects.count()) == (0, 0)


def test_the_same_table_twice_is_refused_line_by_line(decree, administrator, sign_in):
    upload(sign_in(administrator), decree, *GOOD)

    page = upload(sign_in(administrator), decree, *GOOD)

    assert (
        page.context["refused"].details[0]
        == "Ô A2: Huyện Thử → – đã có trong văn bản. Bỏ dòng này."
    )
    assert decree.unit_links.count() == 5


def test_more_lines_join_the_units_that_are_planned(decree, administrator, sign_in):
    upload(sign_in(administrator), decree, *GOOD[:2])

    upload(sign_in(administrator), decree, *GOOD[2:])

    assert [unit.name for unit in decree.planned_units.all()] == ["Xã AB", "Xã D"]


def test_without_a_parent_code_a_unit_lies_in_the_province_of_the_decree(
    decree, administrator, sign_in
):
    upload(sign_in(administrator), decree, "90001,Xã A,,90001,Xã AB,,")

    assert decree.planned_units.get().parent.name == "Tỉnh Lai Châu"


def test_a_town_may_become_a_ward(there, decree, administrator, sign_in):
    make.commune("Thị xã Thử", code="902", level="district")

    upload(sign_in(administrator), decree, "902,Thị xã Thử,Đổi tên,90005,Phường Thử,Phường,12")

    assert lines_of(decree) == [("Thị xã Thử", "renamed", "Phường Thử")]


def test_units_of_another_province_are_not_found(decree, other_justice, administrator, sign_in):
    make.commune("Xã Xa", other_justice.unit, code="90008")

    page = upload(sign_in(administrator), decree, "90008,Xã Xa,,90001,Xã AB,,12")

    assert page.context["refused"].details == [
        "Ô A2: Không có đơn vị mã 90008 vào ngày 30/06/2025."
    ]


def test_many_faults_are_shortened(decree, administrator, sign_in):
    wrong = [f"9{number:04d},Xã,,90001,Xã AB,,12" for number in range(100, 140)]

    page = upload(sign_in(administrator), decree, *wrong)

    assert len(page.context["refused"].details) == 31
    assert page.context["refused"].details[-1] == "… và 10 ô khác."


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bang.pdf", "Chỉ nhận tệp .xlsx, .xls hoặc .csv."),
        ("bang.xlsx", "Nội dung tệp không đúng với đuôi “.xlsx”."),
    ],
)
def test_a_file_that_is_no_table_is_refused(decree, administrator, sign_in, name, words):
    page = upload(sign_in(administrator), decree, *GOOD, name=name)

    assert words in page.context["form"].errors["tep"][0]
    assert decree.unit_links.count() == 0


def test_an_applied_decree_takes_no_table(there, administrator, sign_in):
    from trainees.actions import moves

    applied = decrees.planned(there, administrator)
    moves.apply(applied, by=administrator)

    page = upload(sign_in(administrator), applied, *GOOD)

    assert page.context["refused"].message == (
        "Văn bản 1670/NQ-UBTVQH15 đã được thực hiện. Muốn sửa thì hoàn tác trước."
    )


def test_the_official_table_of_lai_chau_is_taken_as_it_is(db, sign_in):
    replay.plant_the_eve()
    justice = Organisation.objects.get(code="so-tu-phap-12")
    administrator = make.user(role="administrator", organisation=justice)
    decree = replay.draft("12", administrator)

    file = SimpleUploadedFile("bang-chuyen-doi.csv", replay.conversion_table("12"))
    page = sign_in(administrator).post(url_of(decree), {"tep": file}, follow=True)

    assert [str(m) for m in page.context["messages"]] == [
        "Đã ghi 38 đơn vị mới và 114 dòng chuyển đổi."
    ]


def test_the_template_shows_the_columns(decree, administrator, sign_in):
    url = reverse("organisations:reorganisation_table_template", args=[decree.token])

    response = sign_in(administrator).get(url)

    rows = list(
        openpyxl.load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True)
    )
    assert list(rows[-4][:7]) == HEADER.split(",")


def test_who_may_upload(decree, officer, learner, other_justice, sign_in):
    stranger = make.user(role="administrator", organisation=other_justice)

    def answers(user):
        return sign_in(user).get(url_of(decree)).status_code

    assert [answers(user) for user in (None, learner, officer, stranger)] == [302, 404, 403, 404]
