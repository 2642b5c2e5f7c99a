package rules

import (
	"testing"

	"monban/detect"
)

// TestGroupedHeaders reads tables in which a merged cell stands over columns that are
// ticked, and over whom somebody is helped by.
func TestGroupedHeaders(t *testing.T) {
	const people = `<tr><td>1</td><td>水谷 恒一</td><td>S16.8.2</td><td>022-123-4567</td><td>○</td><td></td><td>古川 茂</td><td>甥</td><td>03-1234-5678</td></tr>
<tr><td>2</td><td>星野 早苗</td><td>S13.7.26</td><td>022-123-4568</td><td>○</td><td></td><td>木戸 和代</td><td>近隣</td><td>090-1234-5678</td></tr>
<tr><td>3</td><td>小野寺 健太</td><td>S9.11.6</td><td>022-123-4569</td><td></td><td>○</td><td>今井 悟</td><td>弟</td><td>090-1234-5679</td></tr></table>`
	e := engine(t)
	for _, c := range []formCase{
		{"who needs help, and who gives it", `<table><tr><td>No</td><td>氏　名</td><td>生年月日</td><td>電話（自宅）</td><td colspan="2">要支援事由（該当に○）</td><td colspan="3">避難支援等実施者</td></tr>
<tr><td></td><td></td><td></td><td></td><td>身障手帳１・２級</td><td>療育手帳A</td><td>氏名</td><td>続柄等</td><td>電話</td></tr>` + people, 6, []detect.Kind{detect.DisabilityCertificate, detect.BirthDate, detect.Phone}, nil},
		{"the same in other words", `<table><tr><td>番号</td><td>対象者氏名</td><td>生年月日</td><td>電話番号</td><td colspan="2">対象区分</td><td colspan="3">緊急連絡先</td></tr>
<tr><td></td><td></td><td></td><td></td><td>身体障害者手帳1級</td><td>療育手帳A</td><td>氏名</td><td>続柄</td><td>電話番号</td></tr>` + people, 6, []detect.Kind{detect.DisabilityCertificate, detect.BirthDate}, nil},
		{"conditions of which one is none of care", `<table><tr><td>番号</td><td>氏名</td><td>住所</td><td colspan="2">該当要件</td><td>支援者</td></tr>
<tr><td></td><td></td><td></td><td>身障手帳</td><td>75歳以上のみ世帯</td><td></td></tr>
<tr><td>1</td><td>水谷 恒一</td><td>宮城県仙台市青葉区国見1-11-6</td><td></td><td>○</td><td>調整中</td></tr><tr><td>2</td><td>星野 早苗</td><td>宮城県仙台市青葉区国見2-3-4</td><td>○</td><td></td><td>決定</td></tr><tr><td>3</td><td>小野寺 健太</td><td>宮城県仙台市青葉区国見3-1-2</td><td></td><td>○</td><td>決定</td></tr></table>`, 3, []detect.Kind{detect.DisabilityCertificate}, []detect.Kind{detect.WelfareCertificate}},
		{"goods by size", `<table><tr><td>品番</td><td>品名</td><td>単価</td><td colspan="2">在庫数</td></tr>
<tr><td></td><td></td><td></td><td>第1倉庫</td><td>第2倉庫</td></tr>
<tr><td>A1</td><td>椅子</td><td>3000</td><td>12</td><td></td></tr><tr><td>A2</td><td>机</td><td>5000</td><td></td><td>8</td></tr><tr><td>A3</td><td>棚</td><td>8000</td><td>3</td><td>4</td></tr></table>`, 0, nil, []detect.Kind{detect.PersonName}},
		{"how many hold a handbook", `<table><tr><td>地区</td><td>世帯数</td><td colspan="2">手帳所持者数</td></tr>
<tr><td></td><td></td><td>身障手帳1級</td><td>療育手帳A</td></tr>
<tr><td>北町</td><td>120</td><td>12</td><td>3</td></tr><tr><td>南町</td><td>88</td><td>9</td><td>1</td></tr><tr><td>東町</td><td>45</td><td>4</td><td>2</td></tr></table>`, 0, nil, []detect.Kind{detect.DisabilityCertificate}},
	} {
		c.check(t, e, "html")
	}
}
