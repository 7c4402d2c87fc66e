# Two commands: `make run` starts the site with demo data, `make test` is the whole check.
VENV := .venv
PYTHON := $(VENV)/bin/python
MANAGE := $(PYTHON) manage.py
PORT ?= 8000
LOCAL_POSTGRESQL := postgres://postgres@127.0.0.1:5432/postgres

.PHONY: help run setup test lint test-sqlite test-postgresql test-browser clean

help:
	@echo "make run            the site with demo data on http://127.0.0.1:$(PORT)/"
	@echo "make test           lint, checks and the suite on SQLite, and on PostgreSQL if there is one"
	@echo "make test-browser   the tests that drive a browser (chromium)"
	@echo "make clean          remove what 'make run' and 'make test' have made, the data too"

# The newest suitable interpreter. pyenv leaves names on the PATH that do not run, so each is tried.
$(PYTHON):
	@for candidate in python3.14 python3.13 python3.12 python3; do \
	    if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then found=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo "Petshop needs Python 3.12 or newer and found none (it looked for python3.14, python3.13 and python3.12)." >&2; \
	    echo "Install one, with your system's packages or with pyenv, and run make again." >&2; \
	    exit 1; \
	fi; \
	if ! $$found -m venv $(VENV); then \
	    rm -rf $(VENV); \
	    echo "$$found cannot make virtual environments: install its venv package (python3-venv on Debian)." >&2; \
	    exit 1; \
	fi; \
	echo "Using $$($$found --version) in $(VENV)/"

$(VENV)/site-installed: requirements.txt | $(PYTHON)
	@echo "Installing what the site needs ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/tests-installed: requirements.txt requirements-dev.txt | $(PYTHON)
	@echo "Installing what the tests need ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $(VENV)/site-installed $@

# What manage.py needs on a developer's own machine; a file that is there is never touched.
.env:
	@cp .env.example .env

setup: $(VENV)/site-installed .env

run: setup
	@$(MANAGE) migrate --no-input --verbosity 0
	@$(MANAGE) demo --if-empty
	@echo "Petshop runs on http://127.0.0.1:$(PORT)/ (Ctrl+C stops it)"
	@$(if $(filter 8000,$(PORT)),,SITE_URL=http://127.0.0.1:$(PORT)) $(MANAGE) runserver --verbosity 0 127.0.0.1:$(PORT)

# The checks run with the settings of a developer's machine, whatever .env says.
lint: $(VENV)/tests-installed
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@DEBUG=true DATABASE_URL=sqlite://:memory: $(MANAGE) check
	@DEBUG=true DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check

test-sqlite: $(VENV)/tests-installed
	@echo "== The suite on SQLite"
	@DATABASE_URL=sqlite:///db.sqlite3 $(VENV)/bin/pytest -n auto

# On the database that DATABASE_URL names, or on a local server if one answers.
test-postgresql: $(VENV)/tests-installed
	@case "$$DATABASE_URL" in postgres*|pgsql*) url=$$DATABASE_URL; named=1 ;; *) url=$(LOCAL_POSTGRESQL) ;; esac; \
	if [ -n "$$named$$REQUIRE_POSTGRESQL" ] || $(PYTHON) -c \
	    'import psycopg2, sys; psycopg2.connect(sys.argv[1], connect_timeout=3).close()' "$$url" 2>/dev/null; then \
	    echo "== The suite on PostgreSQL"; \
	    DATABASE_URL=$$url $(VENV)/bin/pytest -n auto; \
	else \
	    echo "== No PostgreSQL: DATABASE_URL names none and no local server answers, so the suite ran on SQLite alone."; \
	fi

test: lint test-sqlite test-postgresql

test-browser: $(VENV)/tests-installed
	@echo "== The tests in a browser"
	@DATABASE_URL=sqlite:///db.sqlite3 $(VENV)/bin/pytest -m browser \
	    -W ignore::ResourceWarning -W ignore::pytest.PytestUnraisableExceptionWarning # threads of the live server

clean:
	@rm -rf $(VENV) .pytest_cache .ruff_cache staticfiles db.sqlite3 db.sqlite3-shm db.sqlite3-wal
