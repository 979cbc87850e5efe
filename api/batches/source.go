package batches

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"kitei/generator/members"
	"kitei/generator/profile"
)

// A Source is a list of companies as it was sent.
type Source struct {
	Name   string // of the file; "" = an array of profiles in JSON
	List   []byte
	Common *Common // what lies under every row; nil = nothing
}

// Common is a common profile as it was sent.
type Common struct {
	Name string // tells its form
	Data []byte
}

// profile reads the common profile. The error is [profile.Faults].
func (c *Common) profile() (*profile.Input, error) {
	if c == nil {
		return nil, nil
	}
	in, err := profile.Decode(c.Name, c.Data)
	if err != nil {
		return nil, err
	}
	if faults := members.CommonFaults(in); len(faults) > 0 {
		return nil, faults
	}
	return in, nil
}

// Read reads the list, and the common profile that lies under it. The error is
// [profile.Faults]: one of them can't be read at all; or [ErrRows]: the list has
// more rows than most, and was not read any further.
func (s *Source) Read(most int) (*members.List, *profile.Input, error) {
	common, err := s.Common.profile()
	if err != nil {
		return nil, nil, err
	}
	if s.Name != "" {
		list, err := members.Open(s.Name, s.List, members.Options{Common: common})
		switch {
		case err != nil:
			return nil, nil, err
		case list.Len() > most: // before a profile is made of each row
			return nil, nil, ErrRows
		}
		list.Fill()
		return list, common, nil
	}
	companies, err := array(s.List, most)
	if err != nil {
		return nil, nil, err
	}
	var inputs []*profile.Input
	var faults profile.Faults
	for i, text := range companies {
		if len(faults) >= maxFaults {
			faults = append(faults[:maxFaults], profile.NewFault("", "more_faults", map[string]string{"Limit": strconv.Itoa(maxFaults)}))
			break
		}
		in, err := profile.Decode("members.json", text)
		var found profile.Faults
		switch {
		case errors.As(err, &found):
			for _, f := range found {
				f.Pointer = fmt.Sprintf("/members/%d%s", i, f.Pointer)
				faults = append(faults, f)
			}
			continue
		case err != nil:
			return nil, nil, err
		}
		inputs = append(inputs, in)
	}
	if len(faults) > 0 {
		return nil, nil, faults
	}
	return members.Of(inputs, common), common, nil
}

// maxFaults bounds what is said of an array that can't be read.
const maxFaults = 500

// array cuts an array into its elements, at most so many: a few bytes could be
// millions of them.
func array(data []byte, most int) ([]json.RawMessage, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	var out []json.RawMessage
	first, err := d.Token()
	if first != json.Delim('[') && err == nil {
		err = errors.New("not an array")
	}
	for err == nil && d.More() {
		if len(out) == most {
			return nil, ErrRows
		}
		var one json.RawMessage
		if err = d.Decode(&one); err == nil {
			out = append(out, one)
		}
	}
	if err == nil {
		_, err = d.Token()
	}
	if err != nil {
		return nil, profile.Faults{profile.NewFault("/members", "not_readable", nil)}
	}
	return out, nil
}

// The files of a source.
const (
	listFile   = "list"
	commonFile = "common"
)

// keep writes the source into the folder of its batch.
func (s *Source) keep(dir string) error {
	if err := replace(dir, listFile, s.List); err != nil {
		return err
	}
	if s.Common == nil {
		return nil
	}
	return replace(dir, commonFile, s.Common.Data)
}

// source reads it back.
func (m *meta) source(dir string) (*Source, error) {
	s := &Source{Name: m.List}
	var err error
	if s.List, err = os.ReadFile(filepath.Join(dir, listFile)); err != nil { //nolint:gosec // below our own folder
		return nil, err
	}
	if m.Common != "" {
		s.Common = &Common{Name: m.Common}
		s.Common.Data, err = os.ReadFile(filepath.Join(dir, commonFile)) //nolint:gosec // below our own folder
	}
	return s, err
}

// replace writes a file that is whole or not there, for its owner only.
func replace(dir, name string, data []byte) error {
	f, err := os.CreateTemp(dir, "."+name+"-*") // 0600
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, name))
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
