"""Addresses of the figures."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("thong-ke/", views.board, name="board"),
    path("thong-ke/danh-sach/", views.board_people, name="board_people"),
]
