# Bare `make` lists the targets.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup run demo test check format bench

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): requirements.txt requirements-dev.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed (apt-get install python3.11 python3.11-venv)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --requirement requirements-dev.txt
	@touch $(STAMP)

setup: $(STAMP) ## Build the virtual environment

run: setup ## Environment, database, sample training, web server and worker on http://127.0.0.1:8000
	$(BIN)/python manage.py demo

demo: setup ## Throw the demonstration database away and build it again, without serving
	$(BIN)/python manage.py demo --reset --no-serve

test: setup ## The whole suite (SQLite, or the server that DATABASE_URL names)
	$(BIN)/python -m pytest -n 2 --dist worksteal $(PYTEST_ARGS)

check: setup ## Style, types, floors, templates, migrations, deployment settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --check --lint .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(60))") ALLOWED_HOSTS=example.invalid \
	  SITE_URL=https://example.invalid DJANGO_SETTINGS_MODULE=config.settings.prod \
	  ID_NUMBER_KEYS=$$(head -c 32 /dev/urandom | base64 | tr +/ -_) \
	  ID_NUMBER_INDEX_KEY=$$(head -c 32 /dev/urandom | base64 | tr +/ -_) \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING

format: setup ## Put code and templates into house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --quiet --reformat .

bench: setup ## Speed against the bare limit, one line a figure
	$(BIN)/python -m benchmarks
