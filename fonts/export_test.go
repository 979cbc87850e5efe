package fonts

// Reparse parses the face anew.
func Reparse(id ID) error {
	_, err := parse(TTF(id))
	return err
}
