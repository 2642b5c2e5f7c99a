package term

import (
	"slices"
	"testing"

	"monban/detect"
)

// What was done about a deed is one phrase with it, whatever the deed is called.
func TestDeedsAndMeasuresAreOnePhrase(t *testing.T) {
	f := builtin(t)
	for _, tc := range [...][2]string{
		{"窃盗で服役し、昨年出てきた", "窃盗で服役"},
		{"放火未遂で懲役3年", "放火未遂で懲役"},
		{"過去に大麻取締法違反で有罪になった", "大麻取締法違反で有罪"},
		{"現住建造物等放火の容疑で書類送検されたとのこと", "現住建造物等放火の容疑で書類送検"},
		{"監護者わいせつで拘禁刑2年", "監護者わいせつで拘禁刑"},
		{"詐欺幇助で起訴された", "詐欺幇助で起訴"},
		{"強盗教唆で有罪判決を受けた", "強盗教唆で有罪判決"},
		{"大麻の所持で執行猶予中", "大麻の所持で執行猶予"},
		{"大麻所持で現地警察に逮捕", "大麻所持で現地警察に逮捕"},
		{"詐欺（受け子）で少年院、先月出てきた", "詐欺(受け子)で少年院"},
		{"特殊詐欺の受け子で少年院に入っていた", "特殊詐欺の受け子で少年院"},
		{"覚せい剤で二度目の服役を終える", "覚せい剤で二度目の服役"},
		{"覚醒剤で3回服役している", "覚醒剤で3回服役"},
		{"DV防止法違反で罰金を払った", "DV防止法違反で罰金"},
		{"酒気帯び運転で検挙されたとのこと", "酒気帯び運転で検挙"},
		{"飲酒運転で免許取消の見込み", "飲酒運転で免許取消"},
		{"無免許とひき逃げで家裁送り", "無免許とひき逃げで家裁送り"},
		{"窃盗と住居侵入の疑いで逮捕された", "窃盗と住居侵入の疑いで逮捕"},
		{"火薬類取締法違反の疑いで書類送検", "火薬類取締法違反の疑いで書類送検"},
		{"道路交通法違反（酒気帯び運転）で罰金30万円", "道路交通法違反(酒気帯び運転)で罰金"},
		{"保護観察中で面談は月2回", "保護観察"},
		{"昨夜、駅で逮捕された", "逮捕"},
		{"無免許運転により家庭裁判所送致", "無免許運転"},
		{"少年院を出て4か月", "少年院"},
		{"若いころ刑務所に入っていた", "刑務所"},
	} {
		got := kinds(f, text(tc[0]))[detect.CriminalRecord]
		if !slices.Contains(got, tc[1]) {
			t.Errorf("%q: got %q, want %q", tc[0], got, tc[1])
		}
	}
	for _, s := range [...]string{"免許取消の手続", "罰金の規定", "会費の滞納で立件はされない", "窃盗の検挙件数は612件", "検挙率の推移", "賭博の歴史", "過失致死傷罪の条文"} {
		if got := kinds(f, text(s))[detect.CriminalRecord]; len(got) > 0 {
			t.Errorf("%q: got %q, want nothing", s, got)
		}
	}
}

// What somebody suffered is its name, without the verb and without who did it.
func TestHarmsAreTheirNames(t *testing.T) {
	f := builtin(t)
	for _, tc := range [...][2]string{
		{"中学の頃に性被害に遭っている", "性被害"},
		{"夫からの暴力が3年前から続く", "暴力"},
		{"配偶者から暴力を受け、離婚した", "暴力"},
		{"夫のDVから逃れて入所", "DV"},
		{"2年前にひき逃げに遭い右足に傷が残った", "ひき逃げ"},
		{"還付金詐欺の被害に遭い98万円を失った", "還付金詐欺の被害"},
		{"人身取引の被害者と認定された", "人身取引"},
		{"人身取引の被害を訴えている", "人身取引の被害"},
		{"空き巣の被害届を受理", "空き巣"},
		{"SNS型投資詐欺で退職金を失った", "SNS型投資詐欺"},
		{"部活でいじめを受けて転校", "いじめ"},
		{"コンビニで強盗に遭い、外出が怖い", "強盗"},
		{"脅迫の被害を訴えている", "脅迫の被害"},
		{"不同意性交被害で警察に相談中", "不同意性交被害"},
		{"上司のパワハラの被害者で、住所は伏せる", "パワハラ"},
		{"誘拐の被害に遭った", "誘拐の被害"},
		{"誹謗中傷を受けて休職", "誹謗中傷"},
	} {
		got := kinds(f, text(tc[0]))[detect.CrimeVictim]
		if !slices.Contains(got, tc[1]) {
			t.Errorf("%q: got %q, want %q", tc[0], got, tc[1])
		}
	}
}

// A faith is somebody's where he comes from it, goes over to it or leaves it.
func TestFaithsThatAreChanged(t *testing.T) {
	f := builtin(t)
	for _, tc := range [...][2]string{
		{"カトリックから転会を希望しています", "カトリック"},
		{"聖公会に転会した", "聖公会"},
		{"天理教から改宗し、今は信仰なし", "天理教"},
		{"日蓮宗で得度している", "日蓮宗"},
		{"真光に所属している", "真光"},
		{"三田村様（カトリック）の食事", "カトリック"},
		{"チベット仏教なので肉は食べない", "チベット仏教"},
		{"ハリストス正教会に入っている", "ハリストス正教会"},
	} {
		got := kinds(f, text(tc[0]))[detect.Creed]
		if !slices.Contains(got, tc[1]) {
			t.Errorf("%q: got %q, want %q", tc[0], got, tc[1])
		}
	}
	for _, s := range [...]string{"カトリックの教会群を巡る", "曹洞宗の大本山", "浄土真宗の葬儀作法とは", "プロテスタントの歴史"} {
		if got := kinds(f, text(s))[detect.Creed]; len(got) > 0 {
			t.Errorf("%q: got %q, want nothing", s, got)
		}
	}
}
