package workbook

import (
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// gap divides a title line into what every page shows and what stands beside it.
const gap = "　　"

// title writes a line above the table. Where the sheet is two pages wide, the
// second page repeats the kept columns only and would cut words that run out of
// them: what comes before the gap is then set smaller until it fits into these
// columns, what comes after it stands to their right, on the first page.
func (p *writer) title(s *Sheet, row int, line string, face *excelize.Font) {
	key := "title " + strconv.Itoa(int(face.Size))
	style := &excelize.Style{Font: face}
	if wide := slices.ContainsFunc(s.Groups, func(g Group) bool { return g.Break }); !wide || s.Keep == 0 {
		p.do(p.f.SetCellStr(s.Name, at(1, row), clean(line)))
		p.do(p.f.SetCellStyle(s.Name, at(1, row), at(1, row), p.style(key, style)))
		return
	}
	every, first, _ := strings.Cut(line, gap)
	p.do(p.f.SetCellStr(s.Name, at(1, row), clean(every)))
	if s.Keep > 1 {
		p.do(p.f.MergeCell(s.Name, at(1, row), at(s.Keep, row)))
	}
	shrunk := *style
	shrunk.Alignment = &excelize.Alignment{ShrinkToFit: true}
	p.do(p.f.SetCellStyle(s.Name, at(1, row), at(s.Keep, row), p.style(key+" shrunk", &shrunk)))
	if first != "" {
		p.do(p.f.SetCellStr(s.Name, at(s.Keep+1, row), clean(first)))
		p.do(p.f.SetCellStyle(s.Name, at(s.Keep+1, row), at(s.Keep+1, row), p.style(key, style)))
	}
}
