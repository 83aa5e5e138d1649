# Two commands: `make run` sets everything up, ingests corpus/ and serves the chat page; `make test` runs every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.9

.PHONY: run test setup check format bench accuracy kills lock clean help

help:  ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

run: $(VENV)/.installed  ## Set up, ingest corpus/ and serve http://127.0.0.1:8000
	@$(BIN)/goglobal ingest corpus
	@$(BIN)/goglobal serve

test: $(VENV)/.installed-dev $(VENV)/.browser  ## Set up and run every test, browser tests included
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

setup: $(VENV)/.installed-dev  ## Set up the environment alone

check: $(VENV)/.installed-dev  ## Format, lint, types, layers, corpus
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/goglobal ingest --check corpus

format: $(VENV)/.installed-dev  ## Put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.installed  ## Measure speed from 1,000 to 100,000 passages, then answers on the golden set, beside the reference
	@$(BIN)/goglobal bench
	@$(BIN)/goglobal ingest corpus
	@$(BIN)/goglobal eval run --suite full
	@$(BIN)/goglobal eval run --suite full --system reference

accuracy: $(VENV)/.installed-dev  ## Print how exactly each format is read (characters, pages, cells, speakers)
	@$(BIN)/python -m tests.readers.papers

kills: $(VENV)/.installed-dev  ## Kill ingests, removals and servers 200 times at random instants, and check what is left
	@$(BIN)/python -m tests.durability.kills --kills 200

lock:  ## Resolve all packages anew (for every platform) and write the locks with hashes
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --group pyproject.toml:build --output-file requirements.lock pyproject.toml $(LOCK_FLAGS)
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --group pyproject.toml:build --group pyproject.toml:dev --constraints requirements.lock \
	    --output-file requirements-dev.lock pyproject.toml $(LOCK_FLAGS)

clean:  ## Remove the environment (data stays)
	rm -rf $(VENV)

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || (echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1)
	@echo "Setting up the environment in $(VENV) (once; needs the package registry)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/uv
	@$(UV) pip install --quiet --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(BIN)/uv
	@$(UV) pip install --quiet --require-hashes -r requirements-dev.lock
	@$(UV) pip install --quiet --no-deps --no-build-isolation -e .
	@touch $(VENV)/.installed $@

# Browser tests take any Chromium they find; where there is none, Playwright is asked for one.
$(VENV)/.browser: $(VENV)/.installed-dev
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 || $(BIN)/playwright install chromium \
	    || echo "No browser could be installed; the browser tests will say so."
	@touch $@
