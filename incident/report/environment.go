package report

import (
	"fmt"

	"kitei/generator/profile"
)

// The kinds of documents that are made of an incident.
const (
	KindReport    = "ppc_report"
	KindPersons   = "notice_to_persons"
	KindPublic    = "public_statement"
	KindEntrustor = "notice_to_entrustor"
	KindRecord    = "decision_record"
)

// Environment is everything that a template of a kind can name: company (of the
// profile), run, and what the kind is about. The values come from [Draft.Documents].
func Environment(kind string) (*profile.Field, error) {
	about, ok := map[string]func() *profile.Field{
		KindReport: reportField, KindPersons: noticeField, KindPublic: statementField, KindEntrustor: clientField, KindRecord: recordField,
	}[kind]
	if !ok {
		return nil, fmt.Errorf("no document of an incident is called %q", kind)
	}
	return object("", "", companyField(), runField(), about()), nil
}

func object(name, label string, fields ...*profile.Field) *profile.Field {
	return &profile.Field{Name: name, LabelJA: label, LabelEN: name, Type: profile.Object, Properties: fields}
}

func textField(name, label string) *profile.Field {
	return &profile.Field{Name: name, LabelJA: label, LabelEN: name, Type: profile.String}
}

func dateField(name, label string) *profile.Field {
	return &profile.Field{Name: name, LabelJA: label, LabelEN: name, Type: profile.Date, Format: "date"}
}

func truth(name, label string) *profile.Field {
	return &profile.Field{Name: name, LabelJA: label, LabelEN: name, Type: profile.Boolean}
}

func list(name, label string, item ...*profile.Field) *profile.Field {
	f := &profile.Field{Name: name, LabelJA: label, LabelEN: name, Type: profile.Array, Items: &profile.Field{Type: profile.String, LabelJA: label}}
	if len(item) > 0 {
		f.Items = object("", label, item...)
	}
	return f
}

// choice is a text with the choices of a field of a form, or with those named.
func choice(name, label, of string, more ...string) *profile.Field {
	f := textField(name, label)
	if of != "" {
		for _, o := range forms().Field(of).Choices() {
			f.Enum = append(f.Enum, profile.EnumValue{Value: o.Code, LabelJA: o.JA, LabelEN: o.EN})
		}
	}
	for _, code := range more {
		f.Enum = append(f.Enum, profile.EnumValue{Value: code})
	}
	return f
}

// companyFields are the facts about the company that the documents can name.
var companyFields = []string{"legal_name", "short_name", "self_term", "rep_title", "rep_name", "postal_code", "address", "phone"}

func companyField() *profile.Field {
	all := profile.IncidentFields().Property("profile")
	out := object("company", "会社")
	for _, name := range companyFields {
		p := all.Property(name)
		out.Properties = append(out.Properties, textField(name, p.LabelJA))
	}
	return out
}

func runField() *profile.Field {
	return object("run", "作成", truth("drill", "訓練"), dateField("as_of", "作成日"), dateField("law_date", "法令基準日"))
}

// linesField is a text by its lines.
func linesField(name, label string) *profile.Field { return list(name, label) }

func pairField(name, label string) *profile.Field {
	return list(name, label, textField("label", "項目"), textField("text", "内容"))
}

// reportField is the draft of the report: one list of lines a section; the first
// line of a field carries its label.
func reportField() *profile.Field {
	out := object("ppc", "報告",
		truth("my_number", "特定個人情報の報告"), truth("personal_data", "個人データの報告"), truth("final", "確報"), truth("both_stages", "速報兼確報"),
		truth("follow_up", "続報"), truth("common_form", "共通様式"), truth("substitute", "代替措置"),
		pairField("deadlines", "期限"), pairField("open", "調査中の項目"), list("warnings", "注意"),
		list("changes", "前回からの変更", textField("label", "項目"), textField("before", "前回"), textField("after", "今回")))
	for _, s := range forms().Report.Sections {
		out.Properties = append(out.Properties, list(s.ID, s.JA,
			textField("id", "項目の名前"), truth("first", "最初の行"), textField("label", "項目"), truth("unverified", "要確認"), truth("changed", "変更"),
			textField("text", "内容")))
	}
	return out
}

