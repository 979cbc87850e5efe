package main

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kitei/api"
	"kitei/api/batches"
	"kitei/generator"
)

// batchForm is a request for a batch of the list, with the common profile.
func batchForm(t *testing.T, list, common string, fields map[string]string) (mediaType string, body []byte) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for field, name := range map[string]string{"members": list, "common": common} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		part, err := form.CreateFormFile(field, filepath.Base(name))
		if err == nil {
			_, err = part.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for field, value := range fields {
		if err := form.WriteField(field, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	return form.FormDataContentType(), b.Bytes()
}

// The ZIP of the API is that of the command, byte for byte.
func TestServedBatchIsThatOfTheCommand(t *testing.T) {
	dir := t.TempDir()
	list, common := writeList(t, dir, 5, func(n int, line string) string {
		if n == 3 {
			return line[:len(line)-2] + "たくさん"
		}
		return line
	})
	out := filepath.Join(dir, "all.zip")
	var stdout, stderr bytes.Buffer
	if code := run([]string{"batch", "--members", list, "--common", common, "--doc", "privacy_policy,nda", "--format", "pdf,txt", "--as-of", "2026-12-01", "--out", out}, output{&stdout, &stderr}); code != exitPartly {
		t.Fatalf("exit %d\n%s", code, stderr.String())
	}
	gen, err := generator.New()
	if err != nil {
		t.Fatal(err)
	}
	server, err := api.New(api.Config{Generator: gen, Access: api.Access{Open: true}, Batches: batches.Config{Dir: filepath.Join(dir, "data")}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	ask := func(method, path, mediaType string, body []byte) (int, []byte) {
		r := httptest.NewRequest(method, "http://127.0.0.1"+path, bytes.NewReader(body))
		r.Header.Set("Content-Type", mediaType)
		w := httptest.NewRecorder()
		server.ServeHTTP(w, r)
		return w.Code, w.Body.Bytes()
	}
	mediaType, form := batchForm(t, list, common, map[string]string{"kinds": "privacy_policy,nda", "formats": "pdf,txt", "as_of": "2026-12-01"})
	status, body := ask("POST", "/v1/batches", mediaType, form)
	var begun struct{ ID string }
	if err := json.Unmarshal(body, &begun); err != nil || status != http.StatusAccepted {
		t.Fatalf("%d %s", status, body)
	}
	for range 3000 {
		if status, body = ask("GET", "/v1/batches/"+begun.ID+"/result.zip", "", nil); status == http.StatusOK {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	want, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, body) {
		t.Errorf("%d: the ZIP of the API (%d bytes) differs from that of the command (%d bytes)", status, len(body), len(want))
	}
}

// Without a flag the batches lie where programs of the user keep what must last.
func TestDataFolder(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", filepath.Join(t.TempDir(), "data"))
	t.Setenv("LOCALAPPDATA", t.TempDir())
	if dir := dataFolder(); filepath.Base(dir) != "kitei" || !filepath.IsAbs(dir) {
		t.Errorf("%q", dir)
	}
	var c serveCmd
	c.Keep = time.Hour
	c.WebhookHost = []string{"hook.example"}
	if _, err := c.batches(); err == nil {
		t.Error("webhooks without a secret")
	}
	c.WebhookKey = filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(c.WebhookKey, []byte("too short\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.batches(); err == nil {
		t.Error("webhooks with a short secret")
	}
}
