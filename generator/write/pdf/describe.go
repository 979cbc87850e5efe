package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"kitei/generator/layout"
)

// producer is what the file says made it.
const producer = "kitei"

// catalog is the document's root: language, labels, outline, metadata.
func (d *writer) catalog(xmp int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<</Type/Catalog/Pages 2 0 R/Lang(ja-JP)/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R", xmp)
	if len(d.res.Outline) > 0 {
		fmt.Fprintf(&b, "/Outlines %d 0 R/PageMode/UseOutlines", outlineObj)
	}
	b.WriteString("/PageLabels<</Nums[")
	for i := range d.res.Pages {
		if lb := d.res.Pages[i].Label; lb == "" {
			fmt.Fprintf(&b, "%d<<>>", i)
		} else {
			fmt.Fprintf(&b, "%d<</P(%s)>>", i, lb)
		}
	}
	b.WriteString("]>>>>\n")
	return b.Bytes()
}

// dest is a place in the document as PDF writes it.
func (d *writer) dest(page int, y layout.Pt) string {
	top := d.res.Pages[page].Height - y
	return fmt.Sprintf("[%d 0 R/XYZ null %.2f null]", d.pageAt[page], float64(top))
}

// info is the document information dictionary.
func (d *writer) info(meta Meta) []byte {
	var b bytes.Buffer
	b.WriteString("<<")
	for _, e := range []struct{ key, value string }{
		{"Title", meta.Title}, {"Author", meta.Author}, {"Subject", meta.Subject}, {"Creator", producer}, {"Producer", producer},
	} {
		if e.value != "" {
			fmt.Fprintf(&b, "/%s%s", e.key, textString(e.value))
		}
	}
	if !meta.Created.IsZero() {
		fmt.Fprintf(&b, "/CreationDate(%s)/ModDate(%[1]s)", pdfDate(meta.Created))
	}
	b.WriteString(">>\n")
	return b.Bytes()
}

func pdfDate(t time.Time) string {
	zone := t.Format("-07:00")
	return "D:" + t.Format("20060102150405") + zone[:3] + "'" + zone[4:] + "'"
}

// textString writes words as UTF-16, which every viewer reads.
func textString(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteByte('>')
	return b.String()
}

// xmp is the same information as XML, for archives.
func (d *writer) xmp(meta Meta) []byte {
	esc := func(s string) string {
		var b bytes.Buffer
		_ = xml.EscapeText(&b, []byte(s)) // a bytes.Buffer does not fail
		return b.String()
	}
	var x strings.Builder
	x.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">` +
		"<dc:format>application/pdf</dc:format><dc:language><rdf:Bag><rdf:li>ja-JP</rdf:li></rdf:Bag></dc:language>")
	if meta.Title != "" {
		fmt.Fprintf(&x, `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>`, esc(meta.Title))
	}
	if meta.Author != "" {
		fmt.Fprintf(&x, `<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>`, esc(meta.Author))
	}
	if meta.Subject != "" {
		fmt.Fprintf(&x, `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:description>`, esc(meta.Subject))
	}
	if !meta.Created.IsZero() {
		at := meta.Created.Format(time.RFC3339)
		fmt.Fprintf(&x, "<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%[1]s</xmp:ModifyDate>", at)
	}
	fmt.Fprintf(&x, "<xmp:CreatorTool>%s</xmp:CreatorTool><pdf:Producer>%[1]s</pdf:Producer>", producer)
	x.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return fmt.Appendf(nil, "<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream\n", x.Len(), x.String())
}

// outline writes the bookmarks as a tree: object 3 is its root, the entries are
// appended.
func (d *writer) outline(objs [][]byte) [][]byte {
	list := d.res.Outline
	type links struct{ parent, first, last, prev, next, count int }
	tree := make([]links, len(list)+1) // [0] is the root; entry i is at i+1
	path := []int{0}
	for i := range list {
		at := i + 1
		for len(path) > 1 && len(path) > list[i].Level {
			path = path[:len(path)-1]
		}
		parent := path[len(path)-1]
		tree[at].parent, tree[at].prev = parent, tree[parent].last
		if tree[parent].last > 0 {
			tree[tree[parent].last].next = at
		} else {
			tree[parent].first = at
		}
		tree[parent].last = at
		tree[parent].count++
		path = append(path, at)
	}
	base := len(objs)
	ref := func(b []byte, key string, at int) []byte {
		switch {
		case key == "Parent" && at == 0:
			return fmt.Appendf(b, "/Parent %d 0 R", outlineObj)
		case at == 0:
			return b
		}
		return fmt.Appendf(b, "/%s %d 0 R", key, base+at)
	}
	root := []byte("<</Type/Outlines")
	root = ref(ref(root, "First", tree[0].first), "Last", tree[0].last)
	objs[outlineObj-1] = fmt.Appendf(root, "/Count %d>>\n", tree[0].count)
	for i := range list {
		t := &tree[i+1]
		b := fmt.Appendf(nil, "<</Title%s/Dest%s", textString(list[i].Title), d.dest(list[i].Page, list[i].Y))
		b = ref(ref(ref(b, "Parent", t.parent), "Prev", t.prev), "Next", t.next)
		b = ref(ref(b, "First", t.first), "Last", t.last)
		if t.count > 0 {
			b = fmt.Appendf(b, "/Count -%d", t.count) // closed
		}
		objs = append(objs, append(b, ">>\n"...))
	}
	return objs
}
