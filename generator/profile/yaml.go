package profile

import (
	"errors"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

var (
	errAlias = errors.New("anchor, alias, tag or merge key")
	errKey   = errors.New("a key that is not a word")
)

// parseYAML reads one YAML document into nodes. Scalars keep the text that was
// written, so that 0120000000 is not taken for a number in base eight. Anchors,
// aliases, tags and merge keys are refused: a profile needs none, and they make
// small files large.
func (r *reading) parseYAML(data []byte) (n *node) {
	defer func() {
		if recover() != nil { // the parser panics on some malformed input
			r.fault("", "not_readable", details{"Format": same("YAML"), "Line": num(1), "Column": num(1)})
			n = nil
		}
	}()
	if tooNested(data) {
		r.fault("", "too_deep", details{"Limit": num(maxDepth)})
		return nil
	}
	tokens := lexer.Tokenize(string(data))
	if crowded(tokens) {
		r.fault("", "too_deep", details{"Limit": num(maxDepth)})
		return nil
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		line, column := yamlPosition(err)
		r.fault("", "not_readable", details{"Format": same("YAML"), "Line": num(line), "Column": num(column)})
		return nil
	}
	var bodies []ast.Node
	for _, d := range file.Docs {
		if d.Body != nil {
			bodies = append(bodies, d.Body)
		}
	}
	if len(bodies) != 1 {
		r.fault("", "one_document", nil)
		return nil
	}
	n, err = r.yamlNode(bodies[0], "", 1)
	switch {
	case errors.Is(err, errTooDeep):
		r.fault("", "too_deep", details{"Limit": num(maxDepth)})
	case errors.Is(err, errAlias):
		r.fault("", "yaml_alias", nil)
	case err != nil:
		r.fault("", "not_readable", details{"Format": same("YAML"), "Line": num(1), "Column": num(1)})
	default:
		return n
	}
	return nil
}

func (r *reading) yamlNode(a ast.Node, pointer string, depth int) (*node, error) {
	if err := r.count(depth); err != nil {
		return nil, err
	}
	switch a := a.(type) {
	case *ast.MappingNode:
		return r.yamlMapping(a.Values, pointer, depth)
	case *ast.MappingValueNode:
		return r.yamlMapping([]*ast.MappingValueNode{a}, pointer, depth)
	case *ast.SequenceNode:
		n := &node{form: sequence}
		for i, v := range a.Values {
			e, err := r.yamlNode(v, pointer+"/"+strconv.Itoa(i), depth+1)
			if err != nil {
				return nil, err
			}
			n.entries = append(n.entries, e)
		}
		return n, nil
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode, *ast.DirectiveNode:
		return nil, errAlias
	case nil, *ast.NullNode:
		return &node{form: null}, nil
	case *ast.LiteralNode:
		return &node{form: quoted, text: a.Value.Value}, nil
	case *ast.StringNode:
		if tk := a.GetToken(); tk != nil && strings.HasPrefix(strings.TrimSpace(tk.Origin), "'") || tk != nil && strings.HasPrefix(strings.TrimSpace(tk.Origin), `"`) {
			return &node{form: quoted, text: a.Value}, nil
		}
		return &node{form: plain, text: a.Value}, nil
	}
	return &node{form: plain, text: a.GetToken().Value}, nil
}

func (r *reading) yamlMapping(values []*ast.MappingValueNode, pointer string, depth int) (*node, error) {
	n := &node{form: mapping}
	seen := map[string]bool{}
	for _, v := range values {
		key, err := yamlKey(v.Key)
		if err != nil {
			return nil, err
		}
		at := child(pointer, key)
		value, err := r.yamlNode(v.Value, at, depth+1)
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
	return n, nil
}

func yamlKey(k ast.MapKeyNode) (string, error) {
	switch k := k.(type) {
	case *ast.StringNode:
		return k.Value, nil
	case *ast.MergeKeyNode, *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		return "", errAlias
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode:
		return k.GetToken().Value, nil
	}
	return "", errKey
}

// tooNested guards the parser, which goes down one call a level: open brackets
// and leading list marks beyond any real profile.
func tooNested(data []byte) bool {
	const limit = 256
	open := 0
	for line := range strings.Lines(string(data)) {
		marks := 0
	lead:
		for _, c := range line {
			switch c {
			case '-', '?', ':', '!', '&', '*':
				marks++
			case ' ', '\t':
			default:
				break lead
			}
		}
		if marks > limit {
			return true
		}
		for _, c := range line {
			switch c {
			case '[', '{':
				open++
			case ']', '}':
				open = max(open-1, 0)
			}
		}
		if open > limit {
			return true
		}
	}
	return false
}

// crowded guards the parser in another way: its time grows with the square of
// the number of keys in one mapping.
func crowded(tokens token.Tokens) bool {
	const limit = 5000
	type open struct{ column, keys int } // column 0 = in brackets
	var stack []open
	deeper := func(column int) {
		for n := len(stack); n > 0 && stack[n-1].column > column; n-- {
			stack = stack[:n-1]
		}
	}
	for _, tk := range tokens {
		top := len(stack) - 1
		flow := top >= 0 && stack[top].column == 0
		switch tk.Type {
		case token.MappingStartType, token.SequenceStartType:
			stack = append(stack, open{})
		case token.MappingEndType, token.SequenceEndType:
			if flow {
				stack = stack[:top]
			}
		case token.SequenceEntryType:
			if !flow {
				deeper(tk.Position.Column)
			}
		case token.MappingValueType:
			if !flow {
				column := tk.Position.Column
				if tk.Prev != nil {
					column = tk.Prev.Position.Column
				}
				deeper(column)
				if top = len(stack) - 1; top < 0 || stack[top].column != column {
					stack, top = append(stack, open{column: column}), top+1
				}
			}
			if stack[top].keys++; stack[top].keys > limit {
				return true
			}
		}
	}
	return false
}

// yamlPosition takes the place out of a parser error. Its text is not used: it
// quotes the input, and takes long to make.
func yamlPosition(err error) (line, column int) {
	var e yaml.Error
	if errors.As(err, &e) {
		if tk := e.GetToken(); tk != nil && tk.Position != nil {
			return tk.Position.Line, tk.Position.Column
		}
	}
	return 1, 1
}
