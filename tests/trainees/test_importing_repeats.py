import unicodedata

from tests.trainees.lists import complaints, roster_of


def test_the_same_person_twice_is_an_error_on_the_later_row():
    roster = roster_of(
        ["Họ và tên", "Ngày sinh"],
        ["Nguyễn Thị Hòa", "05/02/1985"],
        [unicodedata.normalize("NFD", "NGUYỄN THỊ  HOÀ"), "5/2/1985"],
        ["Nguyễn Thị Hòa", "06/02/1985"],
    )

    assert [complaints(row) for row in roster.rows] == [[], [("error", "A3")], []]
    assert roster.rows[1].problems[0].message_vi == (
        "Người này đã có ở hàng 2 của tệp (cùng họ tên và ngày sinh 05/02/1985). Hãy xóa một trong hai hàng."
    )


def test_names_alike_only_without_marks_are_a_warning():
    roster = roster_of(
        ["Họ và tên", "Năm sinh"], ["Nguyễn Văn Hùng", 1985], ["Nguyễn Văn Hưng", 1985]
    )

    assert [complaints(row) for row in roster.rows] == [[], [("warning", "A3")]]


def test_without_birth_dates_the_agency_tells_people_of_one_name_apart():
    header = ["Họ và tên", "Đơn vị"]
    roster = roster_of(header, ["Lê An", "Sở Y tế"], ["Lê An", "Sở Nội vụ"], ["Lê An", "Sở Y tế"])

    assert [complaints(row) for row in roster.rows] == [[], [("warning", "A3")], [("error", "A4")]]


def test_two_id_numbers_make_two_people_and_one_id_number_is_one_person():
    roster = roster_of(
        ["Họ và tên", "Năm sinh", "CCCD"],
        ["Lê An", 1985, "068085000001"],
        ["Lê An", 1985, "068085000002"],
        ["Lê Bình", 1985, "068085000001"],
        ["LÊ  AN", None, "068085000002"],
    )

    assert [complaints(row) for row in roster.rows] == [
        [], [("warning", "A3")], [("error", "C4")], [("error", "A5")],
    ]  # fmt: skip
    assert "068085" not in str([row.problems for row in roster.rows])
