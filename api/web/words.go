package web

import "kitei/generator/profile"

// Say is a message of templates/locales/web.*.toml in a language.
func Say(lang, id string, data map[string]string) string {
	return profile.Message(lang, "web_"+id, data)
}
