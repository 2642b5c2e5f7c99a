package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// How long somebody has worked is told in one phrase with where and as what: 青鶴書房で
// 校正11年, 路線バスの運転士を13年, 機械設計の経験11年, 前職 タクシー6年. Machines, contracts
// and treatments have their years too, so what stands before the years must be a place
// of work or a work.

// tenureMost is how long, in bytes, such a phrase is.
const tenureMost = 75

var (
	// tenureBehind may stand behind the years and belong to them; noTenure makes them
	// something else.
	tenureBehind = detect.NewPhrases(`プレー 勤務 在籍 従事 経験`)
	noTenure     = detect.NewPhrases(`度 生 目標 前 後 以内 ごと 契約 保証 保存 分 毎 ぶり まで 制 課程 計画 コース 満期 以上の経験 以上の実務 以上ある 以上の方 程度の経験 未満 、定期 に1 に2 に一 に二 の保 の契 の定 末 初 頭 目に 版 式 産 物 を超 を経 が経 経過 の歴史 の老舗 の実績 使 もの`)
	// works end what somebody does for his living.
	works = detect.NewPhrases(`運転士 運転手 看護師 保健師 薬剤師 保育士 介護士 介護福祉士 栄養士 調理師 美容師 理容師 教師 講師 技師 整備士 設計士 会計士 税理士 弁護士 司書 教員 教諭 職員 社員 店員 販売員 警備員 清掃員 作業員 検査員 指導員 支援員 相談員 添乗員 乗務員 消防士 警察官 自衛官 公務員 大工 石工 左官 とび 板前 料理人 寿司職人 職人 溶接工 旋盤工 塗装工 配管工 電工 鉄筋工 型枠工 店長 副店長 料理長 工場長 所長 課長 係長 主任 班長 施設長 支店長 マネージャー リーダー スーパーバイザー SV MR SE エンジニア プログラマー プログラマ デザイナー ライター ドライバー 秘書 通訳 翻訳 窓口 窓口係 受付 レジ 品出し 袋詰め 仕分け 検品 検査 製造 組立 加工 溶接 塗装 整備 修理工 設計 機械設計 開発 企画 営業 法人営業 個人営業 外商 販売 接客 経理 総務 人事 法務 労務 広報 購買 貿易事務 輸入事務 営業事務 医療事務 一般事務 事務 事務補助 調理 調理補助 厨房 清掃 警備 送迎 配送 配達 運送 運転 トラック タクシー バス 介護 訪問介護 保育 学童保育 学童 家庭教師 塾講師 編集 校正 組版 印刷 施工管理 現場監督 土木 解体 農業 漁業 林業 酪農 家業 コールセンター ヘルプデスク テレアポ コンビニ 居酒屋 飲食店 飲食 工場 縫製 クリーニング店 新聞配達 自衛隊 自営 自営業 主婦 フリーランス パート アルバイト 派遣 非常勤 正社員 契約社員 嘱託`)
	// ailing are what else somebody does for years in a place.
	notWork = detect.NewPhrases(`治療 通院 入院 療養 透析 投薬 服薬 内服 リハビリ 休職 生活 暮ら 同居 交際 入所 闘病 認知症 うつ 病 契約 融資 返済 借入 ローン 賃貸 保険 保証 懲役 服役 拘禁 在住 居住 留学 在学 保管 保存 利用 使用 更新 定期`)
)

// tenures takes how long somebody has worked, as the line t tells.
func (r *Reader) tenures(t *detect.Text) {
	if t.Chars&detect.HasDigit == 0 || !strings.Contains(t.Norm, "年") || careerGeneral.In(t.Norm) || !r.somebody() {
		return
	}
	s := t.Norm
	for at := 0; ; {
		k := strings.Index(s[at:], "年")
		if k < 0 {
			return
		}
		k += at
		at = k + len("年")
		if start, end, ok := tenure(s, k); ok {
			r.tell(detect.Career, start, end, -0.3)
		}
	}
}

// tenure reads the phrase that ends with the years at s[at:].
func tenure(s string, at int) (start, end int, ok bool) {
	n := at
	for n > 0 && at-n < 3 && s[n-1]-'0' < 10 {
		n--
	}
	if years := s[n:at]; years == "" || len(years) > 2 || n > 0 && strings.IndexByte(".-/", s[n-1]) >= 0 {
		return 0, 0, false
	}
	end = at + len("年")
	if m := detect.Months(s[end:]); m > 0 {
		end += m
	}
	if strings.HasPrefix(s[end:], "間") {
		end += len("間")
	}
	if noTenure.Begins(s[end:]) != "" {
		return 0, 0, false
	}
	end += len(tenureBehind.Begins(s[end:]))
	if c, _ := utf8.DecodeRuneInString(s[end:]); c >= '一' && c <= '龥' && tenured.Begins(s[end:]) == "" {
		return 0, 0, false
	}
	phrase := s[max(0, n-tenureMost):n]
	for _, w := range [...]string{"の経験", "経験", "歴", "勤務", "を", "に", "で", "として", "一筋", " "} {
		phrase = strings.TrimSuffix(phrase, w)
	}
	phrase = lastField(phrase)
	if phrase == "" || notWork.In(phrase) {
		return 0, 0, false
	}
	for _, w := range [...]string{"にて", "で", "に"} { // 青鶴書房|で|校正
		if i := strings.LastIndex(phrase, w); i > 0 && companyEnds.EndsIn(phrase[:i]) {
			if job := phrase[i+len(w):]; works.Ends(job) == "" {
				break
			}
			return from(s, phrase, n), end, true
		}
	}
	ok = works.Ends(phrase) != "" || strings.HasSuffix(s[:n], "で") && tenureBehind.Ends(s[:end]) != "" && companyEnds.EndsIn(phrase) || companyEnds.EndsIn(phrase) && strings.HasSuffix(s[:n], "勤務")
	return from(s, phrase, n), end, ok
}

// from returns where the phrase begins that stands shortly before s[n:].
func from(s, phrase string, n int) int { return strings.LastIndex(s[:n], phrase) }

// tenured goes on behind the years of a work.
var tenured = detect.NewPhrases(`勤 務 働 経 続 担 在 従`)

// lastField returns the end of s behind the last mark or particle that ends what was
// said before: 宗像 龍様、|機械設計, 前職は|造園会社.
func lastField(s string) string {
	cut := 0
	for i, c := range s {
		switch c {
		case '、', '。', '(', ')', ':', ' ', '「', '」', '→', ',', '/', '\t':
			cut = i + utf8.RuneLen(c)
		}
	}
	s = s[cut:]
	for !utf8.ValidString(s) {
		s = s[1:]
	}
	for _, w := range [...]string{"は", "が", "さん", "様", "を出て", "卒業後", "退職後", "を経て", "てから"} {
		if i := strings.LastIndex(s, w); i >= 0 {
			s = s[i+len(w):]
		}
	}
	for _, w := range [...]string{"から", "その後", "以前", "前に", "現在", "主に", "過去に", "前職", "現職"} {
		s = strings.TrimPrefix(s, w)
	}
	return strings.TrimLeft(s, "・ ")
}
