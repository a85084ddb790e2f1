# What people type. Needs Rust, a C compiler and a Python; `make test` installs the rest where it may.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build
.PHONY: build install test kill demo bench bench-servers fuzz docs clean

HOST := $(shell rustc -vV | sed -n 's/^host: //p')
TARGET_DIR := $(or $(CARGO_TARGET_DIR),target)
BIN := $(TARGET_DIR)/$(HOST)/release/noglue

PREFIX ?= /usr/local

# A static program that is not position independent starts soonest: a shim is started for every `python`.
# The target is named so that build scripts and procedural macros are not built with these flags.
ifneq (,$(findstring linux-gnu,$(HOST)))
STATIC := -C target-feature=+crt-static -C relocation-model=static
endif

build: ## the release binary
	RUSTFLAGS="$(strip $(RUSTFLAGS) $(STATIC))" cargo build --locked --release --target $(HOST)
	@echo "built $(BIN)"

install: ## what `make build` built, manual pages and completions below PREFIX (default /usr/local); root needs no cargo
	@test -x $(BIN) || { echo "first: make build" >&2; exit 1; }
	install -D -m 755 $(BIN) "$(DESTDIR)$(PREFIX)/bin/noglue"
	for page in docs/man/*.1; do install -D -m 644 "$$page" "$(DESTDIR)$(PREFIX)/share/man/man1/$${page##*/}"; done
	install -D -m 644 completions/noglue.bash "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/noglue"
	install -D -m 644 completions/_noglue "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_noglue"
	install -D -m 644 completions/noglue.fish "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/noglue.fish"

test: ## installs what the tests need, then runs everything
	.ci/install
	.ci/test

kill: ## kills every kind of change KILLS times (default 300), and fills disks at up to 200 places; prints a table
	NOGLUE_TEST_KILLS=$(or $(KILLS),300) cargo test --locked --test it -- killed::changes:: faults::disk:: --test-threads 2

demo: build ## a Django project served by gunicorn from another directory, with nothing activated
	examples/demo $(BIN)

bench: build ## side by side with uv, pip, virtualenv, venv and pyenv; writes docs/benchmarks.md
	python3 bench/run.py --noglue $(BIN) $(BENCH)

bench-servers: build ## what the start-up hook costs in uWSGI and Python; needs root and the system that the server tests keep
	python3 bench/servers.py --noglue $(BIN) --root $(or $(NOGLUE_TEST_ROOT),$(TARGET_DIR)/noglue-root) $(BENCH)

FUZZ_SECONDS ?= 60
fuzz: ## every fuzz target for FUZZ_SECONDS seconds; needs cargo-fuzz and a nightly compiler
	for target in $$(cd tests/fuzz/fuzz_targets && ls | sed 's/[.]rs$$//'); do \
	  mkdir -p $(TARGET_DIR)/fuzz-found/$$target; \
	  cargo +nightly fuzz run --fuzz-dir tests/fuzz --sanitizer none $$target $(abspath $(TARGET_DIR))/fuzz-found/$$target tests/fuzz/corpus/$$target \
	    -- -max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=2048 -timeout=10 -max_len=65536; \
	done

docs: ## completions, manual pages and the reference, made from the program itself
	SNAPSHOTS=overwrite cargo test --locked --quiet --test it docs

clean:
	cargo clean
