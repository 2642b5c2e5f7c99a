package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// What somebody does not bear is named by the thing itself: 牛乳アレルギー, ジアミンアレルギー,
// ヨード過敏, グルテン不耐症. No dictionary lists all things; a word in katakana that stands
// there is one, too, unless it says what sort of allergy or of goods it is.

// reactions are the words behind the thing, the longest first where they begin alike.
var reactions = detect.NewWords(`アレルギー 過敏 不耐 かぶれ アナフィラキシー`)

const (
	foods     = `卵 鶏卵 生卵 玉子 たまご 卵白 卵黄 うずら卵 乳 牛乳 乳製品 ミルク 生クリーム 小麦 小麦粉 大麦 そば ソバ 蕎麦 蕎麦粉 落花生 えび エビ 海老 かに カニ 蟹 甲殻類 いか イカ 烏賊 たこ タコ 蛸 貝 貝類 ほたて 帆立 帆立貝 あさり しじみ かき カキ 牡蠣 あわび 鮑 いくら うに たらこ 魚卵 さば サバ 鯖 さけ 鮭 まぐろ 鮪 あじ アジ いわし 鰯 さんま ぶり うなぎ 鰻 青魚 白身魚 赤身魚 魚 魚介 魚介類 川魚 肉 牛肉 豚肉 鶏肉 羊肉 馬肉 大豆 豆乳 納豆 もやし 枝豆 ごま ゴマ 胡麻 くるみ 胡桃 木の実 種実類 栗 くり もも モモ 桃 りんご すいか 西瓜 いちご 苺 さくらんぼ ぶどう 葡萄 みかん 柑橘 柑橘類 柿 梨 びわ 枇杷 梅 果物 果実 なす ナス 茄子 きゅうり にんじん 人参 ほうれん草 ほうれんそう とうもろこし じゃがいも さつまいも 里芋 さといも 山芋 やまいも 長芋 とろろ たけのこ 竹の子 筍 しいたけ 椎茸 きのこ キノコ まつたけ 松茸 にんにく 生姜 しょうが 玉ねぎ たまねぎ 玉葱 ねぎ ネギ かぼちゃ ごぼう 米 もち 酒 お酒 紅茶 香辛料 からし わさび はちみつ 蜂蜜 着色料 保存料 香料 添加物 食品添加物`
	drugs     = `造影剤 ヨード ヨウ素 麻酔 麻酔薬 局所麻酔 局所麻酔薬 局麻 歯科麻酔 抗生剤 抗生物質 抗菌薬 解熱剤 解熱鎮痛薬 鎮痛剤 痛み止め 風邪薬 かぜ薬 湿布 湿布薬 絆創膏 ばんそうこう 医療用テープ 点眼薬 目薬 消毒 消毒薬 消毒液 消毒用アルコール アルコール綿 薬 薬剤 薬物 内服薬 注射薬 輸血 血液製剤 予防接種 座薬 漢方薬 漢方 筋弛緩薬 降圧剤`
	materials = `天然ゴム ゴム手袋 金属 歯科金属 金 銀 水銀 漆 うるし ウルシ 羊毛 絹 化学繊維 化繊 洗剤 合成洗剤 柔軟剤 染毛剤 毛染め 毛染め剤 染料 カラー剤 白髪染め ヘアカラー パーマ液 薬液 化粧品 香水 日焼け止め 接着剤 塗料 溶剤 界面活性剤 防腐剤 柔軟仕上げ剤 切削油 セメント シャンプー テープ ゴム ニッケル ピアス 時計 おむつ オムツ マスク 化学物質 電磁波 花粉 杉 杉花粉 スギ花粉 檜 イネ科 イネ科花粉 ほこり 埃 黄砂 動物 犬 いぬ 猫 ねこ 犬猫 鳥 羽毛 馬 蜂 ハチ毒 蜂毒 虫 虫刺され 蚊 日光 紫外線 寒冷 温熱 光線 汗 運動 水 植物 菊 キク科 ウリ科 バラ科 マメ科 グルテン 乳糖 果糖 ラクトース`
)

var (
	allergens = longestFirst(foods + " " + drugs + " " + materials)
	// touched stand before かぶれ, which what is in fashion has as well: 西洋かぶれ.
	touched = longestFirst(drugs + " " + materials)
	// noSubstances are words before アレルギー that name no thing.
	noSubstances = exactly(`マルチ ノン アンチ ハイポ フリー シーズン プチ ロー ゼロ リスク ストレス メンタル スピリチュアル インターネット デジタル アトピー クラス カード リスト チェック グループ サポート テスト データ マイ コンタミ ヒト タイプ リアル シック ステップ ベビー キッズ ペットフード オーガニック ナチュラル`)
	// allergyGoes stand on アレルギー where it is of goods, offices and sciences.
	allergyGoes = detect.NewPhrases(`対応 表示 検査 情報 物質 専門 科 学 薬 剤 用 源 性 除去 対策 反応試験 外来 研究 試験 献立 特定 一覧 表 カード 調査 マーク 成分 低減 食 原因 配慮 カ テスト フリー フード センター クリニック ケア ゼロ カット 様 診断薬 商品 製品 メニュー 負荷試験 週間 ガイド`)
	lasting     = longestFirst(`症 反応 体質 症状`)
)

// allergies calls found for what t says that somebody does not bear.
func allergies(t *detect.Text, found func(start, end int)) {
	s := t.Norm
	t.Each(reactions, func(at, end int) {
		reaction := s[at:end]
		if reaction == "不耐" || reaction == "過敏" {
			end += len(s[end:]) - len(strings.TrimPrefix(s[end:], "症"))
		}
		start := substance(s, at, reaction)
		if start == at {
			return
		}
		rest := s[end:]
		if allergyGoes.Begins(rest) != "" && lasting.Begins(rest) == "" || !Held(s, start, end, end) {
			return
		}
		if r, _ := utf8.DecodeRuneInString(rest); classOf(r) == katakana {
			return
		}
		found(start, end)
	})
}

// substance returns where the thing begins whose name ends at at; at when none does.
func substance(s string, at int, reaction string) int {
	listed := allergens
	if reaction == "かぶれ" {
		listed = touched
	}
	if w := listed.Ends(s[:at]); w != "" && opensThing(s, at-len(w)) {
		return at - len(w)
	}
	start, n := runStart(s, at, katakana, 16)
	if reaction == "かぶれ" || n < 3 || n > 14 || noSubstances[s[start:at]] {
		return at
	}
	switch r, _ := utf8.DecodeLastRuneInString(s[:start]); {
	case r == '抗' || r == '低' || r == '無' || classOf(r) == latin:
		return at
	}
	return start
}

// opensThing reports whether the name of a thing may begin at at: not 金 in 料金, but
// in kana behind anything but kana that is no particle.
func opensThing(s string, at int) bool {
	if at == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	first, _ := utf8.DecodeRuneInString(s[at:])
	switch c := classOf(r); {
	case c != classOf(first):
		return true
	case c == kanji:
		return moments.Ends(s[:at]) != "" || strings.ContainsRune("氏様君児者類", r)
	case c == hiragana:
		return before.Has(r) || called.Ends(s[:at]) != ""
	}
	return false
}
