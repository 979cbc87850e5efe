package profile

import (
	"os"
	"testing"

	"kitei/templates"
)

// BenchmarkSchemas reads what every profile needs of the schemas.
func BenchmarkSchemas(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := readSchemas(templates.FS); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDecode reads and checks a profile.
func BenchmarkDecode(b *testing.B) {
	data, err := os.ReadFile("../../samples/seisakusho.yaml")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode("seisakusho.yaml", data); err != nil {
			b.Fatal(err)
		}
	}
}
