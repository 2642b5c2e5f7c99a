package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// What the police and the courts do to somebody is one phrase with the deed before
// it: 傷害の疑いで逮捕, 放火未遂で懲役, 覚せい剤で二度目の服役. The deed alone is a subject
// of the newspaper, and some measures (検挙, 罰金, 免許取消) are words of statistics and
// of contracts; both are meant of somebody where they stand together.

// measures begin the words for what is done to whoever has broken a law.
var measures = longestFirst(`逮捕 通常逮捕 緊急逮捕 現行犯逮捕 再逮捕 別件逮捕 書類送検 送検 追送検 書類送致 身柄送致 簡易送致 送致 検察官送致 逆送 起訴 在宅起訴 略式起訴 起訴猶予 不起訴 有罪 実刑 執行猶予 検挙 懲役 禁錮 禁固 拘禁刑 拘留 罰金 科料 服役 補導 収監 収容 略式命令 略式罰金 勾留 留置 指名手配 立件 摘発
	家裁 家庭裁判所 少年院 少年刑務所 少年鑑別所 鑑別所 刑務所 観護措置 保護観察 保護処分 試験観察 児童自立支援施設送致 児相に通告 前科 前歴 犯歴 逮捕歴 検挙歴 補導歴 服役歴 求刑 保釈 仮釈放 仮出所 処分保留 微罪処分 嫌疑不十分 退去強制 強制退去 免許取消 免許停止 免許取り消し 免停 捕ま つかま 刑事処分 刑事処罰 受刑 務所 ムショ ネンショー`)

// Between the deed and the measure stand what joins them and what counts the measure
// or tells who took it.
var (
	links     = longestFirst(`の現行犯で の現行犯として の疑いで の疑いにより の容疑で の容疑により 容疑で 容疑により 疑いで の嫌疑で の罪で の罪により の罪に問われ の件で により によって で の`)
	counting  = longestFirst(`回目の 度目の 回も 回 度 件 年前に 年前にも 年に 年にも 月に 二度目の 三度目の 二度 三度 数回 何度か 何度も 再度 再び 過去に 以前 以前に 昨年 一昨年 先月 先週 現行犯で 在宅で 現地警察に 県警に 警視庁に 警察に 署に 警察署に 警察で 地裁で`)
	suspected = detect.NewPhrases(`の疑いで の疑いにより の容疑で の容疑により 容疑で 容疑により の嫌疑で の罪で の罪により`)
	shares    = longestFirst(`未遂 の未遂 予備 幇助 の幇助 ほう助 のほう助 教唆 の教唆 の共犯 の従犯 の共謀 の共同正犯 罪 等 など などの`)
	alsoDone  = longestFirst(`と ・ 及び および や`)
)

