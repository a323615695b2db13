"""An Excel list of 2,000 nominations, from bytes to enrolments, against the bare inserts of the same rows.

Run: ``python -m benchmarks.nomination_import``. Ours reads the file in its child process, keeps it, matches every
row with what the agency has on record, and confirms. The bare one hands the very same rows, made ready
beforehand, to ``bulk_create`` in one transaction: people, recognitions, enrolments, history. Both are timed in turns
by CPU time, that of the child process included, so that a busy machine slows both alike; medians are compared.
"""

import hashlib
import os
import sys
from collections.abc import Callable
from io import BytesIO
from statistics import median
from typing import Any

from benchmarks.scratch import scratch

NAME = "import of 2,000 nominations against bare inserts"
ROWS = 2_000
ROUNDS = 3
HEADER = ("STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Số điện thoại", "Đối tượng")
FAMILIES = ("Nguyễn", "Trần", "Lò", "Vàng", "Giàng", "Quàng", "Đỗ", "Phạm", "Lý", "Tẩn")
MIDDLES = ("Văn", "Thị", "A", "Thị Hoài", "Đức", "Minh", "Thanh", "Quốc", "Ngọc", "Xuân")
GIVENS = ("An", "Bình", "Chi", "Dũng", "Đức", "Hạnh", "Hùng", "Lan", "Mai", "Phượng", "Thủy")


def _people() -> list[tuple[str, str, str]]:
    """Name, birth date and phone, no two alike."""
    return [
        (
            f"{FAMILIES[n % 10]} {MIDDLES[n // 10 % 10]} {GIVENS[n % 11]}",
            f"{n % 28 + 1:02d}/{n // 28 % 12 + 1:02d}/{1960 + n // 336}",
            f"09{n:08d}",
        )
        for n in range(ROWS)
    ]


def _file() -> bytes:
    import xlsxwriter

    output = BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        for number, (name, birth, phone) in enumerate(_people(), start=1):
            sheet.write_row(number, 0, (number, name, birth, "Phóng viên", phone, "Phóng viên"))
    return output.getvalue()


def _imported(data: bytes) -> Callable[[], None]:
    """The whole way of a file, for a run of its own."""
    from common.spreadsheets import read_safely
    from courses.actions import nomination_lists
    from courses.nominations import fingerprint
    from tests import make
    from trainees.actions.roster_lists import Upload
    from trainees.importing import read_roster

    run, agency, by = make.course_run(), make.organisation(), make.user()

    def work() -> None:
        roster = read_roster(read_safely(data, "danh-sach.xlsx"))
        upload = Upload("a.xlsx", ".xlsx", data, hashlib.sha256(data).hexdigest())
        kept, _is_new = nomination_lists.keep(run, agency, upload, roster, by=by)
        seen = fingerprint(nomination_lists.verdicts_of(kept))
        assert nomination_lists.confirm(kept, by=by, seen=seen) == ROWS

    return work


def _bare() -> Callable[[], None]:
    """The same rows, ready to be written."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from django.utils import timezone

    from common.models import StateChange
    from common.vietnamese import fold, sort_key
    from courses.models import Enrolment
    from tests import make
    from trainees.models import Recognition, Trainee

    run, agency, by, category = make.course_run(), make.organisation(), make.user(), make.category()
    kind, now = ContentType.objects.get_for_model(Enrolment), timezone.now()
    people = [
        Trainee(
            full_name=name,
            sort_key=sort_key(name),
            search_key=fold(name),
            birth_year=int(birth[6:]),
            birth_month=int(birth[3:5]),
            birth_day=int(birth[:2]),
            phone=phone,
            position="Phóng viên",
            organisation=agency,
        )
        for name, birth, phone in _people()
    ]
    held = [
        Recognition(trainee=one, category=category, valid_from=now.date(), recorded_by=by)
        for one in people
    ]
    sent = [
        Enrolment(
            course_run=run,
            trainee=one,
            state="nominated",
            source="roster",
            category=category,
            nominating_organisation=agency,
        )
        for one in people
    ]
    lines = [
        StateChange(subject_type=kind, verb="create", after="nominated", by=by, at=now)
        for _one in people
    ]

    def again(rows: list[Any]) -> None:
        """bulk_create asks each row for the id of what it points at."""
        for row, person in zip(rows, people, strict=True):
            row.trainee = person

    @transaction.atomic
    def work() -> None:
        Trainee.objects.bulk_create(people)
        again(held)
        Recognition.objects.bulk_create(held)
        again(sent)
        Enrolment.objects.bulk_create(sent)
        for line, enrolment in zip(lines, sent, strict=True):
            line.subject_id = enrolment.pk
        StateChange.objects.bulk_create(lines)

    return work


def _cpu_seconds(work: Callable[[], None]) -> float:
    """Of this process and of the children it waited for."""
    started = sum(os.times()[:4])
    work()
    return sum(os.times()[:4]) - started


def timings() -> tuple[float, float]:
    """Median CPU seconds of the import and of the bare inserts. Every round has a database of its own."""
    with scratch():
        data = _file()
    imported, bare = [], []
    for _ in range(ROUNDS):
        with scratch():
            imported.append(_cpu_seconds(_imported(data)))
        with scratch():
            bare.append(_cpu_seconds(_bare()))
    return median(imported), median(bare)


def measure() -> tuple[str, float, None]:
    """Name, ratio to the bare inserts; no limit is set yet."""
    imported, bare = timings()
    return NAME, imported / bare, None


def main() -> None:
    imported, bare = timings()
    lines = [
        f"file to enrolments   {imported:6.2f} CPU s  {ROWS / imported:7,.0f} rows/s",
        f"bare inserts         {bare:6.2f} CPU s  {ROWS / bare:7,.0f} rows/s",
        f"import / bare        {imported / bare:6.2f}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
