package profile

// What a field's text looks like, for those who read it out of a list or a
// form: they repair what a spreadsheet does to digits.

// IsPhone tells whether the field is a telephone or fax number.
func (f *Field) IsPhone() bool { return f != nil && f.phone }

// IsPostal tells whether the field is a 郵便番号.
func (f *Field) IsPostal() bool { return f != nil && f.postal }

// IsCorporateNumber tells whether the field is a 法人番号.
func (f *Field) IsCorporateNumber() bool { return f != nil && f.corporate }

// IsNumeric tells whether the field is an Integer, or a String that may also be
// given as an integer.
func (f *Field) IsNumeric() bool { return f != nil && (f.Type == Integer || f.numeric) }

// Folds tells whether full-width digits of the field are taken as half-width.
func (f *Field) Folds() bool { return f != nil && f.fold }

// TextFor is a text with a purpose, for schemas that are made elsewhere: of the
// purposes, Phone, Postal and Corporate; any other is Plain.
func TextFor(name, ja, en string, p Purpose) *Field {
	return &Field{Name: name, Type: String, LabelJA: ja, LabelEN: en, phone: p == Phone, postal: p == Postal, corporate: p == Corporate}
}
