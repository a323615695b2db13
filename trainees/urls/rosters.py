"""Addresses of rosters that come in as files."""

from django.urls import URLPattern, path

from trainees.views import roster_files, rosters

urlpatterns: list[URLPattern] = [
    path("hoc-vien/danh-sach/", rosters.roster_list, name="roster_list"),
    path("hoc-vien/danh-sach/tai-len/", rosters.roster_upload, name="roster_upload"),
    path("hoc-vien/danh-sach/tep-mau/", roster_files.roster_template, name="roster_template"),
    path("hoc-vien/danh-sach/<str:token>/", rosters.roster_preview, name="roster_preview"),
    path("hoc-vien/danh-sach/<str:token>/xac-dinh/", rosters.roster_decide, name="roster_decide"),
    path("hoc-vien/danh-sach/<str:token>/ghi/", rosters.roster_confirm, name="roster_confirm"),
    path(
        "hoc-vien/danh-sach/<str:token>/tien-do/", rosters.roster_progress, name="roster_progress"
    ),
    path(
        "hoc-vien/danh-sach/<str:token>/da-kiem-tra/",
        roster_files.roster_corrected,
        name="roster_corrected",
    ),
    path(
        "hoc-vien/danh-sach/<str:token>/tep-goc/",
        roster_files.roster_original,
        name="roster_original",
    ),
]
