"""Addresses of notices, of their words and of the outbox."""

from django.urls import path

from notices.views import mails, notices, templates

app_name = "notices"
TEMPLATE = "mau-thong-bao/<slug:province>/<slug:kind>"
urlpatterns = [
    path("thong-bao/", notices.notice_list, name="notice_list"),
    path("thong-bao/da-doc/", notices.notice_read_all, name="notice_read_all"),
    path("thong-bao/<str:token>/", notices.notice_detail, name="notice_detail"),
    path("thong-bao/<str:token>/da-doc/", notices.notice_read, name="notice_read"),
    path("mau-thong-bao/", templates.template_list, name="template_list"),
    path(f"{TEMPLATE}/", templates.template_edit, name="template_edit"),
    path(f"{TEMPLATE}/mac-dinh/", templates.template_reset, name="template_reset"),
    path("thu-gui-di/", mails.mail_list, name="mail_list"),
    path("thu-gui-di/gui-lai/", mails.mail_retry_all, name="mail_retry_all"),
    path("thu-gui-di/<str:token>/", mails.mail_detail, name="mail_detail"),
    path("thu-gui-di/<str:token>/gui-lai/", mails.mail_retry, name="mail_retry"),
]
