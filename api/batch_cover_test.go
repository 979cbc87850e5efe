package api_test

import (
	"net/http"
	"strings"
	"testing"

	"kitei/generator/profile"
)

// A letter goes with the documents of every company, once its sender is known.
func TestBatchCover(t *testing.T) {
	w := withBatches(t, t.TempDir(), nil)
	list := csvList(2, nil)
	refused := w.begin(t, list, map[string]string{"cover": "true"}, nil)
	if body := string(bodyOf(t, refused)); refused.StatusCode != http.StatusUnprocessableEntity || strings.Count(body, `"code":"cover_without_office"`) < 2 {
		t.Errorf("no sender: %d %s", refused.StatusCode, body)
	}
	common := strings.Replace(string(commonProfile(t)), "profile:\n", "profile:\n  advisor: {office: 架空社会保険労務士事務所, name: 架空 花子}\n", 1)
	if _, err := profile.Decode("common.yaml", []byte(common)); err != nil {
		t.Fatal(err)
	}
	mediaType, body := batchForm(t, map[string][]byte{"members:kaiin.csv": list, "common:common.yaml": []byte(common)},
		map[string]string{"kinds": "privacy_policy", "formats": "txt", "cover": "true"})
	id := idOf(t, w.do(t, "POST", "/v1/batches", mediaType, body, nil))
	if v := w.until(t, id, nil, ended); v.Progress.Done != 2 || v.Progress.Files != 2*3 {
		t.Errorf("%+v", v)
	}
	letters := 0
	for _, name := range namesIn(t, bodyOf(t, w.do(t, "GET", "/v1/batches/"+id+"/result.zip", "", nil, nil))) {
		if strings.Contains(name, "送付状") {
			letters++
		}
	}
	if letters != 2*2 {
		t.Errorf("%d files of letters, not a PDF and a text for each of two companies", letters)
	}
}
