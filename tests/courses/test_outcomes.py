"""The rule of a run applied to one record: pure tables."""

from decimal import Decimal

import pytest

from courses.outcomes import Outcome, Record, Rule, band, decide

USUAL = Rule(attendance_percent=80, mark_percent=50)


def record(attended=4, held=4, mark=None, done=0, offered=0, periods=16):
    return Record(
        sessions_held=held,
        sessions_attended=attended,
        activities_offered=offered,
        activities_done=done,
        mark=None if mark is None else Decimal(mark),
        periods=periods,
    )


@pytest.mark.parametrize(
    ("rule", "facts", "outcome"),
    [
        pytest.param(USUAL, record(mark="80"), Outcome(True, 16, "Giỏi", ()), id="all of it"),
        pytest.param(USUAL, record(mark="65"), Outcome(True, 16, "Khá", ()), id="exactly Khá"),
        pytest.param(USUAL, record(mark="50"), Outcome(True, 16, "Đạt", ()), id="exactly half"),
        pytest.param(
            USUAL,
            record(mark="49.99"),
            Outcome(False, 16, "", ("Điểm kiểm tra 4,99/10, yêu cầu từ 5,0/10 trở lên.",)),
            id="a hair below half is not shown as half",
        ),
        pytest.param(
            USUAL,
            record(mark="0"),
            Outcome(False, 16, "", ("Điểm kiểm tra 0,0/10, yêu cầu từ 5,0/10 trở lên.",)),
            id="mark nought",
        ),
        pytest.param(USUAL, record(), Outcome(True, 16, "", ()), id="no quiz asks for no mark"),
        pytest.param(
            Rule(80, 0),
            record(mark="0"),
            Outcome(True, 16, "Đạt", ()),
            id="a mark that is not asked",
        ),
        pytest.param(
            USUAL,
            record(attended=3, mark="90"),
            Outcome(False, 12, "", ("Tham gia 3/4 buổi học, yêu cầu từ 80% trở lên.",)),
            id="three of four is less than 80 %",
        ),
        pytest.param(
            USUAL,
            record(attended=4, held=5, mark="90"),
            Outcome(True, 12, "Giỏi", ()),
            id="exactly 80 %",
        ),
        pytest.param(
            USUAL,
            record(attended=0, mark="10"),
            Outcome(
                False,
                0,
                "",
                (
                    "Tham gia 0/4 buổi học, yêu cầu từ 80% trở lên.",
                    "Điểm kiểm tra 1,0/10, yêu cầu từ 5,0/10 trở lên.",
                ),
            ),
            id="both reasons",
        ),
        pytest.param(
            USUAL,
            record(held=0, attended=0, done=4, offered=5),
            Outcome(True, 12, "", ()),
            id="without sessions the activities count",
        ),
        pytest.param(
            USUAL,
            record(held=0, attended=0, done=1, offered=5),
            Outcome(False, 3, "", ("Tham gia 1/5 hoạt động, yêu cầu từ 80% trở lên.",)),
            id="too few activities",
        ),
        pytest.param(
            USUAL,
            record(held=0, attended=0),
            Outcome(False, 0, "", ("Lớp không có buổi học hay hoạt động nào để tính chuyên cần.",)),
            id="nothing to attend",
        ),
        pytest.param(
            Rule(0, 0), record(held=0, attended=0), Outcome(True, 0, "", ()), id="nothing is asked"
        ),
        pytest.param(
            Rule(0, 50),
            record(attended=0, mark="70"),
            Outcome(True, 0, "Khá", ()),
            id="only the test",
        ),
        pytest.param(
            Rule(100, 0),
            record(attended=4),
            Outcome(True, 16, "", ()),
            id="every session, all there",
        ),
        pytest.param(
            Rule(100, 0),
            record(attended=3),
            Outcome(False, 12, "", ("Tham gia 3/4 buổi học, yêu cầu từ 100% trở lên.",)),
            id="every session, one missing",
        ),
        pytest.param(
            Rule(33, 0),
            record(attended=1, held=3, periods=10),
            Outcome(True, 3, "", ()),
            id="periods are whole",
        ),
        pytest.param(
            USUAL,
            record(mark="100", done=0, offered=3),
            Outcome(True, 16, "Giỏi", ()),
            id="activities do not count beside sessions",
        ),
    ],
)
def test_the_rule_decides(rule, facts, outcome):
    assert decide(rule, facts) == outcome


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (None, ""),
        ("0", "Đạt"),
        ("64.99", "Đạt"),
        ("65", "Khá"),
        ("79.99", "Khá"),
        ("80", "Giỏi"),
        ("100", "Giỏi"),
    ],
)
def test_the_band_of_a_mark(mark, name):
    assert band(None if mark is None else Decimal(mark)) == name
