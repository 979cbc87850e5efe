package api_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"kitei/generator"
)

// A new user's whole way, from the empty form to the ZIP of a company of 23.
func TestJourney(t *testing.T) {
	p := openTab(t, 1280, 900)
	p.shot("1-empty")
	p.press("next")
	if !strings.Contains(p.text(), "か所を確かめてください") || p.step() != "company" {
		t.Error("an empty form leads on without a word")
	}
	p.shot("1-faults")
	p.clicks = 0
	p.company("株式会社武蔵精密製作所")
	p.shot("1-filled")
	p.press("next")
	if p.step() != "handling" {
		t.Fatal(p.js(`[...document.querySelectorAll(".summary li")].map(e => e.innerText)`))
	}
	p.shot("2-empty")
	p.handling()
	p.shot("2-filled")
	p.press("next")
	if p.step() != "documents" {
		t.Fatal(p.js(`[...document.querySelectorAll(".summary li")].map(e => e.innerText)`))
	}
	p.fill("/output/established_on", "令和9年1月15日")
	p.fill("/output/effective_on", "2027/2/1")
	p.shot("3-filled")
	p.press("next")
	if p.step() != "confirm" || !strings.Contains(p.text(), "必要なことはそろっています") {
		t.Fatal(p.text())
	}
	p.js(`document.querySelector("details.more").open = true`)
	p.shot("4-confirm")
	p.press("next")
	p.shot("5-receive")
	p.clicks++
	p.js(`document.querySelector('button[value=zip]').click()`)
	data := p.downloaded(1)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	pdf, review := 0, false
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, ".pdf") {
			pdf++
		}
		review = review || f.Name == generator.ReviewName
	}
	if pdf < 5 || !review {
		t.Errorf("%d PDFs, 確認表 %v", pdf, review)
	}
	t.Logf("5 steps, %d answers, %d clicks on buttons", p.fields, p.clicks)
}
