package prose

import (
	"strings"

	"monban/detect"
)

// Reviews, programmes of films, the notes of games, guides to exhibitions and the
// abstracts of studies tell of illnesses, crimes and faiths: of figures, of the dead, of
// hundreds whom nobody names. Who is named beside them has written or shows it. Such a
// text is known by many different words of its trade.

// An opus counts the words of each such trade in a section.
type opus struct {
	signs  [sorts]map[string]bool
	titles int // lines with a title in 『』
	desk   map[string]bool
}

// The sorts of such texts.
const (
	narrated = iota
	played
	studied
	shownOff
	sorts
)

// workSigns are the words by which they are known, workOf what each tells.
var (
	artWords   = strings.Fields(`主人公 群像劇 小説 物語 作者 書評 評・ 装画 装丁 四六判 文庫 読者 読後 登場人物 あらすじ 映画 上映 監督 主演 共演 字幕 吹替 原作 脚本 配給 出演 キャスト 劇場 連載 コミックス 漫画 単行本 重版 本作 作中 終盤 演じ 怪演 熱演 好演 ロードショー 舞台挨拶 続編 短編 長編 文芸 文学賞 描く 描いた 描き 白黒 名画座 前売 書林 書房 ネタバレ 完結 主題歌 伏線`)
	gameWords  = strings.Fields(`スキル HP MP 属性 ターン 状態異常 キャラクター 攻撃力 防御力 ガチャ クエスト ダンジョン モンスター 必殺技 敵全体 味方全体 バフ デバフ 種族 召喚 魔法 CV: アップデート メンテナンス ボス レアリティ レイド 経験値 プレイヤー アイテム 不具合修正 配信日 耐性 クールタイム`)
	studyWords = strings.Fields(`無作為 対照群 介入群 投与群 比較試験 95%CI 信頼区間 p= p< P= P< p値 ハザード比 オッズ比 平均年齢 中央値 割り付け 割付 主要評価項目 副次評価項目 除外基準 選択基準 適格基準 組み入れ 多変量 後ろ向き 前向き 倫理委員会 倫理審査 利益相反 症例対照 コホート 多施設 責任著者 筆頭著者 要旨 抄録 研究対象者 研究責任者 UMIN jRCT 有意差 目標症例数 解析`)
	showWords  = strings.Fields(`展示 常設展 企画展 特別展 来日 江戸 幕末 藩 禁教 資料館 博物館 文学館 記念館 歴史館 美術館 学芸員 観覧料 館長 所蔵 複製 収蔵 遺品 生涯 開館 休館 直筆 書簡 自筆 句作 歌人 俳人 明治 大正 史料 初公開 図録`)
	deskWords  = strings.Fields(`面談 主治医 受診 服薬 内服 支援員 相談員 利用者 本人 ご家族 申請 記録者 来所 通所 要介護 担当者 保護者 当社 弊社 お客様 同意しま 生年月日 住所 氏名`)

	workSigns = detect.NewWords(strings.Join(artWords, " ") + " " + strings.Join(gameWords, " ") + " " + strings.Join(studyWords, " ") + " " + strings.Join(showWords, " ") + " " + strings.Join(deskWords, " "))
	workOf    = sortsOf(artWords, gameWords, studyWords, showWords, deskWords)
)

func sortsOf(lists ...[]string) map[string]int {
	out := map[string]int{}
	for i, words := range lists {
		for _, w := range words {
			out[w] = i
		}
	}
	return out
}

// add takes a line of the section. What is settled is not looked for.
func (w *opus) add(t *detect.Text) {
	if len(w.desk) > deskWordsMost {
		return
	}
	s := t.Norm
	t.Each(workSigns, func(start, end int) {
		word := s[start:end]
		set := &w.desk
		if i := workOf[word]; i < sorts {
			set = &w.signs[i]
		}
		if *set == nil {
			*set = map[string]bool{}
		}
		(*set)[word] = true
	})
	if strings.Contains(s, "『") {
		w.titles++
	}
}

// signsLeast are how many different words make a text one of its sort; a title in 『』
// stands for one of them. Words of the papers of offices, of which it has one at most,
// speak against it.
var signsLeast = [sorts]int{narrated: 5, played: 5, studied: 4, shownOff: 6}

const deskWordsMost = 1

// looks reports whether the section is such a text by its words.
func (w *opus) looks() bool {
	if len(w.desk) > deskWordsMost {
		return false
	}
	for i, set := range w.signs {
		n := len(set)
		if i == narrated && w.titles > 0 {
			n++
		}
		if n >= signsLeast[i] {
			return true
		}
	}
	return false
}

// speaksOf reports whether somebody is spoken of all the same: called by an honorific, and
// not in quotes, asked for by a label, reached by his own telephone, or born on a day.
func speaksOf(items []item) bool {
	for i := range items {
		switch v := &items[i]; {
		case v.Kind == detect.BirthDate && detect.Believed(v.Odds, v.Evidence), v.Kind == detect.Phone && !landline(&v.Value) && !v.Business,
			known.Has(v.Kind) && v.Kind != detect.Phone && v.Kind != detect.Email:
			return true
		case v.topic > 0 && v.subject: // he is ill himself
			return true
		case v.Kind != detect.PersonName || v.staff || v.quoted:
		case v.Evidence&(detect.Honorific|detect.Label) != 0 && v.subject:
			return true
		}
	}
	return false
}

// unworked drops what such a text tells of those who are none, and their names.
func unworked(items []item) []item {
	kept := items[:0]
	for i := range items {
		if v := &items[i]; known.Has(v.Kind) || v.Kind == detect.PersonName && v.staff {
			kept = append(kept, items[i])
		}
	}
	return kept
}