// deeds against the law, as the police and everybody call them. The dictionary has
// most of them too, for cells and for 罪名: .
var crimes = longestFirst(`内乱 外患誘致 公務執行妨害 犯人蔵匿 犯人隠避 証拠隠滅 逃走 騒乱 放火 現住建造物等放火 非現住建造物等放火 建造物等以外放火 失火 業務上失火 往来妨害 往来危険 汽車転覆 住居侵入 住居不法侵入 不法侵入 建造物侵入 不退去 通貨偽造 偽造通貨行使 偽札行使 偽造 文書偽造 公文書偽造 有印公文書偽造 偽造有印公文書行使 私文書偽造 有印私文書偽造 偽造有印私文書行使 公正証書原本不実記載 有価証券偽造 支払用カード電磁的記録不正作出 不正指令電磁的記録作成 不正指令電磁的記録保管 偽証 虚偽告訴 虚偽申告
	わいせつ 公然わいせつ わいせつ物頒布 わいせつ電磁的記録頒布 わいせつ図画頒布 不同意わいせつ 不同意性交 不同意性交等 強制わいせつ 準強制わいせつ 強制性交 強制性交等 準強制性交等 強姦 準強姦 監護者わいせつ 監護者性交等 面会要求 面会要求等 レイプ 賭博 単純賭博 常習賭博 オンライン賭博 オンラインカジノ 野球賭博 賭博開張図利 賭博場開張 死体遺棄 死体損壊 墳墓発掘 礼拝所不敬 職権濫用 職権乱用 収賄 受託収賄 贈賄 贈収賄 あっせん収賄 汚職
	殺人 嘱託殺人 承諾殺人 同意殺人 自殺幇助 自殺関与 傷害 傷害致死 現場助勢 暴行 凶器準備集合 過失傷害 過失致死 重過失致死 重過失傷害 業務上過失致死 業務上過失致死傷 業務上過失傷害 堕胎 遺棄 保護責任者遺棄 保護責任者遺棄致死 逮捕監禁 監禁 監禁致傷 脅迫 強要 略取誘拐 未成年者略取 未成年者誘拐 未成年略取 わいせつ目的略取 わいせつ目的誘拐 身代金目的略取 身の代金目的略取 営利目的略取 人身売買 人身取引 誘拐 信書開封 秘密漏示 秘密漏洩 名誉毀損 名誉棄損 侮辱 信用毀損 業務妨害 偽計業務妨害 威力業務妨害 電子計算機損壊等業務妨害
	窃盗 窃盗等 常習累犯窃盗 常習窃盗 累犯窃盗 侵入窃盗 侵入盗 自動車盗 自転車盗 不動産侵奪 強盗 侵入強盗 路上強盗 強盗致傷 強盗致死 強盗傷人 強盗殺人 強盗予備 事後強盗 昏睡強盗 詐欺 準詐欺 電子計算機使用詐欺 特殊詐欺 オレオレ詐欺 振り込め詐欺 還付金詐欺 給付金詐欺 保険金詐欺 結婚詐欺 投資詐欺 融資詐欺 受け子 出し子 かけ子 叩き リクルーター 背任 特別背任 恐喝 カツアゲ 横領 業務上横領 遺失物横領 占有離脱物横領 盗品等保管 盗品等有償譲受け 盗品等運搬 公用文書毀棄 文書毀棄 器物損壊 器物破損 建造物損壊 境界損壊 不正受給 無銭飲食 無賃乗車 キセル 無銭宿泊
	無免許 無免許運転 酒気帯び 酒気帯び運転 酒酔い 酒酔い運転 飲酒運転 飲酒事故 スピード違反 速度違反 速度超過 ひき逃げ 轢き逃げ 当て逃げ 救護義務違反 報告義務違反 あおり運転 煽り運転 妨害運転 共同危険行為 暴走行為 危険運転 危険運転致傷 危険運転致死 危険運転致死傷 過失運転致傷 過失運転致死 過失運転致死傷 過失運転傷害 人身事故 死亡事故
	大麻栽培 大麻草栽培 痴漢 盗撮 撮影罪 性的姿態撮影 性的姿態等撮影 のぞき 覗き 下着泥棒 下着盗 つきまとい ストーカー ストーカー行為 露出 DV 虐待 児童虐待 動物虐待 児童買春 買春 売春 援助交際 美人局 保護命令違反 迷惑行為 粗暴行為 万引き 万引 置き引き 車上荒らし 車上ねらい 空き巣 すり スリ ひったくり 自転車泥棒 バイク盗 盗み 泥棒 忍び込み 落書き 闇バイト 強盗傷害 ヤミ金 ヤミ金融 闇金 不正アクセス 不法投棄 不法就労 不法就労助長 不法滞在 不法残留 オーバーステイ 密入国 密輸 密漁 脱税 所得隠し 粉飾決算 インサイダー取引 株価操縦 買収 選挙違反 公選法違反 談合 官製談合 名義貸し 口座売買 通帳売買 偽装結婚 けんか 喧嘩 暴力 殴打 家庭内暴力 家出 深夜徘徊 飲酒 喫煙 シンナー シャブ クスリ 薬 薬物`)

var (
	// substances and weapons that one must not have, and what is done with them.
	substances = longestFirst(`覚醒剤 覚せい剤 大麻 大麻リキッド 麻薬 コカイン ヘロイン MDMA LSD 危険ドラッグ 指定薬物 薬物 違法薬物 シャブ マリファナ 向精神薬 睡眠薬 あへん シンナー 拳銃 けん銃 刃物 ナイフ 包丁 銃 銃器 実弾 児童ポルノ 偽ブランド品 偽ブランド 偽札 盗品 口座 通帳 携帯電話`)
	handling   = longestFirst(`所持 共同所持 営利目的所持 単純所持 不法所持 使用 自己使用 売買 売り 密売 譲渡 譲り受け 譲受 転売 販売 栽培 密輸 輸入 製造 提供 携帯 製造販売 買い取り`)
)

