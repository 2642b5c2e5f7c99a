package pdf

import (
	"encoding/binary"
	"strings"
)

// builtinCFF gives the glyph names that a bare CFF font program has for its
// codes (Adobe Technical Note 5176). nil when it is damaged, or a CID font.
func builtinCFF(b []byte) map[int]string {
	if len(b) < 4 {
		return nil
	}
	_, at := cffIndex(b, int(b[2]))
	tops, at := cffIndex(b, at)
	names, _ := cffIndex(b, at)
	if len(tops) == 0 {
		return nil
	}
	top := cffDict(tops[0])
	if _, cid := top[1230]; cid {
		return nil
	}
	glyphs, _ := cffIndex(b, top[17])
	sids := cffCharset(b, top[15], len(glyphs))
	standard := strings.Fields(cffStrings)
	name := func(sid int) string {
		if sid < len(standard) {
			return standard[sid]
		}
		if sid -= len(standard); sid < len(names) {
			return string(names[sid])
		}
		return ""
	}
	out := map[int]string{}
	put := func(code, glyph int) {
		if glyph < len(sids) {
			out[code] = name(sids[glyph])
		}
	}
	p := top[16]
	if p < 2 || p+2 > len(b) {
		return nil // a standard encoding
	}
	form, n := b[p], int(b[p+1])
	p += 2
	switch form & 0x7f {
	case 0:
		for i := 0; i < n && p < len(b); i++ {
			put(int(b[p]), i+1)
			p++
		}
	case 1:
		glyph := 1
		for i := 0; i < n && p+1 < len(b); i++ {
			for k := range int(b[p+1]) + 1 {
				put(int(b[p])+k, glyph)
				glyph++
			}
			p += 2
		}
	}
	if form&0x80 != 0 && p < len(b) {
		n = int(b[p])
		p++
		for i := 0; i < n && p+3 <= len(b); i++ {
			out[int(b[p])] = name(int(binary.BigEndian.Uint16(b[p+1:])))
			p += 3
		}
	}
	return out
}

// cffIndex reads an INDEX and gives its items and the place after it.
func cffIndex(b []byte, at int) ([][]byte, int) {
	if at < 0 || at+3 > len(b) {
		return nil, at
	}
	n, size := int(binary.BigEndian.Uint16(b[at:])), int(b[at+2])
	if n == 0 {
		return nil, at + 2
	}
	data := at + 3 + (n+1)*size - 1
	if size < 1 || size > 4 || data >= len(b) { // the data begin after the last offset, counted from 1
		return nil, len(b)
	}
	offset := func(i int) int {
		v := 0
		for _, c := range b[at+3+i*size : at+3+(i+1)*size] {
			v = v<<8 | int(c)
		}
		return data + v
	}
	out := make([][]byte, n)
	for i := range out {
		lo, hi := offset(i), offset(i+1)
		if lo > hi || hi > len(b) {
			return nil, len(b)
		}
		out[i] = b[lo:hi]
	}
	return out, offset(n)
}

// cffDict reads the last operand of every operator of a DICT; two-byte
// operators are 1200 and more.
func cffDict(b []byte) map[int]int {
	out := map[int]int{}
	v := 0
	for i := 0; i < len(b); i++ {
		c := int(b[i])
		switch {
		case c == 12 && i+1 < len(b):
			i++
			out[1200+int(b[i])] = v
		case c <= 21:
			out[c] = v
		case c == 28 && i+2 < len(b):
			v = int(int16(binary.BigEndian.Uint16(b[i+1:])))
			i += 2
		case c == 29 && i+4 < len(b):
			v = int(int32(binary.BigEndian.Uint32(b[i+1:])))
			i += 4
		case c == 30:
			for i++; i < len(b) && b[i]&0xf != 0xf; i++ {
			}
		case c >= 32 && c <= 246:
			v = c - 139
		case c >= 247 && c <= 250 && i+1 < len(b):
			v = (c-247)*256 + int(b[i+1]) + 108
			i++
		case c >= 251 && c <= 254 && i+1 < len(b):
			v = -(c-251)*256 - int(b[i+1]) - 108
			i++
		}
	}
	return out
}

