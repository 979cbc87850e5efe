package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"kitei/generator/profile"
	"kitei/generator/workbook"
)

// rules is 評価基準: how it is judged, and the criterion of every item.
func (b *builder) rules() *workbook.Sheet {
	p := newPage(8, 14, 50, 44, 30, 26)
	s := b.Settings
	p.line(rulesName, lookTitle)
	p.Heights[1] = 26
	for _, words := range b.ruleWords() {
		p.line(words, lookPlain)
	}
	p.row++
	p.rowOf(lookHead, "", "リスク区分", "当てはまる委託", "基準点（%）", "確認の周期（月）")
	for _, t := range []struct {
		tier  Tier
		words string
	}{{TierS, "個人番号、要配慮個人情報若しくは1,000人を超える個人データを取り扱わせるもの又は基幹の業務を委ねるもの"}, {TierA, "その他の個人データを取り扱わせるもの"}, {TierB, "その他の秘密の情報を取り扱わせるもの"}} {
		p.cell(2, 0, string(t.tier), workbook.Text, lookMark)
		p.cell(3, 0, t.words, workbook.Text, lookFixed)
		p.cell(4, 0, number(s.Thresholds[t.tier]), workbook.Number, lookSign)
		p.Checks = append(p.Checks, workbook.Validation{Area: cell(4, p.row), Type: workbook.Number, Title: "基準点", Hint: "試算のために変えられます。返送されたときの判定は、発行したときの値で行います。"})
		b.book.Names = append(b.book.Names, workbook.DefinedName{Name: "kitei_threshold_" + string(t.tier), Area: rulesName + "!" + abs(4, p.row)})
		p.cell(5, 0, number(s.Cycle[t.tier]), workbook.Number, lookMark)
		p.row++
	}
	p.row++
	p.rowOf(lookHead, "No", "区分", "確認項目", "評価の基準", "証跡の例", "根拠")
	p.Repeat = [2]int{p.row - 1, p.row - 1}
	for _, i := range b.asked() {
		no := i.No
		if i.Mandatory {
			no += "\n必須"
		}
		p.cell(1, 0, no, workbook.Text, lookMark)
		p.rowFrom(2, b.catalogue.Label(i.Group), i.Words(s.Numbers), i.Criterion, i.Evidence, b.Law[i.ID])
	}
	return &workbook.Sheet{Name: rulesName, Form: p.Form, Landscape: true}
}

func (p *page) rowFrom(column int, values ...string) {
	for n, v := range values {
		p.cell(column+n, 0, v, workbook.Text, lookFixed)
	}
	p.row++
}

// asked are the items of any sheet of the book, in their order.
func (b *builder) asked() []Item {
	in := map[string]bool{}
	for _, f := range b.sheets {
		for _, i := range f.items {
			in[i.ID] = true
		}
	}
	var out []Item
	for _, i := range b.catalogue.Items {
		if in[i.ID] {
			out = append(out, i)
		}
	}
	return out
}

// ruleWords is the rule in words.
func (b *builder) ruleWords() []string {
	s := b.Settings
	data := map[string]string{"MinDone": number(s.MinDone), "Days": number(s.FixDays), "Margin": number(margin), "Share": number(manyNotApplicable), "Approver": b.Issuer.Approver, "Criteria": b.criteria()}
	var out []string
	ids := []string{"rule_score", "rule_fit", "rule_conditional", "rule_unfit", "rule_certificate", "rule_next"}
	if s.Rule == Legacy {
		ids = []string{"rule_legacy", "rule_next"}
	}
	for n, id := range ids {
		out = append(out, fmt.Sprintf("%d. %s", n+1, profile.Message("ja", "checklist_"+id, data)))
	}
	return out
}

// criteria names the criteria in use that a certificate or an audit meets.
func (b *builder) criteria() string {
	var out []string
	for _, k := range b.catalogue.Certificates {
		if k.Criterion != "" && b.Settings.Uses(k.Criterion) {
			out = append(out, k.Label)
		}
	}
	if b.Settings.Uses("C5") {
		out = append(out, "方針の公表（項目3）")
	}
	return strings.Join(out, "、")
}

