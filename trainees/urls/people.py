"""Addresses of people and their accounts."""

from django.urls import URLPattern, path

from trainees.views import claims, trainees

urlpatterns: list[URLPattern] = [
    path("hoc-vien/", trainees.trainee_list, name="trainee_list"),
    path("hoc-vien/them/", trainees.trainee_create, name="trainee_create"),
    path("hoc-vien/<str:token>/", trainees.trainee_detail, name="trainee_detail"),
    path("hoc-vien/<str:token>/sua/", trainees.trainee_edit, name="trainee_edit"),
    path("hoc-vien/<str:token>/ma-tai-khoan/", claims.claim_create, name="claim_create"),
    path("nhan-tai-khoan/", claims.account_claim, name="account_claim"),
]
