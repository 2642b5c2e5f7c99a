# Everything here works on a machine with Go and make; .ci/setup adds what the
# tests need besides.

.PHONY: build test eval eval-extract bench clean

build:
	go build -o monban ./cmd/monban
	go build -o monban-eval ./cmd/monban-eval

# All checks, as CI runs them. "make test STEPS='vet test'" runs some of them.
test:
	.ci/setup
	.ci/checks $(STEPS)

# Accuracy on the committed files against the committed figures.
eval:
	go run ./cmd/monban-eval -baseline testdata/eval/baseline.json

# How much of files is read: planted places, and other programs as the measure.
# What needs a program or real files (../shared/corpora) that are not here is
# left out, and said. "make eval-extract LARGE=" leaves out the large workbook
# and what only real files show.
LARGE = yes
eval-extract:
	go run ./cmd/monban-eval extract -baseline testdata/eval/extract.json $(if $(LARGE),-large)
ifneq ($(LARGE),)
	MONBAN_ALL=1 go test -count=1 -v -run 'TestOracles|TestCellsAreThoseOfExcelize' ./extract/eml ./extract/xlsx
endif

bench:
	go test -run='^$$' -bench=. ./...

clean:
	rm -rf monban monban-eval dist
