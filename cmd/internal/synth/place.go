package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Towns exist, the numbers behind them are made up.
var towns = splitAll(`160-0023 東京都 新宿区 西新宿,154-0004 東京都 世田谷区 太子堂,120-0034 東京都 足立区 千住,190-0012 東京都 立川市 曙町,192-0083 東京都 八王子市 旭町,
220-0004 神奈川県 横浜市西区 北幸,210-0007 神奈川県 川崎市川崎区 駅前本町,252-0231 神奈川県 相模原市中央区 相模原,330-0846 埼玉県 さいたま市大宮区 大門町,350-1123 埼玉県 川越市 脇田本町,
260-0015 千葉県 千葉市中央区 富士見,272-0021 千葉県 市川市 八幡,060-0001 北海道 札幌市中央区 北1条西,070-0031 北海道 旭川市 一条通,030-0801 青森県 青森市 新町,
020-0021 岩手県 盛岡市 中央通,980-0021 宮城県 仙台市青葉区 中央,010-0001 秋田県 秋田市 中通,990-0039 山形県 山形市 香澄町,963-8002 福島県 郡山市 駅前,
305-0031 茨城県 つくば市 吾妻,320-0811 栃木県 宇都宮市 大通り,370-0849 群馬県 高崎市 八島町,950-0087 新潟県 新潟市中央区 東大通,930-0002 富山県 富山市 新富町,
920-0853 石川県 金沢市 本町,910-0006 福井県 福井市 中央,400-0031 山梨県 甲府市 丸の内,380-0824 長野県 長野市 南石堂町,500-8833 岐阜県 岐阜市 神田町,
420-0851 静岡県 静岡市葵区 黒金町,430-0926 静岡県 浜松市中央区 砂山町,450-0002 愛知県 名古屋市中村区 名駅,440-0888 愛知県 豊橋市 駅前大通,510-0075 三重県 四日市市 安島,
520-0044 滋賀県 大津市 京町,600-8216 京都府 京都市下京区 東塩小路町,530-0001 大阪府 大阪市北区 梅田,590-0028 大阪府 堺市堺区 三国ヶ丘御幸通,650-0021 兵庫県 神戸市中央区 三宮町,
630-8215 奈良県 奈良市 東向中町,640-8331 和歌山県 和歌山市 美園町,700-0024 岡山県 岡山市北区 駅元町,732-0822 広島県 広島市南区 松原町,760-0011 香川県 高松市 浜ノ町,
790-0012 愛媛県 松山市 湊町,780-0834 高知県 高知市 堺町,812-0011 福岡県 福岡市博多区 博多駅前,850-0058 長崎県 長崎市 尾上町,860-0047 熊本県 熊本市西区 春日,
870-0831 大分県 大分市 要町,880-0811 宮崎県 宮崎市 錦町,890-0053 鹿児島県 鹿児島市 中央町,900-0021 沖縄県 那覇市 泉崎,683-0043 鳥取県 米子市 末広町`)

var buildings = []string{"サンハイツ", "コーポみどり", "グリーンハイム", "メゾン桜", "第二若葉荘", "パークサイド", "レジデンス青空"}

// An Address is a town that exists and a made-up number in it.
type Address struct{ Zip, Pref, City, Town, Number, Building string }

func newAddress(r *rand.Rand) Address {
	t := pick(r, towns)
	a := Address{Zip: t[0], Pref: t[1], City: t[2], Town: t[3]}
	x, y, z := 1+r.IntN(9), 1+r.IntN(30), 1+r.IntN(20)
	switch {
	case strings.HasSuffix(a.Town, "西"):
		a.Number = fmt.Sprintf("%d丁目%d番地", x, y)
	case chance(r, 55):
		a.Number = fmt.Sprintf("%d-%d-%d", x, y, z)
	case chance(r, 40):
		a.Number = fmt.Sprintf("%d丁目%d番%d号", x, y, z)
	default:
		a.Number = fmt.Sprintf("%d-%d", y, z)
	}
	if chance(r, 35) {
		a.Building = fmt.Sprintf("%s%d0%d", pick(r, buildings), 1+r.IntN(8), 1+r.IntN(9))
	}
	return a
}

// String is the whole address in one line, without the postal code.
func (a Address) String() string {
	s := a.Pref + a.City + a.Town + a.Number
	if a.Building != "" {
		s += " " + a.Building
	}
	return s
}

var companies = strings.Fields(`みどり商事株式会社 株式会社あおば製作所 青空システムズ株式会社 株式会社北斗物流 さくら印刷有限会社 株式会社未来テック 東都電機株式会社 (株)ひまわり食品 合同会社クラフト工房 日和建設株式会社
株式会社スカイネット 若葉ソフトウェア株式会社 三ツ星機械工業株式会社 湾岸倉庫株式会社 株式会社オリーブ薬局 つばさ運輸株式会社 株式会社サンライズ企画 はるかぜ信用組合 株式会社デジタル野原 月光化学株式会社`)

var companiesEn = []string{"Blue Harbor Inc.", "Northwind Traders", "Acme Robotics", "Lumen Labs", "Contoso Ltd", "Fabrikam, Inc.", "Globex", "Initech", "Umbra Systems", "Starling AI"}

func splitAll(s string) [][4]string {
	var out [][4]string
	for _, f := range strings.Split(s, ",") {
		var t [4]string
		copy(t[:], strings.Fields(f))
		out = append(out, t)
	}
	return out
}
