package table

import (
	"slices"
	"strings"

	"monban/detect"
)

// Tables in which people seem to stand, and none does whom anybody has to
// protect: animals, those who are on the stage or in the arena, and posts that
// nobody has yet.

// nobody drops what such a table says.
func (g *grid) nobody(rows []row) {
	if g.names {
		g.forget(func(c *column) bool { return shown(c.header) })
	}
	switch {
	case g.animals():
		g.owners()
	case g.shops(rows):
		g.org, g.sparse = true, false
		g.offices()
	case g.famous(), g.staged(), g.prompts(rows):
		g.forget(func(*column) bool { return true })
	case g.mended():
		g.forget(func(c *column) bool { return c.kind.Special() })
	case g.vacant():
		g.forget(func(c *column) bool {
			return c.kind == detect.Salary || c.kind == detect.Age || c.kind == detect.Career || c.kind == detect.Nationality
		})
	}
}

// termNames are headers of the names of what a list of codes explains, and kanaHeads
// those of how each is read: m_disease (code, name, kana).
var (
	termNames = []string{"name", "nm", "名称", "名", "term", "word", "keyword", "用語", "単語", "語句", "見出し語"}
	kanaHeads = []string{"kana", "カナ", "かな", "フリガナ", "ふりがな", "よみ", "ヨミ", "読み", "furigana", "yomi", "yomigana"}
)

// glossed drops the readings in a list of codes: what they read is a term. So does
// it with those of a column of its own, name beside name_kana, of which no value is
// a name.
func (g *grid) glossed(rows []row) {
	reads := func(c *column) bool { return slices.Contains(kanaHeads, c.header) }
	term := g.titles(termNames...)
	for _, c := range g.cols {
		if c.kind == detect.PersonName && !reads(c) && !c.alias {
			return
		}
	}
	if term {
		g.forget(reads)
	}
	for _, c := range g.cols {
		if c.kind != detect.PersonName || !c.alias {
			continue
		}
		of := g.readOf(c.header)
		if of == nil || of.kind != "" || of.meaning.Kind == detect.PersonName && !of.meaning.Weak {
			continue
		}
		if vals, n := g.r.sample(rows, of.col); n >= 3 && g.r.nameOdds(vals) < -0.5 {
			g.forget(func(o *column) bool { return o == c })
		}
	}
}

// readOf returns the column whose values the column under a header reads: name for
// name_kana, 名称 for 名称（カナ）.
func (g *grid) readOf(header string) *column {
	for _, w := range readings {
		i := strings.Index(header, w)
		if i <= 0 {
			continue
		}
		base := strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(header[:i], "フリ"), "ふり"), " _-(（・")
		for _, c := range g.cols {
			if c.header != "" && (c.header == base || strings.TrimSuffix(c.header, "_name") == base) {
				return c
			}
		}
	}
	return nil
}

// forget drops the columns of which it is asked for.
func (g *grid) forget(which func(*column) bool) {
	for _, c := range g.cols {
		if which(c) {
			c.kind, c.skip, c.lead, c.maybe, c.header = "", true, nil, "", "" // 生年月日 says nothing of the cells any more
		}
	}
}

// heads reports whether one of words stands in a header of the table.
func (g *grid) heads(words ...string) bool {
	for _, c := range g.cols {
		if c.header != "" && slices.ContainsFunc(words, func(w string) bool { return strings.Contains(c.header, w) }) {
			return true
		}
	}
	return false
}

// shown reports whether the path of a value says that it is an example, as in the
// description of an interface: properties.name.example.
func shown(path string) bool {
	if !strings.Contains(path, "example") && !strings.Contains(path, "Example") {
		return false
	}
	return slices.ContainsFunc(strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }), func(part string) bool {
		return strings.EqualFold(part, "example") || strings.EqualFold(part, "examples")
	})
}

// titles reports whether one of words is a header of the table.
func (g *grid) titles(words ...string) bool {
	for _, c := range g.cols {
		if c.header != "" && slices.Contains(words, c.header) {
			return true
		}
	}
	return false
}

// animals reports whether the table is about animals, of which people stand in
// it as the owners.
func (g *grid) animals() bool {
	for _, c := range g.cols {
		if c.beasts {
			return true
		}
	}
	return g.heads(beastly...)
}

// beastly are parts of the headers of what is said of animals.
var beastly = []string{"ペット名", "ペットの名前", "ペット種", "犬種", "猫種", "動物種", "動物名", "わんちゃん", "飼い主", "飼主",
	"毛色", "耳標", "個体識別番号", "父牛", "母牛", "父馬", "母馬", "母の父", "種雄", "去勢", "避妊手術", "フィラリア", "鑑札", "血統書", "馬名", "牛名", "名号"}

