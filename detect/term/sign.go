package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// nameStart goes back from the end of a name over what may belong to it: at
// most 24 characters, not over blanks, marks, particles and inflected endings.
func nameStart(s string, end int) int {
	i := end
	for n := 0; n < 24 && i > 0; {
		r, _ := utf8.DecodeLastRuneInString(s[:i])
		c := classOf(r)
		if r == ' ' && latinBeside(s, i) && !lowerBefore(s, i) {
			i--
			n++
			continue
		}
		if c == other && r != '・' || c == digit {
			break
		}
		start, k := runStart(s, i, c, 24-n)
		if c == hiragana {
			switch at := signRun(s, start, i, end); {
			case at == i:
				return leadless(s, i, end)
			case at > start:
				return leadless(s, at, end)
			}
		}
		i = start
		n += k
	}
	return leadless(s, i, end)
}

// leadless returns where the name in s[i:end] begins behind what leads up to it: 検査の
// ため|青葉病院, 来月|県立病院, 5|分後|東病院.
func leadless(s string, i, end int) int {
	for _, w := range [...]string{"のため", "により", "として", "について"} {
		if at := strings.LastIndex(s[i:end], w); at >= 0 && i+at+len(w) < end {
			i += at + len(w)
		}
	}
	for _, w := range [...]string{"は", "が", "で", "に", "を", "と", "も", "へ", "して"} {
		if rest, ok := strings.CutPrefix(s[i:end], w); ok && rest != "" && classOf([]rune(rest)[0]) != classOf('で') {
			i = end - len(rest)
		}
	}
	if i > 0 && s[i-1]-'0' < 10 {
		for w := afterDigits.Begins(s[i:end]); w != "" && i+len(w) < end; w = afterDigits.Begins(s[i:end]) {
			i += len(w)
		}
	}
	for w := leads.Begins(s[i:end]); w != "" && i+len(w) < end; w = leads.Begins(s[i:end]) {
		i += len(w)
	}
	for strings.HasPrefix(s[i:end], "・") {
		i += len("・")
	}
	if where, rest, ok := strings.Cut(s[i:end], "の"); ok && rest != "" && wheres[where] {
		i = end - len(rest)
	}
	return i
}

// leads stand before the name of a hospital without belonging to it, and wheres
// do with の: 駅前のあんず薬局.
var (
	leads  = detect.NewPhrases(`現在 昨夜 今朝 今夜 同日 翌日 前日 先日 当日 後日 午前 午後 夕方 その後 昨日 一昨日 明日 明後日 本日 今日 今月 先月 来月 先週 来週 今週 先週末 週末 昨年 来年 去年 昨年秋 昨年春 昨秋 昨春 今春 今秋 昨冬 早朝 深夜 後日 初回 毎回 隔週 隔月 毎月 毎週 今年 昨年 最近 以前 普段 当時 前回 今回 次回 主治医 担当医 前医 通院先 入院先 転院先 受診先 搬送先 治療先 透析施設 紹介元 紹介先 本人 母親 父親 長男 長女`)
	wheres = exactly(`駅前 駅裏 駅近く 近所 近く 市内 県内 都内 区内 町内 市外 県外 隣町 隣 地元 自宅近く 職場近く 会社近く 実家近く 同じ 以前 現在 前 別 行きつけ かかりつけ いつも 母 父 本人 患者 他県 無料低額診療 救急指定 地域 近隣 隣市 隣県 実家 職場 会社 大学`)
	// afterDigits are what stands behind a number before it.
	afterDigits = longestFirst(`分 分間 分後 回 回目 日 日間 日後 日目 月 か月 ヶ月 カ月 か月後 時 時間 時間後 時半 年 年間 年前 年後 週 週間 週間後 名 人 度 歳 才 本 件 号室 階 番 前 後 頃 夜 朝`)
)

// addressed returns the length of the run up to the particle behind an
// honorific: 花子|さんは|みなとクリニック.
func addressed(run string) int {
	for _, h := range [...]string{"さん", "ちゃん", "くん", "さま", "かかりつけ"} {
		i := strings.LastIndex(run, h)
		if i < 0 {
			continue
		}
		rest := run[i+len(h):]
		if r, n := utf8.DecodeRuneInString(rest); n < len(rest) && strings.ContainsRune("はがのもをにと", r) {
			return i + len(h) + n
		}
	}
	return 0
}

