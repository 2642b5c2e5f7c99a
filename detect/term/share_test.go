package term

import (
	"strings"
	"testing"

	"monban/detect"
)

func TestShareOfColumns(t *testing.T) {
	f := builtin(t)
	for _, tc := range []struct {
		kind   detect.Kind
		values string
	}{
		{detect.Disability, "身体障害 知的障害 精神障害 発達障害 なし 身体障害"},
		{detect.Disability, "自閉症スペクトラム ADHD 軽度知的障害 統合失調症 ダウン症 学習障害"},
		{detect.Disability, "身体 知的 精神 精神 発達 身体・知的"},
		{detect.Disability, "視覚障がい 聴覚障がい 肢体不自由 内部障がい 上肢機能障がい"},
		{detect.Diagnosis, "うつ病 双極性障害II型 適応障害 統合失調症（F20.0） 不安障害、不眠症 うつ病・パニック障害"},
		{detect.Diagnosis, "高血圧症 2型糖尿病 気管支喘息 脂質異常症 脳梗塞後遺症 特になし"},
		{detect.Diagnosis, "卵アレルギー 花粉症 アトピー性皮膚炎 なし 小麦アレルギー"},
		{detect.DisabilityCertificate, "身体障害者手帳2級 療育手帳B2 精神障害者保健福祉手帳3級 なし 愛の手帳4度"},
		{detect.DisabilityCertificate, "精神2級 身体4級 療育A 精神3級 - 精神2級"},
		{detect.DisabilityCertificate, "身体障害者手帳(1種1級) 身体障害者手帳(2種4級) 精神手帳2級(申請中)"},
		{detect.WelfareCertificate, "要介護1 要介護3 要支援2 要介護5 自立"},
		{detect.WelfareCertificate, "就労移行支援 就労継続支援A型 就労継続支援B型 生活介護 放課後等デイサービス"},
		{detect.WelfareCertificate, "区分1 区分3 区分4 非該当 区分2"},
		{detect.Medication, "エビリファイ12mg デパケンR200 コンサータ ロラゼパム0.5mg頓服 リスペリドン"},
		{detect.Medication, "アムロジピン5mg メトホルミン ロキソニン、ムコスタ なし"},
		{detect.Hospital, "さくら病院 東中央クリニック 田中医院 市立総合医療センター 北メンタルクリニック"},
		{detect.Symptom, "幻聴、被害妄想 不眠 意欲低下・倦怠感 希死念慮 聴覚過敏"},
		{detect.Symptom, "発熱 頭痛 咳、鼻水 腹痛・下痢 嘔吐"},
		{detect.HealthCheck, "要精密検査 異常なし 要経過観察 要再検査 異常なし"},
		{detect.Creed, "仏教 キリスト教 無宗教 イスラム教 神道"},
		{detect.CriminalRecord, "執行猶予 前科1犯 不起訴 保護観察"},
	} {
		got := f.Share(strings.Fields(tc.values))
		if got[tc.kind] < 0.6 {
			t.Errorf("%s: share of %s is %.2f, all %v", tc.values, tc.kind, got[tc.kind], got)
		}
	}
}

func TestShareOfHarmlessColumns(t *testing.T) {
	f := builtin(t)
	for _, values := range []string{
		"システム障害 通信障害 サーバ障害 ハードウェア障害 回線障害",
		"ノートPC マウス キーボード ディスプレイ プリンター",
		"営業部 総務部 人事部 開発部 経理部",
		"佐藤太郎 鈴木花子 高橋次郎 田中三郎 渡辺四郎",
		"株式会社山田商事 有限会社鈴木工業 佐藤建設株式会社 合同会社さくら",
		"東京都 大阪府 北海道 愛知県 福岡県",
		"渋谷区 新宿区 横浜市 堺市 札幌市",
		"済 未 対応中 完了 保留",
		"A B C D A B", "1級 2級 3級 準1級", "英検2級 簿記1級 FP2級 漢検3級",
		"A型 B型 O型 AB型", "高 中 低 高", "1 2 3 4 5",
		"国語 数学 英語 理科 社会", "りんご みかん 牛乳 小麦粉 砂糖",
		"晴れ 曇り 雨 雪", "女 男 女 男", "正社員 契約社員 派遣社員 パート",
		"プログラム コントローラ インターフェース パラメータ コンストラクタ",
		"課税10% 軽減8% 非課税 対象外", "母子手帳 年金手帳 システム手帳",
		"2024/01/05 2024/02/10 2023/11/30",
	} {
		for k, share := range f.Share(strings.Fields(values)) {
			if share > 0.2 {
				t.Errorf("%s: share of %s is %.2f", values, k, share)
			}
		}
	}
}
