# geomap. The two commands that matter are `make map` and `make test`: each works as the first
# command on a machine that has only Python 3.11 or newer, make and git.

CORPUS ?= corpus
OUTPUT ?= output
VENV ?= .venv

# The first Python of these that is new enough and can make environments; or: make PYTHON=/path map
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python3.14 python; do \
	"$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
	>/dev/null 2>&1 && echo "$$python" && break; done)

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
RUNTIME := $(VENV)/.runtime-is-installed
DEV := $(VENV)/.dev-is-installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help map test lint format lock gazetteer needs reference picture pictures clean browser

help: ## show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

map: $(RUNTIME) ## map the reports of corpus/ into output/ (CORPUS=folder OUTPUT=folder for others)
	@$(BIN)/geomap map "$(CORPUS)" -o "$(OUTPUT)"
	@echo 'Open it in any browser; it needs no network.'

# A file's tests stay in one process: they share what they start, a server or a browser.
test: $(DEV) browser ## run every test, on all cores
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(PYTEST_ARGS)

lint: $(DEV) ## check style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV) ## put the code into the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

gazetteer: $(DEV) ## build places, borders and base map anew from their sources
	@set -e; for name in countries divisions borders basemap index; do \
		echo "gazetteer/recipes/build_$$name.py"; \
		$(BIN)/python "gazetteer/recipes/build_$$name.py"; \
	done

needs: $(RUNTIME) ## note anew which words the rules of claims need, after a change of them
	rm -f geomap/claims/rules/needs.json
	$(BIN)/python -m geomap.claims.rule_needs

reference: $(RUNTIME) ## make the pages of docs/ that come from the code
	$(BIN)/python docs/make_reference.py

picture: $(RUNTIME) ## draw docs/images/qgis.png with QGIS's own Python (python3-qgis)
	@set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
		$(BIN)/geomap map corpus -o "$$folder" >/dev/null; \
		/usr/bin/python3 docs/make_qgis_picture.py "$$folder/incidents.gpkg" docs/images/qgis.png

pictures: $(DEV) browser ## take docs/images/map-*.png of the sample map with Chromium
	@set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
		$(BIN)/geomap map corpus -o "$$folder" >/dev/null; \
		$(BIN)/python docs/make_page_pictures.py "$$folder/map.html" docs/images

clean: ## remove the environment and everything that was made
	rm -rf "$(VENV)" build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find output -mindepth 1 ! -name README.md -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- environment -------------------------------------------------------------------------------

# The environment is made anew only when there is none that works.
define make_venv
$(BIN)/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	if [ -z "$(PYTHON)" ]; then \
		echo 'geomap needs Python 3.11 or newer with its venv module, and found none.' >&2; \
		echo 'On Debian: apt install python3 python3-venv. Another place: make PYTHON=/path/to/python3 map' >&2; \
		exit 1; \
	fi; \
	echo "Making $(VENV) with $(PYTHON)"; \
	"$(PYTHON)" -m venv --clear "$(VENV)"; \
}
endef

$(RUNTIME): requirements.lock pyproject.toml
	@$(make_venv)
	@echo 'Installing what geomap needs'
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# uv, which comes first, takes a fifth of pip's time for the rest; pip does it where uv does not find
# what pip is told of by its own settings.
$(DEV): requirements-dev.lock pyproject.toml
	@$(make_venv)
	@echo 'Installing what geomap and its tests need'
	@sed -n '/^uv==/,/[^\\]$$/p' requirements-dev.lock >"$(VENV)/uv.lock"
	@$(PIP) install --quiet --require-hashes -r "$(VENV)/uv.lock"
	@"$(BIN)/uv" pip install --quiet --compile-bytecode --python "$(BIN)/python" --require-hashes \
		-r requirements-dev.lock 2>/dev/null || \
		$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $(RUNTIME) $@

# The page's tests need a Chromium; where there is none and apt may be used, it is installed.
browser:
	@.ci/debian chromium || true

# --- lock --------------------------------------------------------------------------------------

# One lock for all platforms and for Python 3.11 and newer, with hashes and without any address.
LOCKER := $(VENV)-locker
RESOLVE := $(LOCKER)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-header pyproject.toml

lock: ## resolve the dependencies anew into requirements.lock and requirements-dev.lock
	@"$(PYTHON)" -m venv --clear "$(LOCKER)"
	@"$(LOCKER)/bin/python" -m pip install --quiet --disable-pip-version-check uv
	@$(RESOLVE) --group backend --output-file requirements.lock
	@$(RESOLVE) --group backend --group dev --constraints requirements.lock \
		--output-file requirements-dev.lock
	@rm -rf "$(LOCKER)"
