package prose

import (
	"strings"

	"monban/detect"
)

// Who treats somebody is told with him: 根岸Drへ連絡済, 外来の久米先生, 伏見先生の指示. A
// 先生 teaches, defends or sits in a council as well, and who deals with hospitals
// meets doctors: the words around the name have to be of the treatment of somebody.

// medical are the words before a 先生 in his clause that make him a doctor.
var medical = detect.NewPhrases(`主治医 担当医 産業医 執刀 かかりつけ 病院 クリニック 医院 診療所 医療センター 内科 外科 精神科 小児科 産科 婦人科 整形 皮膚科 眼科 耳鼻 産婦人科 心療 神経科 泌尿器科 歯科 麻酔 麻酔科 呼吸器 循環器 消化器 受診 通院 診察
	外来 往診 訪問診療 嘱託医 嘱託の 当直 院長 貴院 処方 血液検査 血培 採血 手術 オペ せん妄 診断書 主治 医師記入欄`)

// treating are the words behind a 先生 or a Dr that tell what only a doctor does.
var treating = detect.NewPhrases(`侍史 御侍史 机下 御机下 の指示 指示 より指示 から指示 が診 の診察 の診断 に診 に見てもら に処方 より処方 から処方 が処方 の処方 の執刀 が執刀 の外来 の回診 の往診 往診 に写真送 へ写真送 に画像送 へ画像送 に紹介 からの紹介 より紹介 意見書 の意見書 より意見書 の診断書 が主治医 に受診 受診 へ受診 へトレーシング にサイン済`)

// asked are the words behind a 先生 whom a surgery or a ward asks, and ward the words of
// such a place: 鼻血が止まらない。久米先生に確認し、来院するよう伝えた.
var (
	asked = detect.NewPhrases(`に確認 へ確認 に報告 へ報告 に相談 へ相談 に電話 へ電話 に連絡 へ連絡 コール をコール`)
	ward  = detect.NewPhrases(`診察券 カルテ 来院 内服 点滴 頓服 頓用 バイタル 夜勤帯 病棟 疼痛 看護記録`)
)

// treats reports whether somebody with a title behind his name s[start:end] treats
// somebody. cared tells that the line has a word for an illness.
func treats(title, s string, start, end int, cared bool) bool {
	behind := strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(s[end:], " "), title), " ")
	switch title {
	case "医師":
		return true
	case "先生":
		return clauseHas(s[:start], medical) || treating.Begins(behind) != "" || cared && asked.Begins(behind) != "" && ward.In(detect.Tail(s[:start], roleBack)+detect.Head(s[end:], roleBack))
	case "Dr", "産業医", "嘱託医", "主治医", "担当医", "校医", "園医":
		return cared || clauseHas(s[:start], medical) || treating.Begins(behind) != ""
	}
	return false
}

// doctor is the finding for a name in s that belongs to a doctor, with the title
// that stands on it.
func doctor(s string, m detect.Match) detect.Match {
	d := detect.Match{Start: m.Start, End: m.End, Odds: -1, Evidence: detect.Label}
	if title := doctors.Begins(s[m.End:]); title != "" {
		d.End += len(title)
		return d
	}
	if before := strings.TrimRight(s[:m.Start], ". "); strings.HasSuffix(before, "Dr") {
		d.Start = len(before) - len("Dr")
	}
	return d
}

var doctors = detect.NewPhrases(`先生 医師 Dr 産業医 嘱託医 主治医 担当医 校医 園医`)
