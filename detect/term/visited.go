package term

import "monban/detect"

// A hospital is somebody's where he goes there, and nobody's where one does business
// with it.

// visited are the words behind a hospital that somebody is taken or goes to. The short
// forms of names, which mean other things as well, are believed before them only:
// 八木整形|受診, 高山赤十字|へ搬送. So are the hospitals of which a town has one.
var visited = detect.NewPhrases(`受診 通院 入院 転院 搬送 救急搬送 紹介 へ搬送 に搬送 へ救急 に救急 へ入院 に入院 に緊急入院 へ緊急 へ運ば に運ば へ転院 に転院 に転棟 へ紹介 に紹介 へ通院 に通院 に通 へ通 を受診 へ受診 に受診 で受診 にかか で診 で検査 で手術 でオペ で縫合 で処置 で治療 で内視鏡 で点滴 で出産 で分娩 で術 でMRI でCT で処方 から処方 でもらった にて加療 にて入院 にて治療 にて診断 にて受診 の診断書 の診断で の主治医 の外来 の予約日 の紹介状 へ週 に週 に月 へ月 へ同行 へ直行 へ。 へつな`)

// singular are the words for hospitals of which there is one far and wide, so that
// they name it; publics may stand before them.
var (
	singular = exactly(`市立病院 県立病院 都立病院 国立病院 市民病院 町立病院 赤十字病院 労災病院 済生会病院 厚生病院 医科大学病院 大学病院 がんセンター こども病院 子ども病院 小児病院 こころの医療センター 精神医療センター 循環器病センター 救命救急センター 救命センター こども医療センター 小児医療センター 母子医療センター 日赤 赤十字`)
	publics  = exactly(`県立 市立 都立 府立 道立 国立 町立 公立 組合立 県 市 国`)
)

// trade are words near a hospital that somebody does business with.
var trade = detect.NewPhrasesOf([]string{"商談", "納品", "納入", "受注", "取引", "売り込み", "営業先", "入札", "展示会", "プレゼン", "ホームページ", "竣工"})
