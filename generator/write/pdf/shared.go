package pdf

import (
	"fmt"
	"sync"

	"github.com/signintech/gopdf"

	"kitei/fonts"
)

// shared holds the faces as gopdf parsed them, without their outlines, which
// finish embeds: gopdf would spend most of its time on them.
var shared gopdf.FontContainer

var parsed = func() (load [fonts.Count]func() error) {
	for id := range fonts.ID(fonts.Count) {
		load[id] = sync.OnceValue(func() error {
			return shared.AddTTFFontDataWithOption(family(id), fonts.Stub(id, firstVariant, maxVariants), gopdf.TtfOption{UseKerning: true})
		})
	}
	return load
}()

// container makes sure that the face is parsed.
func container(id fonts.ID) error {
	if err := parsed[id](); err != nil {
		return fmt.Errorf("font %s: %w", id.Name(), err)
	}
	return nil
}

// tags mark the embedded faces as subsets (ISO 32000 9.9.2: six capitals and +).
var tags = [fonts.Count]string{"KTMINC", "KTMINP", "KTGOTH", "KTGOTP", "KTSIGN", "KTFALL"}

func family(id fonts.ID) string { return tags[id] + "+" + id.Name() }

func unitsPerEm(id fonts.ID) int {
	f, err := fonts.Load(id)
	if err != nil {
		return 1000
	}
	return f.UnitsPerEm
}
