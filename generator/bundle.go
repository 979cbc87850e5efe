package generator

import (
	"encoding/json"
	"slices"

	"kitei/generator/profile"
)

// ManifestName is the file name of the manifest.
const ManifestName = "manifest.json"

// Bundle gives the files to hand over: the documents, the 確認表, and last the
// manifest, so that one that is there speaks only of files that are there.
func (s *Set) Bundle() ([]File, error) {
	text, err := json.MarshalIndent(s.Manifest, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(slices.Clone(s.Files), s.Review, File{Name: ManifestName, MediaType: "application/json", Bytes: append(text, '\n')}), nil
}

// BundleName is the file name of a ZIP of one company's documents.
func BundleName(input *profile.Input, asOf string) string {
	name := input.Text("profile.short_name")
	if name == "" {
		name = input.Text("profile.legal_name")
	}
	return safeName(name+"_"+asOf) + ".zip"
}
