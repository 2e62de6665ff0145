# `make` prints the commands. Each of them does its own set-up, in .venv, from the locked requirements.txt.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
KAZMIG := $(BIN)/python -m kazmig.cli
READY  := $(VENV)/installed

# without bytecode every kernel needs seconds more to import pandas
unexport PYTHONDONTWRITEBYTECODE
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:
.PHONY: help book test test-all checks messages bench sweep formats serve lock clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

book: $(READY) ## run the chapters that changed and build the site
	@$(KAZMIG) book

test: checks ## the gate: lint, types, the built book, tests (about ten minutes on two cores)
	@$(KAZMIG) book
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow"

test-all: checks ## the gate and the slow tests
	@$(KAZMIG) book
	$(BIN)/python -m pytest -n auto --dist loadfile

checks: $(READY) ## style, types and the direction of imports alone
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

messages: $(READY) ## bring the catalogues of the translations up to date
	@$(KAZMIG) messages

bench: book ## speed as ratios against peers in the same run (minutes)
	$(BIN)/python benchmarks/pipeline.py
	$(BIN)/python benchmarks/trends.py
	$(BIN)/python benchmarks/page.py

formats: book ## the EPUB and the PDFs of the book, in _build/formats (needs Chromium)
	@$(KAZMIG) formats

sweep: $(READY) ## compute the long results in data/sweeps again (minutes)
	$(KAZMIG) sweep

serve: book ## build the book and serve it on port 8000 of this machine
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html 8000

lock: requirements.in ## renew requirements.txt from requirements.in (needs uv)
	uv pip compile requirements.in --output-file requirements.txt --upgrade --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet

clean: ## remove everything that was made, except .venv
	rm -rf _build

# uv where it works, pip otherwise; both refuse a package whose hash is not in the lock
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, and $(PYTHON) is" \
	    "$$($(PYTHON) --version 2>&1). Install one and say which: make book PYTHON=python3.12" >&2; exit 1; }
	@echo "setting up .venv (once, and when requirements.txt changes)"
	@set -e; if uv --version >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV); \
	  uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.txt; \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
	  $(PYTHON) -m venv $(VENV) || { \
	    echo "No virtual environment could be made. On Debian: apt-get install python3-venv" >&2; exit 1; }; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@$(BIN)/python -m compileall -q -j0 src/kazmig
	@touch $@
