"""Addresses of people, one module a noun. What has a fixed word after hoc-vien/ stands before the tokens."""

from trainees.urls import (
    duplicates,
    id_numbers,
    moves,
    people,
    recognitions,
    rosters,
    spokespersons,
)

app_name = "trainees"
urlpatterns = [
    *rosters.urlpatterns,
    *duplicates.urlpatterns,
    *id_numbers.urlpatterns,
    *moves.urlpatterns,
    *spokespersons.urlpatterns,
    *recognitions.urlpatterns,
    *people.urlpatterns,
]
