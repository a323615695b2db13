"""Writes of units and agencies, one module a noun."""

from organisations.actions.loading import load_organisations, load_units

__all__ = ["load_organisations", "load_units"]
