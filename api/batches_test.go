package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"kitei/api"
	"kitei/api/batches"
)

// A list with faulty rows is begun; the rows are named with their cells; mended,
// they alone are made, and the whole is that of a list that was right from the
// start.
func TestBatch(t *testing.T) {
	w := withBatches(t, t.TempDir(), nil)
	res := w.begin(t, csvList(5, faulty), nil, nil)
	id := idOf(t, res)
	if res.Header.Get("Location") != "/v1/batches/"+id {
		t.Errorf("Location %q", res.Header.Get("Location"))
	}
	v := w.until(t, id, nil, ended)
	if v.State != "finished" || v.Result != "partial" || v.Progress.Done != 3 || v.Progress.Failed != 2 || v.Failures.Total != 2 {
		t.Fatalf("%+v", v)
	}
	if r := v.Failures.Rows; r[0].Row != 3 || r[0].Faults[0].Cell != "H3" || r[0].Company != "株式会社見本商会2" || r[1].Row != 4 || r[1].Faults[0].Cell != "B4" {
		t.Errorf("%+v", r)
	}
	res = w.do(t, "GET", "/v1/batches/"+id+"/result.zip", "", nil, nil)
	if d := res.Header.Get("Content-Disposition"); !strings.Contains(d, "%E4%B8%80%E9%83%A8.zip") || res.Header.Get("X-Kitei-Result") != "partial" {
		t.Errorf("a partial ZIP is called %s, %s", d, res.Header.Get("X-Kitei-Result"))
	}
	if names := namesIn(t, bodyOf(t, res)); len(names) != 3*3+2 {
		t.Errorf("%q", names)
	}
	if res := w.do(t, "GET", "/v1/batches/"+id+"/result.zip", "", nil, map[string]string{"If-None-Match": res.Header.Get("ETag")}); res.StatusCode != http.StatusNotModified {
		t.Errorf("the same ZIP again: %d", res.StatusCode)
	}

	mediaType, body := batchForm(t, map[string][]byte{"members:naoshita.csv": csvList(5, func(n int, line string) string {
		if n == 1 {
			return strings.Replace(line, ",23", ",24", 1)
		}
		return line
	})}, nil)
	res = w.do(t, "POST", "/v1/batches/"+id+"/retry", mediaType, body, nil)
	if got := string(bodyOf(t, res)); res.StatusCode != http.StatusAccepted || !strings.Contains(got, `"unchanged_rows":[2]`) {
		t.Errorf("a mended list, with a change where all was right: %d %s", res.StatusCode, got)
	}
	v = w.until(t, id, nil, ended)
	if v.Progress.Done != 5 || v.Progress.Failed != 0 || v.Result != "whole" || v.Failures.Total != 0 {
		t.Fatalf("mended: %+v", v)
	}
	if res := w.do(t, "POST", "/v1/batches/"+id+"/retry", "", nil, nil); res.StatusCode != http.StatusConflict {
		t.Errorf("nothing to make again: %d", res.StatusCode)
	}
	if res := w.do(t, "DELETE", "/v1/batches/"+id, "", nil, nil); res.StatusCode != http.StatusNoContent {
		t.Errorf("removed: %d", res.StatusCode)
	}
	if res := w.do(t, "GET", "/v1/batches/"+id, "", nil, nil); res.StatusCode != http.StatusNotFound {
		t.Errorf("removed, and there: %d", res.StatusCode)
	}
}

// What is mended gives the same bytes as what was right from the start.
func TestMendedBatchIsTheSame(t *testing.T) {
	dir := t.TempDir()
	w := withBatches(t, dir, nil)
	right, wrong := idOf(t, w.begin(t, csvList(4, nil), nil, nil)), idOf(t, w.begin(t, csvList(4, faulty), nil, nil))
	w.until(t, wrong, nil, ended)
	mediaType, body := batchForm(t, map[string][]byte{"members:kaiin.csv": csvList(4, nil)}, nil)
	if res := w.do(t, "POST", "/v1/batches/"+wrong+"/retry", mediaType, body, nil); res.StatusCode != http.StatusAccepted {
		t.Fatalf("%d %s", res.StatusCode, bodyOf(t, res))
	}
	w.until(t, wrong, nil, ended)
	w.until(t, right, nil, ended)
	if right == wrong {
		t.Error("two batches have one id")
	}
	if !bytes.Equal(w.zip(t, right), w.zip(t, wrong)) {
		t.Error("the mended batch differs from the one that was right from the start")
	}
	for _, word := range []string{"見本商会", "048-000", "髙橋"} {
		if strings.Contains(w.log.String(), word) {
			t.Errorf("%s is in the log", word)
		}
	}
	if info, err := os.Stat(dir + "/batches"); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the folder: %v %v", info.Mode(), err)
	}
}

