package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// kinTold are words for somebody's relatives, as notes about him have them: 妻と
// 子2人, 父が失業中, ご主人の転勤.
var kinTold = detect.NewWords(`妻 夫 父 母 娘 嫁 妹 弟 姉 兄 姪 甥 孫 祖父 祖母 祖父母 曾祖母 両親 ご両親 父母 父親 母親 お父さん お父様 お母さん お母様 ご主人 ご主人様 旦那 旦那さん 旦那様 奥さん 奥様 妻子 配偶者 ご令室
	息子 息子さん ご子息 娘さん お嬢さん 長男 次男 二男 三男 四男 長女 次女 二女 三女 四女 双子 三つ子 お子さん お子様 お子さま お孫さん 元夫 元妻 前夫 前妻 実母 実父 義母 義父 継父 継母 養父 養母 内縁の妻 内縁の夫 婚約者 交際相手 彼氏 同棲相手 叔父 叔母 伯父 伯母 義兄 義姉 義弟 義妹 兄弟 姉妹 きょうだい 子ども 子供 未就学児 小学生 中学生 高校生 子`)

// kinStates are words for how somebody lives with his family, or without one.
var kinStates = detect.NewWords(`既婚 未婚 未婚の母 独身 独り身 ひとり身 初婚 再婚 離婚 死別 別居 入籍 共働き 一人っ子 ひとりっ子 一人暮らし 一人暮し ひとり暮らし 独り暮らし 二人暮らし 2人暮らし 三人暮らし 3人暮らし 4人暮らし 単身赴任 実家住まい ひとり親 母子世帯 父子世帯 母子家庭 父子家庭 里親家庭 未亡人 扶養 同居 第一子 第二子 第三子 第四子 第1子 第2子 第3子 第4子`)

// stateEnds are what goes on behind such a word where it tells of nobody: 独身寮,
// 離婚届, 未婚率, 扶養控除.
var stateEnds = detect.NewPhrases(`率 者 寮 届 件数 証明 手当 控除 制度 世帯の 世帯数 世帯向 世帯へ 世帯は 家庭の 家庭向 家庭へ 家庭は 向け の方 歓迎 可 別 ・未婚 ・既婚 /未婚 /既婚 支援 時代 税 用 協議書 調停の 相談 や や、 歴のある 等 など 高齢者 親族 義務 の有無 したとき した年 する場合 の場合 後の相手 相手 内 人数 の数 家族 応援 イベント 予定の有 を問わ 不問 の子 希望`)

// kinParticles follow a word for a relative in a sentence.
var kinParticles = detect.NewPhrases(`は が も の を に と へ から より で や も、 、 。 ・ ) , / さん 様 さま ちゃん くん 」`)

// kinNever are what begins behind such a word where no relative is meant: 父の日, 母の会.
var kinNever = detect.NewPhrases(`の日 の会 国 校 体 音 集団 乳 性 なる 親会 兄会 様方 と子の との手帳 等 子手帳 なし はなし はいな がいな もいな のいな の方 の方は がいる場合 のいる世帯 のある方 のない方 がある場合 の場合 手当 控除 同伴 連れ 以外 向け と同じ本 ども会 ども食堂 会 供会 ともに とも 自身 の名 と同 育て の権利 の日常 の健康 の成長 の安全`)

// kinGeneral are words of rules, offers and surveys, which speak of everybody's.
var kinGeneral = detect.NewPhrases(`の場合 方は 方に 方の 方が 方も を対象 対象と とする。 支給する 支給します 規程 規則 ものとする 一般に 割合 % 平均 アンケート 人に1人 募集 歓迎 ご相談を承 ご覧 受けられません 講座 セミナー 研修 という言い方 不問 記入してください 記入して下さい 聞かない 問わず の有無 必ず`)

// kinOf are what stands with の before such a word and belongs to it: 高校生の長女.
var kinOf = detect.NewPhrases(`5人きょうだい 4人きょうだい 3人きょうだい 二人目 三人目 四人目 2人目 3人目 4人目 高校生 大学生 中学生 小学生 短大生 専門学校生 浪人生 社会人 園児 未就学 実家 母国 本国 郷里 前 元 亡き 先妻 後妻 内縁 日本人 外国人 一人 二人 三人 四人 五人 1人 2人 3人 4人 5人 小1 小2 小3 小4 小5 小6 中1 中2 中3 高1 高2 高3 年少 年中 年長`)

// kinStays are what a word for a relative goes on with: 妻と離婚協議中, 母と二人暮らし.
var kinStays = detect.NewPhrases(`と離婚協議中で別居 とは音信不通 とは絶縁 とは死別 とは離婚 と離婚協議中 と離婚調停中 と離婚 と死別 と別居中 と別居 と二人暮らし と2人暮らし と三人暮らし と3人暮らし と4人暮らし と二人 と同居 の再婚相手 を亡くされ を亡くし に育てられた に育てられ の介護 が別居中 が別居 が離婚 の離婚 の別居 の父 の母 の兄 の弟 の姉 の妹 の実家 夫婦`)