func deskField() *profile.Field {
	return object("desk", "問合せ窓口", textField("name", "窓口"), textField("phone", "電話番号"), textField("email", "メールアドレス"),
		textField("hours", "受付時間"), dateField("until", "開設期間の末日"))
}

// aboutIncident are the fields that the letters to the persons and the public share.
func aboutIncident() []*profile.Field {
	return []*profile.Field{
		dateField("date", "日付"), linesField("summary", "概要"), textField("occurred", "発生日"), textField("discovered", "発覚日"),
		list("items", "項目"), truth("planned", "入力された情報"), truth("my_number", "個人番号"),
		linesField("cause", "原因"), textField("cause_class", "原因の分類"),
		choice("harm", "二次被害", "secondary_harm", ""), linesField("harm_words", "二次被害の説明"),
		{Name: "advice", LabelJA: "助言", LabelEN: "advice", Type: profile.Array, Items: choice("", "助言", "notice_advice")},
		deskField(),
	}
}

func noticeField() *profile.Field {
	return object("letter", "本人通知文", append(aboutIncident(),
		choice("variant", "種類", "notice_variants"), list("joint", "連名の者"), linesField("update", "新たに分かったこと"),
		dateField("previous_on", "先の通知の日付"))...)
}

func statementField() *profile.Field {
	return object("statement", "公表文", append(aboutIncident(),
		truth("substitute", "本人への通知に代わる公表"), textField("number_text", "人数"), textField("excluded", "対象でないもの"),
		&profile.Field{Name: "version", LabelJA: "公表の回", LabelEN: "version", Type: profile.Integer}, dateField("replaces", "先の公表の日付"),
		linesField("check", "対象かどうかの確認"), truth("persons_told", "本人に通知した"), truth("persons_will_be_told", "本人に通知する"),
		truth("reported", "報告する"), list("other_bodies", "届出先"), list("prevention", "再発防止の措置"))...)
}

// clientField is the notice to one 委託元.
func clientField() *profile.Field {
	return object("client", "委託元への通知書",
		textField("name", "委託元"), dateField("date", "日付"), textField("known_on", "知った日"), textField("contract", "委託契約"),
		truth("my_number", "個人番号"), truth("personal_data", "個人データ"), truth("released", "通知により免れる"), truth("open", "調査中の事項がある"),
		list("rows", "九つの事項", truth("first", "事項の最初"), textField("section", "事項"), textField("label", "項目"), textField("text", "内容")),
		textField("contact_department", "部署"), textField("contact_name", "担当者"), textField("contact_phone", "電話番号"), textField("contact_email", "メールアドレス"))
}

// recordField is the record of the decision.
func recordField() *profile.Field {
	return object("record", "判断記録",
		textField("number", "記録の番号"), textField("decided_by", "判断した者"), dateField("decided_on", "判断した日"), textField("approved_by", "承認した者"),
		linesField("note", "判断の理由"), linesField("encryption", "暗号化等の事実"), linesField("actions", "講じた措置"),
		choice("duty", "報告の義務", "", "yes", "no", "open"), textField("reason", "義務がない理由"),
		choice("without", "義務がないときの報告", "", "", "none", "voluntary", "effort_my_number"), textField("without_words", "義務がないときの報告"),
		choice("mode", "本人への通知", "", "", "direct", "direct_and_substitute", "substitute_measure"),
		pairField("items", "該当する号"), pairField("facts", "事実"), list("rules", "判断した規則", textField("words", "規則"), textField("result", "結果"), textField("source", "根拠")),
		pairField("deadlines", "期限"), list("questions", "分からないこと"), list("flags", "専門家に確かめること"), truth("encrypted", "暗号化による除外"),
		list("effort", "努力義務による報告の事項", textField("label", "項目"), textField("text", "内容")))
}
