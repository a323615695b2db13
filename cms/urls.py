"""Learning: everything of a run stands under its contents page."""

from django.urls import path, register_converter

from cms.views import learning, quizzes


class LearningPathConverter:
    """Module and activity, as in ``kiem-chung/nhan-dien-tin-gia``. Two parts: verbs stand behind them."""

    regex = r"[-\w]+/[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LearningPathConverter, "learning_path")

# /lop-hoc/<code>/hoc/…
CONTENTS = "lop-hoc/<slug:code>/hoc/"
STEP = f"{CONTENTS}<learning_path:path>/"
ATTEMPT = f"{STEP}lam-bai/<str:token>/"

app_name = "cms"
urlpatterns = [
    path(CONTENTS, learning.course_contents, name="course_contents"),
    path(STEP, learning.lesson, name="lesson"),
    path(f"{STEP}hoan-thanh/", learning.lesson_done, name="lesson_done"),
    path(f"{STEP}lam-bai/", quizzes.quiz_start, name="quiz_start"),
    path(ATTEMPT, quizzes.quiz_attempt, name="quiz_attempt"),
    path(f"{ATTEMPT}luu/", quizzes.quiz_save, name="quiz_save"),
    path(f"{ATTEMPT}nop/", quizzes.quiz_submit, name="quiz_submit"),
    path(f"{ATTEMPT}ket-qua/", quizzes.quiz_result, name="quiz_result"),
]