// relativesMost is how many such words of a line are looked at: each is compared with
// all else that the line says.
const relativesMost = 100

// relations takes what a line tells of somebody's family.
func (r *Reader) relations(t *detect.Text) {
	if t.Chars&detect.HasKanji == 0 || !t.Has(kinTold) && !t.Has(kinStates) || kinGeneral.In(t.Norm) || !r.somebody() {
		return
	}
	s, asked := t.Norm, 0
	t.Each(kinTold, func(start, end int) {
		if asked++; asked <= relativesMost && r.relative(s, start, end) {
			from, to := kinFrom(s, start), kinTo(s, start, end)
			thin := from == start && to-end <= len("さま")
			if thin && r.ailsIn(s, start) {
				return // what is told is whose illness it is
			}
			if r.tell(detect.Family, from, to, -0.5) {
				r.items[len(r.items)-1].thin = thin
			}
		}
	})
	t.Each(kinStates, func(start, end int) {
		if asked++; asked > relativesMost {
			return
		}
		if before := s[:start]; goesBefore(before) || stateEnds.Begins(s[end:]) != "" || strings.HasSuffix(before, "・") && !fielded(before) {
			return
		}
		switch s[start:end] {
		case "扶養", "同居":
			if end = counted(s, end); s[end-1] >= 0x80 && !strings.HasSuffix(s[:end], "人") && !strings.HasSuffix(s[:end], "名") {
				return
			}
		}
		r.tell(detect.Family, start, end, -0.5)
	})
}

// relative reports whether the word for a relative at s[start:end] stands as one of
// its own, and tells of somebody who is not named behind it.
func (r *Reader) relative(s string, start, end int) bool {
	word, before, behind := s[start:end], s[:start], s[end:]
	if goesBefore(before) || kinNever.Begins(behind) != "" || strings.HasPrefix(behind, ":") {
		return false
	}
	to := counted(s, end)
	switch {
	case word == "小学生", word == "中学生", word == "高校生", word == "未就学児":
		if to == end {
			return false
		}
	case word == "子", word == "兄弟", word == "姉妹", word == "きょうだい", word == "子ども", word == "子供":
		if to == end && (word == "子" || kinOfBefore(before) == 0) && kinOfBefore(before) == 0 && kinParticles.Begins(behind) == "" || word == "子" && to == end && kinOfBefore(before) == 0 {
			return false
		}
	case behind != "" && to == end && kinStays.Begins(behind) == "" && kinParticles.Begins(behind) == "" && behind[0] != ' ' && behind[0]-'0' >= 10:
		return false
	}
	if strings.HasSuffix(before, "(") && strings.HasPrefix(behind, ")") || reports(before, behind) {
		return false // who signs, and who has told the office: 保護者（母）, 奥様より
	}
	for i := r.now.from; i < len(r.items); i++ { // 長男 佐藤一郎 is named
		if it := &r.items[i]; it.Kind == detect.PersonName && it.pos >= end && strings.Trim(s[end:min(it.pos, len(s))], " (「") == "" {
			return false
		}
	}
	return true
}

// ailsIn reports whether the sentence around s[at:] tells what needs special care.
func (r *Reader) ailsIn(s string, at int) bool {
	from := strings.LastIndex(s[:at], "。")
	to := at + strings.Index(s[at:], "。")
	if to < at {
		to = len(s)
	}
	for i := r.now.from; i < len(r.items); i++ {
		if it := &r.items[i]; it.Kind.Special() && it.pos > from && it.pos < to {
			return true
		}
	}
	return false
}

// thicken drops what is no more than mentioned of somebody of whom nothing else is told:
// his wife's regards are no news of his family, and 看護師 佐藤さん is at her work.
func thicken(items []item, owner []int) {
	more := map[int]bool{}
	for i := range items {
		if v := &items[i]; owner[i] >= 0 && v.Kind != detect.PersonName && !v.thin && !v.Kind.Special() && !(signature.Has(v.Kind) && (landline(&v.Value) || v.Kind != detect.Phone && !v.home)) && detect.Believed(v.Odds, v.Evidence|detect.WithPerson) {
			more[owner[i]] = true
		}
	}
	for i := range items {
		if items[i].thin && !more[owner[i]] {
			items[i].Odds, owner[i] = -9, -1
		}
	}
}

// reports reports whether the sentence has a relative say something or be told: that
// he exists is no news of it.
func reports(before, behind string) bool {
	for _, h := range [...]string{"さん", "様", "さま"} {
		behind = strings.TrimPrefix(behind, h)
	}
	if strings.HasSuffix(before, "」と") && strings.HasPrefix(behind, "。") || informs.Begins(behind) != "" {
		return true
	}
	for _, w := range [...]string{"から", "に"} {
		if rest, ok := strings.CutPrefix(behind, w); ok {
			clause, _, _ := strings.Cut(detect.Head(rest, 24), "。")
			return calls.In(clause) || strings.HasPrefix(rest, "「") || w == "から" && strings.HasPrefix(rest, "、")
		}
	}
	return false
}

