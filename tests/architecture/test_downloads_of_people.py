"""Every file that leaves is either written down as people or listed here as something else."""

import ast
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FLOORS = (
    "cms", "reports", "certificates", "courses", "trainees", "notices", "accounts", "organisations",
)  # fmt: skip
LEAVING = {"export_response", "xlsx_response", "content_disposition_header", "FileResponse"}
# What leaves without a Disclosure, by file and function, and why that is right.
NOT_PEOPLE = {
    "accounts/disclosures.py:export_people": "writes the Disclosure itself",
    "accounts/disclosures.py:export_sheet_of_people": "writes the Disclosure itself",
    "certificates/views/batches.py:batch_list": "proposals: a run and two numbers",
    "certificates/views/replies.py:pdf_response": "one person's document, whose page shows the same",
    "courses/views/calls.py:call_list": "runs",
    "courses/views/course_runs.py:course_run_list": "runs",
    "courses/views/nomination_lists.py:nomination_template": "a blank sheet",
    "courses/views/plans.py:plan_list": "plans",
    "courses/views/plans.py:plan_detail": "tasks",
    "organisations/views/directory.py:unit_list": "units",
    "organisations/views/directory.py:organisation_list": "agencies",
    "organisations/views/reorganisations.py:reorganisation_table_template": "units",
    "reports/views.py:_export": "figures",
    "trainees/views/categories.py:category_list": "categories",
    "trainees/views/roster_files.py:roster_template": "a blank sheet",
    "trainees/views/spokespersons.py:spokesperson_coverage": "agencies without a spokesperson",
}


def called(function: ast.AST) -> set[str]:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {getattr(one, "id", getattr(one, "attr", "")) for one in calls}


def functions():
    for floor in FLOORS:
        for path in (ROOT / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    yield f"{path.relative_to(ROOT)}:{node.name}", called(node)


def test_every_download_is_people_written_down_or_known_to_be_something_else():
    silent = {
        name
        for name, calls in functions()
        if calls & LEAVING and not calls & {"note_file", "export_people"}
    }

    assert sorted(silent - {*NOT_PEOPLE}) == []
