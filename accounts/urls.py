"""Addresses of accounts; signing in itself is allauth's, under /tai-khoan/."""

from django.urls import path

from accounts.views import disclosures, grants, kept_post, users

app_name = "accounts"
urlpatterns = [
    path("tiep-tuc/", kept_post.kept_post, name="kept_post"),
    path("tiep-tuc/bo/", kept_post.kept_post_drop, name="kept_post_drop"),
    path("nhat-ky-truy-cap/", disclosures.disclosure_list, name="disclosure_list"),
    path("nguoi-dung/", users.user_list, name="user_list"),
    path("nguoi-dung-moi/", users.user_create, name="user_create"),
    path("nguoi-dung/<str:username>/", users.user_detail, name="user_detail"),
    path("nguoi-dung/<str:username>/sua/", users.user_edit, name="user_edit"),
    path("nguoi-dung/<str:username>/khoa/", users.user_deactivate, name="user_deactivate"),
    path("nguoi-dung/<str:username>/mo-lai/", users.user_activate, name="user_activate"),
    path(
        "nguoi-dung/<str:username>/duong-dan-mat-khau/",
        users.password_link_create,
        name="password_link_create",
    ),
    path("nguoi-dung/<str:username>/vai-tro/giao/", grants.grant_create, name="grant_create"),
    path(
        "nguoi-dung/<str:username>/vai-tro/<int:pk>/ket-thuc/", grants.grant_end, name="grant_end"
    ),
]
