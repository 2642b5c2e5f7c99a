package table

import (
	"slices"
	"strings"

	"monban/detect"
)

// pieceOf reports whether a cell only numbers or names a part of what the header above
// it asks for, over several columns: 1, 2, 3 under 電話, 上3桁 and 下4桁 under 〒, Y, M, D
// under 生年月日.
func (c *cell) pieceOf(top *row) bool {
	if len(c.Norm) > len("下4桁") {
		return false
	}
	i, ok := slices.BinarySearchFunc(top.cells, c.col, func(x cell, col int) int { return x.col - col })
	if !ok {
		i--
	}
	if i < 0 || !top.cells[i].known || !top.cells[i].exact {
		return false
	}
	over := &top.cells[i]
	if !ok && over.Cols > 1 && c.col >= over.col+over.Cols || c.col-over.col > 3 {
		return false
	}
	switch over.meaning.Kind {
	case detect.BirthDate:
		return datePiece(c.Norm)
	case detect.Phone, detect.PostalCode:
		s := strings.TrimLeft(strings.TrimSuffix(c.Norm, "桁"), "上下前後中")
		return len(s) == 1 && s[0] >= '1' && s[0] <= '4'
	}
	return false
}

// datePiece reports whether a header says no more than which part of a date it is.
func datePiece(h string) bool {
	switch strings.ToLower(h) {
	case "年", "月", "日", "元号", "年号", "和暦", "西暦", "y", "m", "d", "yy", "mm", "dd", "yyyy":
		return true
	}
	return false
}

// ofAccount tells what a header means in the group of what an account is: 番号, 種別, 支店
// under 振込先. It reports whether it is one of these words.
func (h *headCol) ofAccount(top, low *cell) bool {
	if !top.known || top.meaning.Kind != detect.BankAccount || top.meaning.Part != "" {
		return false
	}
	m := detect.Meaning{Kind: detect.BankAccount}
	switch strings.ToLower(low.Norm) {
	case "番号", "口座番号", "no", "no.", "口座no", "口座no.", "number":
	case "支店", "支店名", "店名", "本支店", "支店コード", "店番", "branch":
		m.Part = "branch"
	case "種別", "種目", "科目", "預金種別", "預金種目", "区分", "type":
		m.Part = "type"
	case "名義", "名義人", "口座名義", "口座名義人", "holder":
		m.Part = "holder"
	default:
		return false
	}
	h.meaning, h.exact, h.known = m, true, true
	return true
}
