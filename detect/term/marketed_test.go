package term

import (
	"testing"

	"monban/detect"
)

// Drugs are sold and studied, and places are called like them.
func TestDrugsThatNobodyTakes(t *testing.T) {
	f := builtin(t)
	for _, s := range []string{
		"佐藤よりケレンディアの第2四半期売上について報告", "ウゴービの競合品", "オルミエントの適応拡大", "リンヴォックの説明会", "ジーラスタの返品",
		"薬剤部会:アダリムマブBSへの切替", "カロナール錠500 20箱", "ヒルドイドソフト軟膏0.3% 5箱", "コンサータ(ホール)を予約", "レルミナ(会議室2)",
		"カフェ・フォシーガの開店祝い", "キイトルーダの添付文書", "デュタステリドの合成経路", "「SGLT2阻害薬の腎保護作用に関する文献調査」",
		"「ロキソプロフェンの結晶多形」", "デエビゴ社と契約", "「うつ病患者の睡眠の研究」", "レキサルティの院内採用",
	} {
		if got := kinds(f, text(s)); len(got[detect.Medication])+len(got[detect.Diagnosis]) > 0 {
			t.Errorf("%q: got %q, want nothing", s, got)
		}
	}
	for _, s := range []string{
		"ウゴービを週1回自己注射", "オルミエント錠4mg内服中", "ジーラスタ皮下注の翌日に発熱", "「リクシアナを飲み忘れた」と話す", "アダリムマブBSへ変更",
		"カロナール錠500 3錠", "ラコール 2箱を処方", "コンサータ(朝1錠)", "レルミナの副作用でほてり", "「カロナールを飲むと楽になる」と本人", "フォシーガ10mg",
	} {
		if got := kinds(f, text(s)); len(got[detect.Medication]) == 0 {
			t.Errorf("%q: got %q, want a drug", s, got)
		}
	}
}
