package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/extract"
)

// documents are the words of identity documents in file names.
var documents = []string{"マイナンバーカード", "個人番号カード", "通知カード", "マイナカード", "運転免許", "免許証", "パスポート", "旅券", "在留カード", "保険証", "資格確認書", "住民票", "身分証", "本人確認", "mynumbercard", "mynumber_card", "my_number", "passport", "driverlicense", "drivers_license", "drivers_licence", "residence_card", "residencecard", "id_card", "idcard", "zairyu"}

// blank are the words of names of forms and rules about such documents.
var blank = []string{"様式", "見本", "記入例", "テンプレ", "ひな形", "雛形", "マニュアル", "手順", "案内", "規程", "規定", "について", "一覧", "申請書", "説明", "sample", "template", "manual", "guide", "form"}

// pictures are the types and endings of files that may be a picture of a document.
var pictures = []string{".png", ".jpg", ".jpeg", ".heic", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".pdf"}

// name reads the name of a file, an entry or a sheet: it may tell of whom the
// file is, and that it is the picture of an identity document.
func (r *Reader) name(u extract.Unit) {
	r.flush()
	r.keep()
	base := u.Text
	if i := strings.LastIndexByte(base, '/'); i >= 0 {
		base = base[i+1:]
	}
	low := strings.ToLower(base)
	norm, chars, off := r.senses.Normalize(base)
	r.rec.Reset()
	v := detect.Value{Loc: u.Loc, Hidden: u.Hidden, Text: base}
	picture := false
	for _, e := range pictures {
		picture = picture || strings.HasSuffix(low, e)
	}
	if picture && containsAny(strings.ToLower(norm), documents) && !containsAny(strings.ToLower(norm), blank) {
		v.Kind, v.Odds, v.Evidence = detect.IDCard, 0, detect.Context
		v.Key = base
		r.rec.Values = append(r.rec.Values, v)
	}
	var t detect.Text
	t.Set(u, norm, chars, off)
	t.Unit.Text = base
	r.senses.Names(&t, func(k detect.Kind, m detect.Match) {
		if k != detect.PersonName || m.Doubtful || m.Confidence() < 0.8 {
			return // too few words to be sure
		}
		r.rec.Values = append(r.rec.Values, detect.Value{Kind: detect.PersonName, Loc: u.Loc, Hidden: u.Hidden, Text: t.Original(m.Start, m.End), Key: m.Key, Odds: m.Odds, Evidence: m.Evidence})
	})
	if len(r.rec.Values) == 0 || r.rec.Values[0].Kind == detect.IDCard && len(r.rec.Values) == 1 {
		r.parts(&t)
	}
	if len(r.rec.Values) == 1 && r.rec.Values[0].Kind == detect.IDCard {
		r.promised = v // the picture may tell of whom it is
		return
	}
	if len(r.rec.Values) > 0 {
		r.ailments(&t)
		r.record(&r.rec)
	}
}

// ailments adds what the name of a file says of the person whom it names:
// 佐藤花子_うつ病診断書.pdf. Whether the file is about him, and not by him, is for
// others to decide.
func (r *Reader) ailments(t *detect.Text) {
	r.senses.Recognise(t, func(k detect.Kind, m detect.Match) {
		if k.Special() {
			r.rec.Values = append(r.rec.Values, detect.Value{Kind: k, Loc: t.Loc, Hidden: t.Hidden, Text: t.Original(m.Start, m.End), Key: m.Key, Odds: m.Odds, Evidence: m.Evidence})
		}
	})
}

// keep hands over what only the name of a file has told.
func (r *Reader) keep() {
	if r.promised.Kind == "" {
		return
	}
	r.rec.Reset()
	r.rec.Values = append(r.rec.Values, r.promised)
	r.promised = detect.Value{}
	r.record(&r.rec)
}

// nameMarks stand between the parts of a file name.
const nameMarks = "_-.()[]【】「」 "

// parts looks for a name between the marks of a file name: 免許証_山田太郎.jpg,
// 診断書_堂本 彩_2.pdf. A mark may stand in the name as well.
func (r *Reader) parts(t *detect.Text) {
	before, start := -1, 0 // the part before, and this one
	for i, c := range t.Norm + " " {
		if !strings.ContainsRune(nameMarks, c) {
			continue
		}
		if start < i {
			if r.namePart(t, start, i, t.Norm[start:i]) || before >= 0 && r.namePart(t, before, i, strings.TrimRight(t.Norm[before:start], nameMarks)+" "+t.Norm[start:i]) {
				return
			}
			before = start
		}
		start = i + utf8.RuneLen(c)
	}
}

// namePart takes a part of a file name when it is surely somebody's name.
func (r *Reader) namePart(t *detect.Text, start, end int, name string) bool {
	odds, e := r.senses.NameCell(name)
	if odds < 1.5 || r.senses.Historic(name) {
		return false
	}
	r.rec.Values = append(r.rec.Values, detect.Value{Kind: detect.PersonName, Loc: t.Loc, Hidden: t.Hidden, Text: t.Original(start, end), Key: r.senses.FoldName(name), Odds: odds - e.Weight(), Evidence: e})
	return true
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
