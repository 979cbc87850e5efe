// Package batches keeps the batches of a server: it opens the engine when the
// first one is begun, runs them, knows whose they are, tells those who watch how
// far they are, calls the address that wanted to hear of the end, takes up after
// a restart what was not finished, and removes what has had its time.
//
// Everything lies in one folder that only the user of the server may read:
//
//	DIR/queue/              the engine's (package batch)
//	DIR/batches/ID/         one batch
//	    batch.json          what is known of it, without a value of a company
//	    list, common        what was sent, as it came
//	    failures.json       the rows that could not be made, after the end
//	    files/              the results
//
// The folder belongs to one process; a second one gets [batch.ErrInUse] when it
// begins a batch, and everything else of it works.
//
// A [Keeper] is safe for concurrent use.
package batches
