package main

import (
	"archive/zip"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A client that knows nothing but /openapi.json makes the documents of a company.
func TestClient(t *testing.T) {
	s := serve(t)
	file := filepath.Join(t.TempDir(), "documents.zip")
	said, err := exec.Command("node", "../../samples/client/bundle.mjs", s.url, file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if !strings.Contains(string(said), "見本商会") || !strings.Contains(string(said), "2026-11-23") {
		t.Errorf("it says %s", said)
	}
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	slices.Sort(names)
	want := []string{"manifest.json", "確認表.xlsx", "見本商会_プライバシーポリシー_2026-11-23.txt", "見本商会_個人情報保護規程_2026-11-23.txt"}
	slices.Sort(want)
	if !slices.Equal(names, want) {
		t.Errorf("in the ZIP are %v", names)
	}
}
