package checklist

import (
	"strconv"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// at takes a dotted path out of the values of a profile.
func at(values map[string]any, path string) any {
	return profile.ValueAt(values, strings.Split(path, "."))
}

func text(values map[string]any, path string) string {
	s, _ := at(values, path).(string)
	return s
}

func integer(values map[string]any, path string) int {
	n, _ := at(values, path).(int)
	return n
}

func list(values map[string]any, path string) []any {
	l, _ := at(values, path).([]any)
	return l
}

// date is zero where there is none.
func date(values map[string]any, path string) japanese.Date {
	d, err := japanese.ParseDate(text(values, path))
	if err != nil {
		return japanese.Date{}
	}
	return d
}

func number(n int) string { return strconv.Itoa(n) }
