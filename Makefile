# Everything a newcomer needs: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/bash

.PHONY: help demo test lint docs pages pictures dist bench corpus train folds lock clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# The environment: pinned packages with hashes, then the project itself, editable.
$(VENV)/.ready: lock/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dragoman needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r lock/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

demo: $(VENV)/.ready  ## read the sample articles: a record in the terminal, an HTML report, an archive
	$(BIN)/python -m dragoman.demo demo-output

test: $(VENV)/.ready  ## lint, types and tests
	$(BIN)/ruff check src tests benchmarks training docs
	$(BIN)/ruff format --check src tests benchmarks training docs
	$(BIN)/mypy
	$(BIN)/python -m pytest -m ""

lint: $(VENV)/.ready  ## mend what can be mended by itself
	$(BIN)/ruff check --fix src tests benchmarks training docs
	$(BIN)/ruff format src tests benchmarks training docs

docs: $(VENV)/.ready  ## build the documentation, every warning an error
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

pages: $(VENV)/.ready  ## write the published schema and the codebook anew
	$(BIN)/python docs/pages.py
	$(BIN)/python -m dragoman.events.codebook > docs/codebook.md

pictures: $(VENV)/.ready  ## draw the pictures of the README anew (needs a Chromium)
	$(BIN)/python docs/pictures.py

dist: $(VENV)/.ready  ## build the wheel and try it in a clean environment with the network off
	$(BIN)/python -m pytest -m dist

bench: $(VENV)/.ready  ## every score with its data and denominator, and the speed
	$(BIN)/python -m benchmarks

# Annotations of real text are skipped where the texts (DRAGOMAN_DATA) are not at hand.
corpus: $(VENV)/.ready  ## write the training corpus as JSON lines, in the schema of the record
	$(BIN)/python -m training.records build/corpus/own.jsonl training/corpus/articles/*.dgm
	$(BIN)/python -m training.records build/corpus/real.jsonl training/corpus/real/*.jsonl
	$(BIN)/python -m training.records build/corpus/test-own.jsonl training/corpus/test/*.dgm
	$(BIN)/python -m training.records build/corpus/test-real.jsonl training/corpus/test/*.jsonl

# Training needs torch and spaCy's small English pipeline, the sets of docs/data.md (DRAGOMAN_DATA)
# and two checkpoints to start from, as folders with config.json and model.safetensors:
#   make train BASE=folder/of/all-MiniLM-L6-v2 TEACHER=folder/of/all-mpnet-base-v2
# Each stage writes a checkpoint an epoch and goes on from it; seeds are fixed (docs/model.md).
FIT = $(BIN)/python -m training.train --rate 8e-5 --base $(BASE)
FEW = --polnear 0.02 --pairs 0.2
train:  ## train the model anew, export and calibrate it (BASE= and TEACHER= checkpoints)
	test -d "$(BASE)" -a -d "$(TEACHER)" || { echo "make train BASE=folder TEACHER=folder"; exit 2; }
	$(FIT) --out runs/warm --own 0 --polnear 1 --pairs 1 --epochs 2
	$(FIT) --out runs/plain --start runs/warm/network.pt $(FEW) --epochs 11
	$(BIN)/python -m training.syntax --out runs/syntax.pt
	$(FIT) --out runs/grammar --start runs/plain/network.pt $(FEW) --syntax runs/syntax.pt --epochs 1
	$(BIN)/python -m training.train --out runs/teacher --base $(TEACHER) --layers 12 $(FEW) --epochs 14 --rate 5e-5
	$(BIN)/python -m training.silver --teacher runs/teacher/network.pt --base $(TEACHER) --out runs/silver.pt
	$(FIT) --out runs/main --start runs/grammar/network.pt --polnear 0.01 --pairs 0.1 --silver runs/silver.pt --epochs 10
	$(BIN)/python -m training.export runs/main/network.pt
	$(BIN)/python -m training.parties
	$(BIN)/python -m training.calibrate

folds: $(VENV)/.ready  ## answer PLV and A/W out of fold (BASE= checkpoint)
	test -d "$(BASE)" || { echo "make folds BASE=folder"; exit 2; }
	$(FIT) --out runs/free --polnear 0.02 --pairs 0.3 --outside 0 --epochs 7 --rate 1.5e-4
	$(BIN)/python -m training.folds --start runs/free/network.pt --out benchmarks/gold/folds.jsonl

lock: $(VENV)/.ready  ## pin the dependencies anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header -q -o lock/base.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-emit-index-url --no-header -q -o lock/dev.txt

clean:  ## remove what was built
	rm -rf $(VENV) dist build docs/_build docs/_generated demo-output .pytest_cache .mypy_cache .ruff_cache
