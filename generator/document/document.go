// Package document is the tree that every kitei document is: read from a
// template, cut down to the clauses that apply, filled, numbered, and then
// handed to the writers.
//
// Elements carry the names of 法令標準XML (https://laws.e-gov.go.jp/file/XMLSchemaForJapaneseLaw_v3.xsd),
// so that structure can be talked about, compared and exported in the words of
// the field. When, Each and the unresolved inlines (Param, Cond, Ref, LawRef)
// exist only between reader and assemble; a writer that meets one must fail.
//
// Passes never change a tree that they were given: they work on [Element.Clone].
// No I/O; safe for concurrent reading.
package document

// Kind says what an element is, in the words of 法令標準XML.
type Kind string

// The elements of a document.
const (
	Preamble       Kind = "Preamble"       // 前文; holds Paragraph
	Chapter        Kind = "Chapter"        // 章
	Section        Kind = "Section"        // 節; under numbering "sections" the numbered heading 「1. …」
	Subsection     Kind = "Subsection"     // 款; under numbering "sections" 「1.1 …」
	Article        Kind = "Article"        // 条; Title is the ArticleCaption without its （ ）
	Paragraph      Kind = "Paragraph"      // 項
	Item           Kind = "Item"           // 号
	Subitem1       Kind = "Subitem1"       // 号の細分 ア
	Subitem2       Kind = "Subitem2"       // 号の細分 (ア)
	SupplProvision Kind = "SupplProvision" // 附則
	AppdxTable     Kind = "AppdxTable"     // 別表
	AppdxNote      Kind = "AppdxNote"      // 別紙
	AppdxStyle     Kind = "AppdxStyle"     // 様式

	TableStruct    Kind = "TableStruct"    // a table with its optional title; holds TableHeaderRow, TableRow
	TableHeaderRow Kind = "TableHeaderRow" // holds TableColumn; repeated on every page
	TableRow       Kind = "TableRow"       // holds TableColumn
	TableColumn    Kind = "TableColumn"    // a cell; its words are in Text

	Box  Kind = "Box"  // a bordered block; holds Paragraph
	Sign Kind = "Sign" // 署名欄, set flush right; holds Paragraph, one a line
	Form Kind = "Form" // fill-in rows; holds TableRow of label and space
	// Figure is a drawing that layout makes from its rows (FigStruct); Name says
	// which, the header row what the columns are.
	Figure Kind = "FigStruct"

	// When and Each are gone after assemble.Select.
	When Kind = "When" // Cond decides whether Children stay
	Each Kind = "Each" // Children are repeated for every value of Cond, bound to Var
)

// Pos is a place in a template: file name, line and column from 1, column in
// characters.
type Pos struct {
	File   string
	Line   int
	Column int
}

// Origin says why a clause is in the document: the conditions that were true
// for it (outermost first) and the citation ids of its legal source.
type Origin struct {
	Conditions []string
	Law        []string // law ids, e.g. "appi.26.1"
}

// Element is a node of the tree. Which fields are used depends on Kind.
type Element struct {
	Kind  Kind
	Pos   Pos
	ID    string // unique in the document; the target of references; "" if nothing may refer to it
	Title []Inline
	Text  []Sentence

	// Num is the number within the parent's sequence, "" before assemble.Number
	// and for what has none. A part of a collection (Meta.Parts) has the number of
	// its place in the template from the reader on. Branch numbers are written as in the XSD: "4_2" is 第四条の二.
	Num string
	// Label is Num as it is printed: 「第4条」「2」「(1)」「ア」「別表第1」「1.」; "" for the first 項.
	Label string

	Children []*Element
	Origin   Origin

	Cond string // When, Each: an expression; see docs/template-format.md
	Var  string // Each: the name that an entry of the list is bound to

	// Plain marks a 項 that takes no number (「柱書」 of a numbered section, lines of a Box).
	Plain bool
	// Branch asks for a branch number 第n条の2 after the article before it.
	Branch bool
	// For names the article that an annex belongs to: 「（第五条関係）」.
	For string
	// Widths are the relative column widths of a TableStruct; empty means equal.
	Widths []int
	// Align has one of 'l', 'c', 'r' for every column of a TableStruct; empty means all 'l'.
	Align string
	// Deleted marks an article that frozen numbering keeps as 「第n条　削除」.
	Deleted bool
	// Name is the drawing that a Figure is: "flow", "org", "bars" or "card".
	Name string
	// Landscape asks for a turned page (annexes).
	Landscape bool
}

