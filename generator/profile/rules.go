package profile

// A rule joins several fields. Faults stop the run, warnings do not; what is
// which stands in params-a.md 9 and params-b.md 4.
type rule struct {
	id    string   // of params-a.md (V-01 …), or the block of params-b.md (B-leak …)
	kinds []string // of which the rule is about; empty = always
	check func(c *check)
}

var (
	trainingKinds = []string{"training_handout", "training_slides", "training_quiz", "training_record"}
	myNumberKinds = []string{"mynumber_policy", "mynumber_rules"}
)

// rules are all rules, in the order of the specs.
var rules = []rule{
	{"V-01", nil, (*check).entityWord},
	{"V-02", nil, (*check).representativeTitle},
	{"V-03", nil, (*check).corporateNumbers},
	{"V-04", nil, (*check).documentDates},
	{"V-05", nil, (*check).smallOperator},
	{"V-06", nil, (*check).purposes},
	{"V-07", nil, (*check).handlingDetails}, // switches without sub-fields: see switchedOff and required
	{"V-08", nil, (*check).foreignContractors},
	{"V-09", nil, (*check).addressDisclosure},
	{"V-10", nil, (*check).requestContact},
	{"V-11", nil, (*check).departments},
	{"V-12", nil, (*check).employees},
	{"V-13", nil, (*check).industryGuidelines},
	{"V-14", nil, (*check).contacts},
	{"A-1", nil, (*check).addressForm},
	{"A-2", nil, (*check).terms},
	{"A-3", nil, (*check).officesAndCalls},
	{"A-5", nil, (*check).foreign},
	{"A-5", nil, (*check).warnings5},
	{"A-5", []string{"privacy_policy", "protection_regulation"}, (*check).securityMeasures},
	{"A-5", []string{"privacy_policy"}, (*check).publicPaper},
	{"A-6", nil, (*check).requestRules},
	{"A-8", nil, (*check).duplicateDocuments},
	{"A-trn", trainingKinds, (*check).training},
	{"B-roles", nil, (*check).roles},
	{"B-leak", nil, (*check).leak},
	{"B-leak", []string{"leak_procedure"}, (*check).leakDocument},
	{"B-mynumber", nil, (*check).myNumber},
	{"B-mynumber", myNumberKinds, (*check).myNumberDocument},
	{"B-checklist", nil, (*check).contractors},
	{"B-checklist", []string{"contractor_checklist"}, (*check).checklistOptions},
	{"B-nda", []string{"nda"}, (*check).counterparty},
	{"B-security", nil, (*check).systems},
	{"B-security", []string{"security_regulations"}, (*check).securityDocument},
}
