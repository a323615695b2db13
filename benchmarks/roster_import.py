"""An Excel roster of 10,000 people, 300 rows of it bad, from bytes to records, against its two bare parts.

Run: ``python -m benchmarks.roster_import``. Ours reads the file in its child process, keeps it, judges every row twice
– for the preview and under the lock – and writes people, recognitions and history in one transaction. Beside it:
python-calamine reading the same bytes, and ``bulk_create`` of the same rows, made ready beforehand. A fresh process
does our part once more and tells its greatest resident memory, its own and that of the child.
"""

import hashlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.scratch import ROOT, scratch

NAME = "import of a roster of 10,000 against calamine and bare inserts"
ROWS, BAD = 10_000, 300
ROUNDS = 3
WALL_SECONDS, PEAK_MIB = 15, 300
HEADER = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Chức vụ",
    "Số điện thoại",
    "Email",
    "Đối tượng",
)
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
            category = (
                "Lái tàu" if number % (ROWS // BAD) == 0 and number <= ROWS - 100 else "Phóng viên"
            )
            told = ("Nữ", "Phóng viên", phone, f"nguoi.{number}@laichau.gov.vn", category)
            sheet.write_row(number, 0, (number, name, birth, *told))
    return output.getvalue()


def _imported(data: bytes) -> int:
    """The whole way of a file. Returns how many were written."""
    from common.spreadsheets import read_safely
    from tests import make
    from trainees.actions import roster_lists
    from trainees.importing import read_roster
    from trainees.roster_judging import fingerprint

    agency, by = make.organisation(), make.user()
    make.category()
    roster = read_roster(read_safely(data, "danh-sach.xlsx"))
    upload = roster_lists.Upload("a.xlsx", ".xlsx", data, hashlib.sha256(data).hexdigest())
    kept, _is_new = roster_lists.keep(agency, upload, roster, by=by)
    del roster
    seen = fingerprint(roster_lists.verdicts_of(kept, by=by))
    return int(roster_lists.confirm(kept, by=by, seen=seen).outcome["new"])


def _read_alone(data: bytes) -> None:
    import python_calamine as calamine

    with calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        assert len(book.get_sheet_by_index(0).to_python()) == ROWS + 1


def _bare() -> Callable[[], None]:
    """The same rows, ready to be written."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from django.utils import timezone

    from common.models import StateChange
    from common.vietnamese import fold, sort_key
    from tests import make
    from trainees.models import Recognition, Trainee

    agency, by, category = make.organisation(), make.user(), make.category()
    kind, now = ContentType.objects.get_for_model(Trainee), timezone.now()
    people = [
        Trainee(
            full_name=name,
            sort_key=sort_key(name),
            search_key=fold(name),
            birth_year=int(birth[6:]),
            birth_month=int(birth[3:5]),
            birth_day=int(birth[:2]),
            sex="female",
            phone=phone,
            email="nguoi@laichau.gov.vn",
            position="Phóng viên",
            organisation=agency,
        )
        for name, birth, phone in _people()[: ROWS - BAD]
    ]

    @transaction.atomic
    def work() -> None:
        Trainee.objects.bulk_create(people)
        Recognition.objects.bulk_create(
            Recognition(trainee=one, category=category, valid_from=now.date(), recorded_by=by)
            for one in people
        )
        StateChange.objects.bulk_create(
            StateChange(subject_type=kind, subject_id=one.pk, verb="import", by=by, at=now)
            for one in people
        )

    return work


def _seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def timings(data: bytes) -> tuple[float, float, float]:
    """Median wall seconds of the import, of calamine alone and of the bare inserts."""
    imported, read, bare = [], [], []
    for _ in range(ROUNDS):
        with scratch():
            imported.append(_seconds(lambda: _imported(data)))
        read.append(_seconds(lambda: _read_alone(data)))
        with scratch():
            bare.append(_seconds(_bare()))
    return median(imported), median(read), median(bare)


def peaks(data: bytes) -> tuple[float, float]:
    """Greatest resident MiB of a fresh process that imports once, and of the child that reads the file."""
    with TemporaryDirectory(prefix="benchmark-") as folder:
        path = Path(folder) / "danh-sach.xlsx"
        path.write_bytes(data)
        command = [sys.executable, "-m", "benchmarks.roster_import", str(path)]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    own, child = json.loads(answer.stdout.splitlines()[-1])
    return own / 1024, child / 1024


def _alone(path: Path) -> None:
    with scratch():
        _imported(path.read_bytes())
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    sys.stdout.write(json.dumps([own, child]) + "\n")


def measure() -> tuple[str, float, None]:
    """Name, ratio to reading and inserting alone; no limit is set yet."""
    imported, read, bare = timings(_file())
    return NAME, imported / (read + bare), None


def main() -> int:
    """Print the figures; 1 when the file takes longer or more memory than it may."""
    data = _file()
    imported, read, bare = timings(data)
    own, child = peaks(data)
    written = ROWS - BAD
    lines = [
        f"file to records      {imported:6.2f} s  {ROWS / imported:8,.0f} rows/s  (at most {WALL_SECONDS} s)",
        f"calamine alone       {read:6.2f} s  {ROWS / read:8,.0f} rows/s",
        f"bare inserts         {bare:6.2f} s  {written / bare:8,.0f} rows/s",
        f"import / both        {imported / (read + bare):6.2f}",
        f"peak memory          {own:6.0f} MiB, child {child:.0f} MiB  (at most {PEAK_MIB} MiB each)",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(imported > WALL_SECONDS or max(own, child) > PEAK_MIB)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _alone(Path(sys.argv[1]))
    else:
        sys.exit(main())
