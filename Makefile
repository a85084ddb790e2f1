# What people type. Needs Rust, a C compiler and a Python; `make test` installs the rest where it may.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build
.PHONY: build test demo bench bench-servers docs clean

HOST := $(shell rustc -vV | sed -n 's/^host: //p')
TARGET_DIR := $(or $(CARGO_TARGET_DIR),target)
BIN := $(TARGET_DIR)/$(HOST)/release/noglue

# A static program that is not position independent starts soonest: a shim is started for every `python`.
# The target is named so that build scripts and procedural macros are not built with these flags.
ifneq (,$(findstring linux-gnu,$(HOST)))
STATIC := -C target-feature=+crt-static -C relocation-model=static
endif

build: ## the release binary
	RUSTFLAGS="$(strip $(RUSTFLAGS) $(STATIC))" cargo build --locked --release --target $(HOST)
	@echo "built $(BIN)"

test: ## installs what the tests need, then runs everything
	.ci/install
	.ci/test

demo: build ## a Django project served by gunicorn from another directory, with nothing activated
	examples/demo $(BIN)

bench: build ## side by side with uv, pip, virtualenv, venv and pyenv; writes docs/benchmarks.md
	python3 bench/run.py --noglue $(BIN) $(BENCH)

bench-servers: build ## what the start-up hook costs in uWSGI and Python; needs root and the system that the server tests keep
	python3 bench/servers.py --noglue $(BIN) --root $(or $(NOGLUE_TEST_ROOT),$(TARGET_DIR)/noglue-root) $(BENCH)

docs: ## completions, manual pages and the reference, made from the program itself
	SNAPSHOTS=overwrite cargo test --locked --quiet --test it docs

clean:
	cargo clean
