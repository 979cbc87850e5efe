package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A list that is no list gives an answer that somebody can read: a few bytes each
// could be a fault, and a few megabytes of them more than the memory holds.
func TestFaultsOfAListAreBounded(t *testing.T) {
	w := withBatches(t, t.TempDir(), nil)
	array := func(n int, one string) []byte {
		return []byte(`{"kinds":["privacy_policy"],"members":[` + strings.TrimSuffix(strings.Repeat(one+",", n), ",") + `]}`)
	}
	quotes, cells := batchForm(t, map[string][]byte{"members:a.csv": bytes.Repeat([]byte(strings.Repeat(`"a"b,`, 100)+"\n"), 2000)}, map[string]string{"kinds": "privacy_policy"})
	for _, tt := range []struct {
		name, mediaType string
		body            []byte
		status, most    int
		code            string
	}{
		{"too_many_numbers", "application/json", array(500_000, "1"), 422, 2_000, "batch_rows"},
		{"numbers", "application/json", array(9_000, "1"), 400, 300_000, "more_faults"},
		{"quotes", quotes, cells, 200, 300_000, "more_faults"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := w.do(t, "POST", "/v1/batches/check", tt.mediaType, tt.body, nil)
			body := bodyOf(t, res)
			if res.StatusCode != tt.status || len(body) > tt.most || !bytes.Contains(body, []byte(`"`+tt.code+`"`)) {
				t.Errorf("%d, %d bytes, want %d, at most %d bytes, with %s: %.300s", res.StatusCode, len(body), tt.status, tt.most, tt.code, body)
			}
		})
	}
}

// Of many faulty rows each is told of, however much is wrong with them.
func TestEveryFaultyRowIsTold(t *testing.T) {
	w := withBatches(t, t.TempDir(), nil)
	var unknown strings.Builder
	for i := range 60 {
		fmt.Fprintf(&unknown, `"k%d":1,`, i)
	}
	one := `{"profile":{` + unknown.String() + `"legal_name":"株式会社見本"}},`
	body := `{"kinds":["privacy_policy"],"members":[` + strings.TrimSuffix(strings.Repeat(one, 400), ",") + `]}`
	var checked struct {
		Total int
		Rows  []struct{ Faults []struct{ Code string } }
	}
	answer := bodyOf(t, w.do(t, "POST", "/v1/batches/check", "application/json", []byte(body), nil))
	if err := json.Unmarshal(answer, &checked); err != nil || len(answer) > 10<<20 {
		t.Fatalf("%v, %d bytes", err, len(answer))
	}
	if checked.Total != 400 || len(checked.Rows) != 400 {
		t.Fatalf("%d rows, %d faulty", checked.Total, len(checked.Rows))
	}
	if n := len(checked.Rows[0].Faults); n < 60 {
		t.Errorf("%d faults of the first row", n)
	}
	last := checked.Rows[399].Faults
	if len(last) != 2 || last[1].Code != "more_faults" {
		t.Errorf("the last row: %+v", last)
	}
}

// No answer is given before the host, the origin and the person were looked at:
// the router itself answers nothing.
func TestNothingIsAnsweredBeforeTheChecks(t *testing.T) {
	w := newWorld(t, nil)
	for _, path := range []string{"/batch/", "/web/main.js/", "/v1/documents/"} {
		req := httptest.NewRequest("GET", path, nil)
		req.Host = "kitei.example"
		res := httptest.NewRecorder()
		w.server.ServeHTTP(res, req)
		if res.Code != http.StatusForbidden || res.Header().Get("Content-Security-Policy") == "" {
			t.Errorf("%s: %d %v", path, res.Code, res.Header())
		}
	}
}
