"""The board's counts over 50,000 enrolments against the raw SQL of the same counts, in CPU time.

Run: ``python benchmarks/board_counts.py``. The raw statement is what a database administrator would type for the same
numbers: people and participations, attended, completed and certified, by category. Both are read in turns.
"""

import sys
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scratch import scratch

NAME = "board counts over 50,000 enrolments against raw SQL"
LIMIT = 2.0
ENROLMENTS, PEOPLE, RUNS = 50_000, 12_000, 500
ROUNDS = 5

RAW = """
WITH facts AS (
  SELECT e.category_id, COALESCE(t.merged_into_id, t.id) AS person,
    COALESCE(t.merged_into_id, t.id) * 2147483648 + e.course_run_id AS lot,
    e.state IN ('confirmed', 'completed', 'failed') AND (
      EXISTS (SELECT 1 FROM courses_attendance a WHERE a.enrolment_id = e.id AND a.presence IN ('present', 'late'))
      OR (EXISTS (SELECT 1 FROM courses_activitycompletion c
                  WHERE c.enrolment_id = e.id AND c.state IN ('complete', 'complete_pass'))
          AND NOT EXISTS (SELECT 1 FROM courses_classsession s WHERE s.course_run_id = e.course_run_id))) AS attended,
    e.state = 'completed' AS completed,
    e.state = 'completed' AND EXISTS (SELECT 1 FROM certificates_certificate g
                                      WHERE g.enrolment_id = e.id AND g.state = 'issued') AS certified
  FROM courses_enrolment e
  JOIN trainees_trainee t ON t.id = e.trainee_id
  JOIN courses_courserun r ON r.id = e.course_run_id
  JOIN organisations_organisation o ON o.id = r.lead_organisation_id
  JOIN organisations_administrativeunit u ON u.id = o.unit_id
  WHERE u.province_id = %s
)
SELECT f.category_id, k.label,
  COUNT(DISTINCT CASE WHEN attended THEN person END), COUNT(DISTINCT CASE WHEN attended THEN lot END),
  COUNT(DISTINCT CASE WHEN completed THEN person END), COUNT(DISTINCT CASE WHEN completed THEN lot END),
  COUNT(DISTINCT CASE WHEN certified THEN person END), COUNT(DISTINCT CASE WHEN certified THEN lot END)
FROM facts f JOIN trainees_audiencecategory k ON k.id = f.category_id
WHERE attended OR completed OR certified
GROUP BY f.category_id, k.label, k.position ORDER BY k.position
"""


def _fill() -> Any:
    """Generated history in bulk. Returns the Department's officer."""
    from django.utils import timezone

    from courses.models import Attendance, ClassSession, CourseRun, Enrolment
    from tests import make
    from trainees.models import Trainee

    chance = Random(1)
    officer = make.user(role="doj_officer")
    lead, agencies = make.department_of_justice(), [make.organisation() for _ in range(40)]
    categories = [make.category(f"loai-{n}", f"Đối tượng {n}") for n in range(12)]
    course, units = make.course(), [make.commune() for _ in range(38)]
    Trainee.objects.bulk_create(
        Trainee(full_name=f"Người {n}", organisation=chance.choice(agencies), sort_key=f"{n:06d}")
        for n in range(PEOPLE)
    )
    people = list(Trainee.objects.values_list("pk", flat=True))
    first = date(2017, 1, 1)
    CourseRun.objects.bulk_create(
        CourseRun(
            code=f"lop-{n}",
            title="Lớp",
            course=course,
            lead_organisation=lead,
            state="closed",
            starts_on=first + timedelta(days=7 * n),
            ends_on=first + timedelta(days=7 * n + 1),
            seats=200,
        )
        for n in range(RUNS)
    )
    runs = list(CourseRun.objects.values_list("pk", flat=True))
    ClassSession.objects.bulk_create(
        ClassSession(course_run_id=run, on=first, part="sang") for run in runs
    )
    sessions = dict(ClassSession.objects.values_list("course_run_id", "pk"))
    Enrolment.objects.bulk_create(
        (
            Enrolment(
                course_run_id=run,
                trainee_id=person,
                state=chance.choices(("completed", "failed", "withdrawn"), (85, 10, 5))[0],
                source="history",
                category=chance.choice(categories),
                organisation=chance.choice(agencies),
                unit=chance.choice(units),
                full_name="Người",
                frozen_at=timezone.now(),
            )
            for run in runs
            for person in chance.sample(people, ENROLMENTS // RUNS)
        ),
        batch_size=5000,
    )
    Attendance.objects.bulk_create(
        (
            Attendance(
                session_id=sessions[run], enrolment_id=pk, presence="present", marked_by=officer
            )
            for pk, run in Enrolment.objects.values_list("pk", "course_run_id")
        ),
        batch_size=5000,
    )
    _certify(officer, lead, runs[0])
    return officer


def _certify(officer: Any, lead: Any, run: int) -> None:
    from certificates.models import Certificate, CertificateBatch, NumberSeries
    from courses.models import Enrolment

    batch = CertificateBatch.objects.create(
        course_run_id=run, proposed_by=officer, signer_title="GIÁM ĐỐC", signer_name="Người Ký"
    )
    series = NumberSeries.objects.create(organisation=lead, year=2026, symbol="GCN-STP")
    Certificate.objects.bulk_create(
        (
            Certificate(
                batch=batch,
                enrolment_id=pk,
                state="issued",
                series=series,
                number=number,
                register_number=f"{number}/2026/GCN-STP",
                sha256="0" * 64,
                issued_on=date(2026, 1, 5),
            )
            for number, pk in enumerate(
                Enrolment.objects.filter(state="completed").values_list("pk", flat=True), start=1
            )
        ),
        batch_size=5000,
    )


def measure() -> tuple[str, float, float]:
    """(name, ratio, limit)."""
    ours, raw = _times()
    return NAME, ours / raw, LIMIT


def _times() -> tuple[float, float]:
    """CPU seconds of one breakdown: the board's and the raw statement's, medians."""
    with scratch():
        from django.db import connection

        from reports import queries
        from reports.definitions import DIMENSIONS
        from reports.queries import Filters

        officer = _fill()
        (province,) = officer.scope.province_ids("doj_officer")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

        def ours() -> list[list[int]]:
            rows = queries.count(queries.in_reach(officer), DIMENSIONS["doi-tuong"], Filters())
            order = [("nguoi", b) for b in ("tham-du", "hoan-thanh", "cap-giay")]
            return [
                [row.figures[cell] for pair in order for cell in (pair, ("luot", pair[1]))]
                for row in rows
            ]

        def raw() -> list[list[int]]:
            with connection.cursor() as cursor:
                cursor.execute(RAW, [province])
                return [list(row[2:]) for row in cursor.fetchall()]

        assert ours() == raw(), "the board and the raw statement disagree"
        times: dict[Any, list[float]] = {ours: [], raw: []}
        for _ in range(ROUNDS):
            for work, taken in times.items():
                started = time.process_time()
                work()
                taken.append(time.process_time() - started)
        return median(times[ours]), median(times[raw])


def main() -> None:
    """Print both times and the ratio."""
    ours, raw = _times()
    print(
        f"board {ours * 1000:.0f} ms, raw SQL {raw * 1000:.0f} ms CPU: {ours / raw:.2f} × (at most {LIMIT:g} ×)"
    )


if __name__ == "__main__":
    main()
