// Package incident decides whether a leak of personal data or of 特定個人情報 must
// be reported: to whom, by when, and what has still to be found out. It judges the
// two laws side by side, 個人情報保護法26条 and 番号法29条の4.
//
// The rules are rows of law/leak_rules.tsv. This package reads the facts
// ([Decode]), evaluates the rows in their order ([Assessor.Assess]), counts the days
// with the law package, and writes the result for people ([Finding.Text]) and for
// calendars ([Finding.Calendar]).
//
// A fact is yes, no, possible (おそれ, which the law treats like yes) or unknown. An
// unknown fact never leads to "no": the result stays open and names the question.
//
// No clock, no I/O. The same facts and the same law give the same bytes.
package incident
