package profile

// values makes the complete environment of a template.
func (c *check) values(env *Field) map[string]any {
	c.derive()
	all := c.profile
	all["options"], all["doc"], all["output"] = c.options, c.doc, c.output
	return completeObject(env, all)
}

// complete gives a value of the field's type for whatever was given: copies,
// so that the result belongs to the caller.
func complete(f *Field, v any) any {
	switch f.Type {
	case Object:
		return completeObject(f, mapOf(v))
	case Array:
		list := listOf(v)
		out := make([]any, 0, len(list))
		for _, e := range list {
			out = append(out, complete(f.Items, e))
		}
		return out
	case Integer:
		i, _ := v.(int)
		return i
	case Boolean:
		return v == true
	}
	s := textOf(v)
	switch {
	case f.postal && len(s) == 7:
		s = s[:3] + "-" + s[3:]
	case f.country && s != "":
		s = countryName(s)
	}
	return s
}

func completeObject(f *Field, m map[string]any) map[string]any {
	out := make(map[string]any, len(f.Properties))
	if f.Map {
		for k, v := range m {
			out[k] = complete(f.Items, v)
		}
		return out
	}
	for _, p := range f.Properties {
		out[p.Name] = complete(p, m[p.Name])
	}
	return out
}
