package web

// area is one way in, for the navigation at the head of every page.
type area struct {
	Href, Title string
	Current     bool
}

// areaPaths are the ways in, in the order they are offered. The words of path /x
// are the message area_x.
var areaPaths = []string{"/", "/incident", "/checklist", "/batch"}

// areas is the navigation of a page of the path, in its language.
func areas(lang, path string) []area {
	out := make([]area, len(areaPaths))
	for i, p := range areaPaths {
		name := p[1:]
		if name == "" {
			name = "documents"
		}
		out[i] = area{p + "?lang=" + lang, Say(lang, "area_"+name, nil), p == path}
	}
	return out
}
