package law

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A Condition is the 本文 or the ただし書 of a rule, as a person reads it in
// leak_rules.tsv:
//
//	data.sensitive                          a fact that is yes, or a rule above that is met
//	act_target is own|entrustee             a fact that is one of these words
//	event has leak|loss                     a list that has one of these words
//	principals.specific over threshold.x    a number of persons above a threshold of values.tsv
//	notified_on after period.x              a date later than a guide value of values.tsv, counted from the day of knowledge, which is left out
//	given ruled_out_on                      a fact that was given at all
//	not a · a and b · a or b · ( )          not binds closest, then and, then or
//	perhaps a                               a, but at most as an おそれ
//	certain a                               a has been shown: what is not known counts as no, and stays a question
//	undecided a                             a is not known yet
//
// The zero Condition is empty: it is never met as a ただし書.
type Condition struct {
	Source string // as written
	root   *term
}

// An Atom is the smallest part of a condition, which asks for one fact or rule.
type Atom struct {
	Name  string   // data.sensitive, or the id of a rule
	Verb  string   // "", is, has, over, after, given
	Words []string // of is and has; the threshold of over; the period of after
}

// An Answer is a truth, and the facts that are not known and could change it.
type Answer struct {
	Truth Truth
	Open  []string // names of facts, sorted, each once
}

// A term is a node of a condition.
type term struct {
	op   string // atom, not, perhaps, certain, undecided, and, or
	atom Atom
	args []*term
}

// Empty tells whether there is no condition.
func (c Condition) Empty() bool { return c.root == nil }

// Atoms lists the parts of the condition that ask for facts or rules, from left
// to right.
func (c Condition) Atoms() []Atom {
	var out []Atom
	var walk func(*term)
	walk = func(t *term) {
		if t.op == "atom" {
			out = append(out, t.atom)
		}
		for _, a := range t.args {
			walk(a)
		}
	}
	if c.root != nil {
		walk(c.root)
	}
	return out
}

// Eval answers the condition; look answers its atoms. An empty condition is No.
func (c Condition) Eval(look func(Atom) Answer) Answer {
	if c.root == nil {
		return Answer{Truth: No}
	}
	return c.root.eval(look)
}

func (t *term) eval(look func(Atom) Answer) Answer {
	args := make([]Answer, 0, len(t.args))
	for _, a := range t.args {
		args = append(args, a.eval(look))
	}
	switch t.op {
	case "atom":
		return look(t.atom)
	case "not":
		return args[0].Not()
	case "perhaps":
		if t := args[0].Truth; t&Yes != 0 {
			args[0].Truth = t&^Yes | Possible
		}
		return args[0]
	case "certain":
		return Answer{truthOf(args[0].Truth == Yes), args[0].Open}
	case "undecided":
		return Answer{truthOf(!args[0].Truth.Decided()), args[0].Open}
	case "and":
		return And(args...)
	}
	return Or(args...)
}

// Not turns an answer round.
func (a Answer) Not() Answer { return Answer{a.Truth.Not(), a.Open} }

// And is the least of the answers. One that is No for good closes the question.
func And(list ...Answer) Answer {
	for i := range list {
		list[i] = list[i].Not()
	}
	return Or(list...).Not()
}

// Or is the greatest of the answers. One that is Yes for good closes the question.
func Or(list ...Answer) Answer {
	out := Answer{Truth: No}
	for _, a := range list {
		if a.Truth == Yes && len(a.Open) == 0 {
			return a
		}
		out = Answer{out.Truth.or(a.Truth), union(out.Open, a.Open)}
	}
	return out
}

func union(a, b []string) []string {
	if len(b) == 0 {
		return a
	}
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

var (
	conditionToken = regexp.MustCompile(`^(?:[()|]|[a-z0-9_.]+)`)
	conditionName  = regexp.MustCompile(`^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*$`)
)

// keywords may not be names.
var keywords = []string{"and", "or", "not", "perhaps", "certain", "undecided", "given", "is", "has", "over", "after"}

// ParseCondition reads a condition; an empty text is the empty condition.
func ParseCondition(source string) (Condition, error) {
	c := Condition{Source: source}
	p := &conditionParser{}
	for rest := strings.TrimSpace(source); rest != ""; rest = strings.TrimSpace(rest) {
		token := conditionToken.FindString(rest)
		if token == "" {
			return c, fmt.Errorf("condition %q: %q is no word", source, rest)
		}
		p.tokens, rest = append(p.tokens, token), rest[len(token):]
	}
	if len(p.tokens) == 0 {
		return c, nil
	}
	root, err := p.or()
	if err == nil && len(p.tokens) > 0 {
		err = fmt.Errorf("%q is left over", p.tokens[0])
	}
	if err != nil {
		return c, fmt.Errorf("condition %q: %w", source, err)
	}
	c.root = root
	return c, nil
}

type conditionParser struct {
	tokens []string
	depth  int
}

// maxNesting bounds the brackets and words before one atom.
const maxNesting = 50

func (p *conditionParser) peek() string {
	if len(p.tokens) == 0 {
		return ""
	}
	return p.tokens[0]
}

func (p *conditionParser) take(token string) bool {
	if p.peek() != token {
		return false
	}
	p.tokens = p.tokens[1:]
	return true
}

func (p *conditionParser) or() (*term, error)  { return p.list("or", p.and) }
func (p *conditionParser) and() (*term, error) { return p.list("and", p.unary) }

func (p *conditionParser) list(op string, next func() (*term, error)) (*term, error) {
	first, err := next()
	if err != nil || p.peek() != op {
		return first, err
	}
	out := &term{op: op, args: []*term{first}}
	for p.take(op) {
		a, err := next()
		if err != nil {
			return nil, err
		}
		out.args = append(out.args, a)
	}
	return out, nil
}

func (p *conditionParser) unary() (*term, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxNesting {
		return nil, fmt.Errorf("nested more than %d deep", maxNesting)
	}
	for _, op := range []string{"not", "perhaps", "certain", "undecided"} {
		if p.take(op) {
			a, err := p.unary()
			return &term{op: op, args: []*term{a}}, err
		}
	}
	if p.take("(") {
		a, err := p.or()
		if err == nil && !p.take(")") {
			err = fmt.Errorf("a bracket is not closed")
		}
		return a, err
	}
	return p.atom()
}

func (p *conditionParser) atom() (*term, error) {
	a := Atom{}
	if p.take("given") {
		a.Verb = "given"
	}
	var err error
	if a.Name, err = p.name(); err != nil {
		return nil, err
	}
	if verb := p.peek(); a.Verb == "" && (verb == "is" || verb == "has" || verb == "over" || verb == "after") {
		p.take(verb)
		a.Verb = verb
		for {
			word, err := p.name()
			if err != nil {
				return nil, err
			}
			a.Words = append(a.Words, word)
			if verb == "over" || verb == "after" || !p.take("|") {
				break
			}
		}
	}
	return &term{op: "atom", atom: a}, nil
}

func (p *conditionParser) name() (string, error) {
	word := p.peek()
	if !conditionName.MatchString(word) || slices.Contains(keywords, word) {
		return "", fmt.Errorf("%q stands where a name is wanted", word)
	}
	p.tokens = p.tokens[1:]
	return word, nil
}
