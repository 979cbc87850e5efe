package profile

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"
)

// Decode reads a profile file: JSON or YAML by the extension of name, else by
// content. It refuses what can't be read, in full: broken syntax, other
// encodings than UTF-8, a key given twice, excessive size or depth, YAML
// anchors and tags. The error is [Faults]. What the values mean is for
// [Input.Check] and [Input.Facts].
func Decode(name string, data []byte) (*Input, error) {
	root, faults := read(name, data)
	if len(faults) > 0 {
		return nil, faults.sorted()
	}
	return newInput(root), nil
}

// FromTree makes an input of a tree of maps, lists and scalars, such as a web
// form or a row of a list gives: texts are taken by schema type as in YAML.
func FromTree(tree map[string]any) (*Input, error) {
	r := &reading{}
	root, err := r.treeNode(tree, 1)
	if err != nil {
		return nil, Faults{newFault("", "too_deep", details{"Limit": num(maxDepth)})}
	}
	return newInput(root), nil
}

func read(name string, data []byte) (*node, Faults) {
	r := &reading{}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	switch {
	case len(data) > maxBytes:
		r.fault("", "too_large", details{"Limit": num(maxBytes >> 20)})
		return nil, r.faults
	case !utf8.Valid(data):
		r.fault("", "not_utf8", nil)
		return nil, r.faults
	case len(bytes.TrimSpace(data)) == 0:
		r.fault("", "empty", nil)
		return nil, r.faults
	}
	var root *node
	if isJSON(name, data) {
		root = r.parseJSON(data)
	} else {
		root = r.parseYAML(data)
	}
	if len(r.faults) == 0 && (root == nil || root.form != mapping) {
		r.fault("", "not_an_object", nil)
	}
	return root, r.faults
}

func isJSON(name string, data []byte) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".json":
		return true
	case ".yaml", ".yml":
		return false
	}
	return bytes.HasPrefix(bytes.TrimSpace(data), []byte("{"))
}

// treeNode makes nodes of Go values, as [FromTree] has them.
func (r *reading) treeNode(v any, depth int) (*node, error) {
	if err := r.count(depth); err != nil {
		return nil, err
	}
	n := &node{}
	switch v := v.(type) {
	case map[string]any:
		n.form = mapping
		for _, key := range sortedKeys(v) {
			e, err := r.treeNode(v[key], depth+1)
			if err != nil {
				return nil, err
			}
			n.keys, n.entries = append(n.keys, key), append(n.entries, e)
		}
	case []any:
		n.form = sequence
		for _, x := range v {
			e, err := r.treeNode(x, depth+1)
			if err != nil {
				return nil, err
			}
			n.entries = append(n.entries, e)
		}
	case string:
		n.text = strings.ToValidUTF8(v, "\uFFFD")
	case bool:
		n.form, n.text = truth, map[bool]string{true: "true", false: "false"}[v]
	case nil:
		n.form = null
	default:
		n.form, n.text = number, numberText(v)
	}
	return n, nil
}
