package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// care reads the value of a label of special care, such as 傷病名: or 主治医:, in
// t.Norm[a:b], and returns the ranges that it has read. The dictionary knows most
// of what stands there, and weak words count under such a label; of a list, what
// it does not know is a finding too. A grade that makes no sense without its
// label takes it in: 障害支援区分:4. start is where the label begins.
func (r *Reader) care(m detect.Meaning, exact bool, label string, t *detect.Text, start, a, b int) (taken []span) {
	s := t.Norm
	for strings.HasSuffix(s[a:b], "。") {
		b -= len("。")
	}
	if strings.HasSuffix(label, "番号") { // of a handbook, and what has become of it
		if i := strings.IndexByte(s[a:b], '/'); i > 0 {
			b = a + i
		}
	}
	if a == b || !r.senses.Says(s[a:b]) {
		return nil
	}
	if m.Kind == detect.CriminalRecord && m.Weak && label[0] >= utf8.RuneSelf {
		return nil // 被疑者: somebody, who is named behind it
	}
	if m.Kind == detect.CriminalRecord && cleared.Begins(strings.ToLower(s[a:min(b, a+clearedMost)])) != "" {
		return []span{{start, b}} // Criminal record: none found
	}
	r.senses.Recognise(r.excerptOf(t, s[start:b], label), func(k detect.Kind, hit detect.Match) {
		at := span{start + hit.Start, start + hit.End}
		if !k.Special() || at.end <= a || !detect.Believed(hit.Odds, hit.Evidence|detect.WithPerson) {
			return
		}
		if k == detect.Medication && strings.Contains(label, "アレルギー") {
			k = detect.Diagnosis // what somebody does not bear
		}
		taken = append(taken, at)
		r.items = append(r.items, item{line: r.line, pos: at.start, end: at.end, label: true, Value: detect.Value{Kind: k, Loc: t.Loc, Hidden: t.Hidden,
			Text: t.Original(at.start, at.end), Key: hit.Key, Odds: hit.Odds, Evidence: hit.Evidence}})
	})
	if _, _, date := r.senses.Date(r.excerptOf(t, s[a:b], ""), false); date {
		return taken // 入院期間: the time of a stay
	}
	if m.Kind == detect.Symptom && len(taken) == 0 && devices.In(s[a:b]) {
		return nil // 症状: ログイン後に画面が白くなる
	}
	if m.Kind == detect.CriminalRecord && m.Weak {
		return taken // Criminal: defence of juveniles, in what a lawyer does
	}
	known := taken
	for at := a; at < b; {
		end := b
		if i := strings.IndexAny(s[at:b], "、,"); i >= 0 {
			end = at + i
		}
		part := span{at, end}
		at = end + 1
		if end < b && s[end] >= utf8.RuneSelf {
			at = end + len("、")
		}
		for part.start < part.end && s[part.start] == ' ' {
			part.start++
		}
		if overlaps(known, part) || len(known) > 0 && !entry(s[part.start:part.end]) {
			continue
		}
		if len(known) == 0 { // a sentence is one value, whatever marks are in it
			if end < b && !entries(s[a:b]) {
				part.end, at = b, b
			}
		}
		if v, ok := r.answer(m, exact, label, t, part.start, part.end); ok {
			taken = append(taken, part)
			r.items = append(r.items, item{Value: v, line: r.line, pos: part.start, end: part.end, label: true})
		}
	}
	return taken
}

// cleared begin what is written under such a label of somebody who has no record, in
// English; clearedMost is how many bytes of it are looked at.
var cleared = detect.NewPhrases(`none no not nil clear clean negative nothing 記録なし 確認されず 該当なし`)

const clearedMost = 20

// devices are words for machines and programs, which have 症状 too.
var devices = detect.NewPhrases(`画面 ログイン 接続 サーバ エラー 起動 電源 印刷 アプリ 端末 回線 モーター エンジン 異音 ランプ 点灯 点滅 用紙 紙詰まり 紙づまり 基板 センサ 水漏れ 漏水 ブラウザ パソコン PC 充電 バッテリ 電池 給紙 スイッチ ボタン 液晶 タイムアウト 応答 フリーズ 再生 受信 送信 ブレーキ タイヤ オイル ポンプ バルブ 冷えない 温まらない 暖まらない 作動 動作 運転音 焦げ臭 電流 電圧 油圧 文字化け データ ファイル システム`)

func overlaps(list []span, x span) bool {
	for _, s := range list {
		if x.start < s.end && s.start < x.end {
			return true
		}
	}
	return x.start >= x.end
}

// entry reports whether a part of a list can be the name of a thing: a short
// word without particles and endings.
func entry(s string) bool {
	return utf8.RuneCountInString(s) <= 20 && !strings.ContainsAny(s, "をがはでにもてるいたす。 ")
}

func entries(s string) bool {
	for _, p := range strings.FieldsFunc(s, func(c rune) bool { return c == '、' || c == ',' }) {
		if !entry(strings.TrimSpace(p)) {
			return false
		}
	}
	return true
}
