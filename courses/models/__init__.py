"""The flow: plan, course, run, enrolment, attendance, learning, completion."""

from courses.models.attendance import Attendance, Presence
from courses.models.catalogue import Activity, ActivityKind, CompletionRule, Course, Module
from courses.models.completions import Completion
from courses.models.course_runs import (
    ClassSession,
    CourseRun,
    DayPart,
    DeliveryMode,
    Quota,
    RunTrainer,
)
from courses.models.enrolments import Enrolment, EnrolmentSource, NominationList
from courses.models.learning import ActivityCompletion, Attempt
from courses.models.plans import PartyRole, PlanTask, PlanTaskParty, TaskGroup, TrainingPlan

__all__ = [
    "Activity",
    "ActivityCompletion",
    "ActivityKind",
    "Attempt",
    "Attendance",
    "ClassSession",
    "Completion",
    "CompletionRule",
    "Course",
    "CourseRun",
    "DayPart",
    "DeliveryMode",
    "Enrolment",
    "EnrolmentSource",
    "Module",
    "NominationList",
    "PartyRole",
    "PlanTask",
    "PlanTaskParty",
    "Presence",
    "Quota",
    "RunTrainer",
    "TaskGroup",
    "TrainingPlan",
]
