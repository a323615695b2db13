"""The contents of a run and its lessons."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import AuthedRequest
from cms.classroom import enter
from cms.rendering import lesson_of
from cms.views import quizzes
from common.refusals import require
from courses.actions import learning


@require_safe
def course_contents(request: AuthedRequest, code: str) -> HttpResponse:
    """What the run teaches, how far I am, and where to go on."""
    room = enter(request.user, code)
    following = room.outline.next_step
    context = {"room": room, "following": following, "following_url": room.address(following)}
    return render(request, "cms/learning/course_contents.html", context)


@require_safe
def lesson(request: AuthedRequest, code: str, path: str) -> HttpResponse:
    """One activity: a lesson, or the first page of a quiz."""
    room = enter(request.user, code)
    step = room.step_at(path)
    if not room.has_begun:
        return redirect("cms:course_contents", code)
    earlier = room.outline.blocked_by(step)
    if earlier:
        messages.warning(
            request,
            _("Hoàn thành “%(earlier)s” trước, rồi mới học “%(title)s”.")
            % {"earlier": earlier.activity, "title": step.activity},
        )
        return redirect("cms:course_contents", code)
    if step.activity.is_quiz:
        return quizzes.show_quiz(request, room, step)
    context = {**room.around(step), "lesson": lesson_of(room.page_of(step))}
    return render(request, "cms/learning/lesson.html", context)


@require_POST
def lesson_done(request: AuthedRequest, code: str, path: str) -> HttpResponse:
    room = enter(request.user, code)
    step = room.step_at(path)
    require(room.enrolment is not None)
    learning.mark_done(
        room.enrolment,
        room.activity(step),
        content_version=room.page_of(step).version,
        by=request.user,
    )
    _before, after = room.outline.neighbours(step)
    if after is None:
        messages.success(request, _("Đã học hết các bài của lớp."))
    return redirect(room.address(after))