// SentenceFunction tells 本文 from ただし書.
type SentenceFunction string

// The functions of a sentence within its 項 or 号.
const (
	Main    SentenceFunction = "main"
	Proviso SentenceFunction = "proviso"
)

// Sentence is one sentence, its 「。」 included.
type Sentence struct {
	Function SentenceFunction
	Inlines  []Inline
}

// InlineKind says what an inline is.
type InlineKind string

// The inlines. Only Text, Link and NoteRef are left after assemble.
const (
	Text    InlineKind = "Text"    // words of the template, or a value (then Field is set)
	Link    InlineKind = "Link"    // a resolved reference: Text is printed, Target is an element id
	NoteRef InlineKind = "NoteRef" // the mark of a footnote; Target is its id, Text its printed number

	Param  InlineKind = "Param"  // {{field|modifier}}
	Cond   InlineKind = "Cond"   // {{?condition: words}}
	Ref    InlineKind = "Ref"    // [[id]] or [[from..to]]
	LawRef InlineKind = "LawRef" // {{law:id}}
)

// Inline is a run of characters, or what will become one.
type Inline struct {
	Kind InlineKind
	Pos  Pos
	Text string // Text, Link, NoteRef: what is printed

	// Field is the path of the value a Text came from ("contacts.0.phone"); ""
	// for words of the template. Such a Text is a leaf: nothing in it is ever markup.
	Field string
	// Blank marks a value that is missing and may be printed only in a draft.
	Blank bool
	// Cite marks a Text that came from a citation: the law id.
	Cite string

	Path     string   // Param: field path; LawRef: law id
	Modifier string   // Param, Ref, LawRef: what follows "|"
	Expr     string   // Cond: the condition
	Children []Inline // Cond: the words
	Target   string   // Link, Ref, NoteRef: element id (for a range: the first)
	To       string   // Link, Ref: the last element of a range; "" for a single one
}

// Footnote is a note at the foot of the page, usually a legal source.
type Footnote struct {
	ID   string
	Pos  Pos
	Num  string // printed number, given in order of first mention
	Text []Inline
}

// Numbering is the style of a document's headings.
type Numbering string

// The numbering styles.
const (
	Articles Numbering = "articles" // 第1章 第1節 第1条 2 (1) ア
	Sections Numbering = "sections" // 1. 1.1 (1) ① ア
	Topics   Numbering = "topics"   // 1. 1.1, 項 without numbers, ・ － : handouts and slides
)

// Headed says whether headings are numbered 1. and 1.1 in place of 章 and 節.
func (n Numbering) Headed() bool { return n == Sections || n == Topics }

// Meta is a template's front matter. Title is an inline sequence because it may
// hold values; everything else is fixed text.
type Meta struct {
	Kind         string
	Title        []Inline
	Numbering    Numbering
	LawCheckedOn string            // ISO date: when a person last compared the template with the law
	Laws         map[string]string // law id → short name in this document
	Let          []Let             // named conditions, in order
	Cover        string            // condition: print a 表紙; "" = never
	TOC          string            // condition: print a 目次; "" = never
	OnePage      string            // condition: must fit on one page; "" = never
	Name         string            // file name stem (書類名) where it differs from Title
	Version      string            // version of the wording, printed in the manifest
	Also         string            // a second kind that the template serves
	Part         string            // name of the file within its kind; "" = main
	When         string            // condition: the file is made; "" = always
	Mark         string            // printed at the foot of every page: 社外秘; the title then stands in the header
	Page         string            // page style: "" = A4 upright, "slides" = A4 turned in large type, one topic a page
	Parts        bool              // a collection: every 「1. …」 is a part with a fixed number and a page of its own
}

// Let is a named condition of a template.
type Let struct {
	Name string
	Expr string
	Pos  Pos
}

// Cover is what a 表紙 says, from top to bottom, below the title.
type Cover struct {
	Number  string   // 文書番号; may be empty
	Dates   []string // 制定, 施行, 最終改正
	Company string
}

// Document is a whole document.
type Document struct {
	Meta  Meta
	Cover *Cover     // nil = no 表紙
	Body  []*Element // Preamble, then Chapter, Section, Article or Paragraph, then SupplProvision, annexes; Sign stands where it was written
	Notes []*Footnote
}
