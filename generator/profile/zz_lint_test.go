package profile_test
import ("testing";"os";"fmt";"kitei/generator/reader";"kitei/generator/assemble";"kitei/generator/profile")
func TestLint(t *testing.T){
 for _,k:=range []string{"privacy_policy","protection_regulation"}{
  b,_:=os.ReadFile("../../templates/"+k+".md")
  doc,err:=reader.Read(k+".md",string(b))
  if err!=nil{fmt.Println(err);}
  env,_:=profile.Fields(k)
  e2:=*env
  e2.Properties=append(append([]*profile.Field{},env.Properties...),&profile.Field{Name:"law_retention",Type:profile.Array,Items:&profile.Field{Type:profile.Object,Properties:[]*profile.Field{{Name:"document",Type:profile.String},{Name:"period",Type:profile.String},{Name:"start",Type:profile.String},{Name:"basis",Type:profile.String},{Name:"note",Type:profile.String},{Name:"confirmed",Type:profile.Boolean}}}})
  _,err=assemble.Compile(doc,&e2,nil)
  fmt.Println(k,err)
 }
}
