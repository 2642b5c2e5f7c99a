package synth

import "strings"

// The name lists hold "written reading" pairs. They are frequent parts of
// names; who results from a combination does not exist.

var familyCommon = pairs(`佐藤 サトウ,鈴木 スズキ,高橋 タカハシ,田中 タナカ,伊藤 イトウ,渡辺 ワタナベ,山本 ヤマモト,中村 ナカムラ,小林 コバヤシ,加藤 カトウ,
吉田 ヨシダ,山田 ヤマダ,佐々木 ササキ,山口 ヤマグチ,松本 マツモト,井上 イノウエ,木村 キムラ,林 ハヤシ,斎藤 サイトウ,清水 シミズ,
山崎 ヤマザキ,森 モリ,池田 イケダ,橋本 ハシモト,阿部 アベ,石川 イシカワ,山下 ヤマシタ,中島 ナカジマ,石井 イシイ,小川 オガワ,
前田 マエダ,岡田 オカダ,長谷川 ハセガワ,藤田 フジタ,後藤 ゴトウ,近藤 コンドウ,村上 ムラカミ,遠藤 エンドウ,青木 アオキ,坂本 サカモト,
福田 フクダ,太田 オオタ,西村 ニシムラ,藤井 フジイ,岡本 オカモト,藤原 フジワラ,金子 カネコ,三浦 ミウラ,中野 ナカノ,原田 ハラダ,
松田 マツダ,竹内 タケウチ,上田 ウエダ,中山 ナカヤマ,小野 オノ,田村 タムラ,森田 モリタ,石田 イシダ,原 ハラ,和田 ワダ,
柴田 シバタ,酒井 サカイ,工藤 クドウ,横山 ヨコヤマ,宮崎 ミヤザキ,内田 ウチダ,高木 タカギ,安藤 アンドウ,大野 オオノ,谷口 タニグチ,
今井 イマイ,丸山 マルヤマ,河野 コウノ,藤本 フジモト,村田 ムラタ,武田 タケダ,上野 ウエノ,杉山 スギヤマ,増田 マスダ,菅原 スガワラ,
平野 ヒラノ,大塚 オオツカ,久保 クボ,千葉 チバ,松井 マツイ,岩崎 イワサキ,木下 キノシタ,野口 ノグチ,佐野 サノ,野村 ノムラ,
菊地 キクチ,新井 アライ,渡部 ワタベ,桜井 サクライ,古川 フルカワ,市川 イチカワ,小島 コジマ,水野 ミズノ,東 ヒガシ,南 ミナミ`)

var familyRare = pairs(`髙橋 タカハシ,山﨑 ヤマザキ,渡邊 ワタナベ,渡邉 ワタナベ,齋藤 サイトウ,齊藤 サイトウ,濵田 ハマダ,德永 トクナガ,𠮷野 ヨシノ,廣瀬 ヒロセ,
小鳥遊 タカナシ,四月一日 ワタヌキ,勅使河原 テシガワラ,御手洗 ミタライ,五十嵐 イガラシ,東海林 ショウジ,月見里 ヤマナシ,九十九 ツクモ,鬼頭 キトウ,喜屋武 キャン,
比嘉 ヒガ,金城 キンジョウ,我那覇 ガナハ,仲村渠 ナカンダカリ,安里 アサト,一 ニノマエ,薬袋 ミナイ,生田目 ナマタメ,神 ジン,辻󠄀 ツジ,
榊 サカキ,樋口 ヒグチ,蛯名 エビナ,笹木 ササキ,纐纈 コウケツ,栗栖 クリス,砂川 スナガワ,鷲尾 ワシオ,塙 ハナワ,一ノ瀬 イチノセ`)

