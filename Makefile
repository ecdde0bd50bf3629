# A bare `make` lists what can be made. The plain lines behind `demo` and `test` stand in README.md.
.DEFAULT_GOAL := help
.PHONY: help demo test check format docs bench clean

VENV := .venv
BIN := $(VENV)/bin
# What `make test` passes on to pytest: `make test PYTEST="tests/cli -x"` runs a part.
PYTEST := -n 2
# What `make demo` passes on: `make demo DEMO="--dir my-demo --port 8001"`.
DEMO :=

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.installed ## make the example house and serve its pages (stop with Ctrl-C)
	@$(BIN)/handschlag demo $(DEMO)

test: $(VENV)/.installed-test ## run every test; the last lines say what was left out, and why
	@scripts/test-needs
	@$(BIN)/pytest $(PYTEST)

check: $(VENV)/.installed-test ## formatting, lint, types and the direction of imports, without the tests
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.installed-test ## format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

docs: $(VENV)/.installed-test ## make anew what the documents show: the tutorial's outputs, the picture of the funnel
	@PYTHONPATH=. $(BIN)/python scripts/refresh_docs.py

bench: $(VENV)/.installed-test ## run the benchmarks; each prints its ratio
	@for file in benchmarks/bench_*.py; do $(BIN)/python $$file || exit 1; done

clean: ## remove everything made here: environment, demo house, caches
	rm -rf $(VENV) demo-house build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@scripts/make-venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Handschlag into $(VENV) (once; about a minute) ..." >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Handschlag and its test tools into $(VENV) (once; about two minutes) ..." >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@ $(VENV)/.installed