// called are headers of the names that animals are called by.
var called = []string{"名前", "名", "名号", "馬名", "牛名", "呼名", "呼び名", "愛称", "犬名", "猫名"}

// owners drops what is said of the animals: their names, illnesses, sexes and
// birth dates are nobody's. What names and reaches the owners stays.
// Headers that name somebody, as 飼い主の病名 does, and columns between the name of
// somebody who is no owner and the first that is about an animal are his.
func (g *grid) owners() {
	if g.herders() {
		return
	}
	private := detect.SetOf(detect.Sex, detect.Age, detect.BirthDate)
	his, animal := false, false
	for _, c := range g.cols {
		animal = animal || c.beasts || slices.Contains(called, c.header) || slices.ContainsFunc(beastly, func(w string) bool { return strings.Contains(c.header, w) })
		his = !animal && (his || c.kind == detect.PersonName && c.whose == detect.Subject)
		switch {
		case (c.kind.Special() || private.Has(c.kind)) && (his || ofKeepers(c.header)), c.kind == "" && ofKeepers(c.header):
		case c.kind.Special(), private.Has(c.kind), c.kind == detect.PatientNumber, c.kind == "" && private.Has(c.meaning.Kind),
			c.kind == detect.PersonName && slices.Contains(called, c.header):
			c.kind, c.skip, c.header, c.lead = "", true, "", nil // 性別 says nothing of the cells any more
		case c.kind == "":
			c.skip, c.kept = true, true
		}
	}
}

// ofKeeper reports whether an illness in a remark on an animal is its keeper's, by
// what stands before it: 飼い主は|C型肝炎のため.
func ofKeeper(k detect.Kind, before string) bool {
	if k != detect.Diagnosis && k != detect.Disability && k != detect.DisabilityCertificate {
		return false
	}
	before = before[strings.LastIndex(before, "。")+1:]
	return keepers.In(before[max(0, len(before)-keeperNear):])
}

// keeperNear is how far before an illness, in bytes, its keeper stands.
const keeperNear = 60

var keepers = detect.NewPhrases(`飼い主は 飼い主も 飼い主さんは 飼い主様は 飼い主本人 飼い主自身 飼主は 飼主も 飼主様は 飼主本人 ご本人が ご本人は オーナーは オーナー様は ご主人は 奥様は`)

// ofKeepers reports whether a header speaks of whoever keeps an animal.
func ofKeepers(header string) bool {
	return slices.ContainsFunc([]string{"飼い主", "飼主", "使用者", "本人", "ご家族", "部員", "参加者", "飼育員", "職員", "労災", "公務災害"}, func(w string) bool {
		rest, ok := strings.CutPrefix(header, w)
		return ok && rest != ""
	})
}

// herders reports whether whoever stands beside the animals is no owner of them but
// somebody of whom such a list is kept: 部員, 使用者 of a guide dog, 生徒, 従業員.
func (g *grid) herders() bool {
	return g.titles("従業員", "従業員名", "職員", "職員名", "社員", "社員名", "従事者", "従事者名") || g.heads("部員", "盲導犬使用者", "生徒", "児童", "園児", "学生", "入所者", "入居者", "障害名", "障がい名", "障害種別", "障害者手帳", "手帳等級")
}

// beasts reports whether most values are sexes that only animals have: 雌, ♂, 去勢.
func beasts(vals []detect.Text) bool {
	n := 0
	for i := range vals {
		switch v := strings.ToLower(strings.TrimSpace(vals[i].Norm)); {
		case strings.ContainsAny(v, "雌雄"), strings.Contains(v, "去勢"), strings.Contains(v, "避妊"), v == "オス", v == "メス", v == "♂", v == "♀", v == "牡", v == "牝", v == "騸", v == "セン":
			n++
		}
	}
	return n > 0 && n*2 >= len(vals)
}

// reached are the kinds by which an office reaches somebody or knows him: whoever
// has one of them in a list is somebody whom it deals with.
var reached = detect.SetOf(detect.Phone, detect.Email, detect.Address, detect.PostalCode, detect.MyNumber, detect.BankAccount, detect.LoginID, detect.EmployeeNumber, detect.StudentNumber, detect.PatientNumber)

