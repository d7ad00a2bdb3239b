# Everything is built in release; tests share the objects of the build (no @testable imports).
SWIFT ?= swift
PREFIX ?= /usr/local
# A fixed folder outside the clone lets a second clone reuse what a first one built.
SCRATCH ?= .build
BUILD = $(SWIFT) build -c release --scratch-path $(SCRATCH)
TEST = $(SWIFT) test -c release --disable-testable-imports --scratch-path $(SCRATCH)
# A target that imports what it does not declare is an error, so the layers stay one-way.
CHECKED = --explicit-target-dependency-import-check error

.PHONY: deps build translate test test-all bench format lint install clean help

help:
	@echo "make translate   build, and translate a few sentences with the bundled model"
	@echo "make test        build and run the fast tests"
	@echo "make test-all    the slow tests too (learning, resume after a kill), the tests without"
	@echo "                 AVX-512 and without AVX2, and the kernels under sanitizers"
	@echo "make deps        install what the build needs (apt or Homebrew)"
	@echo "make bench       micro benchmarks of the kernels"
	@echo "make format      format all Swift code;  make lint: check it"
	@echo "make install     install apus and translate under PREFIX ($(PREFIX))"

deps:
	@scripts/install-dependencies

build: deps
	$(BUILD) $(CHECKED)

translate: build
	@printf '%s\n' "Two dogs are playing in the snow." "Where is the nearest station?" \
	  "I would like a cup of coffee, please." \
	  | $(SCRATCH)/release/translate --src en --tgt de

test: build
	SWIFT_BACKTRACE=enable=no $(TEST)

test-all: build
	APUS_SLOW_TESTS=1 SWIFT_BACKTRACE=enable=no $(TEST)
	for set in portable avx2; do \
	  APUS_INSTRUCTION_SET=$$set SWIFT_BACKTRACE=enable=no $(TEST) --skip-build || exit; \
	done
	scripts/sanitize-kernels $(SCRATCH)/sanitized

bench:
	sh Benchmarks/kernels/run.sh

format:
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

# Linked with the Swift runtime, where the toolchain has it: installed programs then run without
# Swift beside them, start faster and take less memory. At a fixed address, they start without
# 98,000 relocations, which copy 392 pages: 1 ms of 23 until a sentence is translated.
STATIC = $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib -Xlinker -no-pie)

install: deps
	$(SWIFT) build -c release --scratch-path $(SCRATCH)/install $(STATIC)
	install -d "$(PREFIX)/bin" "$(PREFIX)/share/apus/models"
	install -m 755 -s $(SCRATCH)/install/release/apus $(SCRATCH)/install/release/translate \
	  "$(PREFIX)/bin"
	cp -R models/. "$(PREFIX)/share/apus/models/"

clean:
	$(SWIFT) package --scratch-path $(SCRATCH) clean
