"""Parts of addresses: a level in Vietnamese, a day as yyyy-mm-dd."""

from datetime import date

LEVELS = {"tinh": "province", "huyen": "district", "xa": "commune"}


class LevelConverter:
    regex = "tinh|huyen|xa"

    def to_python(self, value: str) -> str:
        return LEVELS[value]

    def to_url(self, value: str) -> str:
        return {level: word for word, level in LEVELS.items()}[str(value)]


class DayConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)
