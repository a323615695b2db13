"""Addresses of plans and tasks."""

from django.urls import URLPattern, path

from courses.views import plans

urlpatterns: list[URLPattern] = [
    path("ke-hoach/", plans.plan_list, name="plan_list"),
    path("ke-hoach/<slug:code>/", plans.plan_detail, name="plan_detail"),
    path(
        "ke-hoach/<slug:code>/nhiem-vu/<str:task>/", plans.plan_task_detail, name="plan_task_detail"
    ),
]
