"""Addresses of the flow, one module a noun."""

from courses.urls import attendance, course_runs, enrolments, plans

app_name = "courses"
urlpatterns = [
    *plans.urlpatterns,
    *course_runs.urlpatterns,
    *enrolments.urlpatterns,
    *attendance.urlpatterns,
]
