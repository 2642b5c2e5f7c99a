//go:build ignore

// This program draws the pictures of this folder: a letter, and cards that
// look like identity documents from afar. Nobody on them exists, and the
// numbers have visibly synthetic bodies. It needs a Japanese font, and one for
// ASCII whose zeros are not struck through:
//
//	go run testdata/pictures/gen.go -font ipag.ttf -latin DejaVuSans.ttf
//
// The fonts are not needed to run the tests: the pictures are committed.
package main

import (
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// A line is a text, its place, and its height in pixels.
type line struct {
	x, y, size int
	text       string
}

// A page is one picture.
type page struct {
	name  string
	w, h  int
	lines []line
	tint  bool    // a coloured ground with a pattern, as cards have
	turn  int     // quarters clockwise
	skew  float64 // degrees
	noise int     // grains of a thousand pixels
}

func letter(size int) []line {
	texts := []string{
		"入居申込書", "", "申込日　令和6年4月1日", "", "氏名　青葉　千夏", "フリガナ　アオバ　チナツ", "生年月日　昭和60年3月14日",
		"住所　長野県松本市深志一丁目2番3号", "電話番号　０９０－１２３４－５６７８", "勤務先　株式会社みどり商会", "年収　450万円", "",
		"緊急連絡先　青葉　健一　父", "上記のとおり申し込みます。審査のために必要な範囲で、", "個人情報を利用することに同意します。",
	}
	var out []line
	for i, t := range texts {
		out = append(out, line{size * 3, size*4 + i*size*5/2, size, t})
	}
	return out
}

var mrz = []line{
	{40, 560, 34, "P<JPNAOBA<<CHINATSU<<<<<<<<<<<<<<<<<<<<<<<<<"},
	{40, 615, 34, "TZ12345676JPN8503149F3001019<<<<<<<<<<<<<<08"},
}

var pages = []page{
	{name: "letter", w: 1240, h: 1754, lines: letter(30)},
	{name: "letter-turned", w: 1240, h: 1754, lines: letter(30), turn: 1},
	{name: "letter-upside-down", w: 1240, h: 1754, lines: letter(30), turn: 2},
	{name: "letter-skewed", w: 1240, h: 1754, lines: letter(30), skew: 4, noise: 2},
	{name: "my-number-card", w: 860, h: 540, tint: true, lines: []line{
		{40, 70, 34, "個人番号カード"}, {40, 140, 26, "氏名　青葉　千夏"}, {40, 190, 24, "住所　長野県松本市深志一丁目2番3号"},
		{40, 250, 24, "昭和60年3月14日生　性別　女"}, {40, 310, 24, "2030年3月14日まで有効　　松本市長"}, {40, 390, 24, "個人番号"}, {180, 395, 44, "1234 5678 9018"},
	}},
	{name: "my-number-card-turned", w: 860, h: 540, tint: true, turn: 3, lines: []line{
		{40, 70, 34, "個人番号カード"}, {40, 140, 26, "氏名　青葉　千夏"}, {40, 190, 24, "住所　長野県松本市深志一丁目2番3号"},
		{40, 250, 24, "昭和60年3月14日生　性別　女"}, {40, 310, 24, "2030年3月14日まで有効　　松本市長"}, {40, 390, 24, "個人番号"}, {180, 395, 44, "1234 5678 9018"},
	}},
	{name: "drivers-licence", w: 860, h: 540, tint: true, lines: []line{
		{40, 60, 30, "氏名　青葉　千夏　　昭和60年3月14日生"}, {40, 115, 26, "住所　長野県松本市深志一丁目2番3号"}, {40, 165, 24, "交付　令和05年04月01日　12345"},
		{40, 220, 30, "2028年（令和10年）04月14日まで有効"}, {40, 280, 24, "免許の条件等　眼鏡等"}, {40, 340, 30, "番号　第302165432180号"},
		{40, 400, 24, "二・小・原　平成18年03月02日"}, {40, 450, 24, "種類　中型　普自二"}, {480, 500, 28, "長野県公安委員会"}, {40, 500, 30, "運転免許証"},
	}},
	{name: "passport", w: 1100, h: 680, tint: true, lines: append([]line{
		{40, 60, 30, "日本国旅券"}, {300, 60, 30, "PASSPORT"}, {600, 60, 26, "旅券番号 / Passport No."}, {600, 105, 34, "TZ1234567"}, {300, 150, 24, "姓 / Surname"}, {300, 190, 32, "AOBA"},
		{300, 240, 24, "名 / Given name"}, {300, 280, 32, "CHINATSU"}, {300, 330, 24, "国籍 / Nationality"}, {560, 330, 30, "JAPAN"}, {300, 380, 24, "生年月日 / Date of birth"}, {640, 380, 30, "14 MAR 1985"},
		{300, 430, 24, "性別 / Sex"}, {480, 430, 30, "F"}, {300, 480, 24, "有効期間満了日 / Date of expiry"}, {720, 480, 30, "01 JAN 2030"},
	}, mrz...)},
	{name: "residence-card", w: 860, h: 540, tint: true, lines: []line{
		{40, 60, 30, "在留カード"}, {260, 60, 24, "RESIDENCE CARD"}, {520, 60, 26, "番号 UH84512093LA"}, {40, 120, 30, "NGUYEN THI TEST"}, {40, 175, 24, "生年月日　1995年05月12日　性別　女　F."},
		{40, 225, 24, "国籍・地域　ベトナム"}, {40, 275, 24, "住居地　長野県松本市深志一丁目2番3号"}, {40, 325, 24, "在留資格　技術・人文知識・国際業務"}, {40, 375, 24, "在留期間（満了日）　3年（2027年05月12日）"},
		{40, 425, 24, "就労制限の有無　在留資格に基づく就労活動のみ可"}, {40, 475, 24, "このカードは　2027年05月12日まで有効です。"}, {480, 520, 26, "出入国在留管理庁長官"},
	}},
	{name: "insurance-card", w: 860, h: 540, tint: true, lines: []line{
		{40, 60, 30, "健康保険被保険者証"}, {520, 60, 24, "本人（被保険者）"}, {40, 120, 26, "記号　12345678　　番号　1234567"}, {40, 175, 30, "氏名　青葉　千夏"}, {40, 225, 24, "生年月日　昭和60年3月14日　性別　女"},
		{40, 275, 24, "資格取得年月日　平成20年4月1日"}, {40, 325, 24, "事業所名称　株式会社みどり商会"}, {40, 375, 26, "保険者番号　01200017"}, {40, 425, 24, "保険者名称　全国健康保険協会　長野支部"}, {40, 475, 24, "保険者所在地　長野県長野市"},
	}},
	{name: "disability-handbook", w: 860, h: 600, tint: true, lines: []line{
		{40, 60, 34, "身体障害者手帳"}, {40, 120, 26, "長野県　第123456号"}, {40, 175, 24, "令和2年6月1日交付"}, {40, 230, 30, "氏名　青葉　千夏"}, {40, 280, 24, "生年月日　昭和60年3月14日"},
		{40, 330, 24, "住所　長野県松本市深志一丁目2番3号"}, {40, 380, 24, "障害名　右上肢機能障害"}, {40, 430, 26, "身体障害者等級表による級別　2級"}, {40, 480, 24, "旅客鉄道株式会社旅客運賃減額　第1種"}, {480, 540, 26, "長野県知事"},
	}},
	{name: "slip-turned", w: 700, h: 420, turn: 1, lines: []line{{60, 140, 40, "青葉　千夏　様"}, {60, 240, 40, "090-1234-5678"}}},
	{name: "photo", w: 400, h: 300, tint: true, noise: 60}, // no text at all
}

func main() {
	fontFile := flag.String("font", "/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf", "a Japanese font")
	latin := flag.String("latin", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "a font for ASCII")
	dir := flag.String("dir", "testdata/pictures", "where to write")
	flag.Parse()
	f := [2]*opentype.Font{load(*latin), load(*fontFile)}
	for _, p := range pages {
		out, err := os.Create(filepath.Join(*dir, p.name+".png"))
		if err != nil {
			log.Fatal(err)
		}
		enc := png.Encoder{CompressionLevel: png.BestCompression}
		if err := enc.Encode(out, p.draw(f)); err != nil {
			log.Fatal(err)
		}
		if err := out.Close(); err != nil {
			log.Fatal(err)
		}
	}
}

func load(name string) *opentype.Font {
	b, err := os.ReadFile(name)
	if err != nil {
		log.Fatal(err)
	}
	f, err := opentype.Parse(b)
	if err != nil {
		log.Fatal(err)
	}
	return f
}

// draw paints a page in sixteen colours, ASCII with the first font.
func (p page) draw(f [2]*opentype.Font) image.Image {
	img := image.NewGray(image.Rect(0, 0, p.w, p.h))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	r := rand.New(rand.NewPCG(1, 2))
	if p.tint {
		for y := range p.h {
			for x := range p.w {
				img.Pix[y*img.Stride+x] = uint8(225 + 12*math.Sin(float64(x+y)/19) + 12*math.Sin(float64(x-2*y)/31))
			}
		}
	}
	for _, l := range p.lines {
		var faces [2]font.Face
		for i := range faces {
			face, err := opentype.NewFace(f[i], &opentype.FaceOptions{Size: float64(l.size), DPI: 72})
			if err != nil {
				log.Fatal(err)
			}
			faces[i] = face
		}
		d := font.Drawer{Dst: img, Src: image.Black, Dot: fixed.P(l.x, l.y)}
		for _, c := range l.text {
			d.Face = faces[1]
			if c < 0x80 {
				d.Face = faces[0]
			}
			d.DrawString(string(c))
		}
	}
	for range p.w * p.h * p.noise / 1000 {
		img.Pix[r.IntN(len(img.Pix))] = uint8(r.IntN(256))
	}
	if p.skew != 0 {
		img = skewed(img, p.skew)
	}
	for range p.turn {
		img = quarter(img)
	}
	pal := make(color.Palette, 16)
	for i := range pal {
		pal[i] = color.Gray{Y: uint8(17 * i)}
	}
	if !p.tint && p.skew == 0 {
		pal = pal[:0]
		for i := range 4 {
			pal = append(pal, color.Gray{Y: uint8(85 * i)})
		}
	}
	out := image.NewPaletted(img.Rect, pal)
	draw.Draw(out, out.Rect, img, image.Point{}, draw.Src)
	return out
}

func quarter(g *image.Gray) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, g.Rect.Dy(), g.Rect.Dx()))
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			out.SetGray(g.Rect.Dy()-1-y, x, g.GrayAt(x, y))
		}
	}
	return out
}

func skewed(g *image.Gray, degrees float64) *image.Gray {
	out := image.NewGray(g.Rect)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	cx, cy := float64(g.Rect.Dx())/2, float64(g.Rect.Dy())/2
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			dx, dy := float64(x)-cx, float64(y)-cy
			at := image.Pt(int(cx+dx*cos+dy*sin+0.5), int(cy-dx*sin+dy*cos+0.5))
			c := color.Gray{Y: 255}
			if at.In(g.Rect) {
				c = g.GrayAt(at.X, at.Y)
			}
			out.SetGray(x, y, c)
		}
	}
	return out
}
