# Loopbaanspiegel. `make` alone prints this help; README.md tells more.
SHELL := bash
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
EXTRAS ?= dev
HOST ?= 127.0.0.1
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# What counts in whole numbers, or is about files and processes, is the same on any processor. pytest reads a pattern from
# this folder: one that began with a star left out nothing.
WHOLE := property/test_cheque_ property/test_sharing_ property/test_settlement property/test_group_ property/test_centre_search \
  quality/test_cheque_cases quality/test_postcodes unit/models/test_cheque_ unit/models/test_filecheck unit/models/test_klachten \
  unit/models/test_mandates unit/models/test_registry unit/models/test_store unit/models/test_tevredenheid unit/training/test_models \
  property/test_planning unit/training/test_use_ unit/training/test_loopbaantest unit/training/test_orient_replay unit/training/test_kaarten \
  unit/training/test_processors unit/training/test_vacancy_kinds unit/training/test_vacancy_files unit/training/test_vacancy_rows
COMPUTE := $(foreach part,$(WHOLE),--ignore-glob='tests/$(part)*') \
  --deselect tests/quality/test_reference.py::test_ranking_gives_the_same_bytes_without_the_labels \
  --deselect tests/quality/test_reference.py::test_a_held_back_title_is_found_better_than_by_character_tfidf

.DEFAULT_GOAL := help

help:  ## print this help
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 20

# Everything that has one file for everybody is installed by its hash, and the package itself with nothing fetched for it. What other
# extras ask comes after it, by version: torch is another build on each kind of machine.
COMMA := ,
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
ASKED := $(subst $(COMMA), ,$(EXTRAS))
HASHED := --requirement requirements.lock $(if $(filter dev,$(ASKED)),--requirement requirements-dev.lock)

$(STAMP): pyproject.toml constraints.txt requirements.lock requirements-dev.lock
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes $(HASHED)
	$(PIP) --no-build-isolation $(if $(filter-out dev,$(ASKED)),--constraint constraints.txt --editable '.[$(EXTRAS)]',--no-deps --editable .)
	$(BIN)/python -m compileall -q api item_bank models
	@touch $@

install: $(STAMP)  ## make the virtual environment with the locked versions

serve: $(STAMP)  ## serve on http://127.0.0.1:8000 (PORT=8765 for another port)
	$(BIN)/python -m api --host $(HOST) --port $(PORT)

test: $(STAMP)  ## all tests that this machine can run (TESTS=tests/browser for a part)
	$(BIN)/python -m pytest $(TESTS)

format: $(STAMP)  ## put the code into its one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(STAMP)  ## format, lint, types, layers and code that nothing calls, changing nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.unused

unused: $(STAMP)  ## code that nothing calls
	$(BIN)/python -m tests.unused

coverage: $(STAMP)  ## how much of the code the quick tests run; printed, no gate
	$(BIN)/python -m pytest -q -p no:nbmake --cov=api --cov=models --cov=training --cov=item_bank --cov-report=term:skip-covered tests/unit tests/property tests/contract

matrix: $(STAMP)  ## the quick tests under every Python from 3.11 to 3.14 that is installed here
	$(BIN)/python -m tests.matrix

check: lint test  ## what CI runs

lock:  ## write the hashes of all that is installed anew, after a change of pyproject.toml or constraints.txt
	$(PYTHON) -m tests.lock

audit: $(STAMP)  ## whether a pinned version has a known flaw, where the advisory service can be reached; says when not
	$(BIN)/python -m tests.audit

processors: $(STAMP)  ## the tests that compute, as on another processor: no wide vectors, another kernel of BLAS
	$(BIN)/python -m tests.processors -q $(COMPUTE) tests/unit/models tests/unit/training tests/property tests/quality models

bench: $(STAMP)  ## benchmarks with their ratios (BENCH_ARGS="--catalogue DIR")
	$(BIN)/python -m tests.benchmarks $(BENCH_ARGS)

fuzz: $(STAMP)  ## half a million random requests against the second opinion on the loopbaancheque
	FUZZ_CASES=500000 $(BIN)/python -m pytest -q --timeout=0 tests/property/test_cheque_oracle.py

faults: $(STAMP)  ## the failure matrix: kills, stores that fail, a full disk; prints what was lost (FAULT_ARGS="--kills 100")
	$(BIN)/python -m tests.faults.matrix $(FAULT_ARGS)

.PHONY: help install serve test format lint unused coverage matrix check processors bench fuzz faults lock audit
