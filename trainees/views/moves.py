"""A decree with the people in it: apply, undo, what is left to do, and the queue of those who must be asked."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import AuthedRequest
from common.lists import Column, list_page
from common.refusals import Refused, require
from common.templatetags.ui import vn_number
from organisations.actions.reorganisations import effect_of
from organisations.models import Organisation, Reorganisation
from organisations.plan_facts import problems_of
from organisations.querysets import OrganisationQuerySet
from trainees import rules
from trainees.actions import grants as grant_actions
from trainees.actions import moves as actions
from trainees.forms.moves import DestinationForm, MoveFilterForm, UndoForm
from trainees.models import Spokesperson, Trainee
from trainees.querysets.moves import destinations, grants_at_ended, people_ahead, waiting

COLUMNS = [
    Column("ten", gettext_lazy("Họ và tên"), ("sort_key",)),
    Column("sinh", gettext_lazy("Ngày sinh"), ("birth_year", "birth_month", "birth_day")),
    Column("chuc-vu", gettext_lazy("Chức vụ, chức danh")),
    Column("co-quan", gettext_lazy("Cơ quan cũ"), ("organisation__search_key", "sort_key")),
]
MOST_SHOWN = 30


@require_http_methods(["GET", "POST"])
def reorganisation_apply(request: AuthedRequest, token: str) -> HttpResponse:
    """GET shows in numbers what will happen; POST does it."""
    decree = _decree(request, token)
    if request.method == "POST":
        try:
            done = actions.apply(decree, by=request.user)
        except Refused as refused:
            return _refused(request, decree, refused)
        messages.success(request, _applied_in_words(done))
        return redirect("trainees:reorganisation_rest", decree.token)
    if not decree.is_open:
        messages.info(request, _("Văn bản này đã được thực hiện."))
        return redirect(decree)
    if problems_of(decree):
        messages.error(request, _("Chưa thực hiện được. Xem các vấn đề cần xử lý."))
        return redirect(decree)
    context = {
        "heading": _("Thực hiện sắp xếp"),
        "question": _("Thực hiện văn bản %(number)s?") % {"number": decree.number},
        "happenings": _ahead(decree),
        "verb": _("Thực hiện sắp xếp"),
        "back_url": decree.get_absolute_url(),
    }
    return render(request, "common/_confirm.html", context)


@require_http_methods(["GET", "POST"])
def reorganisation_undo(request: AuthedRequest, token: str) -> HttpResponse:
    decree = _decree(request, token)
    form = UndoForm(request.POST or None)
    if form.is_valid():
        try:
            back = actions.undo(decree, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            return _refused(request, decree, refused)
        words = _("Đã hoàn tác văn bản. %(n)d người đã trở về cơ quan cũ.")
        messages.success(request, words % {"n": back})
        return redirect(decree)
    context = {
        "heading": _("Hoàn tác sắp xếp"),
        "question": _("Hoàn tác văn bản %(number)s?") % {"number": decree.number},
        "happenings": [
            _("Đơn vị, cơ quan mới bị xóa; đơn vị, cơ quan cũ hoạt động trở lại."),
            _("Người đã chuyển theo văn bản trở về cơ quan cũ."),
            _("Vai trò đã chuyển theo cả cơ quan trở về cơ quan cũ."),
            _("Hệ thống từ chối nếu đơn vị, cơ quan mới đã được dùng vào việc khác."),
        ],
        "verb": _("Hoàn tác sắp xếp"),
        "back_url": decree.get_absolute_url(),
        "form": form,
        "is_dangerous": True,
    }
    return render(request, "common/_confirm.html", context)


@require_GET
def reorganisation_rest(request: AuthedRequest, token: str) -> HttpResponse:
    """What applying cannot decide: roles and spokespersons of ended agencies, and people of split ones."""
    decree = _decree(request, token)
    ended = grants_at_ended(decree).for_detail().select_related("user")
    whole = set(decree.organisation_links.as_a_whole().values_list("predecessor", flat=True))
    grants = list(ended.order_by("organisation__search_key", "role", "pk"))
    context = {
        "decree": decree,
        "grants": grants,
        "may_lead": not decree.is_open
        and any(one.organisation_id in whole and not one.valid_to for one in grants),
        "speakers": Spokesperson.objects.visible_to(request.user).at_ended(decree).for_list(),
        "asked": waiting(Trainee.objects.visible_to(request.user).current(), decree).count(),
    }
    return render(request, "trainees/reorganisation_rest.html", context)


@require_POST
def reorganisation_grants(request: AuthedRequest, token: str) -> HttpResponse:
    """Lead the roles at agencies that went as a whole."""
    decree = _decree(request, token)
    try:
        given = grant_actions.lead(decree, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        words = _("Đã giao %(n)d vai trò ở cơ quan kế tục.")
        messages.success(request, words % {"n": given})
    return redirect("trainees:reorganisation_rest", decree.token)


@require_GET
def move_list(request: AuthedRequest) -> HttpResponse:
    """People to be asked. With an agency chosen, its people are ticked and sent to one of its successors."""
    require(rules.may_list(request.user))
    people = waiting(Trainee.objects.visible_to(request.user).current())
    form = MoveFilterForm(request.GET, people=people)
    agency = form.agency
    may_choose = agency is not None and rules.may_choose_agency(request.user, agency)
    context = {
        "listing": list_page(
            request, people.for_list(), COLUMNS, form=form, default_order="co-quan"
        ),
        "agency": agency,
        "destination": DestinationForm(agencies=destinations(agency))
        if agency and may_choose
        else None,
    }
    return render(request, "trainees/move_list.html", context)


@require_POST
def move_choose(request: AuthedRequest) -> HttpResponse:
    """``chon``: tokens of people; ``den``: the agency chosen for them."""
    tokens = set(request.POST.getlist("chon"))
    visible = Trainee.objects.visible_to(request.user).current()
    people = list(visible.filter(token__in=tokens).select_related("organisation__unit"))
    if len(people) < len(tokens):
        raise Http404
    agencies = {person.organisation_id: person.organisation for person in people}
    require(all(rules.may_choose_agency(request.user, agency) for agency in agencies.values()))
    form = DestinationForm(request.POST, agencies=_destinations_of(list(agencies.values())))
    if not form.is_valid():
        messages.error(request, _("Đánh dấu người cần chuyển và chọn cơ quan nơi họ chuyển đến."))
    else:
        _choose(request, people, form.cleaned_data["den"])
    first = next(iter(agencies), None)
    query = f"?{urlencode({'don_vi': first})}" if first else ""
    return redirect(reverse("trainees:move_list") + query)


def _choose(request: AuthedRequest, people: list[Trainee], agency: Organisation) -> None:
    try:
        done = actions.choose(people, agency, by=request.user)
    except Refused as refused:
        for line in (refused.message, *refused.details):
            messages.error(request, line)
    else:
        words = _("Đã chuyển %(n)d người về %(agency)s.")
        messages.success(request, words % {"n": done, "agency": agency})


def _destinations_of(agencies: list[Organisation]) -> OrganisationQuerySet:
    return destinations(agencies[0]) if agencies else Organisation.objects.none()


def _decree(request: AuthedRequest, token: str) -> Reorganisation:
    visible = Reorganisation.objects.visible_to(request.user)
    decree = get_object_or_404(visible, token=token)
    require(rules.may_apply_reorganisation(request.user, decree))
    return decree


def _refused(request: AuthedRequest, decree: Reorganisation, refused: Refused) -> HttpResponse:
    """A refusal with its reasons; a long plan can have hundreds, its page lists them."""
    for line in (refused.message, *refused.details[:MOST_SHOWN]):
        messages.error(request, line)
    return redirect(decree)


def _ahead(decree: Reorganisation) -> list[str]:
    """What applying will do, in numbers."""
    effect = effect_of(decree)
    led, asked = people_ahead(decree)
    facts = {
        **vars(effect),
        "led": led,
        "asked": asked,
        "grants": grants_at_ended(decree).count(),
        "eve": f"{decree.eve:%d/%m/%Y}",
        "day": f"{decree.effective_on:%d/%m/%Y}",
    }
    shown = {name: vn_number(n) if isinstance(n, int) else n for name, n in facts.items()}
    lines = (
        _("%(units_closed)s đơn vị hành chính kết thúc ngày %(eve)s."),
        _("%(units_made)s đơn vị hành chính mới từ ngày %(day)s."),
        _("%(organisations_closed)s cơ quan kết thúc, %(organisations_made)s cơ quan mới."),
        _("%(led)s người chuyển theo cả cơ quan; các lớp đã học giữ cơ quan cũ."),
        _("%(asked)s người ở cơ quan bị tách hoặc bãi bỏ, sẽ hỏi từng người."),
        _("%(grants)s vai trò gắn với cơ quan kết thúc, cần giao lại sau khi thực hiện."),
    )
    return [line % shown for line in lines]


def _applied_in_words(done: actions.Applied) -> str:
    words = _(
        "Đã thực hiện: %(closed)d đơn vị kết thúc, %(made)d đơn vị mới, %(moved)d người đã chuyển cơ quan."
    )
    facts = {
        "closed": done.effect.units_closed,
        "made": done.effect.units_made,
        "moved": done.moved,
    }
    return words % facts
