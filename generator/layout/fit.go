package layout

import "kitei/generator/japanese"

// measure is the room that lines are broken into. Lengths in 1/1000 em.
type measure struct {
	width  int32
	first  int32 // less room on the first line (字下げ)
	ragged bool  // lines are not set flush: cells, headings
}

// cut is one line: items[from:to].
type cut struct {
	from, to int32
	full     bool // a mark at the end keeps its blank half
}

// node is a feasible end of a line in the total fit.
type node struct {
	cost float32
	prev int32 // index of the node the line starts at
	full bool
}

// breaker holds the working space of the total fit; one for a document.
type breaker struct {
	nat, shr, str, good []int32 // sums of the items before
	ends                []int32 // item indexes at which a line may end
	nodes               []node
	cuts                []cut
}

const (
	infinite   = float32(1e30)
	shortLast  = 8 // cost of a last line of one character
	overPack   = 0.6
	perEmLoose = 1.5 // cost of an em of white at the end of a ragged line
	lineCap    = 600 // glyphs on a line, a bound for hostile input
)

// breakLines cuts the items into lines. It always ends, and every item is in
// exactly one line. The result is valid until the next call.
func (b *breaker) breakLines(items []item, m measure) []cut {
	b.cuts = b.cuts[:0]
	for from := 0; from < len(items); {
		to := from + 1
		for to < len(items) && items[to-1].flags&flagReturn == 0 {
			to++
		}
		b.sums(items[from:to])
		if !b.fit(items[from:to], m, false) {
			b.fit(items[from:to], m, true)
		}
		b.collect(from)
		from, m.first = to, 0
	}
	return b.cuts
}

func grow(s []int32, n int) []int32 {
	if cap(s) < n {
		s = make([]int32, n, 2*n)
	}
	return s[:n]
}

// sums prepares the running totals of one stretch without a forced return.
func (b *breaker) sums(items []item) {
	n := len(items) + 1
	b.nat, b.shr, b.str, b.good = grow(b.nat, n), grow(b.shr, n), grow(b.str, n), grow(b.good, n)
	b.nat[0], b.shr[0], b.str[0], b.good[0] = 0, 0, 0, 0
	for i := range items {
		it := &items[i]
		b.nat[i+1] = b.nat[i] + it.adv + int32(it.nat)
		b.shr[i+1] = b.shr[i] + int32(it.shr)
		b.str[i+1] = b.str[i] + int32(it.str)
		good := int32(it.str)
		if it.strAt == stretchAll {
			good = good * allGood / allMore
		}
		b.good[i+1] = b.good[i] + good
	}
}

// span is the room that items[i:j] take as a line.
type span struct {
	nat       int32 // with blank halves at the ends taken off
	shr, str  int32
	good      int32
	tail      int32 // blank half at the end that may stay
	lastGlyph int   // index after the last glyph that is drawn
}

func (b *breaker) span(items []item, i, j int) span {
	end := j
	for end > i+1 && isSpace(&items[end-1]) {
		end--
	}
	last := &items[end-1]
	s := span{
		nat:  b.nat[end] - b.nat[i] - int32(last.nat),
		shr:  b.shr[end] - b.shr[i] - int32(last.shr),
		str:  b.str[end] - b.str[i] - int32(last.str),
		good: b.good[end] - b.good[i],
	}
	s.lastGlyph = end
	s.nat -= headTrim(&items[i])
	s.tail = tailTrim(last)
	s.nat -= s.tail
	return s
}

func isSpace(it *item) bool {
	return it.class == japanese.ClassSpace || it.class == japanese.ClassIdeoSpace
}

// headTrim is the blank half of an opening bracket, which goes at the start of a
// line (天付き).
func headTrim(it *item) int32 {
	if it.class == japanese.ClassOpening && it.wide() {
		return half
	}
	return 0
}

// tailTrim is the blank half of a closing mark, which may go at the end of a line.
func tailTrim(it *item) int32 {
	switch it.class {
	case japanese.ClassClosing, japanese.ClassComma, japanese.ClassStop:
		if it.wide() {
			return half
		}
	}
	return 0
}

