package term

import (
	"strings"

	"monban/detect"
)

// A hospital is somebody's where he goes there, and nobody's where one does business
// with it.

// visited are the words behind a hospital that somebody is taken or goes to. The short
// forms of names, which mean other things as well, are believed before them only:
// 八木整形|受診, 高山赤十字|へ搬送. So are the hospitals of which a town has one.
var visited = detect.NewPhrases(`から紹介 からの紹介 より紹介 からの転院 から転院 で健診 で検診 で妊婦健診 で妊婦検診 受診 通院 入院 転院 搬送 救急搬送 紹介 へ搬送 に搬送 へ救急 に救急 へ入院 に入院 に緊急入院 へ緊急 へ運ば に運ば へ転院 に転院 に転棟 へ紹介 に紹介 へ通院 に通院 に通 へ通 を受診 へ受診 に受診 で受診 にかか で診 で検査 で手術 でオペ で縫合 で処置 で治療 で内視鏡 で点滴 で出産 で分娩 で術 でMRI でCT で処方 から処方 でもらった にて加療 にて入院 にて治療 にて診断 にて受診 の診断書 の診断で の主治医 の外来 の予約日 の紹介状 へ週 に週 に月 へ月 へ同行 へ直行 へ。 へつな`)

// going are the words in front of the name of a hospital that somebody is taken or goes
// to, and goes those behind it, with or without a particle: 搬送先|東葛救命, がんセンター|行った.
var (
	going = detect.NewPhrases(`搬送先 搬送先の 搬送先は 搬送先、 収容先 転院先 転院先は 転院希望は 転院希望 入院先 入院先は 通院先 通院先は 通院 通院中 通院は 受診先 受診先は 受診は 紹介先 紹介元 かかりつけ かかりつけの かかりつけは 主治医は 主治医 医療機関 健診は 処方元 外来は`)
	goes  = detect.NewPhrases(`行った 行って 行き 行く 行け 行こう 行かせ 行かれ 回され 回さ 回っ 移 送られ 送って 連れ 予約 向か 見てもら みてもら 診てもら 付き添 付添 同行 直行 つなが つない 相談し 電話し 照会 戻 引き継`)
)

// bound reports whether what stands in front of or behind a hospital says that somebody is
// taken or goes there.
func bound(before, behind string) bool {
	if going.Ends(strings.TrimRight(detect.Tail(before, goingMost), " :(→「")) != "" {
		return true
	}
	if goes.Begins(behind) != "" {
		return true
	}
	rest := behind[len(there.Begins(behind)):]
	return len(rest) < len(behind) && goes.Begins(rest) != ""
}

// goingMost is how far back, in bytes, those words are looked for.
const goingMost = 30

// singular are the words for hospitals of which there is one far and wide, so that
// they name it; publics may stand before them.
var (
	singular = exactly(`市立病院 県立病院 都立病院 国立病院 市民病院 町立病院 赤十字病院 労災病院 済生会病院 厚生病院 医科大学病院 大学病院 がんセンター こども病院 子ども病院 小児病院 こころの医療センター 精神医療センター 循環器病センター 救命救急センター 救命センター こども医療センター 小児医療センター 母子医療センター 日赤 赤十字 済生会 徳洲会 厚生連 労災 医大 急患センター 休日診療所`)
	publics  = exactly(`県立 市立 都立 府立 道立 国立 町立 公立 組合立 県 市 国`)
)

// trade are words near a hospital that somebody does business with.
var trade = detect.NewPhrasesOf([]string{"商談", "納品", "納入", "受注", "との取引", "取引先", "取引が", "取引を", "取引開始", "新規取引", "売り込み", "営業先", "入札", "展示会", "プレゼン", "ホームページ", "竣工"})

// colleges are what a university has for its own people and for the town.
var colleges = exactly(`保健センター 保健管理センター 健康管理センター 附属病院 付属病院 診療所`)

// houses are words for hospitals that tell nothing more of them.
var houses = exactly(`病院 診療所 医院 クリニック 保健所 保健センター 薬局 総合病院 医療センター`)

// department ends the name of a department, and house that of a hospital which has it.
var (
	department = detect.NewPhrases(`科 外来 病棟`)
	house      = detect.NewPhrases(`病院 医院 クリニック 診療所 医療センター がんセンター ホスピタル`)
)

// visit reports whether what follows the name of a hospital, behind one of its
// departments, says that somebody goes there or is treated there.
func visit(s string) bool {
	for i, r := range detect.Head(s, departmentMost) {
		if classOf(r) != kanji {
			if i > 0 && department.Ends(s[:i]) != "" {
				s = s[i:]
			}
			break
		}
	}
	return visited.Begins(s) != "" || treatedThere(s)
}

// departmentMost is how long the name of a department is, in bytes.
const departmentMost = 30

// treatedThere reports whether what follows the name of a hospital says that somebody is
// told there what he has, or is given something for it: で胃腸炎と言われ, で薬をもらって,
// (実通院12日).
func treatedThere(s string) bool {
	if inside, ok := strings.CutPrefix(s, "("); ok {
		inside, _, ok = strings.Cut(detect.Head(inside, clauseMost), ")")
		return ok && stays.In(inside)
	}
	rest := s[len(there.Begins(s)):]
	if len(rest) == len(s) {
		return false
	}
	rest = detect.Head(rest, clauseMost)
	if i := strings.IndexAny(rest, "。\n"); i >= 0 {
		rest = rest[:i]
	}
	return treatments.In(rest)
}

var (
	there      = detect.NewPhrases(`で にて に へ から より の`)
	stays      = detect.NewPhrases(`通院 入院 受診 主治医 治療 月1 月2 週1 週2`)
	treatments = detect.NewPhrases(`診断 と言われ といわれ と告げられ 処方 手術を 手術し の手術 点滴 治療を 治療中 薬を 診ても 診て頂 かかって リハビリ 出産 指摘され 経過観察 フォロー中 フォローし 錠 mg 注射 通っ 通う 通い 縫合 入院し 入院中 受診し`)
)
