package prose

import (
	"regexp"
	"strings"

	"monban/detect"
)

// What somebody is paid stands behind his name alone where the lines are about wages:
// 10月からの時給です。安東さん1,180円、馬渕さん1,150円; 冬季賞与 / 豊嶋 弘明 683,000円.

var (
	wages = detect.NewWords(`時給 月給 日給 基本給 給与 給料 賞与 ボーナス 賃金 昇給 総支給 手取り 深夜手当 残業代 残業手当 初任給 月収 年俸`)
	// otherMoney is what else is paid by or to people who are named.
	otherMoney = detect.NewWords(`請求 請求書 見積 見積書 注文 受注 発注 売上 会費 立替 立替金 精算 交通費 旅費 宿泊費 寄付 寄付金 香典 祝儀 参加費 集金 代金 料金 購入 販売 単価 利用料 家賃 入金 未収 残高 借入 融資 返済 給与支払日 領収 予算 経費 備品 義援金 募金 懇親会費 給食費 月謝 弁当 割り勘 保険料 医療費 ソフト システム セミナー 研修 申込 契約 納品 見積額 価格 定価 税込価格 月額利用料`)
	// wage is an amount of yen behind a name, in its clause.
	wage = regexp.MustCompile(`^(?:様|さん|氏|くん|君|さま|殿)?[ :はがのに]{0,3}[^0-9、。円,:]{0,6}([0-9]{1,3}(?:,[0-9]{3})+円|[0-9]{3,7}円|[0-9]{1,4}(?:\.[0-9])?万(?:[0-9]千)?円)`)
	// fromNow goes on with what an amount is of: 1,180円の品.
	fromNow = detect.NewPhrases(`の品 の商 の弁 の席 の部 の会 以上 以下 未満 分の商 相当 引き 割引 ずつ出`)
)

// paid takes what the names of the line are paid.
func (r *Reader) paid(t *detect.Text) {
	if t.Chars&detect.HasDigit == 0 || !strings.Contains(t.Norm, "円") {
		return
	}
	asked := false
	for i, n := r.now.from, len(r.items); i < n; i++ {
		it := &r.items[i]
		if it.Kind != detect.PersonName || it.aliasOf != "" || it.Alias || it.kin {
			continue
		}
		g := wage.FindStringSubmatchIndex(detect.Head(t.Norm[it.end:], 75))
		if g == nil || fromNow.Begins(t.Norm[it.end+g[1]:]) != "" {
			continue
		}
		if !asked {
			if asked = true; !r.recently(t, wages) || r.recently(t, otherMoney) {
				return
			}
		}
		r.tell(detect.Salary, it.end+g[2], it.end+g[3], 0.5)
	}
}
