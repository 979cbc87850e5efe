package japanese

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func date(t testing.TB, iso string) Date {
	t.Helper()
	d, err := ParseDate(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDateForms(t *testing.T) {
	tests := []struct{ iso, wareki, both string }{
		{"2026-11-22", "令和8年11月22日", "令和8年（2026年）11月22日"},
		{"2019-05-01", "令和元年5月1日", "令和元年（2019年）5月1日"},
		{"2019-04-30", "平成31年4月30日", "平成31年（2019年）4月30日"},
		{"1989-01-08", "平成元年1月8日", "平成元年（1989年）1月8日"},
		{"1989-01-07", "昭和64年1月7日", "昭和64年（1989年）1月7日"},
		{"1926-12-25", "昭和元年12月25日", "昭和元年（1926年）12月25日"},
		{"1926-12-24", "大正15年12月24日", "大正15年（1926年）12月24日"},
		{"1912-07-30", "大正元年7月30日", "大正元年（1912年）7月30日"},
		{"1912-07-29", "明治45年7月29日", "明治45年（1912年）7月29日"},
		{"1873-01-01", "明治6年1月1日", "明治6年（1873年）1月1日"},
		{"1872-12-31", "1872年12月31日", "1872年12月31日"},
	}
	for _, tt := range tests {
		d := date(t, tt.iso)
		if got := d.Wareki(); got != tt.wareki {
			t.Errorf("%s: Wareki = %s, want %s", tt.iso, got, tt.wareki)
		}
		if got := d.Both(); got != tt.both {
			t.Errorf("%s: Both = %s, want %s", tt.iso, got, tt.both)
		}
		if got := d.String(); got != tt.iso {
			t.Errorf("String = %s, want %s", got, tt.iso)
		}
	}
	if got := date(t, "2026-11-02").Seireki(); got != "2026年11月2日" {
		t.Errorf("Seireki = %s", got)
	}
	var none Date
	if none.Wareki()+none.Seireki()+none.Both()+none.String() != "" || !none.IsZero() {
		t.Error("the zero date must print as nothing")
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, s := range []string{
		"", "2026-11-31", "2025-02-29", "2026-13-01", "0000-01-01", "2026-1-1", "2026/11/22",
		"２０２６-11-22", "2026-11-22 ", "+026-11-22", "2026-11-2２",
	} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %s, want an error", s, d)
		}
	}
}

func TestParseWareki(t *testing.T) {
	tests := []struct{ in, want string }{
		{"令和8年11月22日", "2026-11-22"},
		{"令和８年１１月２２日", "2026-11-22"},
		{"令和 8 年 11 月 22 日", "2026-11-22"},
		{"R8.11.22", "2026-11-22"},
		{"Ｒ８．１１．２２", "2026-11-22"},
		{"r08/11/22", "2026-11-22"},
		{"R8-11-22", "2026-11-22"},
		{"令和八年十一月二十二日", "2026-11-22"},
		{"令和元年5月1日", "2019-05-01"},
		{"R元.5.1", "2019-05-01"},
		{"令和1年5月1日", "2019-05-01"},
		{"昭和64年1月7日", "1989-01-07"},
		{"S64.1.7", "1989-01-07"},
		{"M6.1.1", "1873-01-01"},
	}
	for _, tt := range tests {
		got, err := ParseWareki(tt.in)
		if err != nil || got.String() != tt.want {
			t.Errorf("ParseWareki(%q) = %s, %v; want %s", tt.in, got, err, tt.want)
		}
	}
	for _, s := range []string{
		"", "令和", "令和8年", "令和8年11月", "平成31年5月1日", "昭和64年1月8日", "令和0年5月1日", "令和元年4月30日",
		"令和8年2月29日", "R8.11", "R8.11.22.1", "X8.11.22", "明治5年12月2日", "令和8年11月22", "2026年11月22日",
		"令和-8年11月22日", "令和8年13月1日",
	} {
		if d, err := ParseWareki(s); err == nil {
			t.Errorf("ParseWareki(%q) = %s, want an error", s, d)
		}
	}
}

func TestWarekiRoundTrip(t *testing.T) {
	first := Date{1873, 1, 1}
	rapid.Check(t, func(t *rapid.T) {
		d := first.AddDays(rapid.IntRange(0, 366*300).Draw(t, "days"))
		got, err := ParseWareki(d.Wareki())
		if err != nil || got != d {
			t.Fatalf("%s → %s → %s, %v", d, d.Wareki(), got, err)
		}
		if iso, err := ParseDate(d.String()); err != nil || iso != d {
			t.Fatalf("%v → %s → %v, %v", d, d.String(), iso, err)
		}
	})
}

func FuzzWareki(f *testing.F) {
	for _, s := range []string{"令和8年11月22日", "R8.11.22", "令和元年五月一日", "Ｓ６４．１．７", "平成31年5月1日", "r", "", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseWareki(s)
		if err != nil {
			return
		}
		again, err := ParseWareki(d.Wareki())
		if err != nil || again != d {
			t.Errorf("%q → %s → %s, %v", s, d.Wareki(), again, err)
		}
	})
}

func TestDateArithmetic(t *testing.T) {
	d := date(t, "2026-11-22")
	if d.Weekday() != time.Sunday || d.WeekdayMark() != "日" {
		t.Errorf("weekday = %s", d.Weekday())
	}
	for n, want := range map[int]string{0: "2026-11-22", 29: "2026-12-21", 40: "2027-01-01", -22: "2026-10-31"} {
		e := d.AddDays(n)
		if e.String() != want || d.DaysUntil(e) != n {
			t.Errorf("AddDays(%d) = %s, DaysUntil = %d", n, e, d.DaysUntil(e))
		}
	}
	if !d.Before(d.AddDays(1)) || d.Before(d) || !d.After(d.AddDays(-1)) || d.Compare(d) != 0 {
		t.Error("order of days")
	}
	for _, tt := range []struct {
		iso  string
		n    int
		want string
	}{
		{"2027-01-31", 1, "2027-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-11-22", 3, "2027-02-22"},
		{"2026-11-22", -11, "2025-12-22"},
		{"2026-11-22", 36, "2029-11-22"},
	} {
		if got := date(t, tt.iso).AddMonths(tt.n); got.String() != tt.want {
			t.Errorf("%s + %d months = %s, want %s", tt.iso, tt.n, got, tt.want)
		}
	}
	var e Date
	if err := e.UnmarshalText([]byte("2026-11-22")); err != nil || e != d {
		t.Errorf("UnmarshalText = %v, %v", e, err)
	}
	if err := e.UnmarshalText(nil); err != nil || !e.IsZero() {
		t.Errorf("UnmarshalText of nothing = %v, %v", e, err)
	}
}
