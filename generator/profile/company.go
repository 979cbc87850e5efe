package profile

// Company gives the facts about a company with what is presumed of them (short name,
// self term, title of the representative), for documents that need little of a
// profile and ask for it themselves: nothing is required here. The tree must have
// been checked ([CheckIncident]); what the facts contradict is in the faults.
func Company(tree map[string]any) (map[string]any, Faults) {
	in := &Input{tree: map[string]any{"profile": cloneMap(tree)}, empty: map[string]bool{}}
	c := in.evaluate("", Run{})
	return completeObject(schemas().profile, c.profile), c.faults.sorted()
}