// What can't be begun is refused with all that is wrong.
func TestBatchRefusals(t *testing.T) {
	w := withBatches(t, t.TempDir(), func(c *api.Config) {
		c.Batches.Limits = batches.Limits{Rows: 6}
		c.Batches.Hooks = batches.Hooks{Hosts: []string{"hook.example"}, Secret: []byte("s")}
	})
	common := commonProfile(t)
	for _, tt := range []struct {
		name   string
		files  map[string][]byte
		fields map[string]string
		status int
		holds  []string
	}{
		{"no row is good", map[string][]byte{"members:a.csv": csvList(2, func(n int, line string) string { return strings.TrimSuffix(line, "23") + "たくさん" }), "common:c.yaml": common},
			map[string]string{"kinds": "privacy_policy"}, 422, []string{"list_faulty", `"cell":"H2"`, `"cell":"H3"`}},
		{"a column that nobody knows", map[string][]byte{"members:a.csv": append([]byte("知らない列,"), csvList(2, nil)...), "common:c.yaml": common}, nil, 422, []string{"list_faulty", "知らない列"}},
		{"a day without law", map[string][]byte{"members:a.csv": csvList(2, nil), "common:c.yaml": common}, map[string]string{"kinds": "privacy_policy", "as_of": "2031-01-01"}, 422, []string{"law_not_covered", `"row":2`, `"row":3`}},
		{"all that is asked for is wrong", map[string][]byte{"members:a.csv": csvList(2, nil), "common:c.yaml": sample(t, "seisakusho")},
			map[string]string{"formats": "doc", "as_of": "tomorrow", "webhook": "https://elsewhere.example/x", "folder": "123456789018"}, 422,
			[]string{"/formats", "/as_of", "webhook_not_allowed", "list_common_company", "/profile/legal_name", "my_number_not_allowed"}},
		{"no such kind", map[string][]byte{"members:a.csv": csvList(2, nil)}, map[string]string{"kinds": "nothing"}, 422, []string{"no_such_kind"}},
		{"a format that the kind has not", map[string][]byte{"members:a.csv": csvList(2, nil)}, map[string]string{"kinds": "privacy_policy,training_record", "formats": "pdf,xlsx"}, 422, []string{"no_such_format"}},
		{"too many rows", map[string][]byte{"members:a.csv": csvList(7, nil)}, nil, 422, []string{"batch_rows"}},
		{"no list", nil, map[string]string{"kinds": "privacy_policy"}, 422, []string{"batch_no_list"}},
		{"no list at all", map[string][]byte{"members:a.csv": []byte("\x00\x01")}, nil, 422, []string{"list_"}},
		{"plain HTTP to elsewhere", map[string][]byte{"members:a.csv": csvList(2, nil)}, map[string]string{"webhook": "http://hook.example/"}, 422, []string{"webhook_address"}},
		{"fields without end", nil, map[string]string{"folder": strings.Repeat("x", 70_000)}, 413, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mediaType, body := batchForm(t, tt.files, tt.fields)
			res := w.do(t, "POST", "/v1/batches", mediaType, body, nil)
			got := string(bodyOf(t, res))
			if res.StatusCode != tt.status {
				t.Fatalf("%d %.600s", res.StatusCode, got)
			}
			for _, word := range tt.holds {
				if !strings.Contains(got, word) {
					t.Errorf("the answer does not hold %s: %.1500s", word, got)
				}
			}
			if strings.Contains(got, "123456789018") {
				t.Error("a My Number came back")
			}
		})
	}
	for _, tt := range []struct {
		method, path, mediaType, body string
		status                        int
	}{
		{"POST", "/v1/batches", "text/plain", "x", 415}, {"POST", "/v1/batches", "application/json", "{", 400}, {"POST", "/v1/batches", "application/json", `{"members":[],"more":1}`, 400},
		{"POST", "/v1/batches", "application/json", `{}`, 422}, {"POST", "/v1/batches", "application/json", `{"members":[]}`, 422}, {"POST", "/v1/batches", "application/json", `{"members":[1]}`, 400},
		{"GET", "/v1/batches/" + strings.Repeat("0", 32), "", "", 404}, {"GET", "/v1/batches/" + strings.Repeat("0", 32) + "/events", "", "", 404}, {"GET", "/v1/batches/" + strings.Repeat("0", 32) + "/result.zip", "", "", 404},
		{"DELETE", "/v1/batches/" + strings.Repeat("0", 32), "", "", 404}, {"POST", "/v1/batches/" + strings.Repeat("0", 32) + "/retry", "", "", 404},
	} {
		if res := w.do(t, tt.method, tt.path, tt.mediaType, []byte(tt.body), nil); res.StatusCode != tt.status {
			t.Errorf("%s %s %s: %d, want %d: %.300s", tt.method, tt.path, tt.body, res.StatusCode, tt.status, bodyOf(t, res))
		}
	}
	if body := bodyOf(t, w.do(t, "GET", "/v1/batches", "", nil, nil)); !bytes.Contains(body, []byte(`{"batches":[]}`)) {
		t.Errorf("a refused batch is kept: %s", body)
	}
}

