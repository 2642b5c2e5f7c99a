package main

import (
	"os"
	"strconv"
)

// nodeName names this process among the gateways that share a store.
func nodeName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "monban"
	}
	return host + "/" + strconv.Itoa(os.Getpid())
}
