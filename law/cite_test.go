package law

import (
	"errors"
	"fmt"
	"testing"

	"kitei/generator/japanese"
)

func table(t testing.TB) *Table {
	t.Helper()
	table, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func on(t testing.TB, iso string) *Law {
	t.Helper()
	l, err := table(t).At(day(t, iso))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func day(t testing.TB, iso string) japanese.Date {
	t.Helper()
	d, err := japanese.ParseDate(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestReference(t *testing.T) {
	l := on(t, "2026-11-22")
	tests := []struct{ id, half, kanji string }{
		{"appi", "", ""},
		{"appi.26", "第26条", "第二十六条"},
		{"appi.26.1", "第26条第1項", "第二十六条第一項"},
		{"appi.26.1.proviso", "第26条第1項ただし書", "第二十六条第一項ただし書"},
		{"appi.26.1.main", "第26条第1項本文", "第二十六条第一項本文"},
		{"appi.27.1.1..4", "第27条第1項第1号から第4号まで", "第二十七条第一項第一号から第四号まで"},
		{"appi.27.1.1..2", "第27条第1項第1号及び第2号", "第二十七条第一項第一号及び第二号"},
		{"appi.27.1.each", "第27条第1項各号", "第二十七条第一項各号"},
		{"appi.2.5..7", "第2条第5項から第7項まで", "第二条第五項から第七項まで"},
		{"appi.32..39", "第32条から第39条まで", "第三十二条から第三十九条まで"},
		{"appi.23..24", "第23条及び第24条", "第二十三条及び第二十四条"},
		{"appi_rule.7.3", "第7条第3号", "第七条第三号"},
		{"appi_rule.7.each", "第7条各号", "第七条各号"},
		{"appi_order.5.2", "第5条第2号", "第五条第二号"},
		{"appi_rule.8.1.9", "第8条第1項第9号", "第八条第一項第九号"},
		{"mna.19.16", "第19条第16号", "第十九条第十六号"},
		{"mna.19.13..17", "第19条第13号から第17号まで", "第十九条第十三号から第十七号まで"},
		{"mna.2.12", "第2条第12項", "第二条第十二項"},
		{"mna.29-4", "第29条の4", "第二十九条の四"},
		{"mna.29-4.1.proviso", "第29条の4第1項ただし書", "第二十九条の四第一項ただし書"},
		{"mna.29..29-4", "第29条から第29条の4まで", "第二十九条から第二十九条の四まで"},
		{"mna.48..57", "第48条から第57条まで", "第四十八条から第五十七条まで"},
		{"mnleak_rule.2.2", "第2条第2号", "第二条第二号"},
		{"mnleak_rule.2.2.イ", "第2条第2号イ", "第二条第二号イ"},
		{"mnleak_rule.2.2.イ..ハ", "第2条第2号イからハまで", "第二条第二号イからハまで"},
		{"mnleak_rule.2.2.ロ..ハ", "第2条第2号ロ及びハ", "第二条第二号ロ及びハ"},
		{"tba.27-12", "第27条の12", "第二十七条の十二"},
		{"lsa.143", "附則第143条", "附則第百四十三条"},
		{"it_rule.76-3", "第76条の3", "第七十六条の三"},
		{"guide.appi", "", ""},
		{"guide.appi.3-4-4", "3-4-4", "3-4-4"},
		{"guide.appi.3-5-2.5", "3-5-2(5)", "3-5-2(5)"},
		{"guide.appi.10-7", "別添10-7", "別添10-7"},
		{"guide.mn.4-3-3", "第4-3-(3)", "第4-3-(3)"},
		{"guide.mn.4-3-3.B", "第4-3-(3)B", "第4-3-(3)B"},
		{"guide.mn.annex1-2c.d", "別添1の2Cのd", "別添1の2Cのd"},
		{"guide.mn.annex2-3d", "別添2の3D", "別添2の3D"},
		{"qa.appi.7-53", "Ｑ7-53", "Ｑ7-53"},
	}
	for _, tt := range tests {
		c, err := l.Cite(tt.id)
		if err != nil {
			t.Errorf("Cite: %v", err)
			continue
		}
		if got := c.Reference(japanese.Half); got != tt.half {
			t.Errorf("%s: %q, want %q", tt.id, got, tt.half)
		}
		if got := c.Reference(japanese.Kanji); got != tt.kanji {
			t.Errorf("%s: %q, want %q", tt.id, got, tt.kanji)
		}
	}
}

func TestCiteRefuses(t *testing.T) {
	l := on(t, "2026-11-22")
	tests := []struct {
		id   string
		want any // pointer to the error type
	}{
		{"", new(*UnknownCitationError)},
		{"xyz.1", new(*UnknownCitationError)},
		{"appi.22-2", new(*UnknownCitationError)},     // the leak article before 2022
		{"appi_rule.6-2", new(*UnknownCitationError)}, // the same in the 施行規則
		{"mna.28-4", new(*UnknownCitationError)},      // the My Number leak article before its renumbering
		{"appi.999", new(*UnknownCitationError)},
		{"appi.26..999", new(*UnknownCitationError)},
		{"guide.appi.9-9", new(*UnknownCitationError)},
		{"guide", new(*UnknownCitationError)},
		{"guide.", new(*UnknownCitationError)},
		{"qa.other.1-1", new(*UnknownCitationError)},
		{"appi.026", new(*UnknownCitationError)},
		{"appi.", new(*CitationSyntaxError)},
		{"appi.26.", new(*CitationSyntaxError)},
		{"appi.26..", new(*UnknownCitationError)},
		{"appi.26.x", new(*CitationSyntaxError)},
		{"appi.26.01", new(*CitationSyntaxError)},
		{"appi.26.0", new(*CitationSyntaxError)},
		{"appi.26.1.proviso.1", new(*CitationSyntaxError)},
		{"appi.27.1.1.each", new(*CitationSyntaxError)},
		{"appi.27.1.1.proviso", new(*CitationSyntaxError)},
		{"appi.27.1.4..1", new(*CitationSyntaxError)},
		{"appi.27.1.1..1", new(*CitationSyntaxError)},
		{"appi.27.1..", new(*CitationSyntaxError)},
		{"appi.27.1.1.2", new(*CitationSyntaxError)},
		{"appi.39..32", new(*CitationSyntaxError)},
		{"appi.27.each..2", new(*CitationSyntaxError)},
		{"mnleak_rule.2.イ", new(*CitationSyntaxError)},
		{"mnleak_rule.2.2.ハ..イ", new(*CitationSyntaxError)},
		{"appi.26.3", new(*SubNotListedError)},
		{"appi.22.1", new(*SubNotListedError)}, // one 項 only: the article is cited alone
		{"appi.27.1.8", new(*SubNotListedError)},
		{"appi.27.1.6..8", new(*SubNotListedError)},
		{"appi.27.each", new(*SubNotListedError)},
		{"appi.26.1.each", new(*SubNotListedError)},
		{"appi.17.1.proviso", new(*SubNotListedError)},
		{"appi.26.proviso", new(*SubNotListedError)},
		{"mna.2.8", new(*SubNotListedError)},
		{"mna.19.5", new(*SubNotListedError)},
		{"mna.19.4..6", new(*SubNotListedError)},
		{"mnleak_rule.2.3.イ", new(*SubNotListedError)},
		{"mnleak_rule.2.2.ニ", new(*SubNotListedError)},
		{"guide.appi.3-5-2.6", new(*SubNotListedError)},
		{"guide.appi.3-5-3-3.1", new(*SubNotListedError)},
		{"guide.mn.4-3-3.b", new(*SubNotListedError)},
	}
	for _, tt := range tests {
		_, err := l.Cite(tt.id)
		if err == nil {
			t.Errorf("Cite(%q) is allowed", tt.id)
			continue
		}
		if !errors.As(err, tt.want) {
			t.Errorf("Cite(%q): %T %v, want %T", tt.id, err, err, tt.want)
		}
	}
}

func TestCitation(t *testing.T) {
	l := on(t, "2026-11-22")
	c, err := l.Cite("appi.26.1.proviso")
	if err != nil {
		t.Fatal(err)
	}
	if c.LawID != "appi" || c.Name != "個人情報の保護に関する法律" || c.Number != "平成15年法律第57号" || c.Short != "法" ||
		c.Caption != "漏えい等の報告等" || !c.CaptionOfficial || !c.Confirmed || !c.LawRow.Confirmed || c.IsGuide() ||
		c.CheckedOn.String() != "2026-11-22" || len(c.Source) == 0 {
		t.Errorf("%+v", c)
	}
	if got := c.NumberIn(japanese.Kanji); got != "平成十五年法律第五十七号" {
		t.Errorf("NumberIn = %s", got)
	}
	if c, _ := l.Cite("lsa.89.9"); c.Confirmed {
		t.Error("lsa.89 is from memory")
	}
	if c, _ := l.Cite("guide.appi.3-4-4"); !c.IsGuide() || c.Edition != "令和8年6月一部改正" {
		t.Errorf("%+v", c)
	}
}

// TestEveryRowResolves cites every 条, 項, 号 and イロハ of the table.
func TestEveryRowResolves(t *testing.T) {
	l := on(t, "2026-11-22")
	n := 0
	cite := func(id string) {
		c, err := l.Cite(id)
		if err != nil {
			t.Errorf("%v", err)
			return
		}
		for _, d := range []japanese.Digits{japanese.Half, japanese.Full, japanese.Kanji} {
			if c.Reference(d) == "" {
				t.Errorf("%s: no words", id)
			}
		}
		n++
	}
	for _, a := range l.table.articles {
		if !a.In(l.date) {
			continue
		}
		cite(a.id)
		for p := range a.sub.places {
			id := a.id
			for _, part := range []int{p.paragraph, p.item} {
				if part > 0 {
					id += fmt.Sprintf(".%d", part)
				}
			}
			if p.subitem > 0 {
				id += "." + japanese.Iroha(p.subitem)
			}
			cite(id)
		}
		for p := range a.proviso {
			id := a.id
			if p > 0 {
				id += fmt.Sprintf(".%d", p)
			}
			cite(id + ".proviso")
			cite(id + ".main")
		}
	}
	for _, g := range l.table.guides {
		cite(g.id)
		if g.parts != "" {
			for part := g.parts[0]; part <= g.parts[2]; part++ {
				cite(g.id + "." + string(part))
			}
		}
	}
	if n < 500 {
		t.Errorf("only %d citations", n)
	}
}

func FuzzCite(f *testing.F) {
	table, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	l, err := table.At(japanese.Date{Year: 2026, Month: 11, Day: 22})
	if err != nil {
		f.Fatal(err)
	}
	for _, id := range []string{"appi.27.1.1..4", "mnleak_rule.2.2.イ..ハ", "guide.mn.annex1-2c.d", "appi.26.1.proviso", "..", "guide..", "mna.48..57"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		c, err := l.Cite(id)
		if err == nil && (c.ID != id || c.Name == "") {
			t.Errorf("Cite(%q) = %+v", id, c)
		}
	})
}
