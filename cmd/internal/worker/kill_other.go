//go:build !unix

package worker

import "os/exec"

func group(*exec.Cmd) {}

func kill(c *exec.Cmd) {
	_ = c.Process.Kill() // it may be gone already
}
