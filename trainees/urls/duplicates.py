"""Addresses of records that may be one person, and of merges."""

from django.urls import URLPattern, path

from trainees.views import duplicates, merges

urlpatterns: list[URLPattern] = [
    path("hoc-vien/nghi-trung/", duplicates.duplicate_list, name="duplicate_list"),
    path("hoc-vien/nghi-trung/tim/", duplicates.duplicate_find, name="duplicate_find"),
    path("hoc-vien/nghi-trung/tien-do/", duplicates.duplicate_progress, name="duplicate_progress"),
    path("hoc-vien/nghi-trung/da-gop/", merges.merge_list, name="merge_list"),
    path("hoc-vien/nghi-trung/da-gop/<str:token>/tach/", merges.merge_undo, name="merge_undo"),
    path("hoc-vien/nghi-trung/<str:token>/", duplicates.duplicate_detail, name="duplicate_detail"),
    path(
        "hoc-vien/nghi-trung/<str:token>/gop/", duplicates.duplicate_merge, name="duplicate_merge"
    ),
    path(
        "hoc-vien/nghi-trung/<str:token>/hai-nguoi/",
        duplicates.duplicate_tell_apart,
        name="duplicate_tell_apart",
    ),
    path("hoc-vien/<str:token>/gop/", merges.merge_create, name="merge_create"),
    path(
        "hoc-vien/<str:token>/de-nghi-gop/",
        duplicates.duplicate_propose,
        name="duplicate_propose",
    ),
]
