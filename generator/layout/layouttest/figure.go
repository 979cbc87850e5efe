package layouttest

import (
	"strings"

	"kitei/generator/document"
)

// Figure makes a drawing of the name flow or org; the first row is its header.
func Figure(name, title string, rows ...string) *document.Element {
	f := Table(title, rows...)
	f.Kind, f.Name = document.Figure, name
	return f
}

// LeakFlow is the flow chart of a leak procedure: four lanes, branches, flags.
func LeakFlow() *document.Element {
	return Figure("flow", "漏えい等事案への対応の流れ",
		"id|担当|すること|期限|次",
		"find|発見者|漏えい等（おそれを含む。）に気付く||",
		"first|発見者|口頭又は電話で第一報をする|直ちに|",
		"contain|情報システム担当|遮断、証拠の保全、ログの退避|当日中|",
		"judge|個人情報保護管理者|報告対象事態に当たるかを判定する（別紙4）|知った日から2日以内|top：該当、record：非該当",
		"top|代表者|経営への報告を受け、対応の方針を決める||client",
		"client|個人情報保護管理者|委託を受けたデータか||tell：はい、quick：いいえ",
		"tell|総務部|委託元へ通知する|速やかに|",
		"quick|個人情報保護管理者|個人情報保護委員会へ速報する|知った日から3～5日以内|",
		"person|総務部|本人へ通知する|速やかに|public",
		"public|代表者|公表するか||press：する、cause：しない",
		"press|総務部|ウェブサイトで公表する||cause",
		"cause|情報システム担当|原因を調べ、影響の範囲を確定する||final",
		"final|個人情報保護管理者|確報をする|30日以内（不正の目的のおそれがあるときは60日以内）|enough：受理、cause：追加の調査",
		"enough|代表者|再発防止策を決め、実施する||follow",
		"record|総務部|記録を作成し、保存する||follow",
		"follow|個人情報保護管理者|再発防止策の実施を確かめる|3か月後|")
}

// Organisation is a chart of n offices under a head, every third with juniors.
func Organisation(n int) *document.Element {
	rows := []string{"id|上位|名称", "rep||代表取締役（個人情報保護の最終責任者）", "ppo|rep|個人情報保護管理者　総務部長", "audit|rep|監査責任者"}
	for i := range n {
		id := strings.Repeat("d", i+1)
		rows = append(rows, id+"|ppo|"+contractorNames[i%len(contractorNames)]+"管理部")
		if i%3 == 0 {
			rows = append(rows, id+"a|"+id+"|取扱担当者", id+"b|"+id+"|システム担当者　教育研修の担当を兼ねる。")
		}
	}
	return Figure("org", "個人情報の管理体制", rows...)
}