// convicted returns where the phrase begins that the measure s[start:end] ends, with
// the deed before it.
func convicted(s string, start, end int) (from int, ok bool) {
	if measures.Begins(s[start:end]) == "" {
		return start, false
	}
	left := s[max(0, start-convictedMost):start]
	base := start - len(left)
	for range 3 {
		w := counting.Ends(left)
		if w == "" {
			break
		}
		left = strings.TrimRight(left[:len(left)-len(w)], "0123456789")
	}
	link := links.Ends(left)
	if link == "" || link == "の" && nouns.Begins(s[start:end]) == "" || strings.HasPrefix(link, "によ") && ordered.Begins(s[start:end]) != "" {
		return start, false
	}
	left = left[:len(left)-len(link)]
	n := deedAt(left, suspected.Ends(link) != "")
	if n < 0 {
		return start, false
	}
	for {
		also := alsoDone.Ends(left[:n])
		if also == "" {
			break
		}
		more := deedAt(left[:n-len(also)], false)
		if more < 0 {
			break
		}
		n = more
	}
	return base + n, true
}

// convictedMost is how far before the measure, in bytes, the deed begins.
const convictedMost = 120

// nouns are measures to which の ties the deed.
var nouns = detect.NewPhrases(`逮捕歴 検挙歴 補導歴 服役歴 有罪判決 実刑 現行犯`)

// ordered are measures that a court or an office orders because of a deed, in words
// that make two phrases of it: 無免許運転により家庭裁判所で保護観察処分.
var ordered = detect.NewPhrases(`保護観察 保護処分 家裁 家庭裁判所 退去強制 強制退去 執行猶予`)

// deedAt returns where the deed begins that s ends with, -1 when it ends with none.
// suspicion tells that the words behind it name a deed, whatever it is called.
func deedAt(s string, suspicion bool) int {
	s = strings.TrimRight(s, " ")
	if rest, ok := strings.CutSuffix(s, ")"); ok {
		if i := strings.LastIndexByte(rest, '('); i > 0 && len(rest)-i < 40 {
			s = rest[:i] // 詐欺(受け子)
		}
	}
	for range 2 {
		if crimes.Ends(s) != "" {
			break
		}
		w := shares.Ends(s)
		if w == "" {
			break
		}
		s, suspicion = s[:len(s)-len(w)], suspicion || w != "等" && w != "など"
	}
	if w := crimes.Ends(s); w != "" {
		return ownWord(s, len(s)-len(w))
	}
	if w := substances.Ends(s); w != "" {
		return len(s) - len(w)
	}
	if w := handling.Ends(s); w != "" {
		rest := strings.TrimSuffix(s[:len(s)-len(w)], "の")
		rest = strings.TrimSuffix(rest, "を")
		if w := substances.Ends(rest); w != "" {
			return len(rest) - len(w)
		}
	}
	if rest, ok := strings.CutSuffix(s, "違反"); ok || suspicion {
		start := len(rest)
		n := 0
		for n < 20 && start > 0 {
			r, w := utf8.DecodeLastRuneInString(rest[:start])
			if c := classOf(r); c != kanji && c != katakana && c != latin {
				break
			}
			start -= w
			n++
		}
		if n >= 2 {
			return start
		}
	}
	return -1
}

// ownWord returns where a deed begins that stands in a longer word: 組織的|詐欺.
func ownWord(s string, start int) int {
	if w := sortsOfDeed.Ends(s[:start]); w != "" {
		return start - len(w)
	}
	return start
}

var sortsOfDeed = longestFirst(`特殊詐欺の オレオレ詐欺の 闇バイトの 闇バイトで 生活保護費の 生活保護の 給付金の 補助金の 会社の金を 店の売上を 自転車の 自動車の 通帳の 口座の 常習 累犯 常習累犯 組織的 組織的な 集団 連続 重大 悪質 業務上 加重 重 準 単純 共謀 コンビニ強盗 侵入 路上 車内 駅 児童への 女児への 女性への 元妻への 妻への 母への 父への 家族への 同僚への 店員への 店員に対する 妻に対する`)

// unmoved returns a measure without the verb of going to it or leaving it: 少年院|を出.
func unmoved(s string) string {
	for _, w := range [...]string{"から出所", "から出", "を出所", "を出", "に入所", "に入", "に収容", "に服役", "して", "した", "し", "がつ", "に付", "を払"} {
		if rest, ok := strings.CutSuffix(s, w); ok && utf8.RuneCountInString(rest) > 1 {
			return rest
		}
	}
	return s
}