// lists is リスト: what can be chosen.
func (b *builder) lists() *workbook.Sheet {
	var signs []string
	for _, s := range Signs(b.Settings.Binary) {
		signs = append(signs, s.Words())
	}
	p := newPage(16, 16, 16, 16, 16)
	for i, l := range []struct {
		name  string
		words []string
	}{
		{"kitei_answer", signs}, {"kitei_have", []string{"有", "無"}}, {"kitei_judge", []string{"確認済", judgeAgain}},
		{"kitei_tier", []string{"S", "A", "B"}}, {"kitei_method", []string{"書面", "訪問", "面談", "オンライン"}},
	} {
		p.row = 1
		p.cell(i+1, 0, l.name, workbook.Text, lookSmall)
		for _, w := range l.words {
			p.row++
			p.cell(i+1, 0, w, workbook.Text, lookSmall)
		}
		b.book.Names = append(b.book.Names, workbook.DefinedName{Name: l.name, Area: fmt.Sprintf("%s!%s:%s", listsName, abs(i+1, 2), abs(i+1, p.row))})
	}
	return &workbook.Sheet{Name: listsName, Form: p.Form, Visibility: workbook.Hidden}
}

// meta is _meta: what the sheet is, for the day it comes back.
func (b *builder) meta() *workbook.Sheet {
	p := newPage(24, 30, 40, 40, 70)
	s := b.Settings
	mode := "extended"
	if s.Binary {
		mode = "binary"
	}
	var all strings.Builder
	row := func(words ...string) {
		for i, w := range words {
			p.Cells = append(p.Cells, workbook.FormCell{At: cell(i+1, p.row), Value: workbook.Cell(w), Type: workbook.Text, Look: workbook.Look{NoWrap: true}})
		}
		p.row++
		all.WriteString(metaLine(words))
	}
	row("schema", Schema)
	row("schema_version", number(SchemaVersion))
	row("item_set", b.catalogue.Version)
	row("rule", string(s.Rule))
	row("answers_mode", mode)
	row("criteria", strings.Join(s.Criteria, ","))
	row("min_done", number(s.MinDone))
	row("fix_days", number(s.FixDays))
	for _, t := range Tiers() {
		row("threshold_"+string(t), number(s.Thresholds[t]))
		row("cycle_"+string(t), number(s.Cycle[t]))
	}
	row("log_months", number(s.Numbers.LogMonths))
	row("notice_hours", number(s.Numbers.NoticeHours))
	row("issuer", b.Issuer.Name)
	row("issuer_corporate_number", b.Issuer.CorporateNumber)
	row("approver", b.Issuer.Approver)
	row("issued_on", b.IssuedOn.String())
	row("generator_version", b.Version)
	row("texts_sha256", b.textsHash())
	for _, f := range b.sheets {
		c := f.contractor
		var sets []string
		for _, set := range c.Sets {
			sets = append(sets, string(set))
		}
		row("contractor", c.ID, f.sheet.Name, string(c.Tier), strings.Join(sets, ","))
		for _, i := range f.items {
			row("item", c.ID, i.ID, cell(colAnswer, f.rows[i.ID]), TextHash(i.Words(s.Numbers)))
		}
	}
	sum := sha256.Sum256([]byte(all.String()))
	row("checksum", hex.EncodeToString(sum[:]))
	return &workbook.Sheet{Name: metaName, Form: p.Form, Visibility: workbook.VeryHidden}
}

// textsHash is the SHA-256 of all texts of the book's items.
func (b *builder) textsHash() string {
	var all strings.Builder
	for _, i := range b.asked() {
		all.WriteString(i.ID + "\t" + i.Words(b.Settings.Numbers) + "\n")
	}
	sum := sha256.Sum256([]byte(all.String()))
	return hex.EncodeToString(sum[:])
}