// cffCharset gives the string number of every glyph.
func cffCharset(b []byte, at, glyphs int) []int {
	out := []int{0}
	if at < 3 || at >= len(b) { // one of the predefined; the first is the order itself
		for len(out) < glyphs {
			out = append(out, len(out))
		}
		return out
	}
	form := b[at]
	p := at + 1
	for len(out) < glyphs && p+2 <= len(b) {
		sid, left := int(binary.BigEndian.Uint16(b[p:])), 0
		p += 2
		switch {
		case form == 1 && p < len(b):
			left = int(b[p])
			p++
		case form == 2 && p+1 < len(b):
			left = int(binary.BigEndian.Uint16(b[p:]))
			p += 2
		}
		for k := 0; k <= left && len(out) < glyphs; k++ {
			out = append(out, sid+k)
		}
	}
	return out
}

// cffStrings are the standard strings, in their order.
const cffStrings = `.notdef space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft parenright
asterisk plus comma hyphen period slash zero one two three four five six seven eight nine colon
semicolon less equal greater question at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z
bracketleft backslash bracketright asciicircum underscore quoteleft a b c d e f g h i j k l m n o p
q r s t u v w x y z braceleft bar braceright asciitilde exclamdown cent sterling fraction yen florin
section currency quotesingle quotedblleft guillemotleft guilsinglleft guilsinglright fi fl endash
dagger daggerdbl periodcentered paragraph bullet quotesinglbase quotedblbase quotedblright
guillemotright ellipsis perthousand questiondown grave acute circumflex tilde macron breve dotaccent
dieresis ring cedilla hungarumlaut ogonek caron emdash AE ordfeminine Lslash Oslash OE ordmasculine
ae dotlessi lslash oslash oe germandbls onesuperior logicalnot mu trademark Eth onehalf plusminus
Thorn onequarter divide brokenbar degree thorn threequarters twosuperior registered minus eth
multiply threesuperior copyright Aacute Acircumflex Adieresis Agrave Aring Atilde Ccedilla Eacute
Ecircumflex Edieresis Egrave Iacute Icircumflex Idieresis Igrave Ntilde Oacute Ocircumflex Odieresis
Ograve Otilde Scaron Uacute Ucircumflex Udieresis Ugrave Yacute Ydieresis Zcaron aacute acircumflex
adieresis agrave aring atilde ccedilla eacute ecircumflex edieresis egrave iacute icircumflex
idieresis igrave ntilde oacute ocircumflex odieresis ograve otilde scaron uacute ucircumflex
udieresis ugrave yacute ydieresis zcaron exclamsmall Hungarumlautsmall dollaroldstyle dollarsuperior
ampersandsmall Acutesmall parenleftsuperior parenrightsuperior twodotenleader onedotenleader
zerooldstyle oneoldstyle twooldstyle threeoldstyle fouroldstyle fiveoldstyle sixoldstyle
sevenoldstyle eightoldstyle nineoldstyle commasuperior threequartersemdash periodsuperior
questionsmall asuperior bsuperior centsuperior dsuperior esuperior isuperior lsuperior msuperior
nsuperior osuperior rsuperior ssuperior tsuperior ff ffi ffl parenleftinferior parenrightinferior
Circumflexsmall hyphensuperior Gravesmall Asmall Bsmall Csmall Dsmall Esmall Fsmall Gsmall Hsmall
Ismall Jsmall Ksmall Lsmall Msmall Nsmall Osmall Psmall Qsmall Rsmall Ssmall Tsmall Usmall Vsmall
Wsmall Xsmall Ysmall Zsmall colonmonetary onefitted rupiah Tildesmall exclamdownsmall centoldstyle
Lslashsmall Scaronsmall Zcaronsmall Dieresissmall Brevesmall Caronsmall Dotaccentsmall Macronsmall
figuredash hypheninferior Ogoneksmall Ringsmall Cedillasmall questiondownsmall oneeighth
threeeighths fiveeighths seveneighths onethird twothirds zerosuperior foursuperior fivesuperior
sixsuperior sevensuperior eightsuperior ninesuperior zeroinferior oneinferior twoinferior
threeinferior fourinferior fiveinferior sixinferior seveninferior eightinferior nineinferior
centinferior dollarinferior periodinferior commainferior Agravesmall Aacutesmall Acircumflexsmall
Atildesmall Adieresissmall Aringsmall AEsmall Ccedillasmall Egravesmall Eacutesmall Ecircumflexsmall
Edieresissmall Igravesmall Iacutesmall Icircumflexsmall Idieresissmall Ethsmall Ntildesmall
Ogravesmall Oacutesmall Ocircumflexsmall Otildesmall Odieresissmall OEsmall Oslashsmall Ugravesmall
Uacutesmall Ucircumflexsmall Udieresissmall Yacutesmall Thornsmall Ydieresissmall 001.000 001.001
001.002 001.003 Black Bold Book Light Medium Regular Roman Semibold`
