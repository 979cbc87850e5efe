package checklist

import (
	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// Verdict is the judgement of a sheet.
type Verdict string

// The verdicts.
const (
	Fit         Verdict = "fit"         // 適合
	Conditional Verdict = "conditional" // 条件付適合
	Unfit       Verdict = "unfit"       // 不適合
	Unfinished  Verdict = "unfinished"  // 未完了
)

// Words is the verdict as it is printed.
func (v Verdict) Words() string {
	return map[Verdict]string{Fit: "適合", Conditional: "条件付適合", Unfit: "不適合", Unfinished: "未完了"}[v]
}

// Severity of a finding.
type Severity string

// The severities. An Error keeps a value from being taken or a sheet from being
// judged; a Warning is something for a person to look at.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Finding is something wrong with a returned file, by sheet and cell. It never
// repeats what a cell holds.
type Finding struct {
	Code      string   `json:"code"`
	Severity  Severity `json:"severity"`
	Sheet     string   `json:"sheet,omitempty"`
	Cell      string   `json:"cell,omitempty"`
	Item      string   `json:"item,omitempty"` // as printed: 13, P3
	MessageJA string   `json:"message_ja"`
	MessageEN string   `json:"message_en"`
}

// Message is the message in a language.
func (f Finding) Message(lang string) string {
	if lang == "en" {
		return f.MessageEN
	}
	return f.MessageJA
}

// findingCodes are all codes of findings with their severity; templates/locales
// has the words of each under finding_<code>.
var findingCodes = map[string]Severity{
	"unreadable": Error, "too_large": Error, "encrypted": Error, "old_format": Error, "not_checklist": Error, "newer_version": Error, "no_sheet": Error,
	"meta_missing": Warning, "meta_changed": Warning, "threshold_changed": Warning, "macros_ignored": Warning, "links_ignored": Warning,
	"sheet_missing": Error, "sheet_renamed": Warning, "sheet_twice": Error, "ids_lost": Warning, "column_missing": Error,
	"item_missing": Error, "item_twice": Error, "item_unknown": Warning, "item_added": Warning, "question_changed": Warning,
	"answer_missing": Error, "answer_invalid": Error, "answer_formula": Error, "answer_merged": Error, "answer_not_in_mode": Error,
	"not_applicable_mandatory": Error, "not_applicable_reason": Warning, "partly_without_due": Warning, "not_done_without_due": Warning,
	"value_formula": Error, "date_invalid": Error, "due_too_late": Warning, "due_passed": Warning, "done_but_open": Warning, "resubmit": Error,
	"certificate_expired": Warning, "certificate_without_expiry": Warning, "certificate_running_out": Warning, "certificate_scope": Warning,
	"incident_open": Warning, "incident_blank": Warning, "reviewed_on_missing": Warning, "reviewed_on_future": Warning, "tier_missing": Warning,
	"my_number": Error, "my_number_in_text": Warning,
}

// FindingCodes lists the codes of findings, for tests and documentation.
func FindingCodes() map[string]Severity { return findingCodes }

func newFinding(code, sheet, cell, item string, data map[string]string) Finding {
	if data == nil {
		data = map[string]string{}
	}
	data["Item"] = item
	id := "finding_" + code
	return Finding{Code: code, Severity: findingCodes[code], Sheet: sheet, Cell: cell, Item: item,
		MessageJA: profile.Message("ja", id, data), MessageEN: profile.Message("en", id, data)}
}

// Reason is a ground of a verdict.
type Reason struct {
	Code      string `json:"code"`
	MessageJA string `json:"message_ja"`
	MessageEN string `json:"message_en"`
}

// reasonCodes are all codes of reasons; templates/locales has reason_<code>.
var reasonCodes = []string{
	"threshold_met", "threshold_missed", "mandatory_met", "mandatory_missing", "mandatory_planned", "mandatory_not_planned", "unanswered",
	"many_not_applicable", "by_certificate", "incident", "legacy_certificate", "legacy_items", "legacy_none", "file_faults",
	"then_fit", "then_conditional", "then_unfit", "then_unfinished",
}

func newReason(code string, data map[string]string) Reason {
	id := "reason_" + code
	return Reason{code, profile.Message("ja", id, data), profile.Message("en", id, data)}
}

// ItemRef names an item for a reader.
type ItemRef struct {
	ID   string `json:"id"`
	No   string `json:"no"`
	Text string `json:"text"`
}

// Correction is an item that is not, or not wholly, done.
type Correction struct {
	ItemRef
	Mandatory bool          `json:"mandatory"`
	Answer    Sign          `json:"answer"`
	Fix       string        `json:"fix"`
	Due       japanese.Date `json:"due"`
	Status    string        `json:"status"` // open, overdue, no_due, late_due
}

// CertificateState is a certificate on the day of the check.
type CertificateState struct {
	Kind    string        `json:"kind"`
	Label   string        `json:"label"`
	Number  string        `json:"number"`
	Scope   string        `json:"scope"`
	Expires japanese.Date `json:"expires"`
	State   string        `json:"state"` // valid, running_out, expired, no_expiry
}

// Counts are the answers by kind. Invalid answers are counted as Blank too.
type Counts struct {
	Items         int `json:"items"`
	Done          int `json:"done"`
	Partly        int `json:"partly"`
	NotDone       int `json:"not_done"`
	NotApplicable int `json:"not_applicable"`
	Blank         int `json:"blank"`
	Invalid       int `json:"invalid"`
	ByCertificate int `json:"by_certificate"` // of Done
}

// Result is the judgement of one returned sheet.
type Result struct {
	File       string `json:"file"`
	Sheet      string `json:"sheet"`
	ID         string `json:"contractor_id"`
	Contractor string `json:"contractor"`
	Work       string `json:"work"`
	Issuer     string `json:"issuer"`
	Tier       Tier   `json:"tier"`
	Rule       Rule   `json:"rule"`
	ItemSet    string `json:"item_set"`

	CheckedOn          japanese.Date `json:"checked_on"`
	Verdict            Verdict       `json:"verdict"`
	VerdictWords       string        `json:"verdict_ja"`
	Score              int           `json:"score"`
	Threshold          int           `json:"threshold"`
	Counts             Counts        `json:"counts"`
	NotApplicableShare int           `json:"not_applicable_percent"`
	NeedsReview        bool          `json:"needs_review"`
	Reasons            []Reason      `json:"reasons"`

	Missing      []ItemRef          `json:"missing_mandatory"`
	Unanswered   []ItemRef          `json:"unanswered"`
	Corrections  []Correction       `json:"corrections"`
	Certificates []CertificateState `json:"certificates"`
	NextCheck    japanese.Date      `json:"next_check_on"`
	RecheckOn    japanese.Date      `json:"recheck_on"` // of a conditional verdict; zero otherwise
	Findings     []Finding          `json:"findings"`
	Answers      []AnswerGiven      `json:"answers"`

	fixDays  int
	approver string
	asks     map[Set]bool // the sets that its items come from
}

// AnswerGiven is an answer as it was understood.
type AnswerGiven struct {
	ItemRef
	Value Sign   `json:"value"`
	Cell  string `json:"cell"`
}
