"""Lesson images: readable by anybody who knows the address, so the address must not be guessable."""

import secrets
from pathlib import PurePath

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class LessonImage(AbstractImage):
    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = "hình ảnh"

    def get_upload_to(self, filename: str) -> str:
        """Renditions take their names from the original, so they are as unguessable as it is."""
        suffix = PurePath(filename).suffix.lower()
        return super().get_upload_to(f"{secrets.token_hex(16)}{suffix}")


class LessonRendition(AbstractRendition):
    image = models.ForeignKey(LessonImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
