"""What a course says: pages, the question bank, and the thread from each page to its fact."""

from cms.models.base import LearnerPage, SluggedPage
from cms.models.facts import PageFact
from cms.models.law import LegalDocument
from cms.models.learning import LessonPage, ModulePage, QuizPage, QuizQuestion
from cms.models.media import LessonImage, LessonRendition
from cms.models.public import CataloguePage, CoursePage, HomePage, PlainPage
from cms.models.questions import Choice, Question, QuestionCategory, QuestionKind

__all__ = [
    "CataloguePage",
    "Choice",
    "CoursePage",
    "HomePage",
    "LearnerPage",
    "LegalDocument",
    "LessonImage",
    "LessonPage",
    "LessonRendition",
    "ModulePage",
    "PageFact",
    "PlainPage",
    "Question",
    "QuestionCategory",
    "QuestionKind",
    "QuizPage",
    "QuizQuestion",
    "SluggedPage",
]
