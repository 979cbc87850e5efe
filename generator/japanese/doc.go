// Package japanese writes and reads what Japanese documents are made of: dates
// in 和暦 and 西暦, numbers in the three styles of digits, 条・項・号 numbers and
// their marks, 法人番号 and 個人番号 check digits, 都道府県, and display width.
//
// Nothing here reads a clock or the locale: a [Date] is only what the caller
// gives. Everything is a pure function or an immutable value and is safe for
// concurrent use.
package japanese
