# Two commands do everything on a fresh machine: `make demo` and `make test`.

PYTHON ?= python3
PORT ?= 8765
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check lint types contracts browser bench-ack bench-benign soak clean
.DEFAULT_GOAL := demo

demo: $(READY)
	@exec $(BIN)/easel demo --port $(PORT)

# A file's tests share a worker: some start a bot once for all of them.
test: $(READY) browser
	$(BIN)/pytest -n logical --dist loadfile

check: lint types contracts test

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports

browser:
	@.ci/browser

bench-ack: $(READY)
	$(BIN)/python -m benchmarks.ack

bench-benign: $(READY)
	$(BIN)/python -m benchmarks.benign

# What is too slow for every run: thousands of jobs.
soak: $(READY)
	$(BIN)/pytest -m soak

# torch comes first and exactly: any other build is gigabytes larger.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Easel needs Python 3.11 or newer with venv (Debian: apt-get install python3-venv)."; exit 1; }
	@echo "Setting up $(VENV), once: some minutes, and two gigabytes or more."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet torch==2.13.0
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
