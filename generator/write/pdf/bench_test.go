package pdf_test

import (
	"bytes"
	"testing"

	"kitei/fonts"
	"kitei/generator/layout"
	"kitei/generator/layout/layouttest"
	"kitei/generator/write/pdf"
)

// BenchmarkWrite writes sixteen pages.
func BenchmarkWrite(b *testing.B) {
	res, err := layout.Set(layouttest.Regulation(40), layout.Options{TOC: true, Cover: &layout.Cover{Title: "個人情報取扱規程"}}, fonts.Embedded{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var buf bytes.Buffer
	for b.Loop() {
		buf.Reset()
		if err := pdf.Write(res, pdf.Meta{Title: "個人情報取扱規程"}, &buf); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(res.Pages)), "pages")
	b.ReportMetric(float64(buf.Len()), "bytes")
}
