# Every verb a contributor needs. Wants only make, Python 3.11 or later and its venv module.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
UV ?= uv

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
HASHED := install --require-hashes --only-binary :all:

# Stamps: what is installed, so that a second run installs nothing.
RUN := $(VENV)/run.stamp
TEST := $(VENV)/test.stamp

# The tools that crenel is compared with live by themselves: their packages are none of ours.
COMPARE := .compare
PEERS := $(COMPARE)/peers.stamp

EXPORT := --quiet --frozen --no-emit-project --no-annotate --no-header --format requirements.txt

# What the wheel with axe-core asks for and no test uses: a driver of 50 MB and its own.
UNUSED := playwright greenlet pyee typing-extensions

# mypy refuses a folder without Python files.
TYPED := src tests $(if $(wildcard tools/*.py),tools) $(if $(wildcard benchmarks/*.py),benchmarks)

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: $(RUN) ## check the example application; findings are the expected result
	@$(BIN)/crenel --version
	@$(BIN)/crenel check examples/webshop || test $$? -eq 1

.PHONY: test
test: lint docs-check ## everything that CI runs: linters, types, arrows, docs, tests
	$(BIN)/python -m pytest

.PHONY: lint
lint: $(TEST) ## format, rules, types and import arrows, changing nothing
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy --strict $(TYPED)
	$(BIN)/lint-imports --no-logo

.PHONY: format
format: $(TEST) ## let ruff format and repair what it can
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

.PHONY: docs
docs: $(TEST) ## regenerate the generated parts of the documentation
	$(BIN)/python tools/docs.py

.PHONY: docs-check
docs-check: $(TEST)
ifneq ($(wildcard tools/docs.py),)
	$(BIN)/python tools/docs.py --check
else
	@echo "docs check skipped: there is no tools/docs.py yet"
endif

.PHONY: bench
bench: $(RUN) ## measure against the budgets (prints, never fails): make bench ARGS=--peers
	$(BIN)/python benchmarks/run.py $(ARGS)
	$(BIN)/python benchmarks/policies.py
	$(BIN)/python benchmarks/paths.py
	$(BIN)/python benchmarks/attest.py
	$(BIN)/python benchmarks/packages.py
	$(BIN)/python benchmarks/leaks/speed.py $(ARGS)

.PHONY: bench-leaks
bench-leaks: $(TEST) ## measure the leak scanner: make bench-leaks ARGS="--open FOLDER --peers"
	$(BIN)/python benchmarks/leaks/run.py $(ARGS)

.PHONY: compare
compare: $(RUN) $(PEERS) ## run the pinned other tools over labelled examples; writes a page of docs
	$(BIN)/python benchmarks/compare/run.py $(COMPARE)/bin/python

.PHONY: new-control
new-control: $(RUN) ## start a control: make new-control ARGS="family name"
	$(BIN)/python tools/new_control.py $(ARGS)

.PHONY: lock
lock: ## resolve anew and pin with hashes (needs uv and the network)
	$(UV) lock
	$(UV) export $(EXPORT) --only-group build -o requirements/build.txt
	$(UV) export $(EXPORT) --no-default-groups -o requirements/run.txt
	$(UV) export $(EXPORT) --no-default-groups --all-extras --group test --group lint -o requirements/test.txt
	$(UV) pip compile --quiet --generate-hashes --no-annotate --no-header --only-binary :all: \
	  --python-version 3.11 requirements/compare.in -o requirements/compare.txt
	$(UV) export $(EXPORT) --only-group browser $(UNUSED:%=--no-emit-package %) -o requirements/browser.txt

.PHONY: clean
clean: ## remove what the targets made
	rm -rf $(VENV) $(COMPARE) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests tools benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Crenel needs Python 3.11 or later as '$(PYTHON)' (or: make PYTHON=python3.12 ...)." >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON) -m venv' does not work here. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# The project itself is built by the hatchling of build.txt, so no build fetches anything unpinned.
$(RUN): $(BIN)/python requirements/build.txt requirements/run.txt pyproject.toml
	$(PIP) $(HASHED) -r requirements/build.txt -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(PEERS): requirements/compare.txt
	$(PYTHON) -m venv $(COMPARE)
	$(COMPARE)/bin/python -m pip --disable-pip-version-check --quiet $(HASHED) -r $<
	@touch $@

$(TEST): $(RUN) requirements/test.txt requirements/browser.txt
	# The lock is whole: pip need not follow what packages ask for, and one of them asks for an extra
	# (pydantic[email]), which pip does not take from a lock.
	$(PIP) $(HASHED) --no-deps -r requirements/test.txt
	$(PIP) $(HASHED) --no-deps -r requirements/browser.txt
	@touch $@
