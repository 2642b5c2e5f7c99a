package rig

import (
	"net"
	"strconv"
	"testing"
)

// A free port can be listened on, and is none that the system gives to the near end
// of a connection meanwhile.
func TestFreePort(t *testing.T) {
	for range 20 {
		address, err := FreePort()
		if err != nil {
			t.Fatal(err)
		}
		n, err := strconv.Atoi(port(address))
		if err != nil || n < portsFrom || n >= portsFrom+portsMost {
			t.Errorf("port %s", address)
		}
		ln, err := net.Listen("tcp", address)
		if err != nil {
			t.Errorf("%s is not free: %v", address, err)
			continue
		}
		ln.Close()
	}
}
