"""Lists as offices send them. Where each comes from, and what is in it, stands with its name in ``real_files``.

layouts (13)   seven title rows · merged header · groups and totals · groups by category · signatures ·
               header on each page · birth in three columns · name in two columns · two sheets · hidden sheet ·
               hidden rows and columns · old .xls · data below signatures
values (10)    births of all kinds · turned dates · 1904 epoch · 1904 epoch in .xls · lost zeros · formulas ·
               invisible signs · decisions in columns · decisions in one cell · one person twice
fonts (11)     NFD · TCVN3 · VNI · TCVN3 in our template · mixed-case .VnTimeH · some rows in old fonts ·
               csv with semicolons · csv in UTF-16 · csv in windows-1258 · csv in TCVN3 · csv in another code page
refusals (13)  password · password of .xls · macro · macro renamed · bomb · XXE · .xls renamed .xlsx ·
               .xlsx renamed .xls · web page named .xls · cut off · nothing · no header · empty list
"""

from datetime import date

import pytest

from common.spreadsheets import UnreadableFile, read_safely
from tests.trainees.real_files import CASES
from tests.trainees.real_files.build import line_of
from trainees.importing import read_roster

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_real_file_is_read_or_refused_as_written_down(case):
    refusal = ""
    people, problems, of_file = [], [], []
    try:
        roster = read_roster(read_safely(case.build(), case.filename), today=TODAY)
        people = [line_of(row) for row in roster.rows]
        problems = [f"{p.cell} {p.severity}" for row in roster.rows for p in row.problems]
        of_file = [problem.message_vi for problem in roster.problems]
    except UnreadableFile as unreadable:
        refusal = str(unreadable)

    assert (tuple(people), tuple(problems)) == (case.people, case.problems)
    assert [m.startswith(s) for m, s in zip(of_file, case.of_file, strict=True)] == [True] * len(
        of_file
    )
    assert (refusal[: len(case.refusal)], bool(refusal)) == (case.refusal, bool(case.refusal))
