"""What is wrong with real records, made up: people entered twice, lists with mistakes, numbers typed in later."""

import hashlib
from itertools import count

from django.db.models import F

from accounts.models import User
from common.excel import workbook
from common.spreadsheets import read
from common.vietnamese import fold
from config.demo.places import Places
from organisations.models import Organisation
from trainees.actions import duplicates, id_numbers, merges, people, roster_lists
from trainees.importing import read_roster
from trainees.models import RosterList, Trainee
from trainees.querysets import TraineeQuerySet
from trainees.roster_judging import fingerprint

HEADER = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Chức vụ",
    "Số điện thoại",
    "Số định danh cá nhân",
    "Đối tượng",
)
TITLES = ("CƠ QUAN BÁO CHÍ", "DANH SÁCH PHÓNG VIÊN, BIÊN TẬP VIÊN (người hư cấu)")
WITH_NUMBERS = 3


def enter_twice(places: Places, *, by: User) -> None:
    """Two pairs for the administrator to decide, and one that was one person and is merged."""
    agencies = places.of_kind("commune_committee")
    here = _people(agencies[5:]).filter(birth_day__lte=12, user=None)
    first, second, third = here.exclude(birth_day=F("birth_month")).order_by("pk")[:3]
    day, month = first.birth_month, first.birth_day
    _again(first, agencies[2], by=by, birth_day=day, birth_month=month)
    _again(second, agencies[3], by=by, full_name=_without_marks(second.full_name))
    double = _again(third, agencies[4], by=by)
    merges.merge(third, double, by=by, reason="Điện thoại xác minh: chuyển công tác năm 2025")
    duplicates.find(frozenset({places.province.pk}))


def record_numbers(places: Places, *, by: User) -> None:
    """Obviously invented numbers for a few people of the newspaper and of the commune of the cast."""
    serial = count(1)
    for agency in (places.key_places()["press"], places.key_places()["commune"]):
        for person in _people([agency]).order_by("pk")[:WITH_NUMBERS]:
            id_numbers.record(person, invented(person.sex, person.birth_year, next(serial)), by)


def invented(sex: str, year: int | None, serial: int) -> str:
    """``012 0 85 000001``: of Lai Châu, of this sex and year of the 20th century, and a serial that nobody has."""
    return f"012{'1' if sex == 'female' else '0'}{(year or 1980) % 100:02d}{serial:06d}"


def send_lists(places: Places, *, by: User) -> None:
    """A list that is written, and one that waits with every kind of row."""
    press = places.key_places()["press"]
    done = _send(press, "danh-sach-thang-9.xlsx", _clean(), by=by)
    roster_lists.confirm(done, by=by, seen=fingerprint(roster_lists.verdicts_of(done, by=by)))
    known = _people([press]).filter(birth_day__isnull=False, user=None).order_by("pk")[:2]
    _send(press, "danh-sach-thang-11.xlsx", _with_mistakes(*known), by=by)


def _clean() -> list[tuple[str, ...]]:
    return [
        ("Hoàng Thị Mẫu Đơn", "14/02/1993", "Nữ", "Phóng viên", "0912 000 101", "", "Phóng viên"),
        ("Quàng Văn Ví Dụ", "03/07/1988", "Nam", "Biên tập viên", "0912 000 102", "", "Biên tập viên"),
        ("Sùng Thị Thí Dụ", "1990", "Nữ", "Phóng viên", "", invented("female", 1990, 900), "Phóng viên"),
    ]  # fmt: skip


def _with_mistakes(changed: Trainee, doubtful: Trainee) -> list[tuple[str, ...]]:
    """Changed, doubtful, new, typed in an old font, an impossible day, a category nobody knows."""
    unmarked = _without_marks(doubtful.full_name)
    return [
        (changed.full_name, str(changed.birth), "", "Phó Trưởng phòng", "0912 000 103", "", "Phóng viên"),
        (unmarked, str(doubtful.birth), "", "Phóng viên", "", "", "Phóng viên"),
        ("Tòng Thị Giả Định", "21/10/1995", "Nữ", "Phóng viên", "0912 000 104", "", "Phóng viên"),
        ("NguyÔn ThÞ H»ng", "05/06/1987", "N÷", "Biªn tËp viªn", "", "", "Biªn tËp viªn"),
        ("Lò Văn Sai Ngày", "31/02/1990", "Nam", "Phóng viên", "", "", "Phóng viên"),
        ("Pờ Mì Chưa Rõ", "12/12/1991", "Nữ", "Phóng viên", "", "", "Cộng tác viên"),
    ]  # fmt: skip


def _send(agency: Organisation, name: str, rows: list[tuple[str, ...]], *, by: User) -> RosterList:
    data = workbook(TITLES, HEADER, [(str(n), *row) for n, row in enumerate(rows, start=1)])
    upload = roster_lists.Upload(name, ".xlsx", data, hashlib.sha256(data).hexdigest())
    kept, _is_new = roster_lists.keep(agency, upload, read_roster(read(data, name)), by=by)
    kept.refresh_from_db()
    return kept


def _again(person: Trainee, agency: Organisation, *, by: User, **otherwise: object) -> Trainee:
    told = ("full_name", "sex", "birth_year", "birth_month", "birth_day", "position")
    profile = {name: getattr(person, name) for name in told}
    return people.add(organisation=agency, by=by, **{**profile, **otherwise})


def _without_marks(name: str) -> str:
    return fold(name).title()


def _people(agencies: list[Organisation]) -> TraineeQuerySet:
    return Trainee.objects.current().filter(organisation__in=agencies)
