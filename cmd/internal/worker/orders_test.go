package worker

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"monban/extract"
)

// testWalker reads files that say what is to happen: one order a line.
func testWalker() *extract.Walker {
	return &extract.Walker{Limits: extract.DefaultLimits(), Formats: []extract.Format{{
		Name: "orders", Ext: []string{".orders"},
		Match: func(_ extract.File, head []byte) bool { return !bytes.HasPrefix(head, []byte("\x00")) },
		Read:  follow,
	}}}
}

var keep [][]byte

func follow(_ context.Context, f extract.File, to extract.Sink) error {
	sc := bufio.NewScanner(io.NewSectionReader(f.Data, 0, f.Size))
	for n := 1; sc.Scan(); n++ {
		order, arg, _ := strings.Cut(sc.Text(), " ")
		count, _ := strconv.Atoi(arg)
		var err error
		switch order {
		case "text":
			err = to.Text(extract.Unit{Text: arg, Raw: strings.Repeat("r", len(arg)), Loc: extract.Loc{Line: n, Page: 2}, Hidden: extract.Comment | extract.EntryName})
		case "rows":
			row := make([]extract.Unit, 10)
			for i := range count {
				for c := range row {
					row[c] = extract.Unit{Text: "値 0123456789", Loc: extract.Loc{Sheet: "シート", Row: i + 1, Col: c + 1}, Type: extract.Number}
				}
				if err = to.Row(row); err != nil {
					return err
				}
			}
		case "places":
			for i := range 40 {
				loc := extract.Loc{Sheet: strings.Repeat("s", i%3), Row: i / 7 % 3, Col: i % 5, Page: i / 11 % 2, Line: i % 2}
				if err = errors.Join(to.Text(extract.Unit{Text: "t", Loc: loc}), to.Row([]extract.Unit{{Loc: loc}, {Loc: loc}})); err != nil {
					return err
				}
			}
		case "wide":
			row := make([]extract.Unit, count)
			for c := range row {
				row[c] = extract.Unit{Text: "x", Loc: extract.Loc{Row: 1, Col: c + 1}, Cols: 2}
			}
			err = to.Row(row)
		case "long":
			err = to.Text(extract.Unit{Text: strings.Repeat("x", count)})
		case "gap":
			err = to.Gap(extract.Gap{Loc: extract.Loc{Sheet: "s", Page: 3}, Code: extract.Encrypted, Err: errors.New(strings.Repeat("long ", 200))})
		case "file":
			err = to.File("inner.orders", extract.Attachment, strings.NewReader("text inside"))
		case "passwords":
			err = to.Text(extract.Unit{Text: strings.Join(f.Passwords, ",")})
		case "pid":
			err = to.Text(extract.Unit{Text: strconv.Itoa(os.Getpid())})
		case "args":
			err = to.Text(extract.Unit{Text: strings.Join(os.Args[1:], " ")})
		case "fail":
			return errors.New("it is broken")
		case "panic":
			panic("the value 123456789018")
		case "crash":
			go panic("the value 123456789018")
			time.Sleep(time.Minute)
		case "exit":
			os.Exit(0)
		case "hog":
			for {
				b := make([]byte, 32<<20)
				for i := range b {
					b[i] = 1
				}
				keep = append(keep, b)
			}
		case "huge":
			keep = append(keep, make([]byte, 137<<30))
		case "deep":
			keep = append(keep, make([]byte, deep(1)))
		case "spin":
			for n := 1; n > 0; n |= 1 { // never ends
			}
		case "nonsense":
			os.Stdout.WriteString(strings.Repeat("\xff", 1000))
		}
		if err != nil {
			return err
		}
	}
	return sc.Err()
}

// deep calls itself until the stack is full: n is never 0.
func deep(n int) int {
	if n == 0 {
		return 0
	}
	return deep(n|1) + n
}
