package profile

// Source is the input as a tree that [FromTree], or [Decode] of its JSON, reads
// back to the same input: with the empty texts that were given on purpose.
func (in *Input) Source() map[string]any {
	tree := in.Tree()
	for name := range in.empty {
		p := mapOf(tree["profile"])
		if p == nil {
			p = map[string]any{}
			tree["profile"] = p
		}
		p[name] = ""
	}
	return tree
}
