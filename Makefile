# Every target sets up what it needs, cold: python3, make and git are enough.
PY := .venv/bin/python
export OMP_NUM_THREADS ?= 1

.PHONY: run test test-sqlite test-postgres test-nightly check bench lock messages train-themes audit clean

run: .venv/.ok
	FRAMDRIFT_DEMO=1 .venv/bin/framdrift run

test: .venv/.ok
	$(PY) -m tests.run

test-sqlite: .venv/.ok
	$(PY) -m tests.run --only sqlite

test-postgres: .venv/.ok
	$(PY) -m tests.run --only postgres

test-nightly: .venv/.ok
	$(PY) -m tests.run --nightly

check: .venv/.ok
	.venv/bin/ruff check src tests benchmarks tools manage.py
	.venv/bin/ruff format --check src tests benchmarks tools manage.py
	.venv/bin/lint-imports
	.venv/bin/mypy
	$(PY) -m pytest tests/architecture

bench: .venv/.ok
	$(PY) -m benchmarks

# The lock names no registry host, so it works behind any mirror.
lock: .venv/.ok
	.venv/bin/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-annotate --no-header \
	  --extra analysis --extra text --extra dev -o requirements.lock pyproject.toml

# Brings the Swedish catalogue up to date and lists what has no translation; needs no gettext.
messages: .venv/.ok
	$(PY) -m tools.messages

# Trains the models that suggest themes from content/themes/corpus; the same corpus gives the same models.
train-themes: .venv/.ok
	$(PY) -m tools.train_themes

audit: .venv/.ok
	$(PY) -m pip install -q pip-audit && $(PY) -m pip_audit --strict -r requirements.lock

.venv/.ok: requirements.lock pyproject.toml
	python3 -m venv .venv 2>/dev/null || { rm -rf .venv; python3 -m pip install -q --target .uv uv && .uv/bin/uv venv -q --seed .venv; }
	$(PY) -m pip install -q uv || true
	if [ -x .venv/bin/uv ]; then \
	  .venv/bin/uv pip install -q --python $(PY) --require-hashes -r requirements.lock && \
	  .venv/bin/uv pip install -q --python $(PY) --no-deps --no-build-isolation -e .; \
	else \
	  $(PY) -m pip install -q --require-hashes -r requirements.lock && \
	  $(PY) -m pip install -q --no-deps --no-build-isolation -e .; \
	fi
	touch $@

clean:
	rm -rf .venv .uv var build
