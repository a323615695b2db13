from django.urls import URLPattern, path

from courses.views import attendance

urlpatterns: list[URLPattern] = [
    path(
        "lop-hoc/<slug:code>/diem-danh/",
        attendance.attendance_overview,
        name="attendance_overview",
    ),
    path(
        "lop-hoc/<slug:code>/diem-danh/<slug:session>/",
        attendance.attendance_sheet,
        name="attendance_sheet",
    ),
]
