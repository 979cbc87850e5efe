package web_test

import (
	"strings"
	"testing"

	"kitei/api/web"
	"kitei/generator/profile"
)

// A great whole number of a file comes through the page as it was: in the field,
// and in what is saved.
func TestGreatNumbers(t *testing.T) {
	in, err := profile.Decode("a.json", []byte(`{"profile": {"outsourcing": {"uses": true}, "legal_name": "株式会社見本商会", "employee_count": 999999, "contractors": [{"name": "株式会社見本", "persons": 12500000, "info_kinds": ["customer"]}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	s := web.FromInput(in, "ja", false)
	for range 2 { // once more with what the page brought back
		page, again := show(t, s, "go:handling")
		if !strings.Contains(page, `value="12500000"`) || strings.Contains(page, "e+0") {
			t.Error("the field does not show 12500000")
		}
		out, err := again.Input()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range out.Faults() {
			if strings.HasSuffix(f.Pointer, "_count") || strings.HasSuffix(f.Pointer, "persons") {
				t.Errorf("%s: %s", f.Pointer, f.Code)
			}
		}
		tree := mapOf(out.Tree()["profile"])
		if n := tree["employee_count"]; n != 999999 {
			t.Errorf("employees: %v", n)
		}
		if list, _ := tree["contractors"].([]any); len(list) != 1 || mapOf(list[0])["persons"] != 12500000 {
			t.Errorf("contractors: %v", list)
		}
		s = again
	}
}
