package term

import (
	"strings"

	"monban/detect"
)

// Drugs are goods, too: they are sold, studied and shown, and cafés and halls have names
// like theirs. ウゴービの第2四半期売上, リクシアナ 10箱, カフェ・フォシーガ tell of nobody.

// marketed reports whether the words about a drug speak of trade or science, or make it
// the name of a place or a firm.
func marketed(s string, start, end int) bool {
	if nearOneOf(s, start, end, swallowed) {
		return false
	}
	if nearOneOf(s, start, end, dealings) || signs.Ends(s[:start]) != "" {
		return true
	}
	rest := strings.TrimLeft(s[end:], " (「『")
	if w := rooms.Begins(rest); w != "" {
		return true
	}
	n := 0
	rest = strings.TrimLeft(s[end:], " ×x:、")
	for n < len(rest) && n < 5 && (rest[n]-'0' < 10 || rest[n] == ',') {
		n++
	}
	return n > 0 && crates.Begins(rest[n:]) != ""
}

var (
	// swallowed is what is only said of a drug that somebody takes.
	swallowed = detect.NewPhrases(`処方され を処方 内服中 服用中 を内服 を服用 飲んで 飲み忘 自己注射 経管 注入 に変更した 眠前 食後 頓服 投与中`)
	dealings  = detect.NewPhrases(`売上 売り上げ 四半期 競合品 競合製品 適応拡大 説明会 返品 価格戦略 価格交渉 価格改定 納入価 仕切価 薬価改定 薬価収載 市場シェア 上市 承認申請 販売戦略 販売促進 拡販 プロモーション 新薬 文献調査 文献検索 合成経路 合成法 結晶 溶出試験 特許 ライセンス契約 添付文書 作用機序 構造式 化学式 薬剤部会 薬事委員会 院内採用 採用申請 採用薬 在庫数 在庫表 在庫管理 棚卸 卸売 卸と面談 後発品の発売 発売開始 新発売 製造販売 MRが来 MRより MR来 MRから MR担当 MRの ご紹介 展示会 学会発表 演題 第III相 第3相 臨床試験の結果 エビデンスを紹介`)
	// rooms go on with what is no drug but called like one.
	rooms = detect.NewPhrases(`ホール 会議室 ビル 棟 カフェ 公園 マンション ハイツ 商店 商会 工業 建設 株式会社 (株) (有) 合同会社 社の 社と 社より 号室 ホテル 様 さん 行き 号に乗 駅 店に 店で 店の`)
	signs = detect.NewPhrases(`カフェ・ カフェ 喫茶 スナック 株式会社 (株) 有限会社 (有) 合同会社 メゾン コーポ ハイツ レストラン 美容室 ホテル ヘアサロン 愛犬 愛猫 飼い犬の 飼い猫の`)
	// crates hold more than somebody is swallowed.
	crates = detect.NewPhrases(`箱 ケース カートン ロット バレル`)
)

// presented reports whether s[start:end] stands in the title of a study in 「」, which says
// at its end what it is: 「デュタステリドの合成経路の検討」.
func presented(s string, start, end int) bool {
	before := detect.Tail(s[:start], generalMost)
	open := strings.LastIndex(before, "「")
	if open < 0 || strings.Contains(before[open:], "」") {
		return false
	}
	title, _, ok := strings.Cut(detect.Head(s[end:], generalMost), "」")
	return ok && !strings.ContainsAny(title, "。「") && studies.Ends(title) != ""
}

var studies = detect.NewPhrases(`の検討 の研究 の考察 の調査 の解析 の評価 の検証 の比較 の開発 の合成 の影響 の意義 の役割 の実態 の現状 の課題 の展望 に関する調査 に関する研究 に関する文献調査 文献調査 事例研究 についての研究 の多形 結晶多形 の定量 の動向 の変遷 の歴史`)
