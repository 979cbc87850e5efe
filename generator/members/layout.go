package members

// companySheet is a sheet of the empty list with further facts of the company,
// one row each.
type companySheet struct {
	name   string
	groups []string // steps of the form
}

// companySheets are the sheets of the empty list with one row a company, in the
// order in which they are filled in.
var companySheets = []companySheet{
	{mainSheet, []string{"identity", "organisation"}},
}
