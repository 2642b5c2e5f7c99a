package pptx

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"monban/extract/extracttest"
)

// hole is a picture with an edge around nothing.
func hole() string {
	img := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	for i := range 64 * 64 {
		if x, y := i%64, i/64; x < 8 || x >= 56 || y < 8 || y >= 56 {
			img.Set(x, y, color.NRGBA{200, 0, 0, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.String()
}

func photo() string {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 16, 16)), nil); err != nil {
		panic(err)
	}
	return b.String()
}

func TestCovered(t *testing.T) {
	word := func(x, y, w, h int) string { return sp(xfrm(x, y, w, h), p("MKword")) }
	fill := `<a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>`
	box := func(look string) string {
		return `<p:sp><p:nvSpPr><p:cNvPr id="7" name="Box"/></p:nvSpPr><p:spPr>` + xfrm(0, 0, 1000, 1000) + look + `</p:spPr></p:sp>`
	}
	pic := func(at, in, more string) string {
		return `<p:pic><p:nvPicPr><p:cNvPr id="8" name="Picture"/></p:nvPicPr><p:blipFill><a:blip r:embed="` + in + `">` + more + `</a:blip></p:blipFill><p:spPr>` + at + `<a:prstGeom prst="rect"/></p:spPr></p:pic>`
	}
	inner := word(200, 200, 300, 300)
	for _, tc := range []struct{ name, slide, want string }{
		{"below a box", inner + box(fill), "black-box"},
		{"above a box", box(fill) + inner, ""},
		{"beside a box", word(900, 200, 300, 300) + box(fill), ""},
		{"half below a box", word(800, 200, 400, 300) + box(fill), ""},
		{"below a box without a ground", inner + box(`<a:prstGeom prst="rect"/><a:noFill/>`), ""},
		{"below a veil", inner + box(`<a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="FFFFFF"><a:alpha val="40000"/></a:srgbClr></a:solidFill>`), ""},
		{"below a frame", inner + box(`<a:prstGeom prst="frame"/><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>`), ""},
		{"below a drawing of its own shape", inner + box(`<a:custGeom/><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>`), ""},
		{"in the middle of a circle", word(400, 400, 200, 200) + box(`<a:prstGeom prst="ellipse"/><a:gradFill><a:gsLst/></a:gradFill>`), "black-box"},
		{"at the edge of a circle", word(0, 0, 200, 200) + box(`<a:prstGeom prst="ellipse"/><a:gradFill><a:gsLst/></a:gradFill>`), ""},
		{"below a box with an edge only", inner + box(`<a:prstGeom prst="rect"/><a:ln><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln>`), ""},
		{"below a box that is filled by a style", inner + `<p:sp><p:spPr>` + xfrm(0, 0, 1000, 1000) + `<a:prstGeom prst="rect"/></p:spPr><p:style><a:fillRef idx="1"/></p:style></p:sp>`, "black-box"},
		{"below a box that a style leaves open", inner + `<p:sp><p:spPr>` + xfrm(0, 0, 1000, 1000) + `<a:prstGeom prst="rect"/><a:noFill/></p:spPr><p:style><a:fillRef idx="1"/></p:style></p:sp>`, ""},
		{"below a box askew", inner + `<p:sp><p:spPr><a:xfrm rot="1200000"><a:off x="0" y="0"/><a:ext cx="1000" cy="1000"/></a:xfrm>` + fill + `</p:spPr></p:sp>`, ""},
		{"below a box that was turned upright", word(400, 0, 100, 1000) + `<p:sp><p:spPr><a:xfrm rot="5400000"><a:off x="0" y="350"/><a:ext cx="1000" cy="300"/></a:xfrm>` + fill + `</p:spPr></p:sp>`, "black-box"},
		{"below a hidden box", inner + `<p:sp><p:nvSpPr><p:cNvPr id="7" name="x" hidden="1"/></p:nvSpPr><p:spPr>` + xfrm(0, 0, 1000, 1000) + fill + `</p:spPr></p:sp>`, ""},
		{"below a photograph", inner + pic(xfrm(0, 0, 1000, 1000), "rId1", ""), "under-image"},
		{"below a picture", inner + pic(xfrm(0, 0, 1000, 1000), "rId2", ""), "under-image"},
		{"below a pale picture", inner + pic(xfrm(0, 0, 1000, 1000), "rId2", `<a:alphaModFix amt="30000"/>`), ""},
		{"in the hole of a picture", inner + pic(xfrm(0, 0, 1000, 1000), "rId3", ""), ""},
		{"at the edge of a picture with a hole", word(0, 0, 100, 900) + pic(xfrm(0, 0, 1000, 1000), "rId3", ""), "under-image"},
		{"below a drawing", inner + pic(xfrm(0, 0, 1000, 1000), "rId4", ""), ""},
		{"below a picture that is not there", inner + pic(xfrm(0, 0, 1000, 1000), "rId9", ""), ""},
		{"a ground of its own and a picture", sp(xfrm(200, 200, 300, 300)+fill, p("MKword")) + pic(xfrm(0, 0, 1000, 1000), "rId1", "") + box(fill), "under-image black-box"},
		{"in a group, below a box", `<p:grpSp><p:grpSpPr><a:xfrm><a:off x="100" y="100"/><a:ext cx="500" cy="500"/><a:chOff x="0" y="0"/><a:chExt cx="50000" cy="50000"/></a:xfrm></p:grpSpPr>` + word(1000, 1000, 40000, 40000) + `</p:grpSp>` + box(fill), "black-box"},
		{"below a box in a group", word(100, 100, 50, 50) + `<p:grpSp><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="200" cy="200"/><a:chOff x="0" y="0"/><a:chExt cx="1000" cy="1000"/></a:xfrm></p:grpSpPr>` + box(fill) + `</p:grpSp>`, "black-box"},
		{"beside a box in a group that is small there", word(500, 500, 50, 50) + `<p:grpSp><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="200" cy="200"/><a:chOff x="0" y="0"/><a:chExt cx="1000" cy="1000"/></a:xfrm></p:grpSpPr>` + box(fill) + `</p:grpSp>`, ""},
		{"where the layout has a place for it", `<p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/><p:nvPr><p:ph idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>` + p("MKword") + `</p:txBody></p:sp>` + box(fill), "black-box"},
		{"where the master has a place for it", `<p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>` + p("MKword") + `</p:txBody></p:sp>` + box(fill), "black-box"},
		{"a drawing for old programs", `<mc:AlternateContent xmlns:mc="m"><mc:Choice>` + inner + `</mc:Choice><mc:Fallback>` + pic(xfrm(0, 0, 1000, 1000), "rId1", "") + `</mc:Fallback></mc:AlternateContent>`, ""},
		{"a cell of a table", `<p:graphicFrame><p:xfrm><a:off x="200" y="200"/><a:ext cx="100" cy="100"/></p:xfrm><a:tbl><a:tr><a:tc><a:txBody>` + p("MKword") + `</a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>` + box(fill), "black-box"},
		{"what moves away", `<p:sld` + spaces + `><p:cSld><p:spTree>` + inner + box(fill) + `</p:spTree></p:cSld><p:timing><p:spTgt spid="7"/></p:timing></p:sld>`, ""},
	} {
		place := func(kind string, x, y int) string {
			return `<p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/><p:nvPr><p:ph ` + kind + `/></p:nvPr></p:nvSpPr><p:spPr>` + xfrm(x, y, 100, 100) + `</p:spPr></p:sp>`
		}
		k := readAll(t, makeDeck(t, []string{tc.slide},
			extracttest.Relations("ppt/slides/slide1.xml", [4]string{"rId1", "image", "../media/a.jpg", ""}, [4]string{"rId2", "image", "../media/b.png", ""}, [4]string{"rId3", "image", "../media/c.png", ""}, [4]string{"rId4", "image", "../media/d.emf", ""},
				[4]string{"rId5", "slideLayout", "../slideLayouts/slideLayout1.xml", ""}),
			extracttest.Relations("ppt/slideLayouts/slideLayout1.xml", [4]string{"rId1", "slideMaster", "../slideMasters/slideMaster1.xml", ""}),
			zipPart{"ppt/slideLayouts/slideLayout1.xml", `<p:sldLayout` + spaces + `><p:cSld><p:spTree>` + place(`idx="1"`, 300, 300) + `<p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp></p:spTree></p:cSld></p:sldLayout>`},
			zipPart{"ppt/slideMasters/slideMaster1.xml", `<p:sldMaster` + spaces + `><p:cSld><p:spTree>` + place(`type="title"`, 500, 500) + `</p:spTree></p:cSld></p:sldMaster>`},
			zipPart{"ppt/media/a.jpg", photo()}, zipPart{"ppt/media/b.png", picture(20, 20)}, zipPart{"ppt/media/c.png", hole()}, zipPart{"ppt/media/d.emf", "\x01\x00\x00\x00drawing"}))
		got := "not found"
		if u := k.Find("MKword"); len(u) == 1 {
			got = u[0].Hidden.String()
		} else {
			got = fmt.Sprintf("found %d times", len(u))
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}
