"""Rules of the house that no linter knows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FLOORS = [
    "common", "organisations", "accounts", "notices", "trainees", "courses", "certificates", "reports", "cms", "config",
]  # fmt: skip
CODE = [
    path
    for floor in FLOORS
    for path in (ROOT / floor).rglob("*.py")
    if "migrations" not in path.parts
]
TEMPLATES = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.html")]


def lines(path: Path):
    return enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)


def test_state_is_assigned_in_one_place_only():
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in CODE
        if path != ROOT / "common" / "states.py"
        for number, line in lines(path)
        if re.search(r"\.state = ", line)
    ]

    assert found == []


def test_there_are_no_signals_between_our_own_models():
    found = [
        str(path.relative_to(ROOT))
        for path in CODE
        if re.search(r"@receiver|\.connect\(", path.read_text(encoding="utf-8"))
    ]

    # Wagtail offers no other hook on every route; and its tree is planted after each migrate.
    assert sorted(found) == ["cms/apps.py", "cms/receivers.py"]


def test_templates_name_no_floor_above_their_own():
    tag = re.compile(r"""{%-?\s*(?:include|extends|url)\s+["'](\w+)[:/]""")
    found = [
        f"{path.relative_to(ROOT)}:{number} names {floor}"
        for path in TEMPLATES
        for number, line in lines(path)
        for floor in tag.findall(line)
        if floor in FLOORS
        and FLOORS.index(floor) > FLOORS.index(path.relative_to(ROOT).parts[0])
        and "menu" not in line
    ]

    assert found == []


def test_templates_carry_no_inline_script_or_style():
    inline = re.compile(r""" style=["']|<style|<script(?![^>]*\bsrc=)|\son\w+=["']""")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in TEMPLATES
        for number, line in lines(path)
        if inline.search(line)
    ]

    assert found == []


def test_no_page_calls_a_third_party():
    outside = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//(?!www\.w3\.org)""")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in TEMPLATES
        for number, line in lines(path)
        if outside.search(line)
    ]

    assert found == []


@pytest.mark.parametrize("target", ["make run", "make test"])
def test_the_two_commands_of_the_readme_are_targets_of_the_makefile(target):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert target in readme
    assert f"\n{target.removeprefix('make ')}:" in makefile


def test_certificates_are_never_called_by_the_wrong_word():
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in [*TEMPLATES, *CODE]
        for number, line in lines(path)
        if "chứng chỉ" in line.lower()
    ]

    assert found == []


def test_no_migration_is_missing():
    answer = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stdout
