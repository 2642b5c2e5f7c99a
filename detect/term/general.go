package term

import (
	"strings"

	"monban/detect"
)

// Crimes, faiths and origins are talked of in general: in the news, in rules, in
// courses, in books. 横領で逮捕された会社員の事例, 飲酒運転で免許取消になると, 少年院を見学,
// 図書「DVから逃れて」 tell of nobody, whoever is named beside them.

// lived are the kinds of which so much is said in general.
var lived = detect.SetOf(detect.Creed, detect.Race, detect.SocialStatus, detect.CriminalRecord, detect.CrimeVictim)

// generalMost is how far behind the word, in bytes, the sentence is looked at.
const generalMost = 120

// General reports whether the words behind s[start:end], which tells of a faith, an
// origin, a crime or its victim, are of people and things in general.
func General(k detect.Kind, s string, start, end int) bool {
	if !lived.Has(k) {
		return false
	}
	rest := detect.Head(s[end:], generalMost)
	if i := strings.IndexAny(rest, "。\n"); i >= 0 {
		rest = rest[:i]
	}
	if announced.Begins(rest) != "" || forbidden.In(rest) || anyone.In(rest) || inTitle(s[:start]) {
		return true
	}
	if harm := strings.TrimPrefix(strings.TrimPrefix(rest, "の"), "被害"); (harm != rest || strings.HasSuffix(s[:end], "被害")) && prevention.Begins(harm) != "" {
		return true // 特殊詐欺の被害を防ぐため
	}
	if k == detect.CrimeVictim && unmet.Begins(rest) != "" && (strings.HasSuffix(s[:end], "に遭") || strings.HasSuffix(s[:end], "にあ")) {
		return true // 強盗に遭|わないため
	}
	if k == detect.CrimeVictim && strings.HasSuffix(s[:end], "者") && strings.HasPrefix(rest, "支援") {
		return !strings.HasPrefix(rest, "支援措置")
	}
	if l := suspected.Begins(rest); l != "" || strings.HasPrefix(rest, "で") { // what is done about the deed
		behind := rest[max(len(l), len("で")):]
		if m := measures.Begins(behind); m != "" {
			rest = behind[len(m):]
		}
	}
	rest = rest[len(verbs.Begins(rest)):]
	if supposed.Begins(rest) != "" {
		return true
	}
	if people.Ends(s[:end]) != "" && manyOf.Begins(rest) != "" || tallied(rest) || unlisted(rest) {
		return true
	}
	w := others.Begins(rest)
	return w != "" && ofOthers.Begins(rest[len(w):]) != "" || matters.Begins(rest) != ""
}

