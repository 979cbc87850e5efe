package profile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// Limits of an input. A real profile has some hundred lines and six levels.
const (
	maxBytes = 2 << 20
	maxDepth = 32
	maxNodes = 500_000
)

// reading collects what is wrong with the form of an input.
type reading struct {
	faults Faults
	nodes  int
}

func (r *reading) fault(pointer, code string, data details) {
	switch n := len(r.faults); {
	case n < maxFaults:
		r.faults = append(r.faults, newFault(pointer, code, data))
	case n == maxFaults:
		r.faults = append(r.faults, moreFaults())
	}
}

var errTooDeep = errors.New("too deep")

// count takes one more node; an error when there are too many, or too deep.
func (r *reading) count(depth int) error {
	if r.nodes++; depth > maxDepth || r.nodes > maxNodes {
		return errTooDeep
	}
	return nil
}

// parseJSON reads one JSON value token by token, so that a key given twice is
// seen and depth costs no stack.
func (r *reading) parseJSON(data []byte) *node {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	n, err := r.jsonValue(dec, "", 1)
	if err == nil {
		if _, extra := dec.Token(); !errors.Is(extra, io.EOF) {
			err = fmt.Errorf("more than one value")
		}
	}
	switch {
	case errors.Is(err, errTooDeep):
		r.fault("", "too_deep", details{"Limit": num(maxDepth)})
		return nil
	case err != nil:
		line, column := position(data, dec.InputOffset())
		r.fault("", "not_readable", details{"Format": same("JSON"), "Line": num(line), "Column": num(column)})
		return nil
	}
	return n
}

func (r *reading) jsonValue(dec *json.Decoder, pointer string, depth int) (*node, error) {
	if err := r.count(depth); err != nil {
		return nil, err
	}
	tok, err := dec.Token()
	if err != nil {
		return nil, err
	}
	switch tok := tok.(type) {
	case json.Delim:
		if tok == '{' {
			return r.jsonObject(dec, pointer, depth)
		}
		n := &node{form: sequence}
		for dec.More() {
			e, err := r.jsonValue(dec, pointer+"/"+strconv.Itoa(len(n.entries)), depth+1)
			if err != nil {
				return nil, err
			}
			n.entries = append(n.entries, e)
		}
		_, err := dec.Token()
		return n, err
	case string:
		return &node{form: quoted, text: tok}, nil
	case json.Number:
		return &node{form: number, text: tok.String()}, nil
	case bool:
		return &node{form: truth, text: strconv.FormatBool(tok)}, nil
	}
	return &node{form: null}, nil
}

func (r *reading) jsonObject(dec *json.Decoder, pointer string, depth int) (*node, error) {
	n := &node{form: mapping}
	seen := map[string]bool{}
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return nil, err
		}
		key, _ := tok.(string)
		at := child(pointer, key)
		value, err := r.jsonValue(dec, at, depth+1)
		if err != nil {
			return nil, err
		}
		if seen[key] {
			r.fault(at, "duplicate_key", details{"Name": same(shown(key))})
			continue
		}
		seen[key] = true
		n.keys, n.entries = append(n.keys, key), append(n.entries, value)
	}
	_, err := dec.Token()
	return n, err
}

// position is the line and column of a byte offset, both from 1.
func position(data []byte, offset int64) (line, column int) {
	before := data[:min(int(offset), len(data))]
	line = 1 + bytes.Count(before, []byte("\n"))
	return line, len(before) - bytes.LastIndexByte(before, '\n')
}