// particle returns the length of the particle with which the run of hiragana
// s[start:end] begins, where the word before it is known to be no part of a
// name: 現在|は|あおぞら病院, うつ病|で|みなとクリニック.
func particle(s string, start, end int) int {
	r, n := utf8.DecodeRuneInString(s[start:])
	if start == 0 || n == end-start || !strings.ContainsRune("はがでにをとも", r) {
		return 0
	}
	p, _ := utf8.DecodeLastRuneInString(s[:start])
	switch {
	case strings.ContainsRune("病症害疾炎腫癌折傷痛熱日月年曜週朝夜先元度様氏君殿", p):
		return n
	case classOf(p) == katakana && strings.ContainsRune("でをに", r), strings.ContainsRune("をが", r), signNames.Begins(s[start+n:]) != "":
		return n
	}
	if leads.Ends(s[:start]) != "" || goings.Ends(s[:start]) != "" || kinfolk.Ends(s[:start]) != "" {
		return n
	}
	return 0
}

var (
	// goings are what somebody does at a hospital, behind which は leads up to its name:
	// 治療は|すみれクリニック.
	goings  = detect.NewPhrases(`治療 通院 受診 検査 手術 入院 退院 転院 紹介 診断 処方 健診 検診 出産 分娩 発熱 発作 骨折 怪我 療養 往診 透析 服薬 予約 精査 処置 救急 搬送 初診 再診 眼 歯 耳 薬 先 際 時 後 前 中 分`)
	kinfolk = detect.NewPhrases(`父 母 夫 妻 兄 弟 姉 妹 祖父 祖母 息子 娘 長男 長女 次男 次女 三男 叔父 叔母 義父 義母 孫 家族 本人 自分 実父 実母 主人 同僚 部下 患者 児 者`)
	// signNames are names of hospitals in hiragana that begin or end as particles and verbs do,
	// or of which there are many.
	signNames = longestFirst(`さくら ひまわり あおぞら おおぞら あおば すみれ すずらん たんぽぽ もみじ かえで けやき くすのき ひいらぎ みどり みなみ きた にし ひがし なか みなと わかば こころ つばさ ほほえみ はなみずき つくし なのはな ゆり ひかり のぞみ きぼう やまびこ あさひ ふじ さつき はと かもめ めぐみ いずみ やすらぎ まつ あんず あじさい こすもす こども どもこころ いのち みんな からだ もり にじ そら ほし うみ かぜ まち おとな ひより こはる はる なつ あき ふゆ やまぶき りんどう なでしこ もも うめ つつじ あやめ かんな すぎ ひのき いちょう ぽぷら はくちょう つばめ ひばり うぐいす めじろ こまどり たいよう あかり ともしび きずな えがお すこやか げんき なごみ やわらぎ おひさま ゆうあい せいわ のどか ひだまり こもれび ほたる はやし うえの したの きたの にしの ひがしの みなみの なかの うちだ はしもと はせがわ はま はなの にしむら とみた もりた かわぐち いしい おおた ももの わたなべ さいとう さとう すずき たなか やまだ やまもと なかむら こばやし かとう よしだ ささき まつもと いのうえ きむら しみず さかい ふじた おかだ ごとう あべ いけだ いしだ あおき もりの えがしら みみ はな ひふ め おなか のど むらかみ つじ まえだ ほり みうら うしお かみ やまの たけ いとう`)
	// leadUps are the words with which a run of hiragana ends that leads up to a name: ら|
	// れないため|ひいらぎ心療内科, となり|北信医療センター. adverbs end no name at all.
	leadUps = longestFirst(`があり があって のため ため により によって において について として さんは さんが さんの さんも さんを さんに くんは くんが くんの ちゃんは ちゃんが ちゃんの けれど ければ たところ ところ ようなら なければ れば たら ながら そして それで すぐ すぐに という との での への からの までの または および ように ときに のときに ときは ので のに から まで にて って かかりつけの かかりつけは なり となり になり くなり なくなり ずに おり ており まして ました ますが ですが だが したが したため ついで ののち あとは いつもの ちかくの となりの ほかの べつの おなじ この その あの どの とある ここ など ほか もらい もらって いただき`)
	adverbs = detect.NewPhrases(`やすく にくく づらく らしく なく しく たく すぐ に、 れて って いて して きて んで って なり くなり となり ため ので から まで より では には とは との への での する した しつつ ながら れば たら なら ない ある いる なる れる れた られ かかりつけ また または この その あの どの とある ここ ほか など おり および そして`)
)

