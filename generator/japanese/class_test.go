package japanese

import "testing"

func TestClassOf(t *testing.T) {
	tests := []struct {
		name               string
		chars              string
		noStart, noEnd, we bool
	}{
		{"closing marks never start a line", "）」』】〉》〕｝］、。，．・：；！？％℃°", true, false, false},
		{"small kana never start a line", "ぁぃっゃゅょゎァッャュョヮヵヶー々ゝ〜～", true, false, false},
		{"opening marks never end a line", "（「『【〈《〔｛［￥＄＃〒", false, true, false},
		{"plain characters", "規程個ひアン○㈱①－…―０９𠮷Ａ□", false, false, false},
		{"Latin", "ABCxyz019-/&@é", false, false, true},
		{"Latin brackets close", ")]},.;:!?%", true, false, true},
		{"Latin brackets open", "([{", false, true, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, r := range tt.chars {
				c := ClassOf(r)
				if c.NoLineStart() != tt.noStart || c.NoLineEnd() != tt.noEnd || c.Western() != tt.we {
					t.Errorf("%q: class %d: start %v end %v western %v", r, c, c.NoLineStart(), c.NoLineEnd(), c.Western())
				}
			}
		})
	}
}
