// Package members reads a member list: many companies in one XLSX or CSV file,
// and makes a [profile.Input] of every row. It also makes the empty list.
//
// Input: the bytes of the list and its file name; UTF-8 (with or without BOM),
// CP932 and XLSX are told apart by content. Output: rows in their order, each
// with its faults, or [profile.Faults] when the list can't be read at all. A
// fault names sheet, row, column, cell and field; no message repeats a value.
//
// The columns are those of templates/schema: nothing is listed twice. Headers
// are labels or field names in any order; what is not known is named, never
// passed over. Formulas are data and are refused. Names stay as they were typed.
//
// No I/O, no clock. A list is not changed after [Read].
package members
