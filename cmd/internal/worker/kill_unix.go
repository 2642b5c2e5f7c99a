//go:build unix

package worker

import (
	"os/exec"
	"syscall"
)

// group puts a child and what it starts into a group of their own: a break
// typed at the terminal goes to the parent only, which then ends them all.
func group(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func kill(c *exec.Cmd) {
	_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) // it may be gone already
}
