// Package web is the web form: what is asked, in which step, and the pages that
// ask it. Everything that is asked comes from the schema ([profile.Field]);
// this package decides only the order of the steps and the widgets.
//
// A filling-in ([State]) travels with the page as a hidden field and is kept
// nowhere else. Pages work without a script; the modules in assets/ make them
// quicker. The package does no I/O and knows no router: package api calls it.
package web
