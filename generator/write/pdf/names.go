package pdf

import "kitei/fonts"

// tags mark the embedded faces as subsets (ISO 32000 9.9.2: six capitals and +).
var tags = [fonts.Count]string{"KTMINC", "KTMINP", "KTGOTH", "KTGOTP", "KTSIGN", "KTFALL"}

func family(id fonts.ID) string { return tags[id] + "+" + id.Name() }
