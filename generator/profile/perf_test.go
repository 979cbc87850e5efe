package profile
import ("testing";"strings";"time";"fmt")
func TestPerf(t *testing.T){
 cases:=map[string]string{
  "flat keys": func()string{var b strings.Builder;b.WriteString("profile:\n");for i:=0;b.Len()<3900000;i++{fmt.Fprintf(&b,"  k%d: v\n",i)};return b.String()}(),
  "list": "profile:\n  x:\n"+strings.Repeat("  - a\n",600000),
  "flow list": "profile: {x: ["+strings.Repeat("a,",1900000)+"]}",
  "long scalar": "profile: {x: "+strings.Repeat("a",3900000)+"}",
  "quotes": "profile: {x: \""+strings.Repeat("\\u3042",600000)+"\"}",
  "indent nest": func()string{var b strings.Builder;for i:=0;i<1900;i++{b.WriteString(strings.Repeat(" ",i)+"a:\n")};return b.String()}(),
  "question": strings.Repeat("? ",100)+"a",
  "colons": strings.Repeat("a: ",1000000),
  "comments": strings.Repeat("# x\n",900000)+"profile: {}\n",
  "anchors": strings.Repeat("&a ",200)+"x",
  "blanklines": strings.Repeat("\n",3900000)+"profile: {}",
  "multi doc": strings.Repeat("---\n",900000),
  "literal": "profile: |\n"+strings.Repeat("  a\n",900000),
  "folded plain": "profile: a\n"+strings.Repeat("  a\n",900000),
  "json nest key": "{\"a\":"+strings.Repeat("{\"a\":",500000),
 }
 for n,c:=range cases{ s:=time.Now(); _,err:=Decode("x.yaml",[]byte(c)); e:=""; if err!=nil{e=err.Error()}; if len(e)>100{e=e[:100]}; fmt.Println(n,len(c),time.Since(s),e)}
}
