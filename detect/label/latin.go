package label

import (
	"strings"

	"monban/detect"
)

// onScreen reports whether a header in Latin letters is the name of a text that a
// program shows, not of a value: label_birth, err_email.
func onScreen(key string) bool {
	for _, w := range [...]string{"label", "lbl", "err", "hint", "btn", "button", "placeholder", "tooltip"} {
		if len(key) > len(w)+2 && strings.HasPrefix(key, w) {
			return true
		}
	}
	return false
}

// pieceTable translates what headers in Latin letters are made of: romaji and
// the abbreviations of databases. A line begins with the Japanese for all that
// follow. "-" is said by nothing: it is left out.
const pieceTable = `
氏名 shimei simei namae nm name nam fullname
姓 sei myoji myouji lname lnm lastname familyname surname
名 mei fname fnm firstname givenname
カナ kana kn furigana yomi yomigana katakana
漢字 kanji kj
生年月日 seinengappi seinengapi birthday birthdate birth birthymd bday brthdt umare dob bymd
誕生日 tanjobi tanjoubi tanjyobi tanjo tanjyo tanjou
性別 seibetsu seibetu sex gender gndr
年齢 nenrei nenre age
住所 jusho jyusho jyusyo juusho jusyo addr address adr adrs
現住所 genjusho genjyusho
都道府県 todofuken todouhuken todohuken todoufuken ken pref prefecture
市区町村 shikuchoson sikutyoson shichoson shikutyoson city
番地 banchi banti
建物名 tatemono tatemonomei biru
郵便番号 yubin yuubin yubinbango yuubinbangou zip zipcode postal postcd postcode
電話番号 denwa denwabango denwabangou tel telno phone phn telephone
携帯電話番号 keitai ketai keitaidenwa mobile mob cell cellphone mobileno
メールアドレス mail email eml meado mailaddress meru emailaddress emailadrs mailadrs meeru
個人番号 kojin kojinbango mynumber mynum mainanba
社員番号 shainbango syainbango shainno syainno empno empid
基本給 kihonkyu kihonkyuu basepay basesal basesalary basicsal basicsalary basicpay basewage
給与 kyuyo kyuuyo salary slry kyuryo ctc sal wage
月給 monthlypay monthlysal gekkyu monthpay
手取り netpay netsal tedori
額 amt gaku amount
手当 teate allowance alw
残業手当 zangyoteate zangyou overtimepay otpay
通勤手当 tsukinteate tsuukinteate commuteallow
総支給額 soushikyu soshikyu sosikyu soushikyugaku grosspay grosssal
支給 shikyu sikyu
差引支給額 sashihiki sasihiki
賞与 shoyo shouyo bonus
年収 nenshu nensyu nenshuu annualctc annualsalary
口座番号 koza kouza kozabango kouzabango acctno accountno
銀行名 ginko ginkou ginkomei
支店名 shiten siten shitenmei
病名 byomei byoumei shobyomei shoubyoumei dx diag
診断名 shindan shindanmei sindan
障害名 shogai shougai syogai shogaimei shougaimei
障害種別 shogaishubetsu
要介護度 yokaigo yokaigodo kaigodo
要介護状態区分 yokaigojotaikbn yokaigojotaikubun
区分 kbn kubun
宛名番号 atenano
優先 yusen
送付先 sofusaki
方書 katagaki
町字 choaza
手帳 techo
手帳番号 tetyono techono
既往歴 kioreki kiou kiohreki
薬剤名 yakuzai kusuri yakumei
血圧 ketsuatsu ketuatu bp
病院名 byoin byouin byoinmei
主治医 shujii syujii
続柄 zokugara tsuzukigara
国籍 kokuseki natl nationality
在留カード番号 zairyu zairyucard
旅券番号 ryoken passportno pptno passport
免許証番号 menkyo menkyosho menkyono licenseno
学歴 gakureki
職歴 shokureki syokureki
勤務先 kinmusaki kinmu
宗教 shukyo shuukyou
備考 biko bikou rmk memo remarks
被保険者 hihokensha hihokensya
保険者 hokensha hokensya
保険 hoken insurance
雇用保険 koyohoken koyouhoken
記号 kigo kigou
番号 bango bangou no num
コード cd code
顧客 kokyaku cust customer okyaku client cli clnt
社員 shain syain emp employee jugyoin jyugyoin
利用者 riyosha riyousha user usr
患者 kanja pat patient ptnt
会員 kaiin member mbr memb
学生 gakusei student stu std
生徒 seito pupil
応募者 obosha oubosha applicant appl cand candidate
保護者 hogosha guardian parent
緊急連絡先 kinkyu emergency emerg
世帯主 setainushi
担当者 tanto tantosha tantou tantousha
会社 kaisha gaisha company corp comp
店舗 tenpo shop store
日 date dt ymd hi bi nichi
- mst tbl val txt str col fld
`

