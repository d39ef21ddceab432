# Everything a newcomer types. Each target does all its own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: demo test test-on-postgres chaos lint services bench pictures clean

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.ready-test: $(VENV)/.ready
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test,lint]'
	touch $@

demo: $(VENV)/.ready
	$(BIN)/yobikake demo $(ARGS)

# Whoever turned bytecode off would have every process compile everything again; it is kept out of the tree.
PYTEST := PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX=$(CURDIR)/$(VENV)/bytecode $(BIN)/pytest \
	--numprocesses auto --dist worksteal

test: $(VENV)/.ready-test
	$(PYTEST) $(ARGS)

# Every test that uses a database once more, on a PostgreSQL server instead of SQLite's files.
test-on-postgres: $(VENV)/.ready-test
	YOBIKAKE_TEST_DATABASE=postgres $(PYTEST) -m database $(ARGS)

lint: $(VENV)/.ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Chromium for the browser's telephone, PostgreSQL for the larger installation, fonts for paper and pictures.
services:
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends -qq \
		chromium fonts-noto-cjk fonts-noto-core postgresql wrk >/dev/null

# The long proofs of the engine: storms of every fault at once, real processes killed at the worst moments.
chaos: $(VENV)/.ready-test
	$(BIN)/python -m bench.chaos $(or $(ARGS),all)

bench: $(VENV)/.ready-test
	$(BIN)/python -m bench $(ARGS)

# The pictures of the documents, made again from the running demonstration; needs Chromium (`make services`).
pictures: $(VENV)/.ready-test
	$(BIN)/python docs/make_pictures.py $(ARGS)

clean:
	rm -rf $(VENV)
