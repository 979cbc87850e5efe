package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestLetterFaults(t *testing.T) {
	for name, tt := range map[string]struct {
		kind, old, new, want string
	}{
		"link":         {KindPersons, "notice_cause: 通信販売サイト", "notice_cause: https://example.jp/login 通信販売サイト", "/report/notice_cause link_in_notice"},
		"money":        {KindPersons, "notice_harm: カード会社", "notice_harm: 見舞金をお支払いします。カード会社", "/report/notice_harm compensation_in_notice"},
		"no summary":   {KindPersons, "  notice_summary:", "  statement_number_text: x\n  notice_update:", "/report/notice_summary required"},
		"no desk":      {KindPersons, "  desk_name: 株式会社みほん茶舗 お客様窓口\n", "", "/report/desk_name required"},
		"no telephone": {KindPublic, "  desk_phone: 0120-000-000\n", "", "/report/desk_phone desk_needed"},
		"no check":     {KindPublic, "  statement_check:", "  external_investigation_result:", "/report/statement_check statement_for_substitute"},
		"no sender":    {KindPersons, "  rep_name: 茶畑 緑\n", "", "/profile/rep_name required"},
		"follow-up":    {KindPersons, "notice_variants: [letter, email]", "notice_variants: [follow_up]", "/report/notice_update required"},
		"no entrustee": {KindEntrustor, "profile:", "profile:", "/facts/role doc_does_not_apply"},
	} {
		d := draft(t, decode(t, sample(t, "kunren-skimming", tt.old, tt.new)), Options{})
		faults, _ := made(t, d, tt.kind)
		allIn(t, name, faults, tt.want)
	}
	d := draft(t, decode(t, sample(t, "kunren-skimming", "notice_harm: カード会社", "notice_harm: 被害は一切ありません。カード会社")), Options{})
	_, warnings := made(t, d, KindPersons)
	allIn(t, "certain", warnings, "/report/notice_harm no_misuse_stated")
}

// TestClientsAreKeptApart: the notice to one 委託元 says nothing of another.
func TestClientsAreKeptApart(t *testing.T) {
	d := draft(t, decode(t, sample(t, "kunren-ransomware")), Options{})
	documents, err := d.Documents(KindEntrustor)
	if err != nil || len(documents) != 2 {
		t.Fatal(err, len(documents))
	}
	for i, doc := range documents {
		words := fmt.Sprint(doc.Values)
		if other := documents[1-i].Name; strings.Contains(words, other) {
			t.Errorf("the notice to %s names %s", doc.Name, other)
		}
		if has := strings.Contains(words, "260人"); has != (i == 0) {
			t.Errorf("the notice to %s: number of the other client: %v", doc.Name, has)
		}
	}
	if strings.Contains(fmt.Sprint(documents[1].Values), "420") {
		t.Error("the number of all clients together is told")
	}
	d = draft(t, decode(t, sample(t, "kunren-ransomware", "prevention_done: 外部からの接続", "prevention_done: 架空運輸有限会社の外部からの接続")), Options{})
	faults, _ := made(t, d, KindEntrustor)
	allIn(t, "other client", faults, "/report/prevention_done other_client_named")
}

// TestAdviceFollowsTheItems: the advice is what the items of data ask for.
func TestAdviceFollowsTheItems(t *testing.T) {
	for items, want := range map[string][]string{
		"[password]": {"password"}, "[card_number, card_expiry]": {"card"}, "[email, name]": {"phishing"}, "[bank_account]": {"bank"}, "[sex]": nil,
	} {
		d := draft(t, decode(t, sample(t, "kunren-skimming", "  notice_advice: [card, phishing]\n", "", "data_items: [name, card_number, card_expiry, card_security_code]", "data_items: "+items)), Options{})
		if got := d.advice(); !slices.Equal(got, want) {
			t.Errorf("%s: %v", items, got)
		}
	}
}

// TestRecordOfNoDuty: below the threshold of My Number the record holds the report by effort.
func TestRecordOfNoDuty(t *testing.T) {
	src := sample(t, "gosoushin-1", "specific_personal_info: no", "specific_personal_info: yes",
		"{known: 1, max: 1}", "{known: 1, max: 1}\n    specific: {known: 1, max: 1}\n  my_number_system: none")
	d := draft(t, decode(t, src), Options{})
	documents, err := d.Documents(KindRecord)
	if err != nil {
		t.Fatal(err)
	}
	record := documents[0].Values["record"].(map[string]any)
	if record["duty"] != "no" || record["without"] != "effort_my_number" || len(record["effort"].([]any)) == 0 {
		t.Errorf("%v %v %v", record["duty"], record["without"], record["effort"])
	}
	if !slices.Contains(d.Applies(), KindReport) {
		t.Error("the report by effort is offered")
	}
	if d := draft(t, decode(t, sample(t, "gosoushin-1")), Options{}); !slices.Equal(d.Applies(), []string{KindRecord}) {
		t.Error(d.Applies())
	}
}
