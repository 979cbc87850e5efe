// Package report drafts what follows an incident: the report to the
// 個人情報保護委員会 as its form asks for it, and what the letters to the persons,
// to the public and to the 委託元 and the record of the decision say.
//
// The fields of the form and their choices are data (templates/forms, read by
// [LoadForms]). [Decode] reads an incident file and refuses what a draft must not
// hold; [Input.Draft] fills the form from the report, the facts, the profile and the
// file of the filing before, and checks it; [Environment] and [Values] give the
// templates of the documents their fields and values.
//
// A draft is transcribed by a person into the form of the commission. It is never a
// filing, and it never holds leaked values, names of affected persons or numbers
// that identify them.
//
// No clock, no I/O. The same input and the same law give the same draft.
package report
