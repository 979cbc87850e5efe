package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"kitei/batch"
)

// bar shows how far a batch is, on one line of a terminal; elsewhere it is silent.
type bar struct {
	to    io.Writer // nil = silent
	start time.Time
	first int // rows that were finished before
	begun bool
}

const barWidth = 24

func newBar(w io.Writer, quiet bool) *bar {
	f, ok := w.(*os.File)
	if !ok || quiet {
		return &bar{}
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return &bar{}
	}
	return &bar{to: f}
}

// show draws the line anew: rows, rate, time left, failures.
func (b *bar) show(p batch.Progress) {
	if b.to == nil {
		return
	}
	finished := p.Done + p.Failed
	if !b.begun {
		b.begun, b.start, b.first = true, time.Now(), finished
	}
	fmt.Fprint(b.to, "\r"+line(p, finished-b.first, time.Since(b.start))+"\x1b[K")
}

func line(p batch.Progress, made int, took time.Duration) string {
	full := barWidth * (p.Done + p.Failed) / max(p.Total, 1)
	s := fmt.Sprintf("[%s%s] %d/%d社", strings.Repeat("#", full), strings.Repeat("-", barWidth-full), p.Done+p.Failed, p.Total)
	if made > 0 && took > 0 {
		rate := float64(made) / took.Seconds()
		left := time.Duration(float64(p.Left()) / rate * float64(time.Second)).Round(time.Second)
		s += fmt.Sprintf("　%.1f社/秒　残り%s", rate, clock(left))
	}
	if p.Failed > 0 {
		s += fmt.Sprintf("　誤り%d", p.Failed)
	}
	return s
}

// clock is a time as 1:05 or 1:02:03.
func clock(d time.Duration) string {
	h, m, s := int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60
	if h > 0 {
		return fmt.Sprintf("%d:%02d:%02d", h, m, s)
	}
	return fmt.Sprintf("%d:%02d", m, s)
}

// end leaves the line as it stands.
func (b *bar) end() {
	if b.to != nil && b.begun {
		fmt.Fprintln(b.to)
	}
}
