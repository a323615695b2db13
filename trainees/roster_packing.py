"""A row of a roster as JSON can keep it between preview and confirmation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from trainees.roster_cells import Birth
from trainees.roster_rows import Decoded, Problem, RosterRow

# The ID number is no plain text of the database; who needs it seals it and keeps it beside the row.
_FIELDS = [one.name for one in fields(RosterRow) if one.name != "id_number"]


def pack(row: RosterRow) -> dict[str, Any]:
    """Everything but the ID number; what is empty is left out."""
    packed = {name: value for name in _FIELDS if (value := getattr(row, name))}
    if row.decided_on:
        packed["decided_on"] = row.decided_on.isoformat()
    return packed


def unpack(packed: Mapping[str, Any]) -> RosterRow:
    birth, decided_on = packed.get("birth"), packed.get("decided_on")
    return RosterRow(
        **{
            **packed,
            "full_name": packed.get("full_name", ""),
            "birth": Birth(*birth) if birth else None,
            "decided_on": date.fromisoformat(decided_on) if decided_on else None,
            "problems": [Problem(*problem) for problem in packed.get("problems", [])],
            "decoded": [Decoded(*cell) for cell in packed.get("decoded", [])],
        }
    )
