# Everything a newcomer needs: `make run` and `make test`. Both make their own virtual environment.
# Written for GNU make 3.81 and later, as macOS has the former.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BROWSER_TESTS := tests/browser
JOBS ?= auto

.DEFAULT_GOAL := help
.PHONY: help run test load check lint bench screenshots lighthouse clean

help: ## Say what there is to make
	@echo "The Geneva Record. What make can do:"
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)$$/  make \1|\2/' | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

run: $(VENV)/runs ## Set up what is lacking, load what changed, and serve
	@$(BIN)/python app.py

test: $(VENV)/checks $(VENV)/node ## Run every check and test
	@echo "Checking style and types"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@echo "Running the tests"
	@$(BIN)/python -m pytest -n $(JOBS)

load: $(VENV)/runs ## Load what changed in the files
	@$(BIN)/flask load

check: $(VENV)/runs ## Check every file and write nothing
	@$(BIN)/flask check

lint: $(VENV)/checks ## Check style and types alone, and mend what can be mended
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/mypy

bench: $(VENV)/checks ## Measure loads and filtered pages on generated archives
	@$(BIN)/python -m benchmarks

screenshots: $(VENV)/checks ## Take pictures of every kind of page into screenshots/
	@$(BIN)/python -m tools.screenshots

lighthouse: $(VENV)/checks ## Audit four kinds of page with Lighthouse (needs npm)
	@cd tools && npm install --no-audit --no-fund --no-package-lock --silent
	@$(BIN)/python -m tools.lighthouse

clean: ## Remove what was made: environment, database, caches
	rm -rf $(VENV) instance screenshots $(BROWSER_TESTS)/node_modules tools/node_modules
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis

# A stamp is newer than the list it was installed from, so nothing is installed twice.
$(VENV)/runs: requirements.txt $(BIN)/python
	@echo "Installing what runs (requirements.txt)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/checks: requirements-dev.txt requirements.txt $(VENV)/runs
	@echo "Installing what checks (requirements-dev.txt)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# The HTML checker and the accessibility rules come from npm; without it their tests are skipped.
$(VENV)/node: $(BROWSER_TESTS)/package.json $(BROWSER_TESTS)/package-lock.json $(BIN)/python
	@if command -v npm >/dev/null 2>&1; then \
	  echo "Installing the checkers of pages ($(BROWSER_TESTS)/package.json)"; \
	  cd $(BROWSER_TESTS) && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error; \
	else \
	  echo "There is no npm, so the tests that need its checkers are skipped."; \
	fi
	@touch $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "There is no $(PYTHON). Install Python 3.11 or newer, or name it: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is older than 3.11. Name a newer one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments. On Debian: apt install python3-venv"; exit 1; }
	@echo "Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
