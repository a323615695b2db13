"""Lesson images are public, so their names must not be guessable."""

import re
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.images import get_image_model

from cms.models import LessonImage
from tests.cms import grow

pytestmark = pytest.mark.django_db
wagtail_leaves_its_buffer_open = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)


def picture():
    file = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "PNG")
    return ImageFile(file, name="Sơ đồ ứng phó.PNG")


def test_an_uploaded_image_gets_an_unguessable_name():
    grow.course_page()
    image = LessonImage.objects.create(title="Sơ đồ", file=picture())

    name = re.compile(r"original_images/[0-9a-f]{32}\.png")

    assert name.fullmatch(image.file.name)


@wagtail_leaves_its_buffer_open
def test_a_rendition_is_as_unguessable_as_its_original():
    grow.course_page()
    image = LessonImage.objects.create(title="Sơ đồ", file=picture())

    rendition = image.get_rendition("width-20")

    assert re.fullmatch(r"images/[0-9a-f]{32}\.width-20\.png", rendition.file.name)


@wagtail_leaves_its_buffer_open
def test_a_figure_shows_the_image_with_its_words(trainer, sign_in):
    grow.course_page()
    image = get_image_model().objects.create(title="Sơ đồ", file=picture())
    image.contextual_alt_text, image.decorative = "Ba bước kiểm chứng", False
    lesson = grow.lesson_page(body=[("image", {"image": image, "caption": "Hình 1"})])

    page = sign_in(trainer).get(f"/cms/pages/{lesson.pk}/view_draft/").text

    assert 'alt="Ba bước kiểm chứng"' in page
    assert "<figcaption>Hình 1</figcaption>" in page
    assert "style=" not in page
