# Everything starts from python3.11 (or newer) and make; nothing else needs to be installed.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
JOBS ?= auto
SIZE ?= small

.PHONY: help setup setup-dev run test test-slow test-browser test-independent ci lint types docs bench bench-search bench-serve bench-failover rebuild requirements clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "python3.11 or newer is needed"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/base.stamp: requirements/base.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev.stamp: requirements/dev.txt .venv/base.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

setup: .venv/base.stamp ## install the platform into .venv

setup-dev: .venv/dev.stamp ## install what tests and checks need as well

run: setup ## start the demo county: web and worker, on SQLite, in var/
	$(BIN)/gongkai run

# Compiled tests are kept whatever the environment says: rewriting their assertions takes ten seconds.
test test-slow test-browser: export PYTHONDONTWRITEBYTECODE :=

test: setup-dev ## the everyday suite, a minute or two
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m "not slow and not browser"

test-slow: setup-dev ## the slow suite: processes killed, large data
	$(BIN)/python -m pytest -n 2 --dist loadfile -m slow

test-browser: setup-dev ## stories in Chromium, with accessibility checks
	$(BIN)/python -m pytest -m browser

.venv-independent/stamp: requirements/independent.txt
	$(PYTHON) -m venv .venv-independent
	.venv-independent/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/independent.txt
	touch $@

test-independent: .venv-independent/stamp ## other people's programs judge the publication log (Go, sigstore, pymerkle, OpenSSL)
	.venv-independent/bin/python -m pytest -c verify/independent/pytest.ini verify/independent

lint: setup-dev ## style, and the layers of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: setup-dev ## strict types
	$(BIN)/mypy

docs: setup ## the generated pages of docs/
	$(BIN)/gongkai docs

bench: setup-dev ## measures, printed as tables; SIZE=smoke is quick
	$(BIN)/python -m bench $(if $(SIZE),--size $(SIZE))

bench-serve: setup-dev ## nginx, embedded server and Django under load, and a busy day; SIZE=full takes 40 minutes
	$(BIN)/python -m bench server newsday --size $(SIZE)

bench-search: setup-dev ## what is found, how fast, how fresh, beside others; SIZE=full takes hours; ARGS=--postgres
	$(BIN)/python -m bench search --size $(SIZE) $(ARGS)

bench-failover: setup-dev ## the worker and PostgreSQL killed under load; nothing promised may be lost; the journal by years
	$(BIN)/python -m bench failover partitions --size $(SIZE)

rebuild: setup ## bake every public page anew
	$(BIN)/gongkai rebuild

ci: ## everything that must be green
	bash .ci/run

requirements: ## pin requirements/*.in anew, with hashes and without addresses (needs uv)
	uv pip compile requirements/base.in -p 3.11 --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements/base.txt
	uv pip compile requirements/dev.in -p 3.11 --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements/dev.txt

clean: ## remove what was installed and cached (not var/)
	rm -rf .venv .venv-independent .mypy_cache .pytest_cache .ruff_cache build *.egg-info
