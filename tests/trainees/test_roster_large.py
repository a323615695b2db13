"""Ten thousand rows with three hundred bad ones: exactly those are reported, all the others written."""

import pytest

from tests import make
from tests.trainees import roster_files as files
from trainees.models import Recognition, Trainee

pytestmark = pytest.mark.django_db

ROWS, BAD = 10_000, 300
FAMILIES = ("Nguyễn", "Trần", "Lò", "Vàng", "Giàng", "Quàng", "Đỗ", "Phạm", "Lý", "Tẩn")
MIDDLES = ("Văn", "Thị", "A", "Đức", "Minh", "Thanh", "Quốc", "Ngọc", "Xuân", "Hoài")
GIVENS = ("An", "Bình", "Chi", "Dũng", "Đạt", "Hạnh", "Hùng", "Lan", "Mai", "Phượng")
# What is wrong, and the column it stands in.
FAULTS = (
    ({"birth": "31/02/1985"}, "C"),
    ({"phone": "123"}, "G"),
    ({"email": "khong-phai-thu"}, "H"),
    ({"category": "Lái tàu vũ trụ"}, "I"),
    ({"agency": "Sở Nội vụ"}, "F"),
    ({"name": ""}, "B"),
)


def person(number):
    name = f"{FAMILIES[number % 10]} {MIDDLES[number // 10 % 10]} {GIVENS[number // 100 % 10]}"
    birth = f"{number % 28 + 1:02d}/{number // 28 % 12 + 1:02d}/{1960 + number // 336}"
    return {
        "name": name,
        "birth": birth,
        "phone": f"09{number:08d}",
        "category": "Phóng viên",
        "position": "Phóng viên",
    }


def test_ten_thousand_rows_with_three_hundred_bad_ones(newspaper, coordinator):
    make.category()
    step = ROWS // BAD
    wrong = {number: FAULTS[number // step % len(FAULTS)] for number in range(0, BAD * step, step)}
    people = [
        files.person(**(person(number) | wrong.get(number, ({}, ""))[0])) for number in range(ROWS)
    ]

    kept = files.kept(newspaper, *people, by=coordinator)
    verdicts = files.verdicts(kept, coordinator)
    refused = [one for one in verdicts if one.kind == "refused"]
    written_before = Trainee.objects.count()
    done = files.confirm(kept, coordinator)

    cells = [[problem.cell for problem in one.errors] for one in refused]
    assert cells == [[f"{column}{number + files.FIRST}"] for number, (_t, column) in wrong.items()]
    assert [one.kind for one in verdicts].count("new") == ROWS - BAD
    assert [written_before, Trainee.objects.count(), Recognition.objects.count()] == [
        0,
        ROWS - BAD,
        ROWS - BAD,
    ]
    assert [done.outcome["new"], done.outcome["refused"]] == [ROWS - BAD, BAD]
    names = set(Trainee.objects.values_list("full_name", "birth_year", "birth_month", "birth_day"))
    assert len(names) == ROWS - BAD
