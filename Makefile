# Everything a newcomer needs: `make run` and `make test`. Both make their own virtual environment.
# Written for GNU make 3.81 and later, as macOS has the former.

# The first Python that is new enough; `make PYTHON=…` names another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
BROWSER_TESTS := tests/browser
NODE_MODULES := $(BROWSER_TESTS)/node_modules
JOBS ?= auto

.DEFAULT_GOAL := help
.PHONY: help run test load check lint bench searchbench quality screenshots lighthouse clean environment

help: ## Say what there is to make
	@echo "What make can do:"
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)$$/  make \1|\2/' | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

run: $(VENV)/runs ## Set up what is lacking, load what changed, and serve
	@$(BIN)/python app.py

test: $(VENV)/checks $(NODE_MODULES)/installed ## Run every check and test
	@echo "Checking style and types"
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy
	@echo "Running the tests"
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

load: $(VENV)/runs ## Load what changed in the files
	@$(BIN)/python -m flask load

check: $(VENV)/runs ## Check every file and write nothing
	@$(BIN)/python -m flask check

lint: $(VENV)/checks ## Check style and types alone, and mend what can be mended
	@$(BIN)/python -m ruff check --fix .
	@$(BIN)/python -m ruff format .
	@$(BIN)/python -m mypy

bench: $(VENV)/checks ## Measure loads and filtered pages on generated archives
	@$(BIN)/python -m benchmarks

searchbench: $(VENV)/checks ## Measure the search page on generated archives
	@$(BIN)/python -m benchmarks.search

quality: $(VENV)/checks ## Measure how well search answers the judged queries
	@$(BIN)/python -m benchmarks.quality

screenshots: $(VENV)/checks ## Take pictures of every kind of page into screenshots/
	@$(BIN)/python -m tools.screenshots

lighthouse: $(VENV)/checks ## Audit four kinds of page with Lighthouse (needs npm)
	@cd tools && npm install --no-audit --no-fund --no-package-lock --silent
	@$(BIN)/python -m tools.lighthouse

clean: ## Remove what was made: environment, database, caches
	rm -rf $(VENV) instance screenshots $(NODE_MODULES) tools/node_modules
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis

# A stamp is newer than the list it was installed from, so nothing is installed twice. The programs
# are called as modules, since their scripts would not outlive a new name of the project's folder.
$(VENV)/runs: requirements.txt | environment
	@echo "Installing what runs (requirements.txt)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/checks: requirements-dev.txt requirements.txt $(VENV)/runs
	@echo "Installing what checks (requirements-dev.txt)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# The HTML checker and the accessibility rules come from npm; without it their tests are skipped.
$(NODE_MODULES)/installed: $(BROWSER_TESTS)/package.json $(BROWSER_TESTS)/package-lock.json
	@if ! command -v npm >/dev/null 2>&1; then \
	  echo "There is no npm, so the tests that need its checkers are skipped."; \
	elif echo "Installing the checkers of pages ($(BROWSER_TESTS)/package.json)" && cd $(BROWSER_TESTS) \
	  && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null; then \
	  touch node_modules/installed; \
	else \
	  echo "npm could not install them, so the tests that need them are skipped."; \
	fi

environment:
	@if [ ! -d $(VENV) ]; then \
	  [ -n "$(PYTHON)" ] || { \
	    echo "There is no Python 3.11 or newer. Install one (Debian: apt install python3 python3-venv;"; \
	    echo "macOS: brew install python), or name it: make PYTHON=/path/to/python3"; exit 1; }; \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "$(PYTHON) is no Python 3.11 or newer. Name one: make PYTHON=/path/to/python3"; exit 1; }; \
	  $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "$(PYTHON) cannot make virtual environments. On Debian: apt install python3-venv"; exit 1; }; \
	  echo "Making a virtual environment in $(VENV)"; \
	  $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }; \
	fi
	@$(BIN)/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "The environment in $(VENV) is broken or older than Python 3.11."; \
	  echo "Remove it (rm -rf $(VENV)) and call make again, which makes a new one."; exit 1; }
