// Package batch makes the documents of many companies: it keeps the list, deals
// its rows out to workers, and gathers what they made.
//
// A batch is a plan (what is made, for which day, of which list) and one item a
// row of the list. The rows, the queue and the records of finished rows are
// streams of NATS JetStream: a server inside this process by default, a server
// or cluster elsewhere when it is named. The code is the same.
//
// Nothing is lost and nothing is made twice, because a row is finished when its
// record exists, and only then: a worker writes the files under a name that the
// plan has fixed, then the record, then it tells the queue. The same row gives
// the same bytes, so a row that is made again after a crash changes nothing.
// Whoever runs a batch compares plan and records first and deals out what is
// missing; the queue itself need not survive.
//
//	list ─ Begin ► KITEI_LIST_…    one message a row, its number the row's place
//	       Run   ► KITEI_WORK      a slice of item ids at a time ► workers
//	workers      ► files, then KITEI_RECORD_…   one message a finished row
//	Run          ◄ KITEI_RECORD_…  counts; in a cluster it fetches the files
//	       Finish ► 確認表.xlsx, manifest.json, ZIP
//
// An [Engine] is safe for concurrent use.
package batch
