# Everything a newcomer needs: `make run` and `make test`. Both create the virtual environment.
# Needs GNU make 3.81 or later; macOS has 3.81.

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

help: ## List what make can do
	@echo "What make can do:"
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)$$/  make \1|\2/' | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

run: $(VENV)/runs ## Install what is needed, load what changed, and serve
	@$(BIN)/python app.py

test: $(VENV)/checks $(NODE_MODULES)/installed ## Install what is needed, and run every check and test
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

lint: $(VENV)/checks ## Check style and types, and correct style where possible
	@$(BIN)/python -m ruff check --fix .
	@$(BIN)/python -m ruff format .
	@$(BIN)/python -m mypy

bench: $(VENV)/checks ## Measure loads and filtered pages on generated archives
	@$(BIN)/python -m benchmarks

searchbench: $(VENV)/checks ## Measure the search page on generated archives
	@$(BIN)/python -m benchmarks.search

quality: $(VENV)/checks ## Measure how well search answers the judged queries
	@$(BIN)/python -m benchmarks.quality

screenshots: $(VENV)/checks ## Take pictures of every kind of page, in screenshots/
	@$(BIN)/python -m tools.screenshots

lighthouse: $(VENV)/checks ## Audit four kinds of page with Lighthouse (needs npm)
	@cd tools && npm install --no-audit --no-fund --no-package-lock --silent
	@$(BIN)/python -m tools.lighthouse

clean: ## Delete the environment, the database and the caches
	rm -rf $(VENV) instance screenshots $(NODE_MODULES) tools/node_modules
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis

# A stamp file is newer than the list of packages, so nothing is installed twice. Programs are
# called as modules, because their scripts would break if the project's folder were renamed.
$(VENV)/runs: requirements.txt | environment
	@echo "Installing the packages of the program (requirements.txt)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/checks: requirements-dev.txt requirements.txt $(VENV)/runs
	@echo "Installing the packages of the tests (requirements-dev.txt)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# The HTML checker and the accessibility rules come from npm. Without npm their tests are skipped.
$(NODE_MODULES)/installed: $(BROWSER_TESTS)/package.json $(BROWSER_TESTS)/package-lock.json
	@if ! command -v npm >/dev/null 2>&1; then \
	  echo "npm is not installed, so the tests that need its page checkers are skipped."; \
	elif echo "Installing the page checkers ($(BROWSER_TESTS)/package.json)" && cd $(BROWSER_TESTS) \
	  && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null; then \
	  touch node_modules/installed; \
	else \
	  echo "npm could not install the page checkers, so the tests that need them are skipped."; \
	fi

environment:
	@if [ ! -d $(VENV) ]; then \
	  [ -n "$(PYTHON)" ] || { \
	    echo "Python 3.11 or newer was not found. Install it (Debian: apt install python3 python3-venv;"; \
	    echo "macOS: brew install python), or say where it is: make PYTHON=/path/to/python3"; exit 1; }; \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "$(PYTHON) is not Python 3.11 or newer. Use another: make PYTHON=/path/to/python3"; exit 1; }; \
	  $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "$(PYTHON) cannot create virtual environments. On Debian: apt install python3-venv"; exit 1; }; \
	  echo "Creating a virtual environment in $(VENV)"; \
	  $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }; \
	fi
	@$(BIN)/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "The environment in $(VENV) is broken or older than Python 3.11."; \
	  echo "Delete it (rm -rf $(VENV)) and run make again to create a new one."; exit 1; }