// fit finds the cuts of least cost. Without loose it gives up when some line
// cannot be set well; with loose it leaves such lines ragged, breaks long words
// and, in a column too narrow for anything, breaks between any two glyphs.
func (b *breaker) fit(items []item, m measure, loose bool) bool {
	b.ends = append(b.ends[:0], 0)
	for j := 1; j < len(items); j++ {
		if loose || items[j-1].brk < breakTight {
			b.ends = append(b.ends, int32(j))
		}
	}
	b.ends = append(b.ends, int32(len(items)))
	if cap(b.nodes) < len(b.ends) {
		b.nodes = make([]node, len(b.ends), 2*len(b.ends))
	}
	b.nodes = b.nodes[:len(b.ends)]
	for k := range b.nodes {
		b.nodes[k] = node{cost: infinite, prev: -1}
	}
	b.nodes[0].cost = 0
	low := 1
	for s := 0; s < len(b.ends)-1; s++ {
		if b.nodes[s].cost == infinite {
			continue
		}
		low = b.extend(items, m, loose, s, max(low, s+1))
	}
	return b.nodes[len(b.nodes)-1].cost < infinite
}

// extend tries every line that starts at node s, from end number low on, and
// gives the first end that later starts need to look at.
func (b *breaker) extend(items []item, m measure, loose bool, s, low int) int {
	i, width := int(b.ends[s]), m.width
	if s == 0 {
		width -= m.first
	}
	first := true
	for e := low; e < len(b.ends); e++ {
		j := int(b.ends[e])
		sp := b.span(items, i, j)
		if sp.nat-sp.shr > width || j-i > lineCap {
			if loose && e == s+1 && j == i+1 { // one glyph wider than the column
				b.relax(s, e, 1000, false)
			}
			break
		}
		last := j == len(items)
		if !loose && !m.ragged && !last && sp.nat+sp.str+sp.tail < width {
			if first {
				low = e + 1
			}
			continue
		}
		first = false
		cost, full := lineCost(&sp, width, m.ragged || loose, last)
		if last {
			if glyphs(items[i:j]) < 2 && i > 0 {
				cost += shortLast
			}
		} else {
			cost += breakCost(items[j-1].brk, m.ragged)
		}
		b.relax(s, e, cost, full)
	}
	if loose || m.ragged {
		return s + 1
	}
	return low
}

func (b *breaker) relax(s, e int, cost float32, full bool) {
	if c := b.nodes[s].cost + cost; c < b.nodes[e].cost {
		b.nodes[e] = node{c, int32(s), full}
	}
}

// breakCost turns the cost of a break into the unit of lineCost.
func breakCost(brk uint8, ragged bool) float32 {
	switch brk {
	case breakNever:
		return 200
	case breakTight:
		return 40
	}
	return float32(brk) / 10
}

// lineCost is the square of how much a line is stretched or packed against the
// limit of good taste. full says that the mark at its end keeps its blank half.
func lineCost(sp *span, width int32, ragged, last bool) (cost float32, full bool) {
	slack := width - sp.nat
	switch {
	case last && slack >= 0:
		return 0, slack >= sp.tail
	case slack < 0:
		r := overPack * float32(-slack) / float32(sp.shr)
		return r * r, false
	}
	if sp.tail > 0 && slack >= sp.tail/2 { // keeping the blank comes nearer to the measure
		if slack >= sp.tail {
			slack, full = slack-sp.tail, true
		}
	}
	if sp.good > 0 && slack <= sp.str {
		r := float32(slack) / float32(sp.good)
		cost = r * r
	} else {
		cost = infinite
	}
	if slack == 0 {
		cost = 0
	}
	if ragged {
		cost = min(cost, 1+perEmLoose*float32(slack)/em1)
	}
	return cost, full
}

// glyphs counts the characters of a line that are not marks.
func glyphs(items []item) int {
	n := 0
	for i := range items {
		if !isSpace(&items[i]) && !items[i].class.NoLineStart() && items[i].flags&flagMark == 0 {
			n++
		}
	}
	return n
}

// collect appends the best cuts, offset by from.
func (b *breaker) collect(from int) {
	at := len(b.cuts)
	for e := int32(len(b.nodes) - 1); e > 0; e = b.nodes[e].prev {
		b.cuts = append(b.cuts, cut{int32(from) + b.ends[b.nodes[e].prev], int32(from) + b.ends[e], b.nodes[e].full})
	}
	for i, j := at, len(b.cuts)-1; i < j; i, j = i+1, j-1 {
		b.cuts[i], b.cuts[j] = b.cuts[j], b.cuts[i]
	}
}