var givenMale = pairs(`太一 タイチ,健太 ケンタ,翔 ショウ,大輔 ダイスケ,誠 マコト,直樹 ナオキ,拓也 タクヤ,浩 ヒロシ,隆 タカシ,和彦 カズヒコ,
修 オサム,学 マナブ,達也 タツヤ,亮 リョウ,洋介 ヨウスケ,正雄 マサオ,清 キヨシ,勇 イサム,勝利 カツトシ,義男 ヨシオ,
陽翔 ハルト,蓮 レン,湊 ミナト,樹 イツキ,大翔 ヒロト,悠真 ユウマ,蒼 アオイ,朝陽 アサヒ,律 リツ,新 アラタ,
颯 ハヤテ,奏多 カナタ,碧 アオ,伊織 イオリ,琉生 ルイ,獅童 シドウ,一郎 イチロウ,慎吾 シンゴ,雄一郎 ユウイチロウ,賢人 ケント`)

var givenFemale = pairs(`花子 ハナコ,美咲 ミサキ,陽子 ヨウコ,恵子 ケイコ,由美 ユミ,直子 ナオコ,久美子 クミコ,真由美 マユミ,千尋 チヒロ,愛 アイ,
彩 アヤ,舞 マイ,早紀 サキ,幸子 サチコ,和子 カズコ,節子 セツコ,文子 フミコ,京子 キョウコ,理恵 リエ,綾香 アヤカ,
結菜 ユイナ,陽葵 ヒマリ,凛 リン,紬 ツムギ,心春 コハル,芽依 メイ,澪 ミオ,咲良 サクラ,莉子 リコ,結愛 ユア,
乃愛 ノア,心愛 ココア,琴葉 コトハ,杏 アン,さくら サクラ,ひなた ヒナタ,あかり アカリ,みゆき ミユキ,エリカ エリカ,千代 チヨ`)

// Vietnamese, Indian, Chinese and Korean parts: "written katakana".
var (
	vnFamily = pairs(`Nguyễn グエン,Trần チャン,Lê レ,Phạm ファム,Hoàng ホアン,Huỳnh フイン,Phan ファン,Vũ ヴー,Võ ヴォー,Đặng ダン,Bùi ブイ,Đỗ ドー,Hồ ホー,Ngô ゴー,Dương ズオン,Lý リー`)
	vnMiddle = [2][]pair{pairs(`Văn ヴァン,Đức ドゥック,Minh ミン,Quang クアン,Hữu フー,Thanh タイン`), pairs(`Thị ティ,Thu トゥ,Ngọc ゴック,Thanh タイン,Hồng ホン,Kim キム`)}
	vnGiven  = [2][]pair{pairs(`An アン,Hùng フン,Dũng ズン,Long ロン,Nam ナム,Tuấn トゥアン,Hiếu ヒエウ,Khoa コア,Đạt ダット,Phúc フック,Thắng タン,Trung チュン`), pairs(`Lan ラン,Hoa ホア,Hương フオン,Linh リン,Mai マイ,Nga ガー,Phương フオン,Thảo タオ,Trang チャン,Yến イェン,Vy ヴィ,Nhung ニュン`)}
	inGiven  = [2][]pair{pairs(`Rahul ラフル,Amit アミット,Suresh スレシュ,Vijay ヴィジャイ,Arjun アルジュン,Rajesh ラジェシュ,Sanjay サンジャイ,Karthik カルティク,Anil アニル,Ravi ラヴィ`), pairs(`Priya プリヤ,Anjali アンジャリ,Lakshmi ラクシュミ,Divya ディヴィヤ,Kavita カヴィタ,Meera ミーラ,Sunita スニタ,Deepa ディーパ,Pooja プージャ,Asha アシャ`)}
	inFamily = pairs(`Kumar クマール,Singh シン,Sharma シャルマ,Patel パテル,Gupta グプタ,Reddy レッディ,Rao ラオ,Nair ナイル,Iyer アイヤー,Das ダス,Verma ヴェルマ,Yadav ヤダヴ,Mehta メータ,Joshi ジョシ,Mishra ミシュラ,Subramanian スブラマニアン`)
	cnFamily = pairs(`王 ワン,李 リー,張 ジャン,劉 リウ,陳 チェン,楊 ヤン,趙 ジャオ,黄 ホアン,周 ジョウ,呉 ウー`)
	cnGiven  = [2][]pair{pairs(`偉 ウェイ,強 チャン,磊 レイ,洋 ヤン,勇 ヨン,傑 ジエ,浩然 ハオラン,子豪 ズーハオ`), pairs(`芳 ファン,娜 ナー,敏 ミン,静 ジン,麗 リー,艶 イエン,雨桐 ユートン,欣怡 シンイー`)}
	krFamily = pairs(`金 キム,朴 パク,崔 チェ,鄭 チョン,姜 カン,趙 チョ,尹 ユン,林 イム`)
	krGiven  = [2][]pair{pairs(`民秀 ミンス,俊浩 ジュンホ,相勲 サンフン,東賢 ドンヒョン,泰亨 テヒョン`), pairs(`知恩 ジウン,秀珍 スジン,恵眞 ヘジン,美京 ミギョン,多恩 ダウン`)}
)