// A check names the faulty rows and the first names, and begins nothing.
func TestCheckBatch(t *testing.T) {
	w := withBatches(t, t.TempDir(), nil)
	mediaType, body := batchForm(t, map[string][]byte{"members:kaiin.csv": csvList(8, faulty), "common:common.yaml": commonProfile(t)},
		map[string]string{"kinds": "privacy_policy,training_record", "formats": "pdf,xlsx", "any_format": "true", "folder": "{会社名略}_{年月日}", "as_of": "2026-12-01"})
	res := w.do(t, "POST", "/v1/batches/check", mediaType, body, nil)
	var v batches.Checked
	if err := json.Unmarshal(bodyOf(t, res), &v); err != nil || res.StatusCode != 200 {
		t.Fatal(res.StatusCode, err)
	}
	if v.Total != 8 || v.Good != 6 || len(v.Rows) != 2 || v.Rows[0].Faults[0].CellName != "H3" || len(v.Names) != 5 || v.Names[0].Folder != "見本商会1_20261201" {
		t.Errorf("%+v", v)
	}
	if body := bodyOf(t, w.do(t, "GET", "/v1/batches", "", nil, nil)); !bytes.Contains(body, []byte(`{"batches":[]}`)) {
		t.Errorf("a check began something: %s", body)
	}
}

// The same as JSON, with profiles in place of a file.
func TestBatchOfJSON(t *testing.T) {
	w := withBatches(t, t.TempDir(), nil)
	company := func(name string) map[string]any {
		return map[string]any{"profile": map[string]any{"legal_name": name, "entity_type": "kabushiki", "rep_name": "髙橋 太郎", "postal_code": "330-0000", "address": "埼玉県さいたま市見本町一丁目1番", "phone": "048-000-0000", "employee_count": 23}}
	}
	var common map[string]any
	if err := json.Unmarshal(yamlToJSON(t, commonProfile(t)), &common); err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(map[string]any{"members": []any{company("株式会社見本一"), company(""), company("株式会社見本三")}, "common": common, "kinds": []string{"privacy_policy"}, "formats": []string{"txt"}})
	if err != nil {
		t.Fatal(err)
	}
	id := idOf(t, w.do(t, "POST", "/v1/batches", "application/json", body, nil))
	if v := w.until(t, id, nil, ended); v.Progress.Done != 2 || v.Failures.Total != 1 || v.Failures.Rows[0].Row != 2 || v.Failures.Rows[0].Faults[0].Pointer != "/profile/legal_name" {
		t.Errorf("%+v", v)
	}
	if names := strings.Join(namesIn(t, w.zip(t, id)), "\n"); !strings.Contains(names, "3_見本三/") {
		t.Errorf("%s", names)
	}
}

// Another key's batch does not exist.
func TestBatchOwners(t *testing.T) {
	w := withBatches(t, t.TempDir(), func(c *api.Config) {
		c.Access = api.NewAccess("one", "two")
		c.Batches.Limits = batches.Limits{Kept: 1}
	})
	one, two := map[string]string{"Authorization": "Bearer one"}, map[string]string{"Authorization": "Bearer two"}
	id := idOf(t, w.begin(t, csvList(2, nil), nil, one))
	other := idOf(t, w.begin(t, csvList(2, nil), nil, two))
	if id == other {
		t.Error("the same list of two owners is one batch")
	}
	for _, r := range [][2]string{{"GET", ""}, {"GET", "/events"}, {"GET", "/result.zip"}, {"GET", "/review.xlsx"}, {"POST", "/retry"}, {"DELETE", ""}} {
		if res := w.do(t, r[0], "/v1/batches/"+id+r[1], "", nil, two); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s %s of somebody else's batch: %d", r[0], r[1], res.StatusCode)
		}
	}
	w.until(t, id, one, ended)
	if body := bodyOf(t, w.do(t, "GET", "/v1/batches", "", nil, two)); bytes.Contains(body, []byte(id)) || !bytes.Contains(body, []byte(other)) {
		t.Errorf("the list of the second owner: %s", body)
	}
	if res := w.begin(t, csvList(3, nil), nil, one); res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") == "" {
		t.Errorf("one more than may be kept: %d", res.StatusCode)
	}
}

