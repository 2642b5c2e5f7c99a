package main

import (
	"os"
	"strconv"

	"monban/cmd/internal/conf"
)

// queueName names the HOLD queue in which this machine's mails wait, "" when they
// wait in the store.
func queueName(c *conf.Config) string {
	if c.Hold.Mails != "queue" {
		return ""
	}
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	if c.Hold.PostfixDir != "" {
		return host + ":" + c.Hold.PostfixDir
	}
	return host
}

// nodeName names this process among the gateways that share a store.
func nodeName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "monban"
	}
	return host + "/" + strconv.Itoa(os.Getpid())
}
