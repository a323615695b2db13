"""What becomes of a row: pure, without a database."""

from dataclasses import replace

import pytest
from django.utils import translation

from common.vietnamese import fold
from courses.nomination_facts import Category, Facts, Person
from courses.nominations import fingerprint, judge
from trainees.roster_cells import Birth
from trainees.roster_packing import pack, unpack
from trainees.roster_rows import Problem, RosterRow

BORN = Birth(1985, 2, 5)
REPORTER = Category(1, "reporter", "Phóng viên")
EDITOR = Category(2, "editor", "Biên tập viên")
CLOSED = Category(3, "old", "Báo cáo viên pháp luật cấp huyện", is_closed=True)
FOREIGN = Category(4, "legal", "Công chức pháp chế")


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


def facts(people=(), **with_):
    return Facts(
        agency="Báo Lai Châu",
        people=tuple(people),
        categories=(REPORTER, EDITOR, CLOSED, FOREIGN),
        admitted=frozenset({"reporter", "editor", "old"}),
        agency_names=frozenset({"báo lai châu"}),
        **with_,
    )


def known(pk=1, name="Nguyễn Văn Hùng", birth=BORN, **with_):
    with_.setdefault("categories", frozenset({"reporter"}))
    return Person(pk, f"token-{pk}", name, fold(name), birth, **with_)


def row(name="Nguyễn Văn Hùng", birth=BORN, number=4, **with_):
    with_.setdefault("category", "Phóng viên")
    cells = {"full_name": f"B{number}", "category": f"F{number}", "organisation": f"E{number}"}
    return RosterRow(number, name, birth, cells=cells, **with_)


def kinds(rows, *args, **with_):
    return [verdict.kind for verdict in judge(rows, *args, **with_)]


@pytest.mark.parametrize(
    ("person", "read", "kind"),
    [
        (None, row(), "new"),
        (known(), row(), "known"),
        (known(name="NGUYỄN VĂN HÙNG"), row(), "known"),
        (known(), row(birth=Birth(1985)), "known"),
        (known(birth=Birth(1985)), row(), "known"),
        (known(), row(birth=Birth(1985, 2)), "known"),
        (known(), row(birth=Birth(1990)), "doubtful"),
        (known(), row(birth=None), "doubtful"),
        (known(birth=None), row(), "doubtful"),
        (known(birth=None, phone="+84912345678"), row(phone="+84912345678"), "known"),
        (known(birth=None, email="Hung@bao.vn"), row(email="hung@bao.vn"), "known"),
        (known(), row("Nguyễn Văn Hưng"), "doubtful"),
        (known(name="Nguyễn Thị Thuý"), row("Nguyễn Thị Thúy"), "known"),
        (known(), row("Trần Thị Bé"), "new"),
    ],
)
def test_who_is_meant(person, read, kind):
    assert kinds([read], facts([person] if person else [])) == [kind]


def test_two_people_of_one_name_and_year_are_told_apart_by_the_day():
    people = [known(1), known(2, birth=Birth(1985, 7, 9))]

    verdicts = judge([row(), row(birth=Birth(1985), number=5)], facts(people))

    assert [(v.kind, v.person and v.person.pk) for v in verdicts] == [
        ("known", 1),
        ("doubtful", None),
    ]
    assert [person.pk for person in verdicts[1].candidates] == [1, 2]


@pytest.mark.parametrize(
    ("choice", "kind"), [("moi", "new"), ("token-1", "known"), ("x", "doubtful")]
)
def test_a_person_decides_what_is_doubtful(choice, kind):
    assert kinds([row(birth=Birth(1990))], facts([known()]), {4: choice}) == [kind]


def test_one_person_found_by_two_rows_counts_once():
    rows = [row(), row(birth=Birth(1985), number=5)]

    verdicts = judge(rows, facts([known()]))

    assert [verdict.kind for verdict in verdicts] == ["known", "refused"]
    assert verdicts[1].errors == [
        Problem(
            "B5",
            "Họ và tên",
            "Nguyễn Văn Hùng",
            "Trùng với hàng 4 của tệp. Hãy xóa một trong hai hàng.",
            "error",
        )
    ]


def test_somebody_in_the_run_already_is_left_out_without_an_error():
    [verdict] = judge([row()], facts([known()], in_run={1: "Đã duyệt"}))

    assert [verdict.kind, verdict.errors] == ["enrolled", []]
    assert verdict.in_words == (
        "Đã có trong lớp. B4: Đã có trong lớp này (Đã duyệt). Hàng này được bỏ qua."
    )


def test_somebody_sent_by_another_agency_is_a_warning():
    elsewhere = frozenset({("nguyễn văn hùng", Birth(1985, 2, 5))})

    [verdict] = judge([row()], facts(named_elsewhere=elsewhere))

    assert verdict.kind == "new"
    assert [p.message_vi for p in verdict.problems] == [
        "Một người cùng họ tên, ngày sinh đã được đơn vị khác cử. Hãy kiểm tra lại."
    ]


ADMITTED = "“Phóng viên”, “Biên tập viên”, “Báo cáo viên pháp luật cấp huyện”"


