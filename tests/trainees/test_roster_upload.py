"""A file of an agency's people: read, kept as it came, and not acted upon."""

import hashlib

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from tests import make
from tests.trainees import roster_files as files
from trainees import sealed_files
from trainees.models import RosterList, Trainee

pytestmark = pytest.mark.django_db

UPLOAD, LIST = "/hoc-vien/danh-sach/tai-len/", "/hoc-vien/danh-sach/"


def test_a_file_is_kept_as_it_came_and_leads_to_its_preview(sign_in, coordinator, newspaper):
    data = files.book(files.person("Lò Thị Mới"))

    answer = sign_in(coordinator).post(UPLOAD, {"file": files.file(data)})

    kept = RosterList.objects.get()
    assert (
        answer.url
        == kept.get_absolute_url()
        == reverse("trainees:roster_preview", args=[kept.token])
    )
    assert sealed_files.read(kept.stored_as) == data
    assert [kept.organisation, kept.uploaded_by] == [newspaper, coordinator]
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert "danh-sach" not in kept.stored_as
    assert [[row["full_name"] for row in kept.rows], kept.row_count] == [["Lò Thị Mới"], 1]
    assert Trainee.objects.count() == 0


def test_the_same_file_is_the_same_list(sign_in, coordinator):
    data = files.book(files.person("Lò Thị Mới"))
    client = sign_in(coordinator)

    first = client.post(UPLOAD, {"file": files.file(data)})
    second = client.post(UPLOAD, {"file": files.file(data, "ten-khac.xlsx")}, follow=True)

    assert first.url == second.redirect_chain[-1][0]
    assert "đã được tải lên trước đó" in second.content.decode()
    assert RosterList.objects.count() == 1
    assert len(storages["private"].listdir("rosters")[1]) == 1


def test_the_same_file_of_two_agencies_is_two_lists(sign_in, coordinator, other_coordinator):
    data = files.book(files.person("Lò Thị Mới"))

    for user in (coordinator, other_coordinator):
        sign_in(user).post(UPLOAD, {"file": files.file(data)})

    assert RosterList.objects.count() == 2


def test_an_administrator_says_whose_list_it_is_or_lets_the_column_say(
    sign_in, administrator, newspaper
):
    data = files.book(files.person("Lò Thị Mới", agency="Báo Lai Châu"))
    client = sign_in(administrator)

    client.post(UPLOAD, {"file": files.file(data), "don_vi": newspaper.pk})
    client.post(UPLOAD, {"file": files.file(data), "don_vi": ""})
    client.post(UPLOAD, {"file": files.file(data), "don_vi": ""})

    lists = RosterList.objects.order_by("pk")
    assert [one.organisation for one in lists] == [newspaper, None]


def test_without_the_column_a_list_of_many_agencies_is_refused(sign_in, administrator, newspaper):
    data = files.book(files.person("Lò Thị Mới"))

    page = sign_in(administrator).post(UPLOAD, {"file": files.file(data), "don_vi": ""})

    assert page.context["form"].errors["don_vi"] == [
        "Tệp không có cột “Đơn vị công tác”. Chọn cơ quan của danh sách này."
    ]
    assert RosterList.objects.count() == 0


def test_a_foreign_agency_cannot_be_chosen(sign_in, administrator, newspaper, other_justice):
    data = files.book(files.person("Lò Thị Mới"))

    page = sign_in(administrator).post(
        UPLOAD, {"file": files.file(data), "don_vi": other_justice.pk}
    )

    assert "don_vi" in page.context["form"].errors
    assert RosterList.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF-1.4", "Chỉ nhận tệp .xlsx, .xls hoặc .csv"),
        ("a.xlsx", b"", "Tệp rỗng"),
        ("a.xlsx", b"PK\x03\x04 hong", "Không mở được tệp"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Workbook", "Nội dung tệp không đúng"),
        ("a.xls", b"PK\x03\x04", "Nội dung tệp không đúng"),
        ("a.xlsm", b"PK\x03\x04", "Tệp có chứa macro"),
        ("a.csv", "Xin chào;không có bảng\n".encode(), "Không tìm thấy hàng tiêu đề"),
        ("a.csv", "STT;Họ và tên;Ngày sinh\n".encode(), "chưa có người nào"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do_and_is_not_kept(
    sign_in, coordinator, name, data, words
):
    page = sign_in(coordinator).post(UPLOAD, {"file": files.file(data, name)})

    assert words in page.context["form"].errors["file"][0]
    assert RosterList.objects.count() == 0
    assert not storages["private"].exists("rosters")


@pytest.mark.parametrize("path", [LIST, UPLOAD, "/hoc-vien/danh-sach/tep-mau/"])
def test_only_who_keeps_people_comes_here(sign_in, coordinator, officer, approver, learner, path):
    codes = [
        sign_in(user).get(path).status_code for user in (coordinator, officer, approver, learner)
    ]

    assert codes == [200, 403, 403, 403]
    assert sign_in(None).get(path).status_code == 302


def test_the_list_of_people_leads_to_the_files(sign_in, coordinator, officer):
    make.press_agency()

    empty = sign_in(coordinator).get("/hoc-vien/").content.decode()
    reader = sign_in(officer).get("/hoc-vien/").content.decode()

    assert [f'href="{LIST}"' in empty, f'href="{UPLOAD}"' in empty] == [True, True]
    assert [f'href="{LIST}"' in reader, f'href="{UPLOAD}"' in reader] == [False, False]


def test_the_history_shows_own_files_with_what_became_of_them(
    sign_in, coordinator, newspaper, radio, other_coordinator
):
    empty = sign_in(coordinator).get(LIST)
    done = files.kept(newspaper, files.person("Lò Thị Một"), by=coordinator, name="mot.xlsx")
    files.confirm(done, coordinator)
    files.kept(newspaper, files.person("Lò Thị Hai"), by=coordinator, name="hai.xlsx")
    files.kept(radio, files.person("Lò Thị Ba"), by=other_coordinator, name="ba.xlsx")

    def names(query):
        rows = sign_in(coordinator).get(LIST + query).context["listing"].rows
        return [one.file_name for one in rows]

    assert "Chưa có danh sách nào được tải lên." in empty.content.decode()
    assert names("") == ["hai.xlsx", "mot.xlsx"]
    assert [names("?tinh_trang=cho"), names("?tinh_trang=xong")] == [["hai.xlsx"], ["mot.xlsx"]]
    assert names("?tim=mot") == ["mot.xlsx"]
    assert "1 người mới, 0 cập nhật" in sign_in(coordinator).get(LIST).content.decode()


@pytest.mark.parametrize("count", [1, 5])
def test_the_history_costs_the_same_whatever_its_length(
    sign_in, coordinator, newspaper, count, django_assert_num_queries
):
    for number in range(count):
        files.kept(newspaper, files.person(f"Lò Thị {'ABCDE'[number]}"), by=coordinator)
    client = sign_in(coordinator)

    with django_assert_num_queries(7):
        page = client.get(LIST)

    assert len(page.context["listing"].rows) == count


def test_the_blank_list_offers_the_categories_of_today(sign_in, coordinator):
    from io import BytesIO

    import openpyxl

    make.category()

    answer = sign_in(coordinator).get("/hoc-vien/danh-sach/tep-mau/")

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert ["Báo Lai Châu" in cells, "Số quyết định" in cells] == [True, True]
    assert "mau-danh-sach-hoc-vien.xlsx" in answer["Content-Disposition"]
