"""The run's rule applied to one enrolment: pure, so that a result can be recomputed and explained."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

# Customary bands of a pass; the office's own form may name others (docs/decisions).
BANDS = ((Decimal(80), "Giỏi"), (Decimal(65), "Khá"), (Decimal(0), "Đạt"))


@dataclass(frozen=True, slots=True)
class Rule:
    """Percentages, 0-100. ``mark_percent`` 0 asks for no test."""

    attendance_percent: int
    mark_percent: int


@dataclass(frozen=True, slots=True)
class Record:
    """What one enrolment did.

    ``sessions_*`` are half-days; ``activities_*`` count lessons and quizzes of the run's modules. A run without
    sessions is attended by doing its activities. ``mark`` is the mean of the best marks in percent over all
    quizzes of the run (0 for one never submitted), None where the run has no quiz. ``periods`` are the
    45-minute periods of the run.
    """

    sessions_held: int
    sessions_attended: int
    activities_offered: int
    activities_done: int
    mark: Decimal | None
    periods: int

    @property
    def share(self) -> tuple[int, int]:
        """Attended, of how many: half-days, or activities in a run without sessions."""
        if self.sessions_held:
            return self.sessions_attended, self.sessions_held
        return self.activities_done, self.activities_offered


@dataclass(frozen=True, slots=True)
class Outcome:
    is_completed: bool
    periods: int
    band: str
    reasons: tuple[str, ...]


def decide(rule: Rule, record: Record) -> Outcome:
    """Completed or failed, with each reason for a failure in Vietnamese."""
    attended, held = record.share
    reasons = []
    if attended * 100 < rule.attendance_percent * held:
        what = "buổi học" if record.sessions_held else "hoạt động"
        reasons.append(
            f"Tham gia {attended}/{held} {what}, yêu cầu từ {rule.attendance_percent}% trở lên."
        )
    if not held and rule.attendance_percent:
        reasons.append("Lớp không có buổi học hay hoạt động nào để tính chuyên cần.")
    if rule.mark_percent and record.mark is not None and record.mark < rule.mark_percent:
        reasons.append(
            f"Điểm kiểm tra {_mark(record.mark)}, yêu cầu từ {_mark(Decimal(rule.mark_percent))} trở lên."
        )
    periods = record.periods * attended // held if held else 0
    return Outcome(not reasons, periods, "" if reasons else band(record.mark), tuple(reasons))


def band(mark: Decimal | None) -> str:
    """The band of a pass; empty where there was no test."""
    if mark is None:
        return ""
    return next(name for floor, name in BANDS if mark >= floor)


def _mark(percent: Decimal) -> str:
    """Out of ten, as offices write it: 6,5/10. Never rounded up to the mark that was asked for: 4,99/10."""
    mark = (percent / 10).quantize(Decimal("0.01"), ROUND_FLOOR)
    text = f"{mark:.1f}" if mark * 10 % 1 == 0 else f"{mark:.2f}"
    return text.replace(".", ",") + "/10"
