from tests.trainees.lists import complaints, names, roster_of
from tests.trainees.names import to_tcvn3
from trainees.importing import Decoded, Problem


def test_old_fonts_are_read_with_a_warning_that_shows_both():
    roster = roster_of(
        ["Hä vµ tªn", "§¬n vÞ c«ng t¸c"],
        ["NguyÔn V¨n B×nh", "Së T\u00ad ph¸p"],
        ["Hoµng Hïng", "Së Néi vô"],
    )

    assert [(row.full_name, row.organisation) for row in roster.rows] == [
        ("Nguyễn Văn Bình", "Sở Tư pháp"),
        ("Hoàng Hùng", "Sở Nội vụ"),
    ]
    assert roster.rows[0].problems[-1] == Problem(
        "A2", "Họ và tên", "NguyÔn V¨n B×nh",
        "Chữ gõ bằng phông TCVN3 cũ: “NguyÔn V¨n B×nh” được đọc là “Nguyễn Văn Bình”. Hãy kiểm tra lại.", "warning",
    )  # fmt: skip


def test_ambiguous_cells_go_with_the_rest_of_the_sheet():
    vni = roster_of(["Hoï vaø teân"], ["Nguyeãn Vaên Bình"], ["Phan Thò Hoa"], ["Leâ Hoàng"])
    unicode = roster_of(["Họ và tên"], ["Nguyễn Văn Bình"], ["Phan Thò Hoa"], ["Lê Hoàng"])

    assert names(vni) == ["Nguyễn Văn Bình", "Phan Thị Hoa", "Lê Hồng"]
    assert names(unicode) == ["Nguyễn Văn Bình", "Phan Thò Hoa", "Lê Hoàng"]


def test_what_was_decoded_is_told_cell_by_cell():
    roster = roster_of(
        [None, "Hä vµ tªn", "Giíi tÝnh", "Ngµy sinh"],
        ["I. Së T\u00ad ph¸p"],
        [1, "NguyÔn V¨n B×nh", "N÷", 1985],
        [2, "Lan", "Nam", 1986],
    )

    first, second = roster.rows
    heading = Decoded("A2", "I. Së T\u00ad ph¸p", "I. Sở Tư pháp")
    assert first.decoded == [
        Decoded("B3", "NguyÔn V¨n B×nh", "Nguyễn Văn Bình"),
        Decoded("C3", "N÷", "Nữ"),
        heading,
    ]
    assert (first.sex, first.organisation) == ("female", "Sở Tư pháp")
    assert second.decoded == [heading]


def test_a_small_letter_of_tcvn3_at_the_head_of_a_name_is_a_capital():
    roster = roster_of(["Họ và tên"], ["Lª ThÞ ¸nh"], ["®ç v¨n quúnh"], ["§ç V¡N §øC"])

    assert names(roster) == ["Lê Thị Ánh", "Đỗ Văn Quỳnh", "ĐỖ VĂN ĐỨC"]


def test_the_choices_of_our_template_do_not_make_old_names_unicode():
    header = ["Họ và tên", "Đối tượng"]
    roster = roster_of(
        header, *([to_tcvn3(name), "Phóng viên báo Đảng"] for name in ("Lê Văn Bé", "Vũ Lan"))
    )

    assert names(roster) == ["Lê Văn Bé", "Vũ Lan"]


def test_a_name_that_may_be_in_an_old_font_is_flagged_with_the_other_reading():
    roster = roster_of(["Họ và tên"], ["Nguyễn Văn Bình"], ["Vò Lan"])

    assert roster.rows[1].problems == [
        Problem(
            "A3", "Họ và tên", "Vò Lan",
            "Không rõ tên gõ bằng Unicode hay phông TCVN3 cũ: đang đọc là “Vò Lan”; "
            "nếu gõ bằng phông cũ thì là “Vũ Lan”. Hãy kiểm tra lại, nếu sai thì gõ lại bằng Unicode.",
            "warning",
        )
    ]  # fmt: skip


def test_garbled_letters_in_a_name_are_a_warning():
    roster = roster_of(
        ["Họ và tên", "Năm sinh"], ["Nguyá»…n VÄƒn BÃ¬nh", 1985], ["Y Krông Kđoh", 1986]
    )

    assert [complaints(row) for row in roster.rows] == [[("warning", "A2")], []]