// A cancelled batch hands out what was made; after a retry it is whole.
func TestCancelBatch(t *testing.T) {
	w := withBatches(t, t.TempDir(), func(c *api.Config) { c.Batches.Limits = batches.Limits{OpenOwner: 1} })
	id := idOf(t, w.begin(t, csvList(60, nil), nil, nil))
	w.until(t, id, nil, func(v state) bool { return v.Progress.Done > 2 })
	if res := w.begin(t, csvList(2, nil), nil, nil); res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") == "" {
		t.Errorf("one more than may run: %d", res.StatusCode)
	}
	for _, path := range []string{"/result.zip", "/review.xlsx"} {
		if res := w.do(t, "GET", "/v1/batches/"+id+path, "", nil, nil); res.StatusCode != http.StatusConflict {
			t.Errorf("%s of a running batch: %d", path, res.StatusCode)
		}
	}
	res := w.do(t, "DELETE", "/v1/batches/"+id, "", nil, nil)
	if body := bodyOf(t, res); res.StatusCode != http.StatusOK || !bytes.Contains(body, []byte(`"state":"cancelled"`)) {
		t.Fatalf("%d %s", res.StatusCode, body)
	}
	v := w.state(t, id, nil)
	if v.Progress.Done < 3 || v.Progress.Done == 60 || v.Result != "partial" {
		t.Errorf("%+v", v)
	}
	if names := namesIn(t, w.zip(t, id)); len(names) != v.Progress.Done*3+2 {
		t.Errorf("%d names of %d companies", len(names), v.Progress.Done)
	}
	if res := w.do(t, "POST", "/v1/batches/"+id+"/retry", "", nil, nil); res.StatusCode != http.StatusAccepted {
		t.Fatalf("%d %s", res.StatusCode, bodyOf(t, res))
	}
	if v := w.until(t, id, nil, ended); v.State != "finished" || v.Progress.Done != 60 || v.Result != "whole" {
		t.Errorf("%+v", v)
	}
	if res := w.do(t, "GET", "/v1/batches/"+id+"/review.xlsx", "", nil, nil); res.StatusCode != http.StatusOK {
		t.Errorf("確認表: %d", res.StatusCode)
	}
}

// A server that ends in the middle is followed by one that goes on; what is at its
// end is kept, for as long as was said and no longer.
func TestBatchRestart(t *testing.T) {
	dir, now := t.TempDir(), time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)
	start := func() *world {
		return withBatches(t, dir, func(c *api.Config) { c.Now = func() time.Time { return now } })
	}
	w := start()
	small := idOf(t, w.begin(t, csvList(2, faulty), nil, nil))
	w.until(t, small, nil, ended)
	whole := idOf(t, w.begin(t, csvList(40, nil), nil, nil))
	w.until(t, whole, nil, func(v state) bool { return v.Progress.Done > 1 })
	if err := w.server.Close(); err != nil {
		t.Fatal(err)
	}
	if res := w.begin(t, csvList(2, nil), nil, nil); res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("begun on a server that ends: %d", res.StatusCode)
	}
	w = start()
	if v := w.until(t, whole, nil, ended); v.State != "finished" || v.Progress.Done != 40 {
		t.Errorf("%+v", v)
	}
	if v := w.state(t, small, nil); v.State != "finished" || v.Failures.Total != 1 || v.Failures.Rows[0].Faults[0].Cell != "H3" {
		t.Errorf("%+v", v)
	}
	again := idOf(t, w.begin(t, csvList(40, nil), nil, nil))
	w.until(t, again, nil, ended)
	if !bytes.Equal(w.zip(t, whole), w.zip(t, again)) {
		t.Error("the batch that was cut off differs from a quiet one")
	}
	second := withBatches(t, dir, nil)
	res := second.begin(t, csvList(2, nil), nil, nil)
	if body := bodyOf(t, res); res.StatusCode != http.StatusServiceUnavailable || !bytes.Contains(body, []byte("別の kitei が使っています")) {
		t.Errorf("a second server on the folder: %d %s", res.StatusCode, body)
	}
	if res := second.do(t, "POST", "/v1/documents/privacy_policy/render?format=txt", "application/yaml", sample(t, "seisakusho"), nil); res.StatusCode != http.StatusOK {
		t.Errorf("a second server can't do anything else: %d", res.StatusCode)
	}
	if err := w.server.Close(); err != nil {
		t.Fatal(err)
	}
	now = now.Add(8 * 24 * time.Hour)
	start()
	for range 500 {
		if left, err := os.ReadDir(dir + "/batches"); err == nil && len(left) == 0 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if left, err := os.ReadDir(dir + "/batches"); err != nil || len(left) > 0 {
		t.Errorf("kept for more than 7 days: %v %v", left, err)
	}
}
