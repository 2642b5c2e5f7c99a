package synth

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// Blocks of digits that no reader takes for somebody's own.
var (
	phoneBlocks = strings.Fields("1111 1234 2222 2345 3333 3456 4444 4567 5555 5678 6666 6789 7777 7890 8888 9876 9999 8765 1212 2323")
	areaCodes   = strings.Fields("03-5555 03-1234 06-6666 011-222 022-333 045-444 048-555 052-777 0466-22 0263-33 0742-44 0859-11 098-888 092-777 082-555 0776-12")
	mailDomains = strings.Fields("example.com example.jp example.org example.net example.co.jp mail.example.com ymail.example free.example")
	myBodies    = strings.Fields("1234567 2345678 9876543 1111222 3333444 5555666 7777888 0123456 0011223 8888777 4321098 6543210")
)

// myNumber makes a number with the right check digit and a body that shows
// that it is made up. Every tenth starts with 0, as real ones do.
func myNumber(r *rand.Rand) string {
	body := pick(r, myBodies) + digits(r, 4)
	sum := 0
	for i := range 11 {
		sum += int(body[10-i]-'0') * (2 + i%6)
	}
	d := 11 - sum%11
	if d >= 10 {
		d = 0
	}
	return body + strconv.Itoa(d)
}

// corporate makes a public corporate number with the right check digit.
func corporate(r *rand.Rand) string {
	body := "0" + strconv.Itoa(1+r.IntN(5)) + "00" + "01" + digits(r, 6)
	sum := 0
	for i := range 12 {
		d := int(body[11-i] - '0')
		if i%2 == 1 {
			d *= 2
		}
		sum += d
	}
	return strconv.Itoa(9-sum%9) + body
}

// luhn appends the check digit of insurer and recipient numbers and cards.
func luhn(body string) string {
	sum := 0
	for i := range len(body) {
		d := int(body[len(body)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return body + strconv.Itoa((10-sum%10)%10)
}

// licence makes a driving licence number of a prefecture, with its check digit.
func licence(r *rand.Rand) string {
	body := pick(r, strings.Fields("30 44 45 62 54 90 10 22 43 40")) + fmt.Sprintf("%02d", r.IntN(25)) + digits(r, 6)
	sum := 0
	for i, w := range []int{5, 4, 3, 2, 7, 6, 5, 4, 3, 2} {
		sum += int(body[i]-'0') * w
	}
	return body + strconv.Itoa((11-sum%11)%10) + "0"
}

// jan makes a product code with its check digit.
func jan(r *rand.Rand) string {
	body := pick(r, []string{"4901", "4902", "4512", "4580"}) + digits(r, 8)
	sum := 0
	for i := range 12 {
		d := int(body[i] - '0')
		if i%2 == 1 {
			d *= 3
		}
		sum += d
	}
	return body + strconv.Itoa((10-sum%10)%10)
}

// parcel makes a tracking number: 11 digits and their rest modulo 7.
func parcel(r *rand.Rand) string {
	body := "44" + digits(r, 9)
	n, _ := strconv.Atoi(body)
	return body + strconv.Itoa(n%7)
}

func bcryptHash(r *rand.Rand) string {
	return "$2y$10$" + letters(r, 53, "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
}

const hexDigits = "0123456789abcdef"

var eras = []struct {
	name, short string
	first       time.Time
}{
	{"令和", "R", time.Date(2019, 5, 1, 0, 0, 0, 0, time.UTC)},
	{"平成", "H", time.Date(1989, 1, 8, 0, 0, 0, 0, time.UTC)},
	{"昭和", "S", time.Date(1926, 12, 25, 0, 0, 0, 0, time.UTC)},
	{"大正", "T", time.Date(1912, 7, 30, 0, 0, 0, 0, time.UTC)},
}

func era(t time.Time) (name, short string, year int) {
	for _, e := range eras {
		if !t.Before(e.first) {
			return e.name, e.short, t.Year() - e.first.Year() + 1
		}
	}
	return "明治", "M", t.Year() - 1867
}

// eraLong writes 昭和60年1月2日, the first year as 元年.
func eraLong(t time.Time) string {
	name, _, y := era(t)
	ys := strconv.Itoa(y)
	if y == 1 {
		ys = "元"
	}
	return fmt.Sprintf("%s%s年%d月%d日", name, ys, int(t.Month()), t.Day())
}

// eraShort writes S60.1.2.
func eraShort(t time.Time) string {
	_, short, y := era(t)
	return fmt.Sprintf("%s%d.%d.%d", short, y, int(t.Month()), t.Day())
}

// wide writes digits, hyphens and Latin letters in full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f {
			return r + 0xfee0
		}
		return r
	}, s)
}
