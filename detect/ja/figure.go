package ja

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// A figure is a person of whom a text speaks as an encyclopedia, a poster or a
// newspaper does: an author with his work, a politician with his office, an
// actor, somebody of history, whoever gave his name to a law of nature. He is
// no data subject of the office that writes the text. A colleague is one, and
// is told from him by how people at work are spoken of: さん, 様, a label,
// private data beside the name.

// calledAs are honorifics that people use for those whom they deal with. Other
// titles (選手, 議員, 監督) say what somebody is known for.
var calledAs = detect.NewPhrases(`さん さま 様 くん ちゃん 君 殿 先生 部長 課長 係長 主任 店長 所長 社長 会長 氏`)

// callings stand before the name of a figure, at once or with の, である or a
// mark between: 小説家・…, 明治の実業家である….
var callings = longestFirst(`小説家 作家 文豪 詩人 俳人 歌人 童話作家 絵本作家 劇作家 随筆家 評論家 画家 洋画家 日本画家 版画家 漫画家 絵師 浮世絵師 彫刻家 陶芸家 書家 写真家 建築家
	作曲家 作詞家 指揮者 ピアニスト バイオリニスト ヴァイオリニスト チェリスト ギタリスト 演奏家 歌手 ソプラノ テノール バリトン 声楽家 シンガーソングライター ミュージシャン アーティスト 俳優 女優 声優 タレント お笑い芸人 落語家 講談師 能楽師 歌舞伎役者 映画監督 演出家 脚本家 アナウンサー モデル
	哲学者 思想家 儒学者 国学者 蘭学者 物理学者 化学者 数学者 天文学者 生物学者 博物学者 植物学者 経済学者 歴史学者 発明家 冒険家 探検家 登山家 宇宙飛行士 実業家 教育者 宗教家 僧侶 茶人 俳聖 武将 戦国武将 大名 藩主 将軍 武士 剣豪 志士 軍人 政治家 革命家 天皇 皇帝 国王 女王 王妃 大統領 首相 総理大臣 総理 前首相 元首相 外相 財務相 書記長 大臣 長官 党首 代表 知事
	横綱 大関 力士 棋士 騎手 金メダリスト 銀メダリスト メダリスト 世界記録保持者 日本記録保持者 五輪選手 プロ野球選手 投手 捕手 内野手 外野手 日本代表 主将 マラソンランナー 主演 共演 出演 主役 独奏 指揮 演奏 原作 原案 脚本 演出 監督 作曲 作詞 編曲 著者 訳者 翻訳 ノーベル賞受賞者`)

// longestFirst makes a list of which the longest of several phrases is found.
func longestFirst(words string) *detect.Phrases {
	list := strings.Fields(words)
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return detect.NewPhrasesOf(list)
}

// worldly are callings that offices have too: without another sign they make
// nobody a figure.
var worldly = map[string]bool{"代表": true, "監督": true, "モデル": true, "指揮": true, "長官": true, "主将": true, "軍人": true, "翻訳": true, "演奏": true, "著者": true, "訳者": true, "建築家": true, "写真家": true, "教育者": true, "僧侶": true, "出演": true}

// offices stand behind the name of a politician or a ruler, an athlete.
var offices = detect.NewPhrases(`総理大臣 首相 大統領 総理 外務大臣 財務大臣 大臣 官房長官 外相 財務相 幹事長 書記長 党首 総裁 都知事 府知事 県知事 知事 市長 区長 町長 村長 衆院議員 参院議員 衆議院議員 参議院議員 国会議員 都議 県議 市議 議員 天皇 上皇 皇帝 国王 女王 王妃 王子 殿下 陛下 法王 教皇 将軍 元帥 選手 投手 捕手 内野手 外野手 横綱 大関 関脇 親方 騎手 棋士 九段 名人`)

// works stand behind the name of somebody whose work or memory is spoken of.
var works = detect.NewPhrases(`の法則 の定理 の公式 の原理 の方程式 の不等式 の予想 の交響曲 の協奏曲 の名曲 の楽曲 のピアノ のオペラ の小説 の詩 の名作 の代表作 の版画 の絵画 の名画 の回顧展 の個展 の作品展 の展覧会 の銅像 の像 の墓 の生家 の生誕 の没後 の伝記 の肖像 の名言 の映画 の舞台 の新曲 のライブ のコンサート 展開 変換 方程式 係数 賞 杯 著『 著「 作『 訳『 編『 主演 監督作 原作 作曲 作詞 回顧展 記念館 生誕 没後`)

