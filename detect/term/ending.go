package term

import (
	"unicode/utf8"

	"monban/detect"
)

// No list holds the names of all illnesses, but they are made by rule: of what ails
// (欠乏症, 血症, 癌, 炎) and, before it, what is lacking, where or through what. The guard
// `ending` of the dictionary says so of what ails; with `part` a part of the body has to
// stand before it, for other things burst and come off as well.

// endingMost is how long the words before an ending are, in characters.
const endingMost = 18

// ended reports whether the ending of an illness s[h.start:h.end] has before it what makes
// it the name of one, and grows the hit over that.
func ended(s string, floor int, h *hit) bool {
	g := &h.term.Guards
	if next, _ := utf8.DecodeRuneInString(s[h.end:]); goesFurther.Has(next) && !(next == '性' && h.term.Text != "中毒") {
		return false
	}
	if g.Part {
		left := s[max(floor, h.start-partMost):h.start]
		if w := parts.Ends(left); w != "" && furniture.Ends(left[:len(left)-len(w)]) == "" && !inWord(left[:len(left)-len(w)], w) && !g.Ending {
			h.start = modified(s, floor, h.start)
			return true
		}
		if from := ofPart(s, floor, h.start); from < h.start {
			h.start = from
			return true
		}
		if !g.Ending && !g.Joins {
			return false
		}
	}
	i, n := h.start, 0
	for i > floor && n < endingMost {
		r, w := utf8.DecodeLastRuneInString(s[:i])
		if c := classOf(r); c != kanji && c != katakana && c != latin && (n == 0 || c != digit && r != '・') {
			break
		}
		i -= w
		n++
	}
	for n > 0 {
		r, w := utf8.DecodeRuneInString(s[i:])
		if r != '・' && classOf(r) != digit {
			break
		}
		i += w
		n--
	}
	if n == 0 || n == endingMost {
		return false
	}
	left := s[i:h.start]
	for _, w := range g.After {
		if len(left) >= len(w) && left[len(left)-len(w):] == w {
			return false
		}
	}
	if last, _ := utf8.DecodeLastRuneInString(left); unendable.Has(last) || ofOrgans[h.term.Text] && !organic.Has(last) {
		return false
	}
	if h.term.Text == "病" && !eponym(left) {
		return false
	}
	if i += whoseEnds(left); i == h.start {
		return false // 昔|梅毒にかかった
	}
	h.start = i
	return true
}

// eponym reports whether left ends as the name of whoever first described a disease:
// キーンベック|病, not 大企業|病.
func eponym(left string) bool {
	n := 0
	for n < len(left) {
		r, w := utf8.DecodeLastRuneInString(left[:len(left)-n])
		if classOf(r) != katakana && r != '・' {
			break
		}
		n += w
	}
	return n >= len("トルコ")
}

// ailing are the kinds of which longer names are made with an ending: 流涙|症.
var ailing = detect.SetOf(detect.Diagnosis, detect.Symptom, detect.Disability)

// partMost is how long the name of a part of the body is, in bytes.
const partMost = 40

// whoseEnds returns the length of the words that lead up to the name of an illness with
// nothing between: 本人|高尿酸血症, 佐藤様|亜鉛欠乏症.
func whoseEnds(left string) int {
	cut := 0
	for i, r := range left {
		if r == '様' || r == '氏' || r == '殿' {
			cut = i + utf8.RuneLen(r)
		}
	}
	for range 4 {
		w := leads.Begins(left[cut:])
		if w == "" {
			w = sinceWhen.Begins(left[cut:])
		}
		if w == "" {
			break
		}
		cut += len(w)
	}
	return cut
}

var (
	// sinceWhen lead up to an illness as well.
	sinceWhen = longestFirst(`昔 以前 過去 当時 現在 既往 既往歴 現病歴 病名 診断名 傷病名 主病名 副病名 疾患名 持病 前回 今回 次回 義父 義母 父方 母方 父 母 夫 妻 兄 姉 弟 妹 祖父 祖母 長男 次男 長女 次女 息子 娘 主訴 主症状 合併症 後遺症 併存症 入院時 退院時 受診時 健診 検診 結果 幼少期 幼少時 幼児期 学童期 小学校時 中学時 高校時 新たに 経過観察中 治療中 通院中 加療中 疑い`)
	// goesFurther begin what makes another word of an ending: 症|状, 癌|腫.
	goesFurther = detect.NewRunes("状例候度名数率瘍脹大院棟床室気欠性剤薬予原害")
	// unendable stand before no ending: 各|癌, 抗|癌.
	unendable = detect.NewRunes("各抗発制諸該同本当何他全主対耐防非")
	// ofOrgans are endings before which a part of the body stands, or its matter.
	ofOrgans = exactly(`炎 痛 がん ガン 瘤`)
	organic  = detect.NewRunes("脳髄膜頭顔眼瞼耳鼻口唇舌歯肉周根髄冠隙顎咽喉頸頚肩胸乳腺腋背腰腹臍臀殿股腕肘手掌指趾足脚腿膝踵踝肢皮膚毛包爪囲骨節軟筋腱靱靭帯鞘嚢胞神経叢脊椎板血管動静脈心弁房室肺葉肝胆膵脾腎盂尿道膀胱卵巣宮管腟膣陰部茎睾丸精体前立腺状胃腸結盲虫垂門唾涙液腔洞蓋角網強虹彩脈絡鼓迷路乳突介織滑顆果会肋隔縦隔径嘴爪床疹風界窩尖桃蓋症隆質内起器臓様")
)
