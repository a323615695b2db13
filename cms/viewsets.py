"""The question bank and the legal documents in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.models import LegalDocument, Question, QuestionCategory


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = _("Câu hỏi")
    list_display = [
        "__str__",
        "category",
        Column("get_kind_display", label=_("Loại"), sort_key="kind"),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    list_filter = ["category", "kind", "live"]
    list_per_page = 50
    ordering = ["category__name", "pk"]
    url_prefix = "cau-hoi"


class QuestionCategoryViewSet(SnippetViewSet):
    model = QuestionCategory
    icon = "folder-open-inverse"
    menu_label = _("Nhóm câu hỏi")
    list_display = ["name"]
    url_prefix = "nhom-cau-hoi"


class QuestionBank(SnippetViewSetGroup):
    items = (QuestionViewSet, QuestionCategoryViewSet)
    menu_label = _("Ngân hàng câu hỏi")
    menu_icon = "help"
    menu_order = 150


class LegalDocumentViewSet(SnippetViewSet):
    model = LegalDocument
    icon = "doc-full-inverse"
    menu_label = _("Văn bản pháp luật")
    menu_order = 160
    add_to_admin_menu = True
    list_display = ["number", "title", "issued_on", "changed_on"]
    list_filter = ["changed_on"]
    url_prefix = "van-ban"
