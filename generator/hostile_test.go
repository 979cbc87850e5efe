package generator

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

var asOf = japanese.Date{Year: 2026, Month: 11, Day: 22}

// with gives the first sample with one value of its profile replaced.
func with(t testing.TB, key string, value any) *profile.Input {
	t.Helper()
	tree := sample(t, "seisakusho").Tree()
	tree["profile"].(map[string]any)[key] = value
	input, err := profile.FromTree(tree)
	if err != nil {
		t.Fatal(err)
	}
	return input
}

func render(t testing.TB, g *Generator, input *profile.Input, kind string, formats ...Format) (*Result, error) {
	t.Helper()
	return g.Render(context.Background(), Request{Input: input, Kind: kind, Formats: formats, Run: profile.Run{AsOf: asOf}})
}

// TestHostileValues: whatever a name holds, it prints as it was typed or is
// refused by the name of its field.
func TestHostileValues(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, value string
		code        string // "" = prints as typed
	}{
		{"template value", "株式会社{{rep_name}}", ""},
		{"template reference", "株式会社[[purpose]]", ""},
		{"template block", "株式会社::: when solo", ""},
		{"footnote mark", "株式会社[^x]", ""},
		{"attributes", "株式会社見本 {#purpose}", ""},
		{"formula", "=1+1株式会社", ""},
		{"path", "../../株式会社", ""},
		{"html", "<b>株式会社</b>&amp;", ""},
		{"rare names", "株式会社髙﨑𠮷野", ""},
		{"newline", "株式会社\n## 附則", "control_character"},
		{"tab", "株式会社\t見本", "control_character"},
		{"null", "株式会社\x00見本", "control_character"},
		{"right-to-left override", "株式会社\u202e見本", "control_character"},
		{"ten thousand characters", "株式会社" + strings.Repeat("長", 10000), "too_long"},
		{"emoji", "株式会社😀", "missing_glyph"},
		{"my number", "株式会社123456789018", "my_number_not_allowed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			input := with(t, "legal_name", tt.value)
			res, err := render(t, g, input, "protection_regulation", Text, PDF)
			var faults profile.Faults
			if tt.code != "" {
				if !errors.As(err, &faults) {
					t.Fatalf("not refused: %v", err)
				}
				found := false
				for _, f := range faults {
					found = found || f.Pointer == "/profile/legal_name" && f.Code == tt.code
					if strings.Contains(f.MessageJA, tt.value) || strings.Contains(err.Error(), tt.value) {
						t.Error("the value stands in the message")
					}
				}
				if !found {
					t.Errorf("refused as %v, want %s at /profile/legal_name", faults, tt.code)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if txt := string(res.Files[0].Bytes); !strings.Contains(txt, tt.value+"（以下「当社」という。）") {
				t.Error("the name is not printed as typed")
			}
			for _, f := range res.Files {
				if filepath.Base(f.Name) != f.Name || strings.HasPrefix(f.Name, ".") || strings.ContainsAny(f.Name, `\/:*?"<>|`) {
					t.Errorf("unsafe file name %q", f.Name)
				}
			}
		})
	}
}

// TestSameBytes: two renderings at once, of the same input, give the same bytes.
func TestSameBytes(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"privacy_policy", "protection_regulation"} {
		var wg sync.WaitGroup
		sums := make([][]string, 8)
		for i := range sums {
			wg.Go(func() {
				res, err := render(t, g, sample(t, "zenbu"), kind, Text, PDF, HTML)
				if err != nil {
					t.Error(err)
					return
				}
				for _, f := range res.Files {
					sums[i] = append(sums[i], f.SHA256)
				}
			})
		}
		wg.Wait()
		for _, s := range sums {
			if strings.Join(s, " ") != strings.Join(sums[0], " ") {
				t.Fatalf("%s: bytes differ: %v", kind, sums)
			}
		}
	}
}

// TestFileNameOnce: a value that looks like a token of the pattern stays as it
// is; it is never filled again, in whatever order the values come.
func TestFileNameOnce(t *testing.T) {
	values := map[string]string{"short_name": "{document}", "document": "{legal_name}", "legal_name": "{short_name}", "as_of": "2026-11-22"}
	for range 50 {
		if got, want := fileName("", values, PDF), "{document}_{legal_name}_2026-11-22.pdf"; got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
}

func TestSafeName(t *testing.T) {
	tests := []struct{ in, want string }{
		{"甲社_規程_2026-11-22", "甲社_規程_2026-11-22"},
		{"../../etc/passwd", "etc_passwd"},
		{`a\b:c*d?e"f<g>h|i`, "a_b_c_d_e_f_g_h_i"},
		{"CON", "_CON"},
		{"com1.txt", "_com1.txt"},
		{"...", "_"},
		{"", "_"},
		{"末尾. ", "末尾"},
		{"a\u202eb\x00c", "abc"},
		{"nul", "_nul"}, {"aux.", "_aux"}, {"LPT9.pdf", "_LPT9.pdf"}, {"COM¹", "_COM¹"}, {"conin$", "_conin$"}, {"com10", "com10"}, {"console", "console"},
		{"株式会社　見本", "株式会社_見本"}, {"𠮷田髙﨑", "𠮷田髙﨑"}, {"～／：", "～／："}, {"-rf", "-rf"}, {"~a", "~a"},
		{strings.Repeat("a", maxNameBytes-1) + ". b", strings.Repeat("a", maxNameBytes-1)},
	}
	for _, tt := range tests {
		if got := safeName(tt.in); got != tt.want {
			t.Errorf("safeName(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
	if got := safeName(strings.Repeat("長", 500)); len(got) > maxNameBytes || !strings.HasPrefix(got, "長") {
		t.Errorf("long name: %d bytes", len(got))
	}
}

// TestFolderName: the tokens of an office's pattern; a legal form is taken off
// wherever it stands, an unknown token stays to be seen.
func TestFolderName(t *testing.T) {
	day := japanese.Date{Year: 2026, Month: 11, Day: 22}
	for _, tt := range []struct{ pattern, legal, short, want string }{
		{"", "株式会社見本商店", "", "007_見本商店"},
		{"", "株式会社見本商店", "見本", "007_見本"},
		{"{会社名}", "見本精機有限会社", "", "見本精機有限会社"},
		{"{会社名略}_{年月日}", "見本精機有限会社", "", "見本精機_20261122"},
		{"{和暦}_{会社名略}", "医療法人社団みほん会", "", "令和8年11月22日_みほん会"},
		{"{西暦} {略称}", "特定非営利活動法人みほんの森", "", "2026-11-22_みほんの森"},
		{"{serial}{plain_name}", "（株）見本", "", "007見本"},
		{"顧問先/{略称}", "株式会社a/b", "a/b", "顧問先_a_b"},
		{"{略称}", "株式会社CON", "CON", "_CON"},
		{"{略称}_{知らない}", "株式会社甲", "甲", "甲_{知らない}"},
		{"..", "株式会社甲", "", "_"},
	} {
		facts := map[string]any{"legal_name": tt.legal}
		if tt.short != "" {
			facts["short_name"] = tt.short
		}
		input, err := profile.FromTree(map[string]any{"profile": facts})
		if err != nil {
			t.Fatal(err)
		}
		if got := FolderName(tt.pattern, input, day, 7); got != tt.want {
			t.Errorf("%q of %s: %q, want %q", tt.pattern, tt.legal, got, tt.want)
		}
	}
}
