"""The kinds of people, kept by the administrator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import AuthedRequest
from common.lists import export_response, is_export, list_page
from common.models import StateChange
from common.refusals import Refused, require
from trainees import rules
from trainees.actions import categories
from trainees.forms.categories import CategoryForm
from trainees.models import AudienceCategory
from trainees.recognition_columns import CATEGORY_COLUMNS


@require_GET
def category_list(request: AuthedRequest) -> HttpResponse:
    require(rules.may_keep_categories(request.user))
    rows = AudienceCategory.objects.for_list(timezone.localdate())
    listing = list_page(request, rows, CATEGORY_COLUMNS, default_order="thu-tu")
    if is_export(request):
        titles = [_("DANH MỤC ĐỐI TƯỢNG")]
        return export_response("doi-tuong", CATEGORY_COLUMNS, listing.stream(), titles)
    # A sheet has room for these; the screen shows them in the notes under the others.
    head = [cell for cell in listing.head if cell.key not in ("thu-tu", "khoi", "cong-khai")]
    context = {"listing": listing, "head": head}
    return render(request, "trainees/category_list.html", context)


@require_http_methods(["GET", "POST"])
def category_create(request: AuthedRequest) -> HttpResponse:
    require(rules.may_keep_categories(request.user))
    form = CategoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            categories.create(**form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã thêm đối tượng."))
            return redirect("trainees:category_list")
    return render(request, "trainees/category_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def category_edit(request: AuthedRequest, code: str) -> HttpResponse:
    require(rules.may_keep_categories(request.user))
    category = get_object_or_404(AudienceCategory, code=code)
    form = CategoryForm(request.POST or None, instance=category)
    if request.method == "POST" and form.is_valid():
        try:
            categories.update(category, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã lưu đối tượng."))
            return redirect("trainees:category_list")
    history = StateChange.objects.of(category).for_history()
    context = {"form": form, "category": category, "history": history}
    return render(request, "trainees/category_edit.html", context)
