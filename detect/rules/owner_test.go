package rules

import (
	"strings"
	"testing"

	"monban/detect"
)

// What a paper says of a part, 申立人 or 乙, it says of him who has it. Each line of
// owners is a name and what must be said of him.
func TestPartsOfPeople(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text   string
		owners string
	}{
		{"申立人　西脇千鶴\n相手方　西脇孝之\n１　相手方は申立人と平成24年に婚姻した。\n２　申立人は令和7年2月に左橈骨骨折を負った。\n３　相手方はアルコール依存症と診断された。", "西脇千鶴 左橈骨骨折|西脇孝之 アルコール依存症"},
		{"原告　榎並 聡\n被告　三村 英二\n原告は昨年うつ病を発症した。\n被告は糖尿病で入院中である。", "榎並 聡 うつ病|三村 英二 糖尿病"},
		{"貸主　勝俣 弘（以下「甲」という。）と借主　戸部 さくら（以下「乙」という。）は契約する。\n甲は認知症のため後見人が署名する。\n乙は視覚障害がある。", "勝俣 弘 認知症|戸部 さくら 視覚障害"},
		{"被害者　湯川 澪\n被疑者　椎名 剛\n被害者は鼻骨骨折を負った。被疑者は双極性障害で通院中である。", "湯川 澪 鼻骨骨折|椎名 剛 双極性障害"},
		{"委託者　大隅 とし江\n受託者　大隅 健\n委託者は要介護3である。\n受託者はてんかんの持病がある。", "大隅 とし江 要介護3|大隅 健 てんかん"},
		{"相談者　谷垣 洋子\n相手方　下平 亮\n相談者は適応障害と診断された。", "谷垣 洋子 適応障害"},
		// a paper about somebody goes on to speak of him below those who were there
		{"対象児　児島　蒼士　平成26年12月2日生\n母　児島　梨沙　TEL 080-3067-9418\nSC 長谷部、担任 吉武\n１　現状\n・教室に入れない日が週2日。\n・吉武が朝の声かけをしている。\n・算数は学年相応。\n２　アセスメント\n・自閉スペクトラム症の診断あり。\n・デイの様子は落ち着いている。\n・席は廊下側。\n・通級の利用を諮る。\n・服薬 コンサータ27mg", "児島　蒼士 自閉スペクトラム症|児島　蒼士 コンサータ27mg"},
		{"相談者：佐久間 ゆかり 様（54歳・女性）\n同席：包括 森本、当方 大西・藤原\n森本さんより電話で連絡あり、大西が訪問した。\n買い物は週1回。\n・パーキンソン病、ヤール3度。\n・要介護2、訪問看護を週2回。\n藤原が担当する。", "佐久間 ゆかり パーキンソン病|佐久間 ゆかり 要介護2"},
		{"患者ID 0048213　大野木 修 殿　68才 男\n主治医 真鍋　担当看護師 赤嶺\n8/10 赤嶺より家族へ説明。\n8/15 リハビリ開始。\n診断\n　誤嚥性肺炎", "大野木 修 誤嚥性肺炎"},
		{"参加　校長 大迫、教頭 野口、SC 今井、担任 小坂\n2年3組　栗原 陽斗\n・小坂：朝の電話で母と話す。\n・今井：面接を3回実施。\n・野口：適応指導教室の見学を提案。\n・家庭ではゲームをしている。\n・起立性調節障害と診断された。", "栗原 陽斗 起立性調節障害"},
		{"出席者　校長、教頭、担任（ボイド）\n対象児　2年1組　栗原 陽斗\n（ボイド）給食は完食。\n適応障害と診断された。", "栗原 陽斗 適応障害"},
		{"園児　大隅 怜央　R3.5.30生\n10/2（木）お迎え時　＜受：平沼＞\n　新しい食材は厚揚げのみ。\n10/3（金）TEL　＜受：丹羽＞\n　とびひの始まりと言われた。\n→ 献立を平沼が確認。抗生剤5日分。", "大隅 怜央 とびひ|大隅 怜央 抗生剤"},
		// a list of guests says whose relatives they are, each of whom is somebody
		{"新郎友人　安倍 翔 様\n新郎叔父　高畑 俊明 様　そばアレルギー\n新婦祖母　谷本 弘美 様　糖尿病食", "高畑 俊明 そばアレルギー|谷本 弘美 糖尿病"},
		// who has no such part keeps what is said of him
		{"甲府市の小林さんは喘息です。\n乙女座の森田さんは痛風です。", "小林 喘息|森田 痛風"},
		{"原告　榎並 聡\n被告　三村 英二\n証人の折原さんは、うつ病で休職していた。", "折原 うつ病"},
	} {
		names, said := map[int][]string{}, map[string]int{}
		for _, f := range findingsIn(t, e, asText, c.text) {
			if f.Kind == detect.PersonName {
				names[f.Person] = append(names[f.Person], f.Value.Reveal())
			} else {
				said[f.Value.Reveal()] = f.Person
			}
		}
		for _, o := range strings.Split(c.owners, "|") {
			i := strings.LastIndex(o, " ")
			p, ok := said[o[i+1:]]
			if !ok || !strings.Contains(strings.Join(names[p], "|"), o[:i]) {
				t.Errorf("%s: %s is said of %v, want %s", c.text, o[i+1:], names[p], o[:i])
			}
		}
	}
}
