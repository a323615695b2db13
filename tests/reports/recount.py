"""An independent recount: raw rows by plain SQL, counted by plain loops. It shares no code with reports.queries."""

from collections import defaultdict
from datetime import datetime

from django.db import connection


def rows(table: str) -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- a literal of this file
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def aware(value):
    """Raw SQLite gives text in UTC, raw PostgreSQL gives moments."""
    from datetime import UTC

    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def history_of(app: str, model: str) -> dict[int, list[tuple[datetime, int, str, str]]]:
    kinds = {(kind["app_label"], kind["model"]): kind["id"] for kind in rows("django_content_type")}
    found = defaultdict(list)
    for change in rows("common_statechange"):
        if change["subject_type_id"] == kinds.get((app, model)):
            found[change["subject_id"]].append(
                (aware(change["at"]), change["id"], change["before"], change["after"])
            )
    return {subject: sorted(changes) for subject, changes in found.items()}


def last_before(changes, as_of: datetime) -> str:
    held = ""
    for at, _id, _before, after in changes:
        if at <= as_of:
            held = after
    return held


def presence_at(mark: dict, changes, as_of: datetime) -> str | None:
    if aware(mark["marked_at"]) > as_of:
        return None
    for at, _id, before, _after in changes:
        if at > as_of:
            return before
    return mark["presence"]


# One long plain loop on purpose: it must be readable beside the decree, and share nothing with the code it checks.
def recount(  # noqa: C901 -- as said above
    as_of: datetime, dimension: str
) -> dict[str, dict[tuple[str, str], int]]:
    """{row label or key: {(measure, basis): number}} for one of the board's dimensions, over everything."""
    enrolment_changes = history_of("courses", "enrolment")
    certificate_changes = history_of("certificates", "certificate")
    mark_changes = history_of("courses", "attendance")
    runs = {run["id"]: run for run in rows("courses_courserun")}
    trainees = {trainee["id"]: trainee for trainee in rows("trainees_trainee")}
    successors = defaultdict(list)
    for link in rows("organisations_unitsuccession"):
        successors[link["predecessor_id"]].append((link["successor_id"], link["relation"]))
    with_sessions = {session["course_run_id"] for session in rows("courses_classsession")}
    present = defaultdict(int)
    for mark in rows("courses_attendance"):
        if presence_at(mark, mark_changes.get(mark["id"], []), as_of) in ("present", "late"):
            present[mark["enrolment_id"]] += 1
    done = defaultdict(int)
    for completion in rows("courses_activitycompletion"):
        if completion["state"] in ("complete", "complete_pass"):
            done[completion["enrolment_id"]] += aware(completion["completed_at"]) <= as_of
    certified = {
        certificate["enrolment_id"]
        for certificate in rows("certificates_certificate")
        if last_before(certificate_changes.get(certificate["id"], []), as_of) == "issued"
    }

    def unit_today(unit_id):
        start = unit_id
        while ways := successors.get(unit_id, []):
            if len(ways) > 1 or ways[0][1] == "part":
                return start
            unit_id = ways[0][0]
        return unit_id

    people, lots = defaultdict(lambda: defaultdict(set)), defaultdict(lambda: defaultdict(set))
    for enrolment in rows("courses_enrolment"):
        state = last_before(enrolment_changes.get(enrolment["id"], []), as_of)
        run = runs[enrolment["course_run_id"]]
        took_part = present[enrolment["id"]] > 0 or (
            run["id"] not in with_sessions and done[enrolment["id"]] > 0
        )
        counts = {
            "tham-du": state in ("confirmed", "completed", "failed") and took_part,
            "hoan-thanh": state == "completed",
            "cap-giay": state == "completed" and enrolment["id"] in certified,
        }
        trainee = trainees[enrolment["trainee_id"]]
        person = trainee["merged_into_id"] or trainee["id"]
        key = {
            "": "",
            "doi-tuong": str(enrolment["category_id"]),
            "co-quan": str(enrolment["organisation_id"]),
            "dia-ban": str(enrolment["unit_id"]),
            "dia-ban-nay": str(enrolment["unit_id"] and unit_today(enrolment["unit_id"])),
            "nam": str(run["ends_on"])[:4],
            "nhiem-vu": str(run["plan_task_id"]),
        }[dimension]
        key = "khong" if key == "None" else key
        for basis, counted in counts.items():
            if counted:
                people[key][basis].add(person)
                lots[key][basis].add((person, run["id"]))
    return {
        key: {
            (measure, basis): len((people if measure == "nguoi" else lots)[key][basis])
            for measure in ("nguoi", "luot")
            for basis in ("tham-du", "hoan-thanh", "cap-giay")
        }
        for key in people
    }