@pytest.mark.parametrize(
    ("written", "held", "expected"),
    [
        ("phong vien", set(), "reporter"),
        ("PHÓNG VIÊN", set(), "reporter"),
        ("reporter", set(), "reporter"),
        ("Phóng viên hạng III", set(), "reporter"),
        ("", {"editor"}, "editor"),
        ("Báo cáo viên pháp luật cấp huyện", {"old"}, "old"),
        (
            "",
            {"editor", "reporter"},
            "Thiếu đối tượng. Ghi một trong: “Phóng viên”, “Biên tập viên”.",
        ),
        ("", set(), f"Thiếu đối tượng. Ghi một trong: {ADMITTED}."),
        ("viên", set(), f"Không rõ đối tượng. Ghi đúng một trong: {ADMITTED}."),
        ("Lái xe", set(), f"Không rõ đối tượng. Ghi đúng một trong: {ADMITTED}."),
        (
            "Công chức pháp chế",
            set(),
            f"Lớp không tiếp nhận đối tượng “Công chức pháp chế”. Lớp tiếp nhận: {ADMITTED}.",
        ),
        (
            "Báo cáo viên pháp luật cấp huyện",
            set(),
            "Đối tượng “Báo cáo viên pháp luật cấp huyện” không còn nhận người mới.",
        ),
    ],
)
def test_the_category_is_matched_or_refused_at_its_cell(written, held, expected):
    [verdict] = judge([row(category=written)], facts([known(categories=frozenset(held))]))

    if verdict.category:
        assert [verdict.kind, verdict.category.code] == ["known", expected]
    else:
        assert [(p.cell, p.value, p.message_vi) for p in verdict.errors] == [
            ("F4", written, expected)
        ]
        assert verdict.kind == "refused"


def test_the_quota_counts_only_rows_that_could_be_nominated():
    rows = [
        row("Một Người"),
        row("Hai Người", category="Lái xe", number=5),
        row("Ba Người", number=6),
        row("Bốn Người", number=7),
    ]

    verdicts = judge(rows, facts(quota_left=2))

    assert [verdict.kind for verdict in verdicts] == ["new", "refused", "new", "refused"]
    assert verdicts[3].errors[0].message_vi == (
        "Vượt chỉ tiêu của Báo Lai Châu. Bỏ bớt hàng hoặc xin thêm chỉ tiêu."
    )


@pytest.mark.parametrize(
    ("written", "messages"),
    [
        ("", []),
        ("Báo Lai Châu", []),
        ("Phòng Phóng viên, BÁO  LAI CHÂU", []),
        ("Sở Nội vụ", ["Hàng ghi đơn vị khác; người này được cử thay mặt Báo Lai Châu."]),
    ],
)
def test_another_agency_in_the_row_is_a_warning(written, messages):
    [verdict] = judge([row(organisation=written)], facts())

    assert verdict.kind == "new"
    assert [p.message_vi for p in verdict.problems] == messages


def test_a_row_with_an_error_of_its_own_is_refused_with_it():
    wrong = Problem("C4", "Ngày sinh", "32/13/1985", "Không đọc được ngày sinh.", "error")

    [verdict] = judge([row(problems=[wrong])], facts([known()]))

    assert [verdict.kind, verdict.errors] == ["refused", [wrong]]


def test_what_the_database_cannot_hold_is_said_before_it_refuses():
    [verdict] = judge([row("An " * 50)], facts())

    assert [p.message_vi for p in verdict.errors] == ["Nội dung dài quá 120 ký tự. Hãy rút gọn."]


def test_another_position_on_record_is_kept_and_said():
    [verdict] = judge([row(position="Trưởng phòng")], facts([known(position="Phóng viên")]))

    assert verdict.kind == "known"
    assert [p.message_vi for p in verdict.problems] == [
        "Hồ sơ đang ghi chức vụ “Phóng viên” và được giữ nguyên."
    ]


def test_a_row_survives_being_kept():
    import json

    wrong = Problem("C4", "Ngày sinh", "x", "Sai.", "error")
    kept = row(problems=[wrong], position="Phóng viên", note="Ăn chay")

    assert unpack(json.loads(json.dumps(pack(kept)))) == kept


def test_a_fingerprint_is_one_letter_a_row():
    rows = [row(), row("Trần Thị Bé", number=5), row(birth=Birth(1990), number=6)]

    assert fingerprint(judge(rows, facts([known()]))) == "knd"


@pytest.mark.parametrize(("held", "kind"), [(set(), "refused"), ({"decided"}, "known")])
def test_a_category_with_a_decision_takes_whoever_has_it_on_record(held, kind):
    decided = Category(5, "decided", "Tuyên truyền viên", needs_decision=True)
    known_facts = replace(
        facts([known(categories=frozenset(held))]),
        categories=(decided,),
        admitted=frozenset({"decided"}),
    )

    [verdict] = judge([row(category="Tuyên truyền viên")], known_facts)

    assert verdict.kind == kind
    assert ["Ghi quyết định công nhận trong hồ sơ" in one.message_vi for one in verdict.errors] == [
        True
    ] * (kind == "refused")
