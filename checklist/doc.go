// Package checklist is the 委託先情報セキュリティ対策状況確認リスト: the sheet by
// which a company checks those it entrusts information to (個人情報保護法25条,
// 番号法11条), and what happens to the sheet when it comes back.
//
// The items and the certificates are data (templates/checklist). [Orders] says,
// for one company, which contractor is asked what; [Order.Book] makes the
// workbook to send out. [Read] takes a returned workbook apart, whatever program
// saved it: items are found by their ids, never by their rows, and formulas are
// never trusted. [Sheet.Score] judges it, [Summary] puts many into one workbook,
// [Reply] fills a received sheet from the answers of a profile.
//
// No I/O, no clock: bytes in, bytes out; the day is an argument. The same input
// gives the same bytes. A 個人番号 is reported by its cell and never repeated.
package checklist
