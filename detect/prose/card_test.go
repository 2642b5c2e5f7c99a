package prose

import (
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

// What recognition makes of identity documents, with its mistakes, and of
// papers that speak of them. Nobody here exists.
var cards = []struct{ name, want, lines string }{
	{"my number card", "個人番号カード", "個人番号カード/氏名 青葉 千夏/住所 長野県松本市深志一丁目2番3号/昭和60年3月14日生 性別 女/2030年3月14日まで有効 松本市長/個人番号 1234 5678 9018"},
	{"its front alone", "個人番号カード", "氏名 青葉 千夏 個人番号/住所 長野県松本市深志一丁目2番3号/昭和60年3月14日生 女 2030年3月14日まで有効/電子証明書の有効期限 年 月 日 松本市長/個人番号カード 1234"},
	{"its back", "個人番号", "個人番号 1234 5678 9018/氏名 青葉 千夏/昭和60年3月14日生/松本市長"},
	{"with a wrong letter", "個人番号カード", "固人番号カード/氏名 青葉 千夏/住所 長野県松本市深志/昭和60年3月14日生 性別 女/2030年3月14日まで有効 松本市長/電子証明書の有効期限/臓器提供意思"},
	{"licence", "運転免許証", "氏名 青葉 千夏 昭和60年3月14日生/住所 長野県松本市深志一丁目2番3号/交付 令和05年04月01日 12345/2028年 (令和10年) 04月14日まで有効/免許の条件等 眼鏡等/番号 第302165432180号/ニ・小・原 平成18年03月02日/運転免許証 長野県公安委員会"},
	{"licence without its title", "運転免許証", "氏名 青葉 千夏 昭和60年3月14日生/住所 長野県松本市深志/交付 令和05年04月01日/2028年04月14日まで有効/免許の条件等/優良/第302165432180号/種類 中型 普自ニ/長野県公安委員会"},
	{"passport", "旅券", "日本国旅券 PASSPORT 旅券番号 / Passport No./TZ1234567/姓 / Surname/AOBA/名 / Given name/CHINATSU/国籍 / Nationality JAPAN/生年月日 / Date of birth 14 MAR 1985"},
	{"passport of another country", "PASSPORT", "PASSPORT/Type P Passport No. B1234567/Surname TEST/Given names THI/Nationality VIETNAMESE/Date of birth 12/05/1995/Date of expiry 01/01/2030"},
	{"residence card", "在留カード", "在留カード RESIDENCE CARD 番号 UH84512093LA/NGUYEN THI TEST/生年月日 1995年05月12日 性別 女/国籍・地域 ベトナム/佳居地 長野県松本市/在留資格 技術・人文知識・国際業務/在留期間 (満了日) 3年"},
	{"permanent resident", "特別永住者証明書", "特別永住者証明書/番号 QR87654312ST/氏名 青葉 千夏/生年月日 1985年3月14日/国籍・地域/住居地/法務大臣"},
	{"insurance", "被保険者証", "健康保険被保険者証 本人 (被保険者)/記号 12345678 番号 1234567/氏名 青葉 千夏/生年月日 昭和60年3月14日 性別 女/資格取得年月日 平成20年4月1日/事業所名称 株式会社みどり商会/保険者番号 01200017"},
	{"municipal insurance", "被保険者証", "国民健康保険被保険者証 有効期限 令和7年7月31日/記号 松 番号 123456 枝番 01/氏名 青葉 千夏 世帯主 青葉 健一/生年月日 昭和60年3月14日/交付年月日 令和6年8月1日/保険者番号 200022 松本市"},
	{"certificate of insurance", "資格確認書", "資格確認書/記号 12345678 番号 1234567 枝番 00/氏名 青葉 千夏/生年月日 昭和60年3月14日/資格取得年月日/保険者名称/保険者番号 01200017"},
	{"disability handbook", "身体障害者手帳", "身体障害者手帳/長野県 第123456号/令和2年6月1日交付/氏名 青葉 千夏/生年月日 昭和60年3月14日/障害名 右上肢機能障害/身体障害者等級表による級別 2級/旅寄鉄道株式会社旅客運賃減額 第1種/長野県知事"},
	{"mental health handbook", "障害者保健福祉手帳", "精神障害者保健福祉手帳/氏名 青葉 千夏/生年月日 昭和60年3月14日/障害等級 2級/有効期限 令和8年3月31日/手帳番号 第12345号/長野県知事"},
	{"handbook of intellectual disability", "療育手帳", "療育手帳/第54321号 長野県知事/氏名 青葉 千夏/生年月日 平成20年4月1日/保護者 青葉 健一/判定 B1/次回判定 令和9年4月"},

	{"list of documents", "", "本人確認書類/運転免許証/パスポート/在留カード/マイナンバーカード/健康保険証/氏名 住所 生年月日の確認できるもの 2024年4月1日"},
	{"application", "", "身体障害者手帳交付申請書/令和6年4月1日 長野県知事/氏名 青葉 千夏/生年月日 昭和60年3月14日/障害名/等級 第123456号"},
	{"specimen", "", "見本/運転免許証/氏名 日本 花子/昭和61年5月1日生/住所/2028年04月14日まで有効/免許の条件等/第012345678900号/公安委員会"},
	{"letter", "", "入居申込書/氏名 青葉 千夏/生年月日 昭和60年3月14日/住所 長野県松本市深志/年収 450万円"},
	{"business card", "", "株式会社みどり商会/営業部 課長/青葉 千夏/長野県松本市深志一丁目2番3号/TEL 0263-33-1234"},
	{"notice of the clinic", "", "受診の方へ/保険証をお持ちください/2024年4月1日から 資格確認書でも受診できます"},
	{"slide on the card", "", "マイナンバーカードとは/氏名 住所 生年月日 性別が記載されます/電子証明書の有効期限は5年/市長が交付します"},
	{"receipt", "", "領収書/令和6年4月1日/記号 123456/保険者番号/負担割合/合計 1,200円"},
	{"library card", "", "図書館利用カード/氏名 青葉 千夏/有効期限 2026年3月31日/番号 123456789012"},
	{"licence of a trade", "", "宅地建物取引士証/氏名 青葉 千夏/生年月日 昭和60年3月14日/登録番号 (長野) 第123456号/令和10年3月31日まで有効/長野県知事"},
}

func TestCards(t *testing.T) {
	for _, tt := range cards {
		c := card{}
		for i, l := range strings.Split(tt.lines, "/") {
			c.add(extract.Unit{Text: l, Loc: extract.Loc{Line: i + 1}}, l, i+1)
		}
		v, ok := c.value()
		switch {
		case ok != (tt.want != ""):
			t.Errorf("%s: %v, want %q", tt.name, ok, tt.want)
		case ok && (v.Text != tt.want || v.Kind != detect.IDCard || !detect.Believed(v.Odds, v.Evidence)):
			t.Errorf("%s: %s, odds %v; want %s", tt.name, v.Text, v.Odds, tt.want)
		}
	}
}

// A long text is no card, whatever it says.
func TestLongText(t *testing.T) {
	c := card{}
	for range 20 {
		c.add(extract.Unit{}, cards[0].lines, 1)
	}
	if _, ok := c.value(); ok {
		t.Error("a long text is taken for a card")
	}
}
