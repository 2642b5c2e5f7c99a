# Everything here works on a machine with Go and make; .ci/setup adds what the
# tests need besides.

.PHONY: build test eval bench clean

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

bench:
	go test -run='^$$' -bench=. ./...

clean:
	rm -rf monban monban-eval dist
