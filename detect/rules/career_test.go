package rules

import (
	"slices"
	"strings"
	"testing"

	"monban/detect"
)

// What notes tell of where somebody has learned, worked and applied is found where
// they are about him, and companies and schools are no careers elsewhere.
func TestCareersTold(t *testing.T) {
	e := engine(t)
	for _, tc := range []struct {
		text string
		kind detect.Kind
		want string // the values with | between them
	}{
		{"久保田 尚樹さん（34歳）。北陵大学工学部を出て新卒で入社。", detect.Career, "北陵大学工学部"},
		{"坂巻 徹さん、31歳。県立富士見商業高校を卒業後、富士見信用組合の窓口係を5年。", detect.Career, "県立富士見商業高校|富士見信用組合|窓口係"},
		{"深町 悠さん（商学部卒、26歳）が再就職の相談。", detect.Career, "商学部"},
		{"白鳥 海斗さん、19歳。高卒、自動車整備工場勤務。", detect.Career, "高卒|自動車整備工場"},
		{"望月 遼様、年収335万円、株式会社ケイアイ物流勤務。", detect.Career, "株式会社ケイアイ物流"},
		{"若宮様　現年収420万円／経理経験6年／日商簿記2級", detect.Career, "経理|日商簿記2級"},
		{"荒巻 美咲様、26歳、美容師、月収17万円。", detect.Career, "美容師"},
		{"飯島 修さんは昨年株式会社ハルミを辞めた。44歳。", detect.Career, "株式会社ハルミ"},
		{"ジョン・レイエスさん（27歳）は日本語能力試験N3合格。", detect.Career, "日本語能力試験N3"},
		{"倉橋 武さん、47歳　高校中退　大型免許", detect.Career, "高校中退|大型免許"},

		{"北陵大学との共同研究について、工学部の説明会を開きます。担当 真壁", detect.Career, ""},
		{"看護師 真壁さん、薬剤師の大鷹さんが参加。医師、看護師、薬剤師で会議。", detect.Career, ""},
		{"柳瀬トシ子様　89歳\n対応者　看護師 国分、施設長 塩田\n主治医 真鍋　担当看護師 赤嶺", detect.Career, ""},
		{"北陵高校が出場。真壁さんが引率。高校卒業後の進路について講演。", detect.Career, ""},
		{"真壁さん、大卒23万円、高卒19万円に初任給を引き上げます。", detect.Career, ""},
		{"大学卒、短大卒、専門卒どなたでも応募できます。担当は真壁さん。", detect.Career, ""},
		{"前職の規程では営業が対応。現職の課長は真壁さん。勤務先は問わない。", detect.Career, ""},

		{"小泉 亮様　書類選考で不採用\n門倉 彩様　一次面接へ（6/12 10時）", detect.JobOffer, "書類選考|不採用|一次面接"},
		{"永嶋 光一様の応募履歴。4月 株式会社カナエ（不採用）、5月 ソーワ建材（辞退）", detect.JobOffer, "株式会社カナエ|不採用|ソーワ建材|辞退"},
		{"北園 優花さん（22歳）、併願は大倉トラベルで二次面接待ち。", detect.JobOffer, "大倉トラベル|二次面接"},
		{"東條 仁さん（24歳）は株式会社みなと精機の最終面接に進んだ。", detect.JobOffer, "株式会社みなと精機|最終面接"},

		{"野津 ひかりさん（22歳）は北都銀行と三光電機の内定で迷っている。", detect.JobOffer, "北都銀行|三光電機"},
		{"小泉 亮様　日新オプト　書類選考で不採用", detect.JobOffer, "日新オプト|書類選考|不採用"},
		{"六角 直哉です。関東精密から内々定をいただきました。", detect.JobOffer, "関東精密|内々定"},

		{"高橋です。新卒の内定者3名、最終面接通過です。", detect.JobOffer, ""},
		{"佐々木です。株式会社青葉より見積書が届きました。内定している予算の範囲です。", detect.JobOffer, ""},
		{"選考の日程は6月です。最終面接は6月10日に行います。真壁さんが担当。", detect.JobOffer, ""},
		{"サンプル検査で不合格となったロットは真壁さんが再検査。", detect.JobOffer, ""},
		{"真壁さん案は採用、大鷹さん案は辞退。入札を辞退しました。", detect.JobOffer, ""},
		{"書類選考で不合格の割合は30%。真壁様にご確認ください。", detect.JobOffer, ""},
		{"発注先は株式会社東和テックに決定。担当は大鷹さん。", detect.JobOffer, ""},
	} {
		got := valuesIn(t, e, tc.text, tc.kind)
		slices.Sort(got)
		want := strings.FieldsFunc(tc.want, func(c rune) bool { return c == '|' })
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %s %q, want %q", tc.text, tc.kind, got, want)
		}
	}
}
