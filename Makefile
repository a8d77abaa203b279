# Everything a fresh machine needs: Python 3.11 or newer with pip.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-ray lint format docs browser clean

demo: $(VENV)/.installed  ## Install into .venv and check the sample article from its recording.
	$(BIN)/citecheck fixtures/article.txt --replay fixtures/outlets.warc.gz --exit-zero

test: $(VENV)/.tested  ## Install with the test tools and run the tests.
	$(BIN)/pytest

lint: $(VENV)/.linted  ## ruff and mypy, as CI runs them.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.linted
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.documented  ## Build the documentation into build/docs; a link that leads nowhere is an error.
	$(BIN)/python docs/generate.py --check
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict  # with --quiet, --strict would let all pass

test-ray: $(VENV)/.tested  ## Test batches on a Ray cluster of two nodes on the loopback.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[ray]'
	$(BIN)/pytest -n 0 -m ray tests/batch/test_ray.py

browser: $(VENV)/.tested  ## Test the HTML report in the Chromium of this machine, axe-core among it.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[browser]'
	$(BIN)/pytest -n 0 tests/report/test_report_browser.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.tested: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@ $(VENV)/.installed

$(VENV)/.linted: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@ $(VENV)/.installed $(VENV)/.tested

$(VENV)/.documented: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build dist
