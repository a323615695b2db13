from django.urls import URLPattern, path

from courses.views import course_runs, results, run_parts

urlpatterns: list[URLPattern] = [
    path("lop-hoc/", course_runs.course_run_list, name="course_run_list"),
    path("lop-hoc/lap-lop-moi/", course_runs.course_run_create, name="course_run_create"),
    path("lop-hoc/<slug:code>/", course_runs.course_run_detail, name="course_run_detail"),
    path("lop-hoc/<slug:code>/sua/", course_runs.course_run_edit, name="course_run_edit"),
    path(
        "lop-hoc/<slug:code>/mo-nhan-danh-sach/",
        course_runs.course_run_open,
        name="course_run_open",
    ),
    path("lop-hoc/<slug:code>/khai-giang/", course_runs.course_run_start, name="course_run_start"),
    path("lop-hoc/<slug:code>/ket-thuc/", course_runs.course_run_close, name="course_run_close"),
    path("lop-hoc/<slug:code>/huy/", course_runs.course_run_cancel, name="course_run_cancel"),
    path("lop-hoc/<slug:code>/luu-tru/", course_runs.course_run_archive, name="course_run_archive"),
    path("lop-hoc/<slug:code>/buoi-hoc/", run_parts.session_list, name="session_list"),
    path("lop-hoc/<slug:code>/buoi-hoc/lap-lich/", run_parts.session_plan, name="session_plan"),
    path(
        "lop-hoc/<slug:code>/buoi-hoc/<slug:session>/xoa/",
        run_parts.session_remove,
        name="session_remove",
    ),
    path("lop-hoc/<slug:code>/chi-tieu/", run_parts.quota_list, name="quota_list"),
    path("lop-hoc/<slug:code>/chi-tieu/thu-hoi/", run_parts.quota_release, name="quota_release"),
    path("lop-hoc/<slug:code>/giang-vien/", run_parts.run_trainer_list, name="run_trainer_list"),
    path(
        "lop-hoc/<slug:code>/giang-vien/bo/",
        run_parts.run_trainer_remove,
        name="run_trainer_remove",
    ),
    path("lop-hoc/<slug:code>/ket-qua/", results.course_run_results, name="course_run_results"),
    path(
        "lop-hoc/<slug:code>/ket-qua/<str:token>/dieu-chinh/",
        results.completion_correct,
        name="completion_correct",
    ),
]
