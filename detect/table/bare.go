package table

import (
	"strings"

	"monban/detect"
)

// What a column without a header is when it stands beside names, told by words
// that are too common to be it anywhere else.

// doctors reports whether values name doctors: 宇佐美医師, 椿先生. 先生 alone is said of
// teachers, too.
func doctors(vals []detect.Text) bool {
	sure := false
	for i := range vals {
		v := strings.TrimSpace(vals[i].Norm)
		physician := strings.HasSuffix(v, "医師") || strings.HasSuffix(v, "Dr") || strings.HasSuffix(v, "Dr.")
		if !physician && !strings.HasSuffix(v, "先生") {
			return false
		}
		sure = sure || physician
	}
	return sure && len(vals) >= 2
}

// nations reports whether values are the names of countries.
func nations(vals []detect.Text) bool {
	for i := range vals {
		if !countries[strings.TrimSuffix(strings.TrimSpace(vals[i].Norm), "国籍")] {
			return false
		}
	}
	return len(vals) >= 2
}

// country reports whether a header asks for a country, or for nothing.
func country(header string) bool {
	switch strings.ToLower(header) {
	case "", "国", "国名", "country", "出身", "出身地":
		return true
	}
	return false
}

// countries are those from which people come to Japan, as lists of people write
// them, and the larger others.
var countries = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`日本 日本国 中国 中華人民共和国 台湾 香港 韓国 大韓民国 朝鮮 北朝鮮 ベトナム ヴェトナム ベトナム社会主義共和国 ネパール フィリピン フィリピン共和国 インドネシア
	インドネシア共和国 ミャンマー カンボジア タイ タイ王国 ラオス マレーシア シンガポール モンゴル インド バングラデシュ スリランカ パキスタン ブータン ウズベキスタン カザフスタン キルギス
	イラン イラク トルコ シリア アフガニスタン ブラジル ペルー ボリビア アルゼンチン パラグアイ コロンビア メキシコ チリ アメリカ 米国 アメリカ合衆国 カナダ イギリス 英国 フランス ドイツ
	イタリア スペイン ポルトガル オランダ ベルギー スイス オーストリア スウェーデン ノルウェー デンマーク フィンランド ポーランド ロシア ウクライナ ルーマニア オーストラリア
	ニュージーランド エジプト ナイジェリア ガーナ ケニア カメルーン 南アフリカ Japan China Taiwan Korea Vietnam Nepal Philippines Indonesia Myanmar Cambodia Thailand India Bangladesh Brazil Peru USA
	JPN CHN TWN KOR VNM NPL PHL IDN MMR KHM THA IND BGD LKA BRA PER GBR FRA DEU`) {
		out[w] = true
	}
	return out
}()