// past are words of sentences that tell of history, or of the stage and the
// arena.
var past = detect.NewPhrases(`幕府 世紀 時代に 時代の 江戸後期 江戸中期 江戸前期 江戸初期 幕末 慶応 安政 文久 嘉永 天保 文政 寛政 日清戦争 日露戦争 明治維新 明治の 大正の 戦国 平安 室町 鎌倉 紀元前 即位 没した 没する 天下統一 関ヶ原 一揆 開国 銅像 史跡 古墳 築城 城主 藩の 回顧展 生誕 没後 代表作 文庫 新刊 翻訳書 作品集 映画化 主演 舞台あいさつ 公開 上映 封切 交響曲 協奏曲 演奏会 独奏 曲目 世界記録 金メダル 銀メダル 優勝 予選 決勝 内閣 国会 総選挙 衆院 参院 与党 野党 記者会見 閣議 法案 大相撲 初場所 春場所 夏場所 名古屋場所 秋場所 九州場所 休場 プロ野球 本塁打 打率 先発登板 スタメン 開幕戦 今季 五輪 オリンピック パラリンピック W杯 ワールドカップ 世界選手権 日本選手権 全日本選手権 箱根駅伝 甲子園 グランプリファイナル ツアー大会`)

// privy are signs of private data: whoever stands beside them is protected.
var privy = detect.NewPhrases(`電話 携帯 住所 生年月日 〒 @ 口座 入院 通院 診断 障害 障がい 服薬 手帳 保険証 歳 番号 給与 年収 欠勤 休職 面談 受診 ご自宅 自宅 連絡先`)

// figure reports whether the name in m, with its key, is that of a figure.
func (p *prose) figure(m detect.Match) bool {
	if m.Evidence&detect.Label != 0 {
		return false
	}
	after := strings.TrimPrefix(p.s[m.End:], " ")
	if calledAs.Begins(after) != "" {
		return false
	}
	name := p.s[m.Start:m.End]
	if historic[m.Key] {
		return true
	}
	if p.around(m.Start)&tellsPrivate != 0 {
		return false
	}
	runes := utf8.RuneCountInString(name)
	for _, f := range p.figures { // 家康 behind 徳川家康
		if f == name || runes >= 2 && (strings.HasPrefix(f, name) || strings.HasSuffix(f, name)) {
			return true
		}
	}
	k, _, _ := scriptOf(name)
	full := runes >= 3 || k == kana
	switch w := offices.Begins(after); w {
	case "":
	case "選手", "議員", "区長":
		if full {
			return true
		}
	default:
		return true
	}
	if works.Begins(after) != "" {
		return full || k == kana
	}
	if cited(after) || (full || !p.l.family[name]) && titled(after) {
		return true
	}
	if !full {
		return false
	}
	before := p.s[:m.Start]
	past := p.around(m.Start)&tellsPast != 0
	if w := calling(before); w != "" && (!worldly[w] || past) {
		return true
	}
	return past && m.Evidence&detect.Honorific == 0
}

// calling returns the calling that stands before a name.
func calling(before string) string {
	for _, j := range [...]string{"", "の", "・", "、", " ", ":", "は", "である", "だった", "「", "は、"} {
		rest, ok := strings.CutSuffix(before, j)
		if !ok {
			continue
		}
		if w := callings.Ends(rest); w != "" {
			return w
		}
	}
	return ""
}

// cited reports whether the year of a paper follows: 水島(2021), 真田ほか(2019).
func cited(after string) bool {
	for _, w := range [...]string{"ほか", "他", "ら"} {
		after = strings.TrimPrefix(after, w)
	}
	return len(after) >= 6 && after[0] == '(' && (after[1:3] == "19" || after[1:3] == "20") && isDigit(after[3]) && isDigit(after[4]) && (after[5] == ')' || after[5] == ',' || after[5] >= 'a' && after[5] <= 'c')
}

// titled reports whether the title of a work follows, at once or behind の and
// a word or two: の新作『.
func titled(after string) bool {
	i := strings.Index(after[:min(len(after), len("のあああああああ『"))], "『")
	return i == 0 || i > 0 && i <= len("のあああああああ") && (strings.HasPrefix(after, "の") || strings.HasPrefix(after, "著") || strings.HasPrefix(after, "作"))
}

// Bits of what the text around a place speaks of.
const (
	tellsPast    = 1 << iota // of history, the arts or sports
	tellsPrivate             // of private data
)

// aroundBlock is the number of bytes whose surroundings are looked at together.
const aroundBlock = 600

// around tells what stands near a place of the text.
func (p *prose) around(at int) uint8 {
	if block := at/aroundBlock + 1; p.block != block {
		p.block, p.tells = block, 0
		s := p.s[max(0, (block-1)*aroundBlock-aroundBlock/2):min(len(p.s), block*aroundBlock+aroundBlock/2)]
		if past.In(s) || longAgo(s) || block == 1 && past.In(p.before) {
			p.tells |= tellsPast
		}
		if privy.In(s) {
			p.tells |= tellsPrivate
		}
	}
	return p.tells
}

// longAgo reports whether a year stands there in which nobody alive was born.
func longAgo(s string) bool {
	for at := 0; ; {
		i := strings.Index(s[at:], "年")
		if i < 0 {
			return false
		}
		i += at
		at = i + len("年")
		from := i
		for from > 0 && isDigit(s[from-1]) {
			from--
		}
		switch y := s[from:i]; {
		case len(y) == 3 && (from == 0 || s[from-1] != ','):
			return true
		case len(y) == 4 && (y < "1900" && y >= "1000"):
			return true
		}
	}
}
