package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"time"

	held "monban/cmd/internal/hold"
)

// decideAll is a program of its own: it approves whatever is held, again and
// again, and prints what it has decided. The store and its key stand in the
// environment.
func decideAll() {
	key, err := base64.StdEncoding.DecodeString(os.Getenv("MONBAN_TEST_KEY"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	ctx := context.Background()
	for ; ; time.Sleep(20 * time.Millisecond) {
		s, err := held.Open(ctx, held.Options{Source: os.Getenv("MONBAN_TEST_STORE"), Key: key})
		if err != nil {
			continue // the database is away
		}
		for err == nil {
			var items []*held.Item
			items, err = s.List(ctx, held.Query{States: []held.State{held.Held}})
			for _, it := range items {
				d := held.Decision{Actor: "boss@example.co.jp", Action: held.Approve, People: it.People, Recipients: []string{it.Recipients[0].Address}}
				if s.Decide(ctx, it.ID, d) == nil {
					fmt.Println(it.ID)
				}
			}
			time.Sleep(5 * time.Millisecond)
		}
		s.Close()
	}
}
