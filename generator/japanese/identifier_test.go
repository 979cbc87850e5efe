package japanese

import (
	"strings"
	"testing"
)

func TestCorporateNumberValid(t *testing.T) {
	for s, want := range map[string]bool{
		"7000012050002": true, "1000012160153": true, // 国税庁, 日本年金機構の公表値
		"8000012050002": false, "7000012050020": false, "700001205000": false, "70000120500022": false,
		"７０００012050002": false, "700001205000x": false, "": false, "0000000000000": false,
	} {
		if got := CorporateNumberValid(s); got != want {
			t.Errorf("CorporateNumberValid(%q) = %v, want %v", s, got, want)
		}
	}
}

// The number below is built from the base 12345678901, which nobody has.
func TestFindMyNumber(t *testing.T) {
	tests := []struct {
		name, in string
		want     bool
	}{
		{"plain", "123456789018", true},
		{"within_words", "番号は123456789018です", true},
		{"full_width", "１２３４５６７８９０１８", true},
		{"mixed_width", "1234５６７８9018", true},
		{"hyphens", "1234-5678-9018", true},
		{"full_width_hyphens", "１２３４－５６７８－９０１８", true},
		{"spaces", "1234 5678 9018", true},
		{"ideographic_space", "1234　5678　9018", true},
		{"en_dash", "1234–5678–9018", true},
		{"minus", "1234−5678−9018", true},
		{"long_vowel_mark", "1234ー5678ー9018", true},
		{"half_width_long_vowel_mark", "1234ｰ5678ｰ9018", true},
		{"spaced_hyphens", "1234 - 5678 - 9018", true},
		{"groups_after_other_digits", "1 1234-5678-9018", true},
		{"wrong_check_digit", "123456789017", false},
		{"wrong_check_digit_in_groups", "1234-5678-9017", false},
		{"part_of_longer_row", "1234567890180", false},
		{"corporate_number", "7000012050002", false},
		{"eleven_digits", "12345678901", false},
		{"groups_cut_by_word", "1234と5678と9018", false},
		{"groups_on_two_lines", "1234\n5678\n9018", false},
		{"groups_of_other_length", "123-45678-9018", false},
		{"group_in_longer_row", "1234-5678-90181", false},
		{"slashes", "1234/5678/9018", false},
		{"phone", "048-000-0000", false},
		{"nothing", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := FindMyNumber(tt.in); got != tt.want {
				t.Errorf("FindMyNumber(%q) = %v, want %v", tt.in, got, tt.want)
			}
		})
	}
}

func TestMyNumberCheckIsUnique(t *testing.T) {
	n := 0
	for c := range 10 {
		if FindMyNumber("12345678901" + string(rune('0'+c))) {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d check digits are valid for one base, want 1", n)
	}
	if FindMyNumber(strings.Repeat("9", 11) + "9") {
		t.Error("twelve nines")
	}
}
