# Every target sets up what it needs: system packages (scripts/setup), and Python peers in .build/venv (scripts/peers).
# `make help` lists the targets.

.DEFAULT_GOAL := help
.PHONY: help demo test bench fuzz generate format lint setup peers clean conformance-binary conformance-matrix simulate

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup ## A record's round trip on real input: broker, producer, group of two, rebalance. FILE=… streams any file
	@scripts/demo $(if $(FILE),--file "$(FILE)")

test: setup peers ## Every test of the repository
	@scripts/test

bench: setup peers ## Micro-benchmarks, then our client beside librdkafka
	@scripts/bench

simulate: setup ## Clients and brokers in worlds where everything goes wrong. SEEDS=… (default 1000) FROM=… KIND=… TRACE=1
	@mkdir -p .build && scripts/simulate --seeds $(or $(SEEDS),1000) --from $(or $(FROM),1) $(if $(KIND),--kind $(KIND)) $(if $(TRACE),--trace)

fuzz: setup ## Fuzz entry points under the address sanitizer. SECONDS=… each (default 60)
	@scripts/fuzz.sh all $(or $(SECONDS),60)

conformance-matrix: ## Judges the reference broker and four others: Conformance/MATRIX.md and matrix.html
	@scripts/conformance-matrix $(BROKERS)

conformance-binary: setup ## kafka-conformance for machines without Swift: static, stripped; prints its size
	@scripts/conformance-binary

generate: setup ## Regenerate the protocol code from protocol/
	@scripts/generate.sh

format: ## Format all Swift sources
	@swift format --in-place --parallel --recursive Package.swift Sources Conformance Tests Benchmarks/Package.swift Benchmarks/Sources Fuzz

lint: setup ## Formatting, warnings as errors, generated sources, packages that depend on this, public API
	@scripts/lint

setup:
	@scripts/setup

peers: setup
	@scripts/peers

clean: ## Remove what was built
	rm -rf .build
