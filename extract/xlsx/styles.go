package xlsx

import (
	"strconv"
	"strings"

	"monban/extract/ooxml"
)

// builtinFormats are the number formats that a workbook uses by number without
// writing them down: the table of the standard, and for 27 to 58 the one of
// Japanese installations.
var builtinFormats = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
	12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
	18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "hh:mm", 21: "hh:mm:ss", 22: "m/d/yy hh:mm",
	37: "#,##0 ;(#,##0)", 38: "#,##0 ;[red](#,##0)", 39: "#,##0.00 ;(#,##0.00)", 40: "#,##0.00 ;[red](#,##0.00)",
	41: `_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`, 42: `_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)`,
	43: `_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`, 44: `_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)`,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",

	27: `[$-411]ge.m.d`, 28: `[$-411]ggge"年"m"月"d"日"`, 29: `[$-411]ggge"年"m"月"d"日"`, 30: "m/d/yy",
	31: `yyyy"年"m"月"d"日"`, 32: `h"時"mm"分"`, 33: `h"時"mm"分"ss"秒"`, 34: `yyyy"年"m"月"`, 35: `m"月"d"日"`,
	36: `[$-411]ge.m.d`, 50: `[$-411]ge.m.d`, 51: `[$-411]ggge"年"m"月"d"日"`, 52: `yyyy"年"m"月"`,
	53: `m"月"d"日"`, 54: `[$-411]ggge"年"m"月"d"日"`, 55: `yyyy"年"m"月"`, 56: `m"月"d"日"`,
	57: `[$-411]ge.m.d`, 58: `[$-411]ggge"年"m"月"d"日"`,
}

// maxStyles is more than twice what spreadsheet programs allow.
const maxStyles = 1 << 17

// A style is what the cells of one style have in common.
type style struct {
	format *format
	white  bool // the letters have the colour of the ground
	small  bool // the letters are 2 points high at most
}

// color is a colour as written, with what can be compared: "rgb:FFFFFF",
// "theme:0", "indexed:9"; "" is the default.
func color(x *ooxml.Scanner) string {
	if v := x.Attr("rgb"); v != "" {
		v = strings.ToUpper(v)
		if len(v) == 8 {
			v = v[2:] // without the alpha channel, which programs ignore
		}
		return "rgb:" + v
	}
	if v := x.Attr("theme"); v != "" {
		if t := x.Attr("tint"); t != "" && t != "0" {
			v += " " + t
		}
		return "theme:" + v
	}
	if v := x.Attr("indexed"); v != "" {
		return "indexed:" + v
	}
	return ""
}

// plain brings the common names of black and white together.
func plain(c string) string {
	switch c {
	case "rgb:FFFFFF", "theme:0", "indexed:1", "indexed:9", "indexed:65":
		return "white"
	case "rgb:000000", "theme:1", "indexed:0", "indexed:8", "indexed:64":
		return "black"
	}
	return c
}

type font struct {
	color string
	size  float64
}

// readStyles reads the styles of cells: only what tells how a value is shown.
func readStyles(x *ooxml.Scanner, date1904 bool) []style {
	codes := map[int]string{}
	var fonts []font
	var fills []string
	var out []style
	formats := map[string]*format{}
	in := "" // the list that is being read
	for {
		switch x.Next() {
		case ooxml.End:
			return out
		case ooxml.Close:
			if string(x.Name) == in {
				in = ""
			}
		case ooxml.Open:
			name := string(x.Name)
			switch name {
			case "numFmts", "fonts", "fills", "cellXfs", "cellStyleXfs", "dxfs":
				in = name
			}
			switch {
			case in == "numFmts" && name == "numFmt" && len(codes) < maxStyles:
				id, err := strconv.Atoi(x.Attr("numFmtId"))
				code := x.Attr("formatCode16")
				if code == "" {
					code = x.Attr("formatCode")
				}
				if _, twice := codes[id]; err == nil && !twice {
					codes[id] = code
				}
			case in == "fonts" && name == "font" && len(fonts) < maxStyles:
				fonts = append(fonts, readFont(x))
			case in == "fills" && name == "fill" && len(fills) < maxStyles:
				fills = append(fills, readFill(x))
			case in == "cellXfs" && name == "xf" && len(out) < maxStyles:
				id, _ := strconv.Atoi(x.Attr("numFmtId"))
				code, ok := codes[id]
				if !ok {
					code = builtinFormats[id]
				}
				f := formats[code]
				if f == nil {
					f = parseFormat(code, date1904)
					formats[code] = f
				}
				st := style{format: f}
				ground := ""
				if i, err := strconv.Atoi(x.Attr("fillId")); err == nil && i >= 0 && i < len(fills) {
					ground = fills[i]
				}
				if i, err := strconv.Atoi(x.Attr("fontId")); err == nil && i >= 0 && i < len(fonts) {
					st.small = fonts[i].size > 0 && fonts[i].size <= 2
					c := plain(fonts[i].color)
					st.white = c != "" && c == ground || c == "white" && ground == ""
				}
				out = append(out, st)
			}
		}
	}
}

func readFont(x *ooxml.Scanner) font {
	var f font
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return f
		case ooxml.Open:
			switch string(x.Name) {
			case "color":
				f.color = color(x)
			case "sz":
				f.size, _ = strconv.ParseFloat(x.Attr("val"), 64)
			}
		}
	}
	return f
}

// readFill gives the colour of the ground, "" when there is none.
func readFill(x *ooxml.Scanner) string {
	c, solid := "", false
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return ""
		case ooxml.Open:
			switch string(x.Name) {
			case "patternFill":
				solid = x.Attr("patternType") == "solid"
			case "fgColor":
				c = plain(color(x))
			case "gradientFill":
				return "gradient"
			}
		}
	}
	if !solid {
		return ""
	}
	if c == "" {
		return "black"
	}
	return c
}
