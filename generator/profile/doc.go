// Package profile reads the facts about one company, checks them, and makes
// from them the complete set of values that a document template can name.
//
// The one list of fields is templates/schema: this package knows no field that
// is not there, apart from the rules that join several fields. Messages are in
// templates/locales, Japanese and English under the same id.
//
// Input: the bytes of a profile file. Output: [Facts], or [Faults] with every
// fault at once. Nothing is invented in silence: a presumption that was used is
// in Facts.Assumed, a gap of a draft in Facts.Missing. Names are never
// normalised, and a 個人番号 is refused wherever it stands.
//
// No I/O, no clock; the day is an argument. Safe for concurrent use: an
// [Input] is not changed after Decode.
package profile
