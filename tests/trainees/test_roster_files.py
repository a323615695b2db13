"""The files of a roster that can be fetched: as it came, and as it was read with what was found."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from accounts.models import Disclosure
from common.spreadsheets import read
from tests import make
from tests.trainees import roster_files as files
from trainees.importing import read_roster
from trainees.models import RosterList, Trainee

pytestmark = pytest.mark.django_db

TINT = "FFFBE3E1"
STATE, REMARK = "Tình trạng hàng", "Nhận xét của hệ thống"


def url(kept, name):
    return reverse(f"trainees:roster_{name}", args=[kept.token])


def table_of(answer):
    """Header by label, and the rows below it as openpyxl cells."""
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.iter_rows())
    top = next(n for n, row in enumerate(rows) if row[0].value == "STT")
    labels = [cell.value for cell in rows[top]]
    return labels, [dict(zip(labels, row, strict=True)) for row in rows[top + 1 :]]


def told(rows):
    return [
        (r.full_name, r.birth, r.sex, r.position, r.phone, r.email, r.category, r.organisation)
        for r in rows
    ]


@pytest.fixture
def client(sign_in, coordinator):
    return sign_in(coordinator)


def test_the_corrected_file_reads_back_as_the_same_people(client, newspaper, coordinator):
    make.category()
    data = files.book(
        files.person("Lò Thị Mới", sex="Nữ", phone="0912 345 678", email="Moi@laichau.gov.vn"),
        files.person("Hoàng Thị Thuý", "1985", position="Phóng viên", category="Phóng viên"),
        files.person("Vàng A Cũ", "02/1985", agency="Báo Lai Châu", category="Lái xe"),
    )
    client.post(reverse("trainees:roster_upload"), {"file": files.file(data)})
    kept = RosterList.objects.get()

    answer = client.get(url(kept, "corrected"))

    before = read_roster(read(data, "a.xlsx")).rows
    after = read_roster(read(answer.content, "a.xlsx"))
    assert told(after.rows) == told(before)
    assert [p for p in after.problems if p.severity == "error"] == []


def test_wrong_cells_are_tinted_and_hold_what_was_typed(client, newspaper, coordinator):
    make.category()
    kept = files.kept(
        newspaper,
        files.person("Lò Thị Mới"),
        files.person("Lò Thị Sai", "31/02/1985", category="Lái tàu"),
        by=coordinator,
    )

    labels, (good, bad) = table_of(client.get(url(kept, "corrected")))

    assert labels[-2:] == [STATE, REMARK]
    assert [good[STATE].value, bad[STATE].value] == ["Người mới", "Chưa ghi được"]
    assert good["Họ và tên"].fill.fgColor.rgb != TINT
    assert [bad["Ngày, tháng, năm sinh"].value, bad["Đối tượng"].value] == ["31/02/1985", "Lái tàu"]
    assert [bad["Ngày, tháng, năm sinh"].fill.fgColor.rgb, bad["Đối tượng"].fill.fgColor.rgb] == [
        TINT,
        TINT,
    ]
    assert ["C5" in bad[REMARK].value, "I5" in bad[REMARK].value] == [True, True]


def test_a_doubtful_row_says_who_it_may_be(client, newspaper, coordinator):
    make.trainee("Hoàng Thị Thùy", newspaper, birth_year=1985, birth_month=2, birth_day=5)
    kept = files.kept(newspaper, files.person("Hoàng Thị Thúy"), by=coordinator)

    _labels, (row,) = table_of(client.get(url(kept, "corrected")))

    assert row["Họ và tên"].fill.fgColor.rgb == TINT
    assert row[REMARK].value == (
        "Có thể là Hoàng Thị Thùy (05/02/1985), Báo Lai Châu: Họ tên chỉ khác dấu; Cùng ngày sinh."
    )


def test_no_cell_becomes_a_formula(client, newspaper, coordinator):
    evil = "=cmd|'/c calc'!A1"
    kept = files.kept(
        newspaper, files.person("Lò Thị Mới", position=evil), by=coordinator, name="=1+1.xlsx"
    )

    answer = client.get(url(kept, "corrected"))

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value} <= {"s", "n"}
    assert evil in [cell.value for cell in cells]


def test_what_was_written_stays_told_after_the_writing(client, newspaper, coordinator):
    kept = files.kept(
        newspaper, files.person("Lò Thị Mới"), files.person("Lò Sai", "30/02/1985"), by=coordinator
    )
    files.confirm(kept, coordinator)

    _labels, rows = table_of(client.get(url(kept, "corrected")))

    assert [row[STATE].value for row in rows] == ["Người mới", "Chưa ghi được"]
    assert rows[0][REMARK].value in (None, "")


ID_HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số định danh cá nhân"]


def test_numbers_of_people_are_in_no_file_but_the_senders_own(
    sign_in, client, newspaper, coordinator
):
    row = ["Lò Văn Mới", "05/02/1985", "012085001234"]
    kept = files.kept(newspaper, row, by=coordinator, header=ID_HEADER)
    colleague = make.user("Đầu Mối Hai", "coordinator", newspaper)

    corrected = client.get(url(kept, "corrected"))
    page = sign_in(colleague).get(url(kept, "preview")).content.decode()

    labels, _rows = table_of(corrected)
    assert "Số định danh cá nhân" not in labels
    assert ["012085001234" in page, url(kept, "original") in page] == [False, False]
    assert [
        client.get(url(kept, "original")).status_code,
        sign_in(colleague).get(url(kept, "original")).status_code,
    ] == [200, 404]


def test_a_fetched_file_is_written_down_and_nothing_else(client, newspaper, coordinator):
    kept = files.kept(
        newspaper, files.person("Lò Thị Mới"), files.person("Lò Thị Hai"), by=coordinator
    )

    client.get(url(kept, "corrected"))
    original = client.get(url(kept, "original"))

    noted = Disclosure.objects.order_by("pk").values_list("by", "kind", "people")
    assert list(noted) == [(coordinator.pk, "export", 2)] * 2
    assert original.content == files.book(files.person("Lò Thị Mới"), files.person("Lò Thị Hai"))
    assert 'attachment; filename="danh-sach.xlsx"' in original["Content-Disposition"]
    assert Trainee.objects.count() == 0