// latinPieces reads pieceTable; spelled has its pieces as spelling folds them.
func latinPieces() (pieces, spelled map[string]string) {
	out, spelled := map[string]string{}, map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(pieceTable), "\n") {
		f := strings.Fields(line)
		for _, piece := range f[1:] {
			out[piece] = strings.Trim(f[0], "-")
			spelled[spelling.Replace(piece)] = out[piece]
		}
	}
	return out, spelled
}

// latin knows headers in romaji and in the abbreviations of databases by their
// translation: cust_nm_kn is 顧客氏名カナ, SHAIN_NO is 社員番号. All of a header
// must be known. One piece alone must be long: Ken and Mei are names.
func (l *Lexicon) latin(key string) (m detect.Meaning, ok bool) {
	key = strings.TrimRight(key, "0123456789#.")
	if len(key) < 4 || len(key) > 30 {
		return m, false
	}
	for i := range len(key) {
		if c := key[i]; c < 'a' || c > 'z' {
			return m, false
		}
	}
	words, ok := l.translate(l.pieces, key, make([]string, 0, piecesMost))
	if !ok {
		words, ok = l.translate(l.spelled, spelling.Replace(key), make([]string, 0, piecesMost))
	}
	if !ok || len(words) == 1 && len(key) < 5 {
		return m, false
	}
	whole := strings.Join(words, "")
	for _, twice := range []string{"番号", "日", "額"} { // tel_no, birth_date, base_pay_amt
		if s, ok := strings.CutSuffix(whole, twice); ok && strings.HasSuffix(s, twice) {
			whole = s
		}
	}
	if m, ok := l.composed(whole); ok {
		return m, true
	}
	if thing, ok := strings.CutSuffix(whole, "氏名"); ok { // the name of a thing: shiten_nm, syogai_nm
		if m, ok := l.composed(strings.TrimSuffix(thing, "名") + "名"); ok {
			return m, true
		}
	}
	return l.composed(strings.Replace(whole, "障害名", "障害", 1)) // syogai_kbn
}

// spelling folds the ways in which people write romaji: jusho, juusyo and jyuusyo,
// seinengappi and seinenngappi.
var spelling = strings.NewReplacer("shi", "si", "sh", "sy", "chi", "ti", "ch", "ty", "cy", "ty", "tsu", "tu", "ji", "zi", "jy", "zy", "j", "zy", "fu", "hu", "ou", "o", "oo", "o", "uu", "u", "nn", "n")

// piecesMost is how many pieces a header has.
const piecesMost = 5

// translate cuts s into known pieces, the longest first, and appends their
// Japanese to words.
func (l *Lexicon) translate(pieces map[string]string, s string, words []string) ([]string, bool) {
	if s == "" {
		return words, true
	}
	if len(words) == piecesMost {
		return nil, false
	}
	for n := min(len(s), 16); n >= 2; n-- {
		if ja, ok := pieces[s[:n]]; ok {
			if all, ok := l.translate(pieces, s[n:], append(words, ja)); ok {
				return all, true
			}
		}
	}
	return nil, false
}
