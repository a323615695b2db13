"""The words printed on a certificate: plain values, frozen at issue, stored as JSON."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class CertificateWords:
    """Everything one certificate says. An empty string means: not printed.

    ``birth`` is printed as given, "05/02/1985" or "1985"; ``periods`` counts 45-minute periods;
    ``register_number`` is complete, "027/2026/GCN-STP"; ``signer_name`` carries no academic title
    (Nghị định 30/2020/NĐ-CP, phụ lục I).
    """

    superior_agency: str
    issuing_agency: str
    register_number: str
    full_name: str
    birth: str
    position: str
    organisation: str
    course_title: str
    run_title: str
    starts_on: date
    ends_on: date
    periods: int
    mode: str
    venue: str
    grade_band: str
    place: str
    issued_on: date
    signer_capacity: str
    signer_title: str
    signer_name: str
    verification_url: str
    result_decision: str

    def to_json(self) -> dict[str, str | int]:
        """Keys are the field names, dates are ISO 8601."""
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in asdict(self).items()
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The inverse of ``to_json``. Raises: TypeError, when a field is missing or unknown."""
        values = dict(stored)
        for field in fields(cls):
            if field.type is date and field.name in values:
                values[field.name] = date.fromisoformat(values[field.name])
        return cls(**values)

    def normalised(self) -> Self:
        """The same words with every letter precomposed (NFC, TCVN 6909:2001)."""
        texts: dict[str, Any] = {
            name: unicodedata.normalize("NFC", text) for name, text in self._texts()
        }
        return replace(self, **texts)

    def letters(self) -> str:
        """All texts one after the other, for a check of the fonts."""
        return "".join(text for _, text in self._texts())

    def _texts(self) -> Iterator[tuple[str, str]]:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                yield field.name, value


def written_date(day: date) -> str:
    """ "ngày 05 tháng 02 năm 2026": only days below 10 and months 1 and 2 take a leading zero.

    Source: Nghị định 30/2020/NĐ-CP, phụ lục I, mục II.4.
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(day: date) -> str:
    """ "05/02/2026"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
