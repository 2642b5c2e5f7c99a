package rules

import (
	"testing"

	"monban/detect"
)

// A table with bars between its cells is one in running text, too.
func TestBarredTables(t *testing.T) {
	e := engine(t)
	for _, c := range []formCase{
		{"grades under words", "# 昇級審査\n\n受付は9:00〜です。\n\n| 審査 | 氏名 | 生年月日 | 連絡先 |\n|:--|:--|--:|:--|\n| 2級 | 水谷 恒一 | 1990-05-28 | 090-1234-5678<br>m1@gmail.com |\n| 5級 | 古川 茂 | 2010-07-17 | 090-1234-5679<br>m2@gmail.com |\n\n## 追加分\n\n氏名 | 審査 | 生年月日\n--- | --- | ---\n星野 早苗 | 8級 | 1985-01-01\n", 3, []detect.Kind{detect.BirthDate, detect.Phone, detect.Email}, []detect.Kind{detect.DisabilityCertificate}},
		{"of a database", "照会の結果を送ります。\n\n id |   name    |      tel      | salary \n----+-----------+---------------+--------\n  1 | 水谷 恒一 | 090-1234-5678 | 345000\n  2 | 古川 茂   | 090-1234-5679 | 287000\n(2 rows)\n", 2, []detect.Kind{detect.Phone, detect.Salary}, nil},
		{"framed", "照会の結果を送ります。\n+----+-----------+------------+\n| id | name      | diagnosis  |\n+----+-----------+------------+\n|  1 | 水谷 恒一 | うつ病     |\n|  2 | 古川 茂   | 緑内障     |\n+----+-----------+------------+\n以上です。\n", 2, []detect.Kind{detect.Diagnosis}, nil},
		{"a form", "# 相談記録\n\n| 項目 | 内容 |\n|---|---|\n| 氏名 | 水谷 恒一 |\n| 病名 | 統合失調症 |\n\n本文はありません。\n", 1, []detect.Kind{detect.Diagnosis}, nil},
		{"counts", "# 統計\n\n区分ごとの人数です。\n\n| 区分 | 人数 |\n|---|---|\n| 身体障害者手帳1級 | 120 |\n| 統合失調症 | 12 |\n", 0, nil, nil},
		{"an interface", "# API\n\n項目は次のとおりです。\n\n| name | type | description |\n|---|---|---|\n| email | string | mail |\n| diagnosis | string | うつ病 など |\n", 0, nil, nil},
		{"settings", "# 設定\n\n次の値を変えられます。\n\n| キー | 既定 | 説明 |\n|---|---|---|\n| `backup_dir` | ~/.kakeibo | 退避先 |\n| `password_hash` | (空) | `kakeibo lock` で設定 |\n", 0, nil, nil},
		{"who has helped", "# 開発者\n\n| 名前 | 役割 | GitHub |\n|---|---|---|\n| 水谷 恒一 | 翻訳 | @mizutani |\n| 古川 茂 | 試験 | @furukawa |\n\nありがとうございます。\n", 0, nil, []detect.Kind{detect.LoginID}},
		{"no table", "cat a | sort | uniq -c\na || b && c | d\nx = a | b\n", 0, nil, nil},
	} {
		c.check(t, e, "md")
	}
}
