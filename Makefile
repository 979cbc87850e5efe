# kitei. `make` lists the targets.
SHELL := bash
GO    ?= go
BIN   := out/bin/kitei
export CGO_ENABLED = 0

.PHONY: help tools build run demo lint test test-race cover fuzz golden samples bench soak release clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

tools: ## install what the tests need (poppler-utils, qpdf, chromium, nodejs, libreoffice-calc-nogui) when it is missing
	@.ci/tools

build: ## build the command for this machine
	$(GO) build -trimpath -o $(BIN) ./cmd/kitei

run: build ## run the command: make run ARGS="documents"
	$(BIN) $(ARGS)

demo: build ## render the samples into out/
	@.ci/demo $(BIN)

lint: build ## check code and templates
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo "gofmt: run gofmt -w on these"; exit 1; }
	$(GO) vet ./...
	@if command -v golangci-lint >/dev/null; then golangci-lint run; else echo "golangci-lint is not installed: go vet only"; fi
	$(BIN) lint

test: tools lint ## everything that CI runs
	$(GO) test -count=1 -timeout 20m ./...
	@for os in linux windows darwin; do echo "build $$os"; GOOS=$$os GOARCH=amd64 $(GO) build -trimpath -o /dev/null ./cmd/kitei || exit 1; done
	@.ci/demo $(BIN)

test-race: ## tests under the race detector (needs cgo)
	CGO_ENABLED=1 $(GO) test -race ./...

cover: ## coverage of the tests, as a page in out/
	$(GO) test -coverprofile=out/cover.out ./... && $(GO) tool cover -html=out/cover.out -o out/cover.html

fuzz: ## every fuzz target for FUZZTIME each (default 30s)
	@.ci/fuzz $${FUZZTIME:-30s}

golden: samples ## rewrite the expected outputs; read the diff before you commit it
	$(GO) test $$(grep -rl 'flag.Bool("update"' --include=*_test.go . | xargs -n1 dirname | sort -u) -update

samples: build ## rewrite samples/rendered
	@.ci/samples $(BIN)

bench: ## measure; the numbers in docs/benchmarks.md come from here
	@.ci/bench

soak: ## what takes longer than CI may: killed batches, a crowd at the server, 200,000 combinations of facts, ten minutes of every fuzz target
	$(GO) test ./incident -run 'Combinations|Harm|Unknown|FindingOut' -rapid.checks=2000 -timeout 60m
	KITEI_SOAK=1 $(GO) test -count=1 -timeout 3h -v ./batch ./cmd/kitei -run 'Batch|UnderLoad'
	@.ci/fuzz 10m

release: ## programs to hand out, with their checksums, in out/release
	@.ci/release out/release

clean: ## remove out/
	rm -rf out
