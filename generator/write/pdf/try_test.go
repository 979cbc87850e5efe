package pdf

import (
	"os"
	"testing"
	"time"

	"kitei/fonts"
	"kitei/generator/layout"
	"kitei/generator/layout/layouttest"
)

func TestTry(t *testing.T) {
	for name, doc := range map[string]func() (*layout.Result, error){
		"reg": func() (*layout.Result, error) {
			return layout.Set(layouttest.Regulation(40), layout.Options{HeaderLeft: "株式会社サンプル商事", HeaderRight: "社外秘", FooterLeft: "個人情報取扱規程　第3版", TOC: true, Draft: true,
				Cover: &layout.Cover{Title: "個人情報取扱規程", Number: "規程第12号", Dates: []string{"制定　令和8年3月20日", "施行　令和8年4月1日"}, Company: "株式会社サンプル商事"}}, fonts.Embedded{})
		},
		"policy": func() (*layout.Result, error) {
			return layout.Set(layouttest.Policy(), layout.Options{}, fonts.Embedded{})
		},
	} {
		res, err := doc()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range res.Faults {
			t.Log("fault", f)
		}
		os.WriteFile("/tmp/out/"+name+".dump", []byte(res.Dump()), 0o600)
		f, _ := os.Create("/tmp/out/" + name + ".pdf")
		if err := Write(res, Meta{Title: "個人情報取扱規程", Author: "株式会社吉野", Created: time.Date(2026, 11, 22, 9, 0, 0, 0, time.FixedZone("JST", 9*3600))}, f); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}
