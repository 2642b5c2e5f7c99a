// Package zengin reads the files by which banks are told to pay or to collect,
// in the fixed form of the Japanese Bankers Association (全銀協規定形式): salaries,
// bonuses, transfers, direct debits. A record has 120 characters; the first one
// tells what it is.
//
// Every payment is one row under names for its fields. It knows the fields of
// these records, and not who is a person among those who are paid.
package zengin

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"monban/extract"
	"monban/extract/charset"
)

// Format reads orders to banks.
var Format = extract.Format{
	Name:  "zengin",
	Ext:   []string{".txt", ".dat", ".fb", ".zen", ".sgk"},
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "order to a bank in fixed form (Zengin)", TitleJa: "全銀協規定形式の振込・振替データ",
		Reads:   "a record for each salary, transfer or debit: bank, branch, account, name, amount, numbers of the person",
		ReadsJa: "給与・総合振込・口座振替の明細（1件を1レコードとして）: 銀行、支店、口座番号、名義、金額、社員・顧客番号",
	},
}

// length is that of a record, in characters.
const length = 120

// A field is a part of a record of payment: its length and its name.
type field struct {
	size int
	name string
}

// before are the fields up to the account, the same in all orders. The layouts are
// those that banks publish for their customers, such as 群馬銀行's for 総合振込.
var before = []field{{1, ""}, {4, "銀行番号"}, {15, "銀行名"}, {3, "支店番号"}, {15, "支店名"}, {4, ""}, {1, "預金種目"}, {7, "口座番号"}}

// orders are the fields behind the account, by the code of the kind of order.
var orders = map[string]struct {
	title string
	rest  []field
}{
	"11": {"給与振込", salary("差引支給額")},
	"12": {"賞与振込", salary("賞与支給額")},
	"71": {"給与振込", salary("差引支給額")},
	"72": {"賞与振込", salary("賞与支給額")},
	"21": {"総合振込", []field{{30, "受取人名"}, {10, "振込金額"}, {1, ""}, {10, "顧客コード1"}, {10, "顧客コード2"}, {9, ""}}},
	"91": {"預金口座振替", []field{{30, "預金者名"}, {10, "引落金額"}, {1, ""}, {20, "顧客番号"}, {9, ""}}},
}

func salary(amount string) []field {
	return []field{{30, "受取人名"}, {10, amount}, {1, ""}, {10, "社員番号"}, {10, "所属コード"}, {9, ""}}
}

func match(_ extract.File, head []byte) bool {
	g := charset.Detect(head)
	if g.First == charset.Binary {
		return false
	}
	s, _ := charset.Decode(head, g.First)
	in := bufio.NewReader(strings.NewReader(s))
	first, _ := next(in)
	if len(first) < 50 || first[0] != '1' {
		return false
	}
	if _, ok := orders[string(first[1:3])]; !ok || !digits(first[3:14]) {
		return false
	}
	second, _ := next(in)
	if len(second) < 90 || second[0] != '2' {
		return false
	}
	return digits(second[1:5]) && digits(second[20:23]) && digits(second[42:43]) && digits(second[43:50]) && digits(second[80:90])
}

func digits(s []rune) bool {
	for _, r := range s {
		if r != ' ' && (r < '0' || r > '9') {
			return false
		}
	}
	return true
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	r, err := charset.Open(f.Data, f.Size)
	if err != nil {
		return err
	}
	o := order{to: to}
	in := bufio.NewReaderSize(r, 64<<10)
	for {
		record, err := next(in)
		if len(record) > 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			o.line++
			if err := o.record(record); err != nil {
				return err
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("zengin: record %d: %w", o.line+1, err)
		}
	}
	if r.Lossy() {
		err := fmt.Errorf("zengin: %d characters are in no known character set", r.Lost())
		return to.Gap(extract.Gap{Code: extract.Corrupt, Err: err})
	}
	return nil
}

// next reads a record: up to a line end, or 120 characters.
func next(in *bufio.Reader) ([]rune, error) {
	record := make([]rune, 0, length)
	for {
		r, _, err := in.ReadRune()
		switch {
		case err != nil:
			return record, err
		case r == '\r' || r == '\n' || r == '\x1a':
			if len(record) > 0 {
				return record, nil
			}
		default:
			if record = append(record, r); len(record) == length {
				return record, nil
			}
		}
	}
}

// An order is a file on its way to the sink.
type order struct {
	to    extract.Sink
	rest  []field // of the kind of order that is read
	line  int
	row   int
	cells []extract.Unit
}

// record takes a record.
func (o *order) record(s []rune) error {
	switch s[0] {
	case '1':
		if len(s) < 3 {
			break
		}
		kind, ok := orders[string(s[1:3])]
		if !ok {
			break
		}
		o.rest = kind.rest
		if err := o.text(kind.title, s[min(14, len(s)):]); err != nil {
			return err
		}
		return o.names()
	case '2':
		if o.rest != nil {
			return o.payment(s)
		}
	case '8':
		return o.total(s)
	case '9':
		if strings.Trim(string(s[1:]), " 0") == "" {
			return nil
		}
	}
	return o.to.Text(extract.Unit{Text: strings.TrimSpace(string(s)), Loc: extract.Loc{Line: o.line}})
}

// text sends what a header says in words: who orders, at which bank.
func (o *order) text(title string, s []rune) error {
	words := strings.Join(strings.Fields(string(s)), " ")
	return o.to.Text(extract.Unit{Text: title + " " + words, Loc: extract.Loc{Line: o.line}})
}

// total sends the number of payments and their sum, which stand without a gap.
func (o *order) total(s []rune) error {
	text := string(s[1:])
	if len(s) >= 19 && digits(s[1:19]) {
		text = strings.TrimLeft(string(s[1:7]), "0") + "件 " + strings.TrimLeft(string(s[7:19]), "0") + "円 " + string(s[19:])
	}
	return o.text("合計", []rune(text))
}

// names sends the names of the fields as a row.
func (o *order) names() error {
	o.row++
	o.cells = o.cells[:0]
	col := 0
	for _, list := range [...][]field{before, o.rest} {
		for _, f := range list {
			if f.name != "" {
				col++
				o.cells = append(o.cells, extract.Unit{Text: f.name, Loc: extract.Loc{Row: o.row, Col: col, Line: o.line}})
			}
		}
	}
	return o.to.Row(o.cells)
}

// payment sends a payment as a row. What stands in fields without a name and is no
// filling goes into cells behind the others.
func (o *order) payment(s []rune) error {
	o.row++
	o.cells = o.cells[:0]
	at, col := 0, 0
	var others []string
	for _, list := range [...][]field{before, o.rest} {
		for _, f := range list {
			value := strings.TrimSpace(string(s[min(at, len(s)):min(at+f.size, len(s))]))
			if at += f.size; f.name == "" {
				if at > 1 && strings.Trim(value, "0 ") != "" && len(value) > 1 {
					others = append(others, value)
				}
				continue
			}
			if col++; strings.HasSuffix(f.name, "額") {
				value = strings.TrimLeft(value, "0")
			}
			if value != "" {
				o.cells = append(o.cells, extract.Unit{Text: value, Loc: extract.Loc{Row: o.row, Col: col, Line: o.line}})
			}
		}
	}
	for _, v := range others {
		col++
		o.cells = append(o.cells, extract.Unit{Text: v, Loc: extract.Loc{Row: o.row, Col: col, Line: o.line}})
	}
	return o.to.Row(o.cells)
}
