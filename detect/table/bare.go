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

// nicknames believes a header for how somebody is called (呼び名) beside the column
// of his name, whatever its values are.
func (g *grid) nicknames() {
	named := false
	for _, c := range g.cols {
		named = named || c.kind == detect.PersonName && c.whose == detect.Subject && !c.skip
	}
	for _, c := range g.cols {
		if named && c.kind == "" && !c.skip && c.exact && c.meaning == (detect.Meaning{Kind: detect.PersonName, Part: "kana", Weak: true}) {
			g.r.settle(c, detect.PersonName, -1, detect.ColumnHeader)
			c.alias = true
		}
	}
}

// clinical are the short words of doctors, which elsewhere are anything: Rx and DX.
var clinical = map[string]detect.Kind{"dx": detect.Diagnosis, "dxs": detect.Diagnosis, "pmh": detect.Diagnosis, "pmhx": detect.Diagnosis, "comorb": detect.Diagnosis,
	"rx": detect.Medication, "meds": detect.Medication, "tx": detect.Medication, "conmeds": detect.Medication, "conmed": detect.Medication}

// abbreviated believes them where numbers of patients or what was measured of them
// stand beside.
func (g *grid) abbreviated() {
	patients := false
	for _, c := range g.cols {
		patients = patients || (c.kind == detect.PatientNumber || c.kind == detect.HealthCheck) && c.evidence&detect.ColumnHeader != 0 && !c.skip
	}
	for _, c := range g.cols {
		k := clinical[strings.ToLower(strings.Trim(c.header, ". "))]
		if !patients || k == "" || c.known && c.meaning.Personal() && c.meaning.Kind != k {
			continue
		}
		g.r.settle(c, k, -1, detect.ColumnHeader)
		c.meaning, c.within, c.maybe = detect.Meaning{Kind: k}, false, ""
	}
}

// opinions reports whether values say what was found under a name of a network, and
// are nobody's account there: 問題なし, 批判あり, of several people the same.
func opinions(vals []detect.Text, n int) bool {
	for i := range vals {
		if vals[i].Chars&(detect.HasLatin|detect.HasDigit) != 0 {
			return false
		}
	}
	return n >= 2 && len(vals)*3 <= n*2
}

// unlet reports whether a cell for the name of a tenant says that there is none.
func unlet(v string) bool {
	switch v {
	case "空", "空室", "空き", "空き室", "空部屋", "空区画", "空床", "空車", "空家", "空き家", "空地", "空席", "空枠", "欠番", "未契約", "未入居", "募集中", "募集停止", "退去済", "解約済", "使用不可", "来客用", "予備":
		return true
	}
	return false
}

// acquainted reports whether what stands under a title is how somebody is known to
// those who invite him, and not what he is in a company: 新婦同僚, 大学恩師, 従兄.
func acquainted(vals []detect.Text) bool {
	n := 0
	for i := range vals {
		v := strings.TrimSpace(vals[i].Norm)
		for _, w := range [...]string{"友人", "恩師", "同僚", "上司", "先輩", "後輩", "同級生", "同期", "幼馴染", "幼なじみ", "親族", "親戚", "従兄", "従弟", "従姉", "従妹", "伯父", "伯母", "叔父", "叔母", "祖父", "祖母", "義兄", "義姉"} {
			if strings.HasSuffix(v, w) || strings.HasSuffix(v, w+"様") {
				n++
				break
			}
		}
	}
	return n >= 3 && n*2 >= len(vals)
}

// neighbours reports whether the titles under a header are those of a residents'
// association, of parents or of a club, whose officers are called at home: 会長, 会計,
// 書記, 1班. A company has none of them but the first.
func neighbours(vals []detect.Text) bool {
	n, own := 0, 0
	for i := range vals {
		v := strings.TrimSpace(vals[i].Norm)
		switch group := strings.TrimSuffix(v, "長"); {
		case v == "会長" || v == "副会長" || v == "委員長" || v == "顧問":
			n++
		case v == "会計" || v == "書記" || v == "監査" || v == "会計監査" || v == "班長" || v == "組長",
			(strings.HasSuffix(group, "班") || strings.HasSuffix(group, "組")) && v[0] >= '0' && v[0] <= '9' && len(group) <= len("12")+len("班"):
			n++
			own++
		}
	}
	return n >= 3 && own >= 2 && n*10 >= len(vals)*7
}

// nations reports whether values are the names of countries, and not all of them of
// Japan, with which addresses end.
func nations(header string, vals []detect.Text) bool {
	abroad := strings.HasPrefix(strings.ToLower(header), "nat")
	for i := range vals {
		v := strings.TrimSuffix(strings.TrimSpace(vals[i].Norm), "国籍")
		if !countries[v] {
			return false
		}
		abroad = abroad || v != "日本" && v != "日本国" && v != "Japan" && v != "JPN"
	}
	return abroad && (len(vals) >= 2 || header != "")
}

// country reports whether a header asks for a country, or for nothing.
func country(header string) bool {
	switch strings.ToLower(strings.TrimRight(header, ".")) {
	case "", "国", "国名", "国・地域", "国/地域", "国又は地域", "country", "nat", "natl", "nation", "ctry", "出身", "出身地", "出身国・地域":
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
	JPN CHN TWN HKG KOR PRK VNM NPL PHL IDN MMR KHM THA LAO MYS SGP MNG IND BGD LKA PAK BTN UZB KAZ KGZ IRN IRQ TUR SYR AFG BRA PER BOL ARG PRY COL MEX CHL CAN GBR FRA DEU
	ITA ESP PRT NLD BEL CHE AUT SWE NOR DNK FIN POL RUS UKR ROU AUS NZL EGY NGA GHA KEN CMR ZAF`) {
		out[w] = true
	}
	return out
}()
