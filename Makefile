# make run    install, build the demo district in ./data when it is empty, serve on 127.0.0.1:8000
# make test   everything that CI runs; parts the machine lacks are left out with a reason
# make setup  install only
# make docs   write docs/institutions.md again from the institution files
# make pictures   take the pictures in docs/screenshots again

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
PORT ?= 8000

# The first Python that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)

# Bytecode is kept, whatever the machine says: every part of the tests starts processes that would compile all again,
# and pytest rewrites its assertions anew in each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup run test check unit whole postgres browser docs pictures
.DELETE_ON_ERROR:

setup: $(VENV)/.installed

run: setup
	@$(BIN)/dengming serve --demo --port $(PORT)

test: check unit whole postgres browser

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更高版本：请先安装（Debian/Ubuntu：apt-get install python3 python3-venv）。" >&2; \
		echo "Python 3.11 or newer is needed (Debian/Ubuntu: apt-get install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "不能建立虚拟环境：请先安装 python3-venv（apt-get install python3-venv）。" >&2; \
		echo "No virtual environment could be made: install python3-venv." >&2; exit 1; }

# Stamps: nothing is installed again until a lock file or pyproject.toml changes. What is installed to run is compiled
# as it is imported, which makes the first `make run` a third faster.
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@$(PIP) install --no-compile --require-hashes -r requirements.lock
	@$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps -e .
	@touch $@ $(VENV)/.installed

# mypy, makemigrations and the rulebook load the settings, which want a data directory; not the user's.
check: export DENGMING_HOME := $(CURDIR)/build/check-home
check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m django makemigrations --check --dry-run --settings dengming.config.settings
	$(BIN)/dengming rulebook check

unit: $(VENV)/.installed-dev
	$(BIN)/pytest -n auto -m "not browser and not postgres and not whole and not mutation"

# Whole pages, commands and districts; and every key of the packs changed once, to see that an example notices.
whole: $(VENV)/.installed-dev
	$(BIN)/pytest -n auto --dist worksteal -m "(whole or mutation) and not browser and not postgres"

# All that asks a database, but what says the same of every one (tests/conftest.py). Who opens which page is tried here.
postgres: $(VENV)/.installed-dev
	$(BIN)/python tests/postgres_cluster.py -- $(BIN)/pytest -n auto --dist worksteal -m "not browser and not mutation and not once"

browser: $(VENV)/.installed-dev
	$(BIN)/pytest -n auto -m browser

# Written beside and moved: a fault in the packs leaves the page as it was.
docs: export DENGMING_HOME := $(CURDIR)/build/check-home
docs: setup
	@mkdir -p build
	$(BIN)/dengming rulebook reference > build/institutions.md
	@mv build/institutions.md docs/institutions.md

pictures: $(VENV)/.installed-dev
	$(BIN)/python -m tests.browser.take_pictures docs/screenshots