var (
	// verbs stand on such a word and say that it has happened.
	verbs = longestFirst(`された されている される され した している する し となった となる になった になる となる となっ になっ と判明した であると判明した であることが判明した であった を出た を出所した から出た を受けた を受けている を受ける に遭った に遭われた にあった に入った に入っている だった の被害に遭った の被害にあった の被害を受けた をした に該当する であると認められる であることが明らかになった だと分かった に処せられた に処された に処する`)
	// supposed goes on where it is only supposed: 逮捕された|場合は.
	supposed = detect.NewPhrases(`ときは とき、 とき ときに 場合 際は 際に たら れば と、 と3 と2 と5 と1 との説明 と説明 との解説 と解説 との注意 ことを学 ことを説明 おそれ 恐れ 可能性のある者 ことのない ことがない ことのないよう ようなこと こともあ ことがあり得 ことが多い ケース`)
	// others are people who are not named, and ofOthers what is said of them.
	others   = longestFirst(`者 人 人々 人たち 方 方々 男 女 男性 女性 若者 少年 少女 少年少女 子 子ども 子供 子どもたち 児童 児童生徒 会社員 社員 従業員 職員 公務員 教員 教師 歌手 女優 俳優 タレント 芸能人 有名人 議員 政治家 青年 主人公 犯人 技術者 社長 会長 役員 幹部 経営陣 医師 弁護士 警察官 芸人 店員 配信者 投資家 元社員 元職員 元従業員 元教員 元議員 元選手 外国人 高齢者 障害者 学生 大学生 生徒 選手 元選手 経営者 企業 会社 事件 被害者 加害者 受刑者 お客様 お客さま 観光客 利用者 住民 信者 信徒 檀家 の方 の方々 の人 の人々 のお客様 のお客さま の観光客 の子ども の子どもたち の児童 の生徒 の学生 の皆様 の皆さま の皆さん`)
	ofOthers = detect.NewPhrases(`の例 の会社 の記事 の事例 の事件 の話 の支援 の就労 の就職 の雇用 の社会復帰 の再 の割合 の数 の家族 のご家族 のため の受け入れ の受入 の立ち直り の更生を の人権 の権利 の体験 の手記 の物語 の裁判 の声 の相談 の心理 の保護に の増 への支援 への対応 への窓口 への接 への理解 への配慮 へ に対 に向け に配慮 にとって にも を描 を取り上げ を取りあげ を題材 を支援 を支え を雇 を対象 を受け入れ を主人公 を想定 が増 が多 が減 が主人公 が登場 が社会 が集 が前年 は前年 は全国 は年々 は増 は減 は、全国 は約 は次 向け たち ら など 等 数 も増 も多 も参加 による 支援`)
	// matters go on with what such a word is the subject of.
	matters = detect.NewPhrases(`の早期発見 の早期対応 の通告義務 の現状 の課題 の認知 の発生 件の 事例 実例 ニュース 報道について 件数 人員 者数 率 被害者支援 者支援 被害者の支援 者等支援 防止 撲滅 根絶 啓発 研修 講演 講座 講習 セミナー シンポジウム パトロール ポスター キャンペーン 相談窓口 対策 の防止 の未然防止 の予防 の撲滅 の根絶 の啓発 の研修 の講演 の講座 の講習 の見学 の統計 の認知件数 の検挙 の発生件数 の発生状況 の手口 の歴史 の教え の教義 の思想 の文化 の美術 の建築 の違い の区別 の比較 の相談対応 の相談件数 相談対応 相談件数 相談所の見学 についての研修 についての講 についての理解 について学 について考 について講 について理解 について解説 に関する研修 に関する講 に関する法 に関する条例 に関する調査 に関する統計 に関する規 に関する本 に関する図書 を描い を題材 を扱った映画 を扱う講義 を見学 を訪問見学 と仏教の と神道の とキリスト教の とイスラム教の とプロテスタントの とカトリックの 者への理解`)
	// announced follow at once, in what is announced to everybody.
	announced = detect.NewPhrases(`被害者支援 被害者の支援 被害者等の支援 のお客様が のお客様に のお客様へ のお客様も の観光客 の皆様 の皆さま の檀信徒 の寺院 の古刹 の名刹 の大本山 の総本山 の教会群 の聖堂 の大聖堂 の巡礼路 の法要は の祭り の祝日 の年中行事 の美術 の世界 の国 の国々 圏 美術 建築 学概論 思想史 の経典 の聖典 市議団 県議団 議員団 区議団 の議員 の市議 の県議 の政策 の公約 の候補 の推薦 の支部長会 の街頭`)
	// prevention goes on behind 被害 where nobody has suffered it yet.
	prevention = detect.NewPhrases(`を防 を未然 を減ら を出さ を食い止 に注意 にご注意 にあわない に遭わない に遭わぬ が多発 が増 が後を絶 を根絶 をなく 防止 対策 の拡大 の実態 の現状 件数 総額 額は 状況を報告`)
	unmet      = detect.NewPhrases(`わない わぬ わず わせない う前に うおそれ う恐れ う危険 いやすい いにくい`)
	// anyone is whoever has done or suffered it.
	anyone = detect.NewPhrases(`を出た方の を出た方を を出た方へ を出た人の した方の就労 した方を雇 した方のため された方の された方へ された方に された方は、`)
	// forbidden is what must not be asked.
	forbidden = detect.NewPhrases(`者は参加できない 者は参加できません 者は応募できない 者は応募できません 者は除く 者を除く 者でないこと に該当しないこと に該当しない者 多発して が相次い が頻発 が続発 が急増 市内で増え 県内で増え 全国で増え 管内で増え 町内で増え 近隣で増え 場面の撮影 場面を撮影 する役 した役 尋ねてはいけ 尋ねてはなら 聞いてはいけ 聞いてはなら 質問してはいけ 質問してはなら 尋ねないで 質問しないで 聞かないで 収集してはなら 収集してはいけ 取得してはなら 差別してはなら 差別してはいけ 差別されない を理由とする差別 による差別の禁止 を問わず を問いません に関係なく にかかわらず`)
	// works are titled in 「」.
	works = detect.NewPhrases(`図書 新刊 本 書籍 映画 演題 テーマ 題名 講演 講演会 著書 番組 特集 講座 研修 ドラマ 記事 漫画 マンガ 小説 絵本 新書 展示 企画展 公演 舞台 作品 課題図書 講義 授業 分科会 」`)
)

// people end words for a sort of people, and manyOf goes on where all of them are meant:
// 檀家|からの寄付, 刑余者|の社会復帰.
var (
	people = detect.NewPhrases(`者 徒 家 子 員 ムスリム クリスチャン`)
	manyOf = detect.NewPhrases(`からの寄付 からのご寄付 からの浄財 への案内 への通知 への発送 への支援 への配慮 への対応 への理解 の皆 の方々 の社会復帰 の就労支援 の雇用 の受け入れ の受入 の人権 の権利 の増加 の減少 の高齢化 の割合 の数 の研究 の歴史 向け 数 各位 一同 総会 離れ 名簿の様式 など 等の ら約 らが集 による団体`)
)

// tallied reports whether cases are counted: |被害の相談は112件.
func tallied(s string) bool {
	for _, w := range [...]string{"の被害", "被害"} {
		s = strings.TrimPrefix(s, w)
	}
	w := reports.Begins(s)
	if w == "" {
		return false
	}
	s = s[len(w):]
	for range 3 {
		s = s[len(tally.Begins(s)):]
	}
	return s != "" && s[0]-'0' < 10
}

var (
	reports = longestFirst(`の相談 相談 の相談件数 の発生 の発生件数 の認知 の認知件数 の検挙 の検挙件数 の通報 の通報件数 の受理 の受理件数 の取扱 シェルターの入所 シェルターの利用 件数 の件数 の報告 の被害者数 者数`)
	tally   = longestFirst(`は が も 件数 延べ 計 約 合計 年間 、 :  `)
)

// unlisted reports whether a list that goes on is denied at its end: 逮捕歴|、行政処分の報道もなし.
func unlisted(s string) bool {
	if listing.Begins(s) == "" {
		return false
	}
	clause := detect.Head(s, 60)
	return noneOf.In(clause)
}

var (
	listing = detect.NewPhrases(`、 ・ や 及び または`)
	noneOf  = detect.NewPhrases(`もなし もありません もない いずれもな 該当なし も該当せず 一切なし`)
)

// inTitle reports whether before ends inside of the title of a work in 「」.
func inTitle(before string) bool {
	before = detect.Tail(before, generalMost)
	i := strings.LastIndex(before, "「")
	return i >= 0 && !strings.Contains(before[i:], "」") && works.Ends(strings.TrimRight(before[:i], ":、 ")) != ""
}
