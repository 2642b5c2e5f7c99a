package main

import (
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"

	"monban/detect/ja"
)

// jumanFiles are the parts of JUMAN's dictionary that name things. What the
// later files say builds on the earlier.
var jumanFiles = []string{"Noun.koyuu.csv", "ContentW.csv", "Suffix.csv", "Auto.csv", "Wikipedia.csv"}

// addJuman adds to the uses what the folder of JUMAN's dictionary for MeCab
// knows of names, of katakana, and of words for people and organisations.
func addJuman(uses map[string]ja.Use, dir string) error {
	for _, name := range jumanFiles {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		r := csv.NewReader(f)
		r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, true
		for {
			rec, err := r.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				f.Close()
				return err
			}
			if len(rec) < 11 || rec[4] != "名詞" && rec[4] != "接尾辞" {
				continue
			}
			s, _, _ := ja.Normalize(rec[0])
			if s == "" || strings.ContainsFunc(s, func(r rune) bool { return r < utf8.RuneSelf || r == '・' }) {
				continue
			}
			if use := jumanUse(uses, s, rec[5], rec[10]); use != 0 {
				uses[s] |= use
			}
		}
		f.Close()
	}
	return nil
}

// jumanUse tells what a word is used for from its part of speech and what the
// dictionary notes of its meaning. uses is what is known of other words.
func jumanUse(uses map[string]ja.Use, s, pos, notes string) (use ja.Use) {
	learned := strings.HasPrefix(notes, "自動獲得")
	if learned && utf8.RuneCountInString(s) < 2 {
		return 0
	}
	switch {
	case strings.Contains(notes, "人名:日本:"):
		if strings.Contains(notes, "人名:日本:姓") {
			use |= ja.UseFamily
		}
		if strings.Contains(notes, "人名:日本:名") {
			use |= ja.UseGiven
		}
		return use
	case pos == "人名":
		return ja.UseForeign
	case pos == "地名":
		return ja.UsePlace
	case pos == "組織名":
		return ja.UseGroup
	case learned:
		if m := isA.FindStringSubmatch(notes); m != nil {
			return ofClass(m[1])
		}
		if m := alias.FindStringSubmatch(notes); m != nil {
			return jumanAlias(uses, s, m[1])
		}
	case strings.Contains(notes, "人名末尾"), person.MatchString(notes):
		return ja.UseRole
	case strings.Contains(notes, "カテゴリ:組織"):
		return ja.UseGroup
	case allKatakana(s):
		return ja.UseCommon
	}
	return 0
}

// jumanAlias tells what a word is that is the short form of another: of a
// person's name when it is a part of parts that begin with a known one, of a
// team's or a company's when they begin with a place.
func jumanAlias(uses map[string]ja.Use, s, whole string) ja.Use {
	whole, _, _ = ja.Normalize(whole)
	whole, _, _ = strings.Cut(whole, "(")
	parts := strings.Split(strings.TrimSpace(whole), "・")
	last := parts[len(parts)-1]
	first := uses[parts[0]]
	switch {
	case len(parts) == 1 && allKatakana(s) && first&ja.UseForeign == 0 && uses[s]&ja.UseForeign == 0:
		if allKatakana(whole) {
			return ja.UseProper
		}
		return ja.UseCommon
	case len(parts) == 1:
	case first&ja.UseForeign != 0 && (last == s || parts[0] == s):
		return ja.UseForeign
	case first&ja.UseForeign == 0 && first&ja.UsePlace != 0:
		return ja.UseGroup
	}
	return 0
}

// ofClass tells what a thing of a class is used for, by the last word of it.
func ofClass(class string) ja.Use {
	switch {
	case personClass.MatchString(class) && !nameOfThing.MatchString(class):
		return ja.UseForeign
	case placeClass.MatchString(class):
		return ja.UsePlace
	case groupClass.MatchString(class):
		return ja.UseGroup
	}
	return ja.UseProper
}

var (
	isA    = regexp.MustCompile(`Wikipedia上位語:([^ /]+)`)
	alias  = regexp.MustCompile(`Wikipediaリダイレクト:([^ ]+)`)
	person = regexp.MustCompile(`カテゴリ:人( |;|$)`)

	personClass = regexp.MustCompile(`(家|手|者|員|優|人|師|士|王|皇族|姓|名|名跡|人物|[男女]性|モデル|タレント|アイドル|イラストレータ|ライター|ミュージシャン|ラッパー|監督|皇帝|天皇|貴族|武将|大名|僧|后|妃|姫|君|ピアニスト|ギタリスト|ドラマー|ベーシスト|ボーカリスト|ダンサー|司祭|教皇|アナウンサー|デザイナー|プロデューサー|キャラクター|男役|娘役)$`)
	nameOfThing = regexp.MustCompile(`(国名|町名|村名|地名|駅名|島名|川名|曲名|ブランド名|商品名|会社名|社名|作品名|書名|国家|王家|一家|名家)$`)
	placeClass  = regexp.MustCompile(`([国州町村島川駅地]名|都市|コムーネ|コミューン|町|村|市|州|郡|県|区|国|通り|道|路線|自治体|州都|首都|県都|地域|地区|集落|城|山|川|河川|滝|谷|湖|湾|岬|島|半島|海峡|峠|駅|橋|港|空港|公園|遺跡|神社|寺|寺院|教会|大学|学校|高校|病院|ホテル|劇場|美術館|ダム)$`)
	groupClass  = regexp.MustCompile(`(企業|会社|メーカー|製作所|銀行|新聞社|出版社|放送局|事務所|店|ブランド|レーベル|バンド|グループ|ユニット|コンビ|トリオ|一座|劇団|楽団|チーム|クラブ|球団|団体|政党|組織|協会|財団|機構|機関|部隊|艦隊|氏族|部族|民族)$`)
)