// famous reports whether the table lists people by what the public knows them
// for: players of a league, singers and their songs, a cast, records of the world.
func (g *grid) famous() bool {
	if g.titles("npc", "npc_id", "npcid", "npc名", "モンスター", "モンスター名", "pc名", "プレイヤーキャラ") {
		return true
	}
	if g.charted() || g.kinds(reached) {
		return false
	}
	if g.titles("受賞者", "受賞者名", "作家", "作家名") && g.titles("作品", "作品名", "受賞作", "受賞作品", "選考委員") {
		return true
	}
	if g.titles("choices", "選択肢") && g.titles("q", "question", "問題", "設問", "answer", "答え", "正解", "解答") {
		return true // a quiz
	}
	return g.titles("球団", "所属球団", "四股名", "俳優", "女優", "声優", "cv", "配役", "役名", "cast", "得票", "得票数", "党派", "出演", "出演者", "キャスト", "生没年", "没年", "在位", "騎手", "歌手", "歌手名", "作曲", "作曲者", "作詞", "作詞者", "世界記録", "日本記録", "登場人物", "役柄", "棋士", "力士", "hp", "mp", "攻撃力", "防御力", "必殺技", "キャラ名", "キャラクター名", "声のイメージ") ||
		invented.In(g.r.title) || invented.In(g.r.file) ||
		g.titles("選手", "選手名", "競技者") && (g.titles("国", "国名", "国・地域", "国籍・地域", "国/地域") || g.heads("勝率", "打率", "防御率", "連対率", "艇番", "登番", "レース場", "級班", "オッズ"))
}

// invented stand in the title of a list of those whom somebody has made up.
var invented = detect.NewPhrases(`キャラクター設定 キャラ設定 キャラクター一覧 キャラクター紹介 キャラ一覧 登場人物 人物設定`)

// staged reports whether the table is the script of a drill or a play: what people
// are to act, and not what happened.
func (g *grid) staged() bool {
	return !g.charted() && !g.kinds(reached) && (g.titles("状況付与", "付与状況", "想定", "セリフ", "せりふ", "台詞") || g.heads("状況付与", "想定・"))
}

// kinds reports whether a column holds one of the kinds.
func (g *grid) kinds(of detect.KindSet) bool {
	return slices.ContainsFunc(g.cols, func(c *column) bool { return of.Has(c.kind) })
}

// charted reports whether columns by their headers tell of the health of everybody
// in the table, or his disability beside his birthday: no league, and no list of
// prizes, keeps that.
func (g *grid) charted() bool {
	born, disabled := false, false
	for _, c := range g.cols {
		if c.evidence&detect.ColumnHeader == 0 && !(c.kind.Special() && strings.ContainsAny(c.header, "病症欠診薬障療傷")) {
			continue // 備考 may tell of the one whom somebody plays
		}
		switch c.kind {
		case detect.Diagnosis, detect.Symptom, detect.Medication, detect.DisabilityCertificate, detect.WelfareCertificate:
			return true
		case detect.Disability:
			disabled = true
		case detect.BirthDate:
			born = true
		}
	}
	return born && disabled
}

// vacant reports whether the table offers work: what is paid there is not what
// anybody earns.
func (g *grid) vacant() bool {
	for _, c := range g.cols {
		if c.kind == detect.PersonName && c.whose != detect.Staff || reached.Has(c.kind) && c.kind.Identifies() && c.kind != detect.Phone && c.kind != detect.Email || c.meaning.Word == "person-id" && !c.meaning.Weak {
			return false
		}
	}
	return (g.heads("求人", "募集") || g.heads("program_name", "scholarship", "奨学金名", "助成金名", "補助金名") && g.heads("deadline", "application_open", "application_close", "締切", "期限", "応募資格", "申請期間")) && !g.heads("現年収", "現在年収", "現在の年収", "希望年収", "前職", "現職", "スカウト", "候補者", "応募者", "応募日", "選考状況", "選考結果")
}

// speakers reports whether a column names people at their work, with so much else
// in its cells that they are no names: みどり病院 部長 山内 聡 氏 under 登壇者.
func (c *column) speakers() bool {
	return c.kind == "" && c.known && c.exact && !c.meaning.Weak && c.meaning.Kind == detect.PersonName && c.meaning.Whose() == detect.Staff
}

// terms are what a form says of a post that is to be filled.
var terms = map[string]bool{"雇用形態": true, "雇用期間": true, "加入保険": true, "社会保険": true, "勤務時間": true, "就業時間": true, "休日": true, "休日休暇": true, "休日・休暇": true, "賞与": true, "昇給": true, "試用期間": true, "応募先": true, "応募方法": true,
	"応募資格": true, "募集人数": true, "募集人員": true, "採用人数": true, "仕事の内容": true, "仕事内容": true, "業務内容": true, "賃金": true, "選考": true, "選考方法": true, "定年": true, "福利厚生": true, "待遇": true, "勤務地": true, "就業場所": true, "通勤": true, "通勤手当": true, "マイカー通勤": true, "必要な資格": true, "必要な経験": true}

// termsLeast is how many of them a notice has.
const termsLeast = 4

// vacancy reports whether a form describes a post that nobody has yet: a contract of
// work has its terms, too, and names somebody.
func vacancy(rows []row) bool {
	n := 0
	for i := range rows {
		if len(rows[i].cells) > 1 && terms[strings.TrimSpace(rows[i].cells[0].Norm)] {
			n++
		}
	}
	return n >= termsLeast
}
