"""A quiz: its first page, an attempt, and the result. Answers leave the server only after the end."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import AuthedRequest
from cms.classroom import Classroom, enter
from cms.models import QuizPage
from cms.papers import draw
from common.refusals import Refused, require
from courses import marking
from courses.actions import learning
from courses.models import Attempt
from courses.querysets.learning import Step, attempts_of
from courses.states import AttemptState

# Names of fields in the attempt's form: the questions it shows, and "hand in although some are empty".
SHOWN = "hoi"
ANYWAY = "chac-chan"


class Desk(NamedTuple):
    """One attempt of mine, and the room it stands in."""

    room: Classroom
    step: Step
    attempt: Attempt

    @property
    def address(self) -> tuple[str, str, str]:
        return self.room.run.code, self.room.page_of(self.step).path, self.attempt.token


def show_quiz(request: AuthedRequest, room: Classroom, step: Step) -> HttpResponse:
    """The rules, the attempts so far, and the button to begin."""
    page = get_object_or_404(QuizPage, pk=room.page_of(step).page_id)
    activity = room.activity(step)
    attempts = attempts_of(room.enrolment, activity) if room.enrolment else []
    allowed = activity.attempts_allowed
    context = {
        **room.around(step),
        "page": page,
        "activity": activity,
        "attempts": [(one, _mark_of(one)) for one in attempts],
        "pass_mark": marking.out_of_ten(page.pass_percent),
        "going_on": next((one for one in attempts if is_open(one)), None),
        "attempts_left": None if not allowed else max(0, allowed - len(attempts)),
    }
    return render(request, "cms/learning/quiz.html", context)


@require_POST
def quiz_start(request: AuthedRequest, code: str, path: str) -> HttpResponse:
    room = enter(request.user, code)
    step = room.step_at(path)
    require(room.enrolment is not None)
    source = room.page_of(step)
    page = get_object_or_404(QuizPage, pk=source.page_id)
    attempt = learning.start_attempt(
        room.enrolment,
        room.activity(step),
        paper=draw(page, seed=secrets.randbits(31)),
        content_version=source.version,
        by=request.user,
    )
    return redirect("cms:quiz_attempt", code, path, attempt.token)


@require_safe
def quiz_attempt(request: AuthedRequest, code: str, path: str, token: str) -> HttpResponse:
    desk = _sit_down(request, code, path, token)
    if not is_open(desk.attempt):
        return redirect("cms:quiz_result", *desk.address)
    return _show_attempt(request, desk, desk.attempt.answers)


@require_POST
def quiz_save(request: AuthedRequest, code: str, path: str, token: str) -> HttpResponse:
    """Keep the answers; for the script as JSON ``{"message"}``, 409 when they cannot be kept."""
    desk = _sit_down(request, code, path, token)
    is_script = request.accepts("application/json") and not request.accepts("text/html")
    try:
        learning.save_answers(desk.attempt, _sent(request))
    except Refused as refusal:
        if is_script:
            return JsonResponse({"message": refusal.message}, status=409)
        return _kept_in_the_form(request, desk, refusal)
    saved = _("Đã lưu lúc %(time)s.") % {"time": f"{timezone.localtime():%H:%M}"}
    if is_script:
        return JsonResponse({"message": saved})
    messages.success(request, saved)
    return redirect("cms:quiz_attempt", *desk.address)


@require_POST
def quiz_submit(request: AuthedRequest, code: str, path: str, token: str) -> HttpResponse:
    """Hand in. Asks once while questions are empty and there is still time to answer them."""
    desk = _sit_down(request, code, path, token)
    if not is_open(desk.attempt):
        messages.info(request, _("Bài này đã nộp trước đó. Kết quả như bên dưới."))
        return redirect("cms:quiz_result", *desk.address)
    now = timezone.now()
    is_late = learning.is_late(desk.attempt, now)
    try:
        if ANYWAY not in request.POST and _has_time(desk.attempt, now):
            saved = learning.save_answers(desk.attempt, _sent(request), at=now)
            empty = marking.unanswered(saved.paper, saved.answers)
            if empty:
                return _ask(request, desk, empty)
        learning.submit_attempt(desk.attempt, _sent(request), by=request.user, at=now)
    except Refused as refusal:
        return _kept_in_the_form(request, desk, refusal)
    if is_late:
        messages.warning(
            request, _("Bài nộp khi đã hết giờ: chỉ chấm các câu đã lưu trước khi hết giờ.")
        )
    return redirect("cms:quiz_result", *desk.address)


@require_safe
def quiz_result(request: AuthedRequest, code: str, path: str, token: str) -> HttpResponse:
    """The mark, and every question with what was chosen, what was right, and why."""
    desk = _sit_down(request, code, path, token)
    attempt = desk.attempt
    if attempt.state != AttemptState.FINISHED:
        return redirect("cms:quiz_attempt", *desk.address)
    allowed = attempt.activity.attempts_allowed
    used = len(attempts_of(desk.room.enrolment, attempt.activity))
    context = {
        **desk.room.around(desk.step),
        "attempt": attempt,
        "is_pass": marking.is_pass(attempt.paper, attempt.mark_percent),
        "mark": marking.out_of_ten(attempt.mark_percent),
        "pass_mark": marking.out_of_ten(attempt.paper["pass_percent"]),
        "questions": marking.review(attempt.paper, attempt.answers, attempt.results),
        "attempts_left": None if not allowed else max(0, allowed - used),
    }
    return render(request, "cms/learning/quiz_result.html", context)


def is_open(attempt: Attempt) -> bool:
    return attempt.state in (AttemptState.IN_PROGRESS, AttemptState.OVERDUE)


def _mark_of(attempt: Attempt) -> str:
    return "" if attempt.mark_percent is None else marking.out_of_ten(attempt.mark_percent)


def _sit_down(request: AuthedRequest, code: str, path: str, token: str) -> Desk:
    room = enter(request.user, code)
    step = room.step_at(path)
    own = Attempt.objects.visible_to(request.user).select_related("enrolment", "activity")
    attempt = get_object_or_404(
        own, token=token, activity_id=step.activity.pk, enrolment=room.enrolment
    )
    return Desk(room, step, attempt)


def _sent(request: AuthedRequest) -> dict[str, list[str]]:
    """The answers of every question that the form showed; one without a tick was left empty."""
    return {key: request.POST.getlist(key) for key in request.POST.getlist(SHOWN)}


def _has_time(attempt: Attempt, now: datetime) -> bool:
    return attempt.due_at is None or now <= attempt.due_at


def _show_attempt(
    request: AuthedRequest, desk: Desk, answers: Mapping[str, list[str]], status: int = 200
) -> HttpResponse:
    now = timezone.now()
    due_at = desk.attempt.due_at
    context = {
        **desk.room.around(desk.step),
        "attempt": desk.attempt,
        "is_late": learning.is_late(desk.attempt, now),
        "minutes_left": max(0, int((due_at - now).total_seconds() // 60)) if due_at else None,
        "questions": [
            {**question, "chosen": answers.get(question["key"], [])}
            for question in marking.for_learner(desk.attempt.paper)["questions"]
        ],
    }
    return render(request, "cms/learning/quiz_attempt.html", context, status=status)


def _kept_in_the_form(request: AuthedRequest, desk: Desk, refusal: Refused) -> HttpResponse:
    """The reason, over the form as it was sent: nothing chosen is lost."""
    messages.error(request, refusal.message)
    desk.attempt.refresh_from_db()
    if not is_open(desk.attempt):
        return redirect("cms:quiz_result", *desk.address)
    sent = marking.clean_answers(desk.attempt.paper, _sent(request))
    return _show_attempt(request, desk, {**desk.attempt.answers, **sent}, status=409)


def _ask(request: AuthedRequest, desk: Desk, empty: list[int]) -> HttpResponse:
    context = {
        **desk.room.around(desk.step),
        "attempt": desk.attempt,
        "empty": ", ".join(str(number) for number in empty),
        "empty_count": len(empty),
        "anyway": ANYWAY,
    }
    return render(request, "cms/learning/quiz_confirm.html", context)