// signRun returns where in the run of hiragana s[start:i] the name of a hospital begins
// that ends at end; i when the run is no part of it.
func signRun(s string, start, i, end int) int {
	run := s[start:i]
	first := start == 0
	if !first {
		p, _ := utf8.DecodeLastRuneInString(s[:start])
		pc := classOf(p)
		first = pc == other || pc == digit
	}
	inner := other
	if i < end {
		next, _ := utf8.DecodeRuneInString(s[i:])
		inner = classOf(next)
	}
	if sign(run, s[:start]) && goings.Ends(s[:start]) == "" {
		return start
	}
	if leadUps.Ends(run) != "" {
		return i
	}
	for k := len(run) - 2*len("あ"); k > 0; k -= len("あ") { // the last words that lead up to a name
		if leadUps.Ends(run[:k]) == "" {
			continue
		}
		if rest := run[k:]; sign(rest, "") || adverbs.Ends(rest) == "" && inName(s[:start+k], rest, true, inner) {
			return start + k
		}
		return i
	}
	if n := max(particle(s, start, i), addressed(run)); n > 0 && (sign(run[n:], "") || adverbs.Ends(run) == "" && inName(s[:start], run[n:], true, inner)) {
		return start + n
	}
	if utf8.RuneCountInString(run) == 1 && strings.Contains("がのは", run) && (kinfolk.Ends(s[:start]) != "" || goings.Ends(s[:start]) != "" || leads.Ends(s[:start]) != "") {
		return i // 父が|国立病院
	}
	if adverbs.Ends(run) != "" || !inName(s[:start], run, first, inner) {
		return i
	}
	return start
}

// sign reports whether a run of hiragana behind before is made of names that hospitals
// have: みなと, こころの, 子|どもこころの.
func sign(run, before string) bool {
	if run == "" {
		return false
	}
	if strings.HasSuffix(before, "子") {
		run = strings.TrimPrefix(run, "ども")
	}
	for range 4 {
		w := signNames.Begins(run)
		if run = run[len(w):]; run == "" || run == of {
			return true
		}
		if w == "" {
			return false
		}
		run = strings.TrimPrefix(run, of)
	}
	return false
}

// lowerBefore reports whether the Latin word before the blank before s[i] begins
// with a small letter: "taken to Minato Hospital".
func lowerBefore(s string, i int) bool {
	i -= 2
	for i > 0 && classOf(rune(s[i-1])) == latin {
		i--
	}
	return s[i]-'a' < 26
}

// latinBeside reports whether the blank before s[i] stands between Latin words.
func latinBeside(s string, i int) bool {
	return i >= 2 && i < len(s) && classOf(rune(s[i-2])) == latin && s[i]-'A' < 26
}

// runStart goes back over at most limit characters of one class, and tells how many.
func runStart(s string, end int, c class, limit int) (start, n int) {
	for start = end; start > 0 && n < limit; n++ {
		r, w := utf8.DecodeLastRuneInString(s[:start])
		if classOf(r) != c || n > 0 && c == other {
			break
		}
		start -= w
	}
	return start, n
}

// inName reports whether a run of hiragana behind before can be part of a name. first tells
// that nothing stands before it, inner the class of what follows in the name.
func inName(before, run string, first bool, inner class) bool {
	if utf8.RuneCountInString(run) == 1 {
		return !first && (inner == katakana && run == "の" || inner == kanji && strings.Contains("のがつけ", run) || run == "り" && strings.HasSuffix(before, "通"))
	}
	if strings.HasPrefix(run, "かかりつけ") {
		return false
	}
	for _, w := range [...]string{"また", "または", "この", "その", "あの", "どの", "かかりつけ", "かかりつけの", "いつもの", "および", "そして", "とある", "ここ", "ほか", "など"} {
		if run == w {
			return false
		}
	}
	if first && utf8.RuneCountInString(run) > 2 {
		for _, w := range [...]string{"は", "を", "で", "へ", "から", "より", "まで", "には", "では", "ので", "ため", "して", "した", "する"} {
			if strings.HasSuffix(run, w) {
				return false
			}
		}
	}
	if first {
		return true
	}
	for _, w := range [...]string{"する", "した", "して", "いる", "ある", "なる", "れる", "れた", "った", "って", "ない", "たい", "から", "まで", "より", "には", "では", "とは", "との", "への", "での", "からの", "など", "など、", "を", "に", "は", "が", "も", "と", "で", "て", "へ", "や", "な", "の", "い", "る", "く"} {
		if strings.HasSuffix(run, w) {
			return false
		}
	}
	return true
}
