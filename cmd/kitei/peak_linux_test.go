package main

import "syscall"

// peak is the most memory a process that has ended had, in bytes.
func peak(p *process) int64 {
	used, _ := p.ProcessState.SysUsage().(*syscall.Rusage)
	if used == nil {
		return 0
	}
	return used.Maxrss << 10
}
