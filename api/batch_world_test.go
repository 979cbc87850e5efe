package api_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"kitei/api"
	"kitei/api/batches"
	"kitei/generator/profile"
)

// withBatches is a server that keeps batches in a folder of its own.
func withBatches(t *testing.T, dir string, change func(*api.Config)) *world {
	t.Helper()
	w := newWorld(t, func(c *api.Config) {
		c.Batches.Dir = dir
		c.Limits = api.Limits{Rate: 10_000, Burst: 10_000}
		if change != nil {
			change(c)
		}
	})
	t.Cleanup(func() {
		if err := w.server.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// csvList is a list of companies; edit changes a line.
func csvList(rows int, edit func(n int, line string) string) []byte {
	var b strings.Builder
	b.WriteString("番号,正式名称（商号・法人名）,組織の種別,代表者氏名,本店の郵便番号,本店（主たる事務所）の所在地,代表電話,従業員数（常時）\r\n")
	for n := 1; n <= rows; n++ {
		line := fmt.Sprintf("%d,株式会社見本商会%d,株式会社,髙橋 太郎,330-0000,埼玉県さいたま市見本町一丁目%d番,048-000-0000,23", n, n, n)
		if edit != nil {
			line = edit(n, line)
		}
		b.WriteString(line + "\r\n")
	}
	return []byte(b.String())
}

// faulty spoils the rows 2 and 3.
func faulty(n int, line string) string {
	switch n {
	case 2:
		return strings.TrimSuffix(line, "23") + "たくさん"
	case 3:
		return strings.Replace(line, "株式会社見本商会3", "", 1)
	}
	return line
}

var ofCompany = regexp.MustCompile(`(?m)^  (legal_name|legal_name_kana|rep_name|rep_name_kana):.*\n`)

// commonProfile is a sample without what belongs to one company.
func commonProfile(t *testing.T) []byte {
	return ofCompany.ReplaceAll(sample(t, "seisakusho"), nil)
}

// batchForm is a request for a batch: files by name, and fields.
func batchForm(t *testing.T, files map[string][]byte, fields map[string]string) (string, []byte) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for name, data := range files {
		field, file, _ := strings.Cut(name, ":")
		part, err := form.CreateFormFile(field, file)
		if err == nil {
			_, err = part.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	return form.FormDataContentType(), b.Bytes()
}

func (w *world) begin(t *testing.T, list []byte, fields, head map[string]string) *http.Response {
	t.Helper()
	all := map[string]string{"kinds": "privacy_policy", "formats": "txt"}
	for k, v := range fields {
		all[k] = v
	}
	mediaType, body := batchForm(t, map[string][]byte{"members:kaiin.csv": list, "common:common.yaml": commonProfile(t)}, all)
	return w.do(t, "POST", "/v1/batches", mediaType, body, head)
}

func idOf(t *testing.T, res *http.Response) string {
	t.Helper()
	var v struct{ ID string }
	body := bodyOf(t, res)
	if err := json.Unmarshal(body, &v); err != nil || res.StatusCode != http.StatusAccepted {
		t.Fatalf("%d %.500s", res.StatusCode, body)
	}
	return v.ID
}

// state is what the tests look at.
type state struct {
	State    string
	Problem  string
	Result   string
	Progress struct{ Total, Done, Failed, Files, Pages int }
	Webhook  *batches.HookView
	Failures struct {
		Total int
		Rows  []struct {
			Row     int
			Company string
			Faults  []struct{ Cell, Header, Pointer, Code string }
		}
	}
	Unchanged []int `json:"unchanged_rows"`
}

func (w *world) state(t *testing.T, id string, head map[string]string) state {
	t.Helper()
	var v state
	body := bodyOf(t, w.do(t, "GET", "/v1/batches/"+id, "", nil, head))
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatalf("%v: %.300s", err, body)
	}
	return v
}

// until waits for a state of a batch.
func (w *world) until(t *testing.T, id string, head map[string]string, done func(state) bool) state {
	t.Helper()
	for range 6000 {
		if v := w.state(t, id, head); done(v) {
			return v
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("the batch never came to that: %+v\n%s", w.state(t, id, head), w.log)
	return state{}
}

func ended(v state) bool { return v.State != "running" }

func (w *world) zip(t *testing.T, id string) []byte {
	t.Helper()
	res := w.do(t, "GET", "/v1/batches/"+id+"/result.zip", "", nil, nil)
	data := bodyOf(t, res)
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%d %.300s", res.StatusCode, data)
	}
	return data
}

func namesIn(t *testing.T, data []byte) []string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range z.File {
		out = append(out, f.Name)
	}
	return out
}

func yamlToJSON(t *testing.T, text []byte) []byte {
	t.Helper()
	in, err := profile.Decode("a.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	out, err := in.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return out
}
