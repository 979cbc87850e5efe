package web_test

import (
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"testing"

	"kitei/api/web"
)

// The colours of the style have the contrast of WCAG 2.2 AA: 4.5 for words, 3
// for borders of controls and the ring of the focus.
func TestContrast(t *testing.T) {
	src, err := fs.ReadFile(web.Assets, "assets/form.css")
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string]float64{}
	for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6})`).FindAllStringSubmatch(string(src), -1) {
		colours[m[1]] = luminance(t, m[2])
	}
	colours["current"] = luminance(t, "e8eff6") // the step that is open, a button under the pointer
	for _, tt := range []struct {
		front, back string
		least       float64
	}{
		{"ink", "paper", 4.5}, {"ink", "ground", 4.5}, {"soft", "paper", 4.5}, {"soft", "ground", 4.5},
		{"main", "paper", 4.5}, {"main", "ground", 4.5}, {"main", "current", 4.5}, {"main-ink", "main", 4.5},
		{"bad", "paper", 4.5}, {"bad", "bad-ground", 4.5}, {"warn", "warn-ground", 4.5}, {"good", "good-ground", 4.5},
		{"line", "paper", 3}, {"line", "ground", 3}, {"focus", "paper", 3}, {"focus", "ground", 3},
	} {
		a, okA := colours[tt.front]
		b, okB := colours[tt.back]
		if !okA || !okB {
			t.Errorf("%s on %s: no such colour", tt.front, tt.back)
			continue
		}
		if c := (math.Max(a, b) + 0.05) / (math.Min(a, b) + 0.05); c < tt.least {
			t.Errorf("%s on %s: %.2f, want %.1f", tt.front, tt.back, c, tt.least)
		}
	}
}

// luminance is the relative luminance of a colour (WCAG 2.2).
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(shift uint) float64 {
		v := float64(n>>shift&255) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}
