package profile

import "strconv"

// The passes of this file walk the schema and the facts together. What they
// look at is c.profile and c.options; output and doc have their own pass.

// defaults sets the presumptions that the schema documents by x-default.
func (c *check) defaults() {
	c.defaultsIn(schemas().profile, c.profile, "/profile", nil)
	if o := OptionFields(c.kind); o != nil {
		c.defaultsIn(o, c.options, c.at+"/options", nil)
	}
}

func (c *check) defaultsIn(f *Field, m map[string]any, pointer string, kinds []string) {
	for _, p := range f.Properties {
		if p.Computed || !on(p, m) {
			continue
		}
		used := kinds
		if len(p.Kinds) > 0 {
			used = p.Kinds
		}
		at := pointer + "/" + p.Name
		switch p.Type {
		case Object:
			c.defaultsInObject(p, m, at, used)
			continue
		case Array:
			if p.Items.Type == Object {
				for i, e := range listOf(m[p.Name]) {
					if entry := mapOf(e); entry != nil {
						c.defaultsIn(p.Items, entry, at+"/"+strconv.Itoa(i), used)
					}
				}
				continue
			}
		}
		if _, given := m[p.Name]; given || p.Default == nil {
			continue
		}
		m[p.Name] = clone(p.Default)
		if (&Field{Kinds: used}).UsedBy(c.kind) && c.kind != "" {
			c.assumed = append(c.assumed, Assumed{at, clone(p.Default), p.DefaultWhyJA, p.DefaultWhyEN})
		}
	}
}

func (c *check) defaultsInObject(p *Field, m map[string]any, at string, used []string) {
	if p.Map {
		return
	}
	inner := mapOf(m[p.Name])
	if inner == nil {
		if _, wrong := m[p.Name]; wrong || p.optional() {
			return
		}
		inner = map[string]any{}
	}
	c.defaultsIn(p, inner, at, used)
	if len(inner) > 0 {
		m[p.Name] = inner
	}
}

// on tells whether the switches that a field depends on are on.
func on(p *Field, siblings map[string]any) bool {
	if len(p.If) == 0 {
		return true
	}
	for _, s := range p.If {
		if siblings[s] == true {
			return true
		}
	}
	return false
}

// strictSwitches are the objects of V-07: what is given while the switch is off
// is a contradiction. Elsewhere it is passed over with a warning.
var strictSwitches = map[string]bool{"third_party": true, "foreign": true, "cookies": true, "person_related": true}

// switchedOff finds sub-fields of features that are off (V-07).
func (c *check) switchedOff() {
	c.switchedOffIn(schemas().profile, c.profile, "/profile", "")
	if o := OptionFields(c.kind); o != nil {
		c.switchedOffIn(o, c.options, c.at+"/options", "")
	}
}

func (c *check) switchedOffIn(f *Field, m map[string]any, pointer, top string) {
	for _, p := range f.Properties {
		v, given := m[p.Name]
		if !given {
			continue
		}
		name := top
		if name == "" {
			name = p.Name
		}
		at := pointer + "/" + p.Name
		if !on(p, m) && !c.presumedOn(p, m) {
			list, isList := v.([]any)
			switch {
			case v == false, isList && len(list) == 0:
			case strictSwitches[name]:
				c.fault(at, "switched_off", details{"Switch": {f.switchLabel(p, "ja"), f.switchLabel(p, "en")}})
			default:
				c.warn(at, "switched_off_ignored", details{"Switch": {f.switchLabel(p, "ja"), f.switchLabel(p, "en")}})
				delete(m, p.Name)
			}
			continue
		}
		switch x := v.(type) {
		case map[string]any:
			if !p.Map {
				c.switchedOffIn(p, x, at, name)
			}
		case []any:
			if p.Items != nil && p.Items.Type == Object {
				for i, e := range x {
					if entry := mapOf(e); entry != nil {
						c.switchedOffIn(p.Items, entry, at+"/"+strconv.Itoa(i), name)
					}
				}
			}
		}
	}
}

// presumedOn tells whether a switch that was not given may still be presumed on
// (has_departments, handles_sensitive, requests.form.provided …).
func (c *check) presumedOn(p *Field, siblings map[string]any) bool {
	for _, s := range p.If {
		if _, given := siblings[s]; given {
			continue
		}
		switch s {
		case "has_departments", "handles_sensitive", "has_work_rules", "provided":
			return true
		}
	}
	return false
}

func (f *Field) switchLabel(p *Field, lang string) string {
	return f.Property(p.If[0]).Label(lang)
}

// required reports what documents of the kind can't do without.
func (c *check) required() {
	c.requiredIn(schemas().profile, c.profile, "/profile", true)
	if o := OptionFields(c.kind); o != nil {
		c.requiredIn(o, c.options, c.at+"/options", true)
	}
}

// requiredIn walks one object. inside says that it was given, or has to be.
func (c *check) requiredIn(f *Field, m map[string]any, pointer string, inside bool) {
	for _, p := range f.Properties {
		if p.Computed || !on(p, m) {
			continue
		}
		at := pointer + "/" + p.Name
		v := m[p.Name]
		needed := inside && p.RequiredFor(c.kind) && !c.excused(at)
		switch p.Type {
		case Object:
			inner := mapOf(v)
			if needed && inner == nil && !hasRequired(p) {
				c.require(at)
			}
			if !p.Map && (inner != nil || needed) {
				c.requiredIn(p, orEmpty(inner), at, inner != nil || needed)
			} else if !p.Map && !p.optional() {
				c.requiredIn(p, map[string]any{}, at, true)
			}
			c.requiredInMap(p, inner, at)
		case Array:
			list := listOf(v)
			if needed && len(list) == 0 {
				c.require(at)
			}
			if p.Items.Type == Object {
				for i, e := range list {
					if entry := mapOf(e); entry != nil {
						c.requiredIn(p.Items, entry, at+"/"+strconv.Itoa(i), true)
					}
				}
			}
		default:
			if needed && v == nil {
				c.require(at)
			}
		}
	}
}

func (c *check) requiredInMap(p *Field, inner map[string]any, at string) {
	if !p.Map {
		return
	}
	for _, key := range sortedKeys(inner) {
		if entry := mapOf(inner[key]); entry != nil {
			c.requiredIn(p.Items, entry, child(at, key), true)
		}
	}
}

func hasRequired(p *Field) bool {
	for _, q := range p.Properties {
		if len(q.Required) > 0 && len(q.If) == 0 {
			return true
		}
	}
	return false
}

func orEmpty(m map[string]any) map[string]any {
	if m == nil {
		return map[string]any{}
	}
	return m
}

// excused tells of required fields that this organisation does without.
func (c *check) excused(pointer string) bool {
	switch pointer {
	case "/profile/legal_name":
		return c.str("entity_type") == "kojin"
	case "/profile/postal_code":
		return c.str("address_disclosure") == "on_request" && len(c.kinds) == 1 && c.kinds[0] == "privacy_policy"
	}
	return false
}
