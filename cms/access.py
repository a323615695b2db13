"""Who may learn from a page, and in which class."""

from django.db.models import Case, IntegerField, Q, Value, When

from accounts.models import User
from cms.models import LearnerPage, PageFact
from courses.models import Enrolment
from courses.states import CourseRunState

# A seat opens the contents from the moment the class runs; afterwards they stay readable.
READABLE = (CourseRunState.RUNNING, CourseRunState.CLOSED, CourseRunState.ARCHIVED)


def fact_q(page: LearnerPage) -> Q | None:
    """Runs (from an enrolment) that teach this page's fact; None while the page has no fact."""
    thread = PageFact.objects.of(page).with_fact().first()
    if thread is None:
        return None
    module_id = thread.activity.module_id if thread.activity else thread.module_id
    return Q(course_run__modules=module_id) if module_id else Q(course_run__course=thread.course_id)


def enrolment_for(user: User, page: LearnerPage, *, has_begun: bool = False) -> Enrolment | None:
    """The seat this person learns the page in: in a running class before a past or a coming one, the latest first.

    ``has_begun`` leaves out classes that have not started: their seat opens no content yet.
    """
    teaching = fact_q(page)
    if teaching is None:
        return None
    running_first = Case(
        When(course_run__state=CourseRunState.RUNNING, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    states = READABLE if has_begun else (CourseRunState.OPEN, *READABLE)
    return (
        Enrolment.objects.of_account(user)
        .filter(teaching, course_run__state__in=states)
        .holding_a_seat()
        .select_related("course_run")
        .order_by(running_first, "-course_run__starts_on", "-pk")
        .first()
    )