var (
	informs = detect.NewPhrases(`より あて 宛 へ連絡 へ電話 へ報告 と電話 と連絡 が来庁 が来館 が来店 が来所 が来院 が到着 が同席 が付き添 が迎え 来談 来庁 来所 がお迎え に付き添 へ説明 へ返信`)
	calls   = detect.NewPhrases(`電話 連絡 伺 聞 相談 確認 返信 代わ 伝え 知らせ 説明 報告 申し出 申出 要望`)
)

// goesBefore reports whether a word goes on before: 義|父, 正|夫, お|母.
func goesBefore(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return before != "" && (r >= '一' && r <= '鿿' || r >= 'ァ' && r <= 'ヺ' || r == 'ー' || r == '々' || r == 'お' || r == 'ご') && !kinAfter(before)
}

// kinAfter reports whether a word ends there behind which a relative may follow
// without a mark: 同居|母, 今年|離婚.
func kinAfter(before string) bool { return kinGlued.Ends(before) != "" }

var kinGlued = detect.NewPhrases(`同居 別居 昨年 今年 去年 先月 今月 来月 来年 現在 両親 夫婦 年前 月前 年 月`)

// fielded reports whether what stands before a dot is the end of a field that tells
// of somebody: 31歳・独身.
func fielded(before string) bool {
	before = strings.TrimSuffix(before, "・")
	for _, w := range [...]string{"歳", "才", "男", "女", "男性", "女性", "人", "名", ")"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// counted returns where the number of relatives ends that stands behind a word: 弟が2人.
func counted(s string, end int) int {
	i := end
	for _, w := range [...]string{"さん", "様", "が", "は", "も", " ", "親族"} {
		if strings.HasPrefix(s[i:], w) {
			i += len(w)
		}
	}
	if strings.HasPrefix(s[i:], "兄") || strings.HasPrefix(s[i:], "姉") || strings.HasPrefix(s[i:], "弟") || strings.HasPrefix(s[i:], "妹") {
		i += len("兄") // きょうだいは兄1人
	}
	n := number(s[i:])
	if n == 0 {
		return end
	}
	for _, w := range [...]string{"人", "名"} {
		if strings.HasPrefix(s[i+n:], w) && !strings.HasPrefix(s[i+n+len(w):], "以上") && !strings.HasPrefix(s[i+n+len(w):], "につき") && !strings.HasPrefix(s[i+n+len(w):], "目") {
			return i + n + len(w)
		}
	}
	return end
}

// number returns the length of a small number at the beginning of s.
func number(s string) int {
	if s == "" {
		return 0
	}
	if s[0]-'1' < 9 && (len(s) == 1 || s[1]-'0' >= 10) {
		return 1
	}
	for _, w := range [...]string{"一", "二", "三", "四", "五", "六", "七"} {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
}

// kinFrom returns where what is told of a relative begins: 高校生の|長女.
func kinFrom(s string, start int) int { return start - kinOfBefore(s[:start]) }

// kinOfBefore returns the length of what ends there and belongs to a relative.
func kinOfBefore(before string) int {
	rest, ok := strings.CutSuffix(before, "の")
	if !ok {
		return 0
	}
	if w := kinOf.Ends(rest); w != "" {
		return len(w) + len("の")
	}
	if digits, ok := strings.CutSuffix(rest, "歳"); ok {
		n := len(digits) - len(strings.TrimRight(digits, "0123456789"))
		if n == 1 || n == 2 {
			return n + len("歳の")
		}
	}
	return 0
}

// kinTo returns where what is told of the relative at s[start:end] ends.
func kinTo(s string, start, end int) int {
	if to := counted(s, end); to > end {
		return to
	}
	at := end
	for _, h := range [...]string{"さん", "様", "さま"} {
		if strings.HasPrefix(s[end:], h) {
			at = end + len(h)
		}
	}
	if w := kinStays.Begins(s[at:]); w != "" {
		return at + len(w)
	}
	clause := detect.Head(s[at:], kinClause) // ご主人を3年前に亡くされ, 夫と昨年死別
	if i := strings.IndexFunc(clause, func(c rune) bool { return c == '。' || c == '、' || c == '(' }); i >= 0 {
		clause = clause[:i]
	}
	for i := range clause {
		if w := kinLost.Begins(clause[i:]); w != "" {
			return at + i + len(w)
		}
	}
	return at
}

// kinClause is how far behind a relative, in bytes, what has become of him is looked for.
const kinClause = 36

var kinLost = detect.NewPhrases(`死別 離別 離婚 別居 亡くされ 亡くし に先立たれ が生まれ が産まれ`)