// A pair is a written form and its reading in katakana.
type pair struct{ text, kana string }

func pairs(s string) []pair {
	var out []pair
	for _, f := range strings.Split(s, ",") {
		text, kana, _ := strings.Cut(strings.TrimSpace(f), " ")
		out = append(out, pair{text, kana})
	}
	return out
}

var unmark = strings.NewReplacer("ễ", "e", "ầ", "a", "ê", "e", "ạ", "a", "à", "a", "ỳ", "y", "ũ", "u", "õ", "o", "Đ", "D", "ặ", "a", "ù", "u", "ỗ", "o", "ồ", "o", "ô", "o", "ư", "u", "ơ", "o", "ý", "y",
	"ă", "a", "ứ", "u", "ữ", "u", "ị", "i", "ọ", "o", "ấ", "a", "ế", "e", "ú", "u", "ắ", "a", "ả", "a", "đ", "d")

// romaji writes katakana in Latin letters, as passports do: no long vowels.
func romaji(kana string) string {
	var b strings.Builder
	rs := []rune(kana)
	for i := 0; i < len(rs); i++ {
		if i+1 < len(rs) {
			if s, ok := kanaLatin[string(rs[i:i+2])]; ok {
				b.WriteString(s)
				i++
				continue
			}
		}
		switch s, ok := kanaLatin[string(rs[i])]; {
		case ok:
			b.WriteString(s)
		case rs[i] == 'ッ' && i+1 < len(rs):
			if n := kanaLatin[string(rs[i+1])]; n != "" {
				b.WriteByte(n[0])
			}
		}
	}
	return short.Replace(b.String())
}

var short = strings.NewReplacer("ou", "o", "oo", "o", "uu", "u")

var kanaLatin = func() map[string]string {
	m := map[string]string{}
	rows := "ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to ナ na ニ ni ヌ nu ネ ne ノ no " +
		"ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro ワ wa ヲ o ン n ガ ga ギ gi グ gu ゲ ge ゴ go " +
		"ザ za ジ ji ズ zu ゼ ze ゾ zo ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヴ vu " +
		"キャ kya キュ kyu キョ kyo シャ sha シュ shu ショ sho チャ cha チュ chu チョ cho ニャ nya ニュ nyu ニョ nyo ヒャ hya ヒュ hyu ヒョ hyo ミャ mya ミュ myu ミョ myo " +
		"リャ rya リュ ryu リョ ryo ギャ gya ギュ gyu ギョ gyo ジャ ja ジュ ju ジョ jo ビャ bya ビュ byu ビョ byo"
	f := strings.Fields(rows)
	for i := 0; i+1 < len(f); i += 2 {
		m[f[i]] = f[i+1]
	}
	return m
}()

// hiragana writes katakana as hiragana.
func hiragana(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'ァ' && r <= 'ヶ' {
			return r - 'ァ' + 'ぁ'
		}
		return r
	}, s)
}
