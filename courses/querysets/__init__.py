"""Reads of the flow. Whatever shows people starts with ``visible_to``.

Models and querysets import each other here through a package, and mypy cannot resolve ``QuerySet["Model"]`` across
such a circle; ``as_manager`` gives each model its own type all the same.
"""
