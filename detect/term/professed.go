package term

import (
	"strings"

	"monban/detect"
)

// A faith or a party is also what one visits, studies and reads about in the
// newspaper: 浄土宗の寺, イスラム教の歴史, 公明党の政策. It is somebody's creed where the
// words behind its name say that he lives by it or belongs to it, or where the words
// near it are of the practice of a believer.

// belongs begins what follows the name of a faith or a party to which somebody belongs.
var belongs = detect.NewPhrases(`なので だから ですので につき のため の為 の方で の方な の方の の方、 の家庭 の家に の家で の家柄 の信 の門徒 の檀 の氏子 の会員 の党員 の役員 の幹部 の青年部 の婦人部 の女性部 の壮年部 の運動員 のボランティア
	を信 を信仰 を支持 を手伝 を応援 に入信 に入会 に入党 に帰依 に改宗 に投票 から離れ を離れ を離党 を脱会 を抜け をやめ を辞め 二世 2世 三世 3世 で育 の教会に の教会へ の教会で の洗礼 の戒律 の教えで の冊子を の新聞を の集会に の支部 の地区 の月次祭 の大祭 の修養会 の修行 公認で から立候補 から出馬 から市議 から県議 から町議 から国政 の組合員 組合員 に加入 に入っ を脱退 の専従 の分会
	で、 です。 だと だそう らしい とのこと のよう 、教会 、日曜 、豚 、牛 、毎週 本部月次祭 月次祭
	から転 から改宗 から離れ から抜け から脱会 から移 から退会 へ改宗 へ転会 へ移 に転会 に転入 に属 に所属 に通 への改宗 への入信 への転会 で受洗 で得度 の僧籍 の神父 の牧師 の布教 の奉仕 の会合 の集まりに の墓地に の戒名 の出で の両親 の親の`)

// believers stand near the name of a faith that somebody professes.
var believers = detect.NewPhrases(`信者 信徒 信仰 教徒 入信 改宗 礼拝 宗教上 戒律 の信 宗派は 宗教は 宗教: の家庭 会員 輸血 豚肉 牛肉 豚・ ハラル ハラール 断食 ラマダン お祈り 祈り 教会に通 教会へ通 集会に 洗礼 受洗 堅信 ミサに ミサは 日曜ミサ ロザリオ 神父 牧師 聖体 安息日 ターバン ヒジャブ スカーフ
	菩提寺 檀家 檀那寺 戒名 法名 お布施 葬儀は 葬儀を 通夜 納骨 改葬 喪主 故人 仏壇 祭祀 御住職 ご住職 勤行 給食 食べない 食べられない 食べません`)

// professed reports whether the words around the name of a faith or a party say that
// somebody lives by it.
func professed(s, label string, start, end int) bool {
	if strings.HasSuffix(s[:start], "(") && attached.Ends(s[:start-1]) != "" && closing.Begins(s[end:]) != "" {
		return true // 佐藤様(カトリック)
	}
	if strings.HasPrefix(s[end:], "で") && ofWhom.Ends(s[:start]) != "" {
		return true // 長男は|キリスト教|で墓を継がない
	}
	return belongs.Begins(s[end:]) != "" || nearOneOf(s, start, end, believers) || undergone(s, start, end) || label != "" && believers.In(label)
}

// ofWhom are the words before the name of a faith for those who have it.
var ofWhom = detect.NewPhrases(`長男は 次男は 長女は 次女は 息子は 娘は 夫は 妻は 父は 母は 兄は 姉は 弟は 妹は 主人は 奥様は 奥さんは 本人は ご本人は ご家族は 家族は 両親は ご両親は 実家は ご実家は 一家は 宅は の家は`)

var (
	attached = detect.NewPhrases(`様 さん さま 氏 君 くん ちゃん 殿 姉 兄`)
	closing  = detect.NewPhrases(`) 、 ・ / で の`)
	// turns are what is done with a faith that is named before it: カトリックから|改宗.
	turns = detect.NewPhrases(`入信 改宗 入党 離党 脱会 棄教 帰依 党員 信者 信徒 門徒 檀家`)
	// turning is what parts the two.
	turning = map[string]bool{"に": true, "から": true, "へ": true, "を": true, "の": true, "": true}
)

// turned reports whether b says no more than what somebody does with the faith a.
func turned(s string, a, b *hit) bool {
	const creed = string(detect.Creed)
	return a.term != nil && a.term.Kind == creed && b.term.Kind == creed && a.end <= b.start && turning[s[a.end:b.start]] && turns.Begins(s[b.start:b.end]) != ""
}
