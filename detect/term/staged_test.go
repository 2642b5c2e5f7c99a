package term

import (
	"slices"
	"testing"

	"monban/detect"
)

// What a test found is read as it is written: for each side, at each tone, in words of a
// scale of its own.
func TestResults(t *testing.T) {
	f := builtin(t)
	for _, tc := range []struct {
		kind    detect.Kind
		s, want string
	}{
		{detect.HealthCheck, "視力(右)0.3 (左)0.4", "視力(右)0.3 (左)0.4"},
		{detect.HealthCheck, "右視力0.2", "右視力0.2"},
		{detect.HealthCheck, "視力は左右とも0.1未満", "視力は左右とも0.1未満"},
		{detect.HealthCheck, "聴力 右1000Hz 45dB 左1000Hz 50dB", "聴力 右1000Hz 45dB 左1000Hz 50dB"},
		{detect.HealthCheck, "4000Hz 60dB", "4000Hz 60dB"},
		{detect.HealthCheck, "JCS II-20で搬送", "JCS II-20"},
		{detect.HealthCheck, "GCS E3V4M5", "GCS E3V4M5"},
		{detect.HealthCheck, "NYHA IIIで入院", "NYHA III"},
		{detect.HealthCheck, "Br.stage III-IV", "Br.stage III-IV"},
		{detect.HealthCheck, "CPI コード4", "CPI コード4"},
		{detect.HealthCheck, "FIB-4index 3.2", "FIB-4index 3.2"},
		{detect.HealthCheck, "最低SpO2 72%", "最低SpO2 72%"},
		{detect.HealthCheck, "風疹抗体価8倍", "風疹抗体価8倍"},
		{detect.HealthCheck, "骨密度 -2.8SD", "骨密度 -2.8SD"},
		{detect.HealthCheck, "FeNO 68ppb", "FeNO 68ppb"},
		{detect.HealthCheck, "2時間値 171mg/dL", "2時間値 171mg/dL"},
		{detect.HealthCheck, "処理速度指標78", "処理速度指標78"},
		{detect.HealthCheck, "リチウム濃度は1.4", "リチウム濃度は1.4"},
		{detect.HealthCheck, "卵白クラス4", "卵白クラス4"},
		{detect.HealthCheck, "IgE RAST スギ クラス5、ダニ クラス6", "スギ クラス5"},
		{detect.HealthCheck, "ハウスダスト（クラス3）", "ハウスダスト(クラス3)"},
		{detect.Medication, "mFOLFOX6療法を開始", "mFOLFOX6療法"},
		{detect.Medication, "術前のEC療法", "EC療法"},
		{detect.Medication, "SGLT2阻害薬を追加", "SGLT2阻害薬"},
		{detect.Diagnosis, "膵のう胞", "膵のう胞"},
		{detect.Diagnosis, "頚椎症", "頚椎症"},
		{detect.Diagnosis, "cT3N1M0と説明", "cT3N1M0"},
		{detect.Diagnosis, "右乳がん T2 N1 M0", "T2 N1 M0"},
		{detect.Diagnosis, "病期はTisN0M0", "TisN0M0"},
		{detect.Diagnosis, "pT1bN0M0", "pT1bN0M0"},
	} {
		if got := kinds(f, text(tc.s))[tc.kind]; !slices.Contains(got, tc.want) {
			t.Errorf("%q: got %q, want %q", tc.s, got, tc.want)
		}
	}
	for _, s := range []string{"2時間値引き", "1000Hzの音響試験", "ダンス クラス3", "料理 クラス2", "英語 クラス4", "スギ クラス5組", "卵クラスの会", "小麦クラス2名", "型番 T2N1M05", "XT2N1M0", "T1N", "ATNM 3", "PSI 30に調整", "INR 4,000を送金", "JCSの規格", "E3V4の部品", "DTI 300dpi", "CBT療法の研修", "ABA療法", "BPD 3号", "PS 5のソフト", "FAST 5社", "FL 3の照明", "ARR 3億円", "1000Hz 60dBの警報音", "2時間値 120mgの溶出", "MRAを受講し処方箋薬局へ", "KI-10の低コスト版", "K I-10", "リチウム電池を処分", "CAMソフト", "ARB市場", "A療法"} {
		got := kinds(f, text(s))
		if n := len(got[detect.HealthCheck]) + len(got[detect.Diagnosis]) + len(got[detect.Medication]); n > 0 {
			t.Errorf("%q: got %q, want nothing", s, got)
		}
	}
}
