"""Addresses of nominations, enrolments and the public catalogue of runs."""

from django.urls import URLPattern, path

from courses.views import catalogue, enrolments, nomination_lists, nominations

RUN = "lop-hoc/<slug:code>"
ONE = f"{RUN}/ghi-danh/<str:token>"
LISTS = f"{RUN}/cu-hoc-vien/tep"

urlpatterns: list[URLPattern] = [
    path(f"{RUN}/ghi-danh/", enrolments.enrolment_list, name="enrolment_list"),
    path(f"{RUN}/ghi-danh/xu-ly/", enrolments.enrolment_decide, name="enrolment_decide"),
    path(f"{ONE}/", enrolments.enrolment_detail, name="enrolment_detail"),
    path(f"{ONE}/duyet/", enrolments.enrolment_confirm, name="enrolment_confirm"),
    path(f"{ONE}/danh-sach-cho/", enrolments.enrolment_waitlist, name="enrolment_waitlist"),
    path(f"{ONE}/khong-tiep-nhan/", enrolments.enrolment_decline, name="enrolment_decline"),
    path(f"{ONE}/tra-lai/", enrolments.enrolment_return, name="enrolment_return"),
    path(f"{ONE}/cu-lai/", enrolments.enrolment_renominate, name="enrolment_renominate"),
    path(f"{ONE}/rut/", enrolments.enrolment_withdraw, name="enrolment_withdraw"),
    path(f"{RUN}/cu-hoc-vien/", nominations.nomination_create, name="nomination_create"),
    path(
        f"{RUN}/cu-hoc-vien/nguoi-moi/",
        nominations.nomination_new_person,
        name="nomination_new_person",
    ),
    path(
        f"{RUN}/cu-hoc-vien/tep-mau/",
        nomination_lists.nomination_template,
        name="nomination_template",
    ),
    path(f"{LISTS}/", nomination_lists.nomination_upload, name="nomination_upload"),
    path(f"{LISTS}/<str:token>/", nomination_lists.nomination_preview, name="nomination_preview"),
    path(
        f"{LISTS}/<str:token>/xac-nhan/",
        nomination_lists.nomination_confirm,
        name="nomination_confirm",
    ),
    path(
        f"{LISTS}/<str:token>/ket-qua/",
        nomination_lists.nomination_result,
        name="nomination_result",
    ),
    path(
        f"{LISTS}/<str:token>/tep-goc/",
        nomination_lists.nomination_original,
        name="nomination_original",
    ),
    path("lop-dang-nhan-dang-ky/", catalogue.run_catalogue, name="run_catalogue"),
    path(
        "lop-dang-nhan-dang-ky/<slug:code>/", catalogue.enrolment_request, name="enrolment_request"
    ),
]
