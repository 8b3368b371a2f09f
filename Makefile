# Two commands: `make run` and `make test`. The README prints the plain commands for people without make.
PYTHON ?= python3
PY := .venv/bin/python
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.PHONY: run test check fast goals browser chromium

run: .venv/installed
	@$(PY) -m lib.start

test: check fast goals browser

check: .venv/installed-dev
	$(PY) -m ruff check .
	$(PY) -m mypy

fast: .venv/installed-dev
	$(PY) -m pytest -n auto --dist loadfile -m "not goals and not browser"

goals: .venv/installed-dev
	$(PY) -m pytest -n auto --dist loadfile -m goals

browser: .venv/installed-dev chromium
	$(PY) -m pytest -m browser

chromium:
ifeq ($(CHROMIUM),)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else echo "The browser tests need Chromium: sudo apt-get install chromium" >&2; exit 2; fi
endif

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Python 3.11 or newer is needed. Name one: make run PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2; exit 2; }
	@$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python requirements.txt
	@echo "Installing what the app needs (once, about a minute) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	@echo "Installing what the tests need (once) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
