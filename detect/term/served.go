package term

import (
	"strings"

	"monban/detect"
)

// Services for people who need care, and the homes in which they live, are trades as
// well: a 特養 employs people, デイ is the name of a department. They tell of somebody
// where he uses or enters, leaves or waits for them. In the dictionary they have the
// guard `borne`.

// serving are the words behind a service or a home that tell so.
var serving = detect.NewPhrases(`利用 を利用 を使 をお使い を増や を減ら を休 をお休み を中止 を開始 を始め を退 を出て を希望 を申
	に入 へ入 に移 へ移 に変わ に変更 に切り替 に申 に措置 へ措置 に戻 へ戻 に待機 に通 へ通 から戻 から移 から来 から通 から介護 から病院 から自宅 で暮ら で生活 で過ご で転倒 で転ん で発熱
	入所中 入居中 入所待 入居待 入所申 入居申 入所済 入所予定 入居予定 退所 退居 退去 待機 の入所 の入居 の利用 の申請 の申込 の申し込
	中 申請 受給 開始 決定 廃止 停止 世帯 単給 の期限 の認定 の更新 になっ に切 を受 を申請
	が入って さんが来 さんが入 は週 は月 は火 は水 は木 は金 は当面 は終了 は休 も休 の日は を週 週1 週2 週3 週4 週5 月1 月2 月4 あり。 あり、 あり 併用 の設置を希望 の設置を勧 の設置を申 の設置を検討 の設置希望 を設置 の貸与を を貸与 の利用を`)

// staffing are words near one that speak of those who work there or run it.
var staffing = detect.NewPhrases(`職員 スタッフ 求人 募集 見学会 説明会 納品 営業 運営 開設 経営 勤務 実習 研修 ボランティア 場合 方は 方へ 広告 料金 相談員 施設長 管理者 慰問`)

// served reports whether the words around a service s[start:end] say that somebody
// uses it. With 特養です calls one who works there.
func served(s string, start, end int) bool {
	if strings.HasPrefix(s[end:], "です") || nearOneOf(s, start, end, staffing) {
		return false
	}
	return serving.Begins(s[end:]) != "" || undergone(s, start, end)
}
