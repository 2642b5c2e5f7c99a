package conf

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// mostBytes bounds a configuration file; a hundred times the default one.
const mostBytes = 1 << 20

// A reader fills a struct from the nodes of a YAML file.
type reader struct {
	file string
	at   map[string]*yaml.Node // where each key stands
}

func (c *Config) read(name string, data []byte) error {
	r := &reader{file: name, at: map[string]*yaml.Node{}}
	if len(data) > mostBytes {
		return r.place(nil).of(fmt.Sprintf("設定ファイルが%dバイトを超えています", mostBytes), fmt.Sprintf("the file has more than %d bytes", mostBytes))
	}
	var doc, more yaml.Node
	d := yaml.NewDecoder(bytes.NewReader(data))
	switch err := d.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil // every key has its default
	case err != nil:
		return r.syntax(err)
	}
	switch err := d.Decode(&more); {
	case err == nil:
		return r.place(&more).of("設定は1つだけ書いてください（--- の後は読みません）", "a second document; only one is read")
	case !errors.Is(err, io.EOF):
		return r.syntax(err)
	}
	if root := doc.Content[0]; root.Tag != "!!null" {
		if err := r.fields(root, reflect.ValueOf(c).Elem(), ""); err != nil {
			return err
		}
	}
	return c.check(func(key string) fault { return r.place(r.at[key]) })
}

func (r *reader) place(n *yaml.Node) fault {
	if n == nil {
		return fault{r.file, 1, 1}
	}
	return fault{r.file, max(n.Line, 1), max(n.Column, 1)}
}

var yamlLine = regexp.MustCompile(`^(?:yaml: )?(?:line (\d+): )?(?s:(.*))$`)

// syntax places an error of the YAML parser, which knows no column.
func (r *reader) syntax(err error) error {
	m := yamlLine.FindStringSubmatch(err.Error())
	line, _ := strconv.Atoi(m[1])
	return fault{r.file, max(line, 1), 1}.of("YAML として読めません: "+m[2], "not YAML: "+m[2])
}

// fields reads a mapping into a struct.
func (r *reader) fields(n *yaml.Node, v reflect.Value, prefix string) error {
	if n.Kind != yaml.MappingNode {
		return r.place(n).of("「キー: 値」の形で書いてください", "keys with values are expected here")
	}
	known := map[string]int{}
	for i := range v.NumField() {
		known[v.Type().Field(i).Tag.Get("yaml")] = i
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, val := n.Content[i], n.Content[i+1]
		f, ok := known[k.Value]
		switch {
		case !ok || k.Kind != yaml.ScalarNode:
			hint := nearest(k.Value, known)
			return r.place(k).of(fmt.Sprintf("%q というキーはありません%s", prefix+k.Value, hint.ja), fmt.Sprintf("there is no key %q%s", prefix+k.Value, hint.en))
		case seen[k.Value]:
			return r.place(k).of(fmt.Sprintf("%q が2回書かれています", prefix+k.Value), fmt.Sprintf("%q stands there twice", prefix+k.Value))
		}
		seen[k.Value] = true
		r.at[prefix+k.Value] = val
		if err := r.value(val, v.Field(f), v.Type().Field(f).Tag, prefix+k.Value); err != nil {
			return err
		}
	}
	return nil
}

// nearest guesses which key was meant.
func nearest(s string, known map[string]int) said {
	for k := range known {
		if len(s) > 2 && (strings.HasPrefix(k, s) || strings.HasPrefix(s, k) || strings.ReplaceAll(s, "-", "_") == k || strings.EqualFold(s, k)) {
			return said{fmt.Sprintf("（%q のことですか）", k), fmt.Sprintf(" (is %q meant?)", k)}
		}
	}
	return said{}
}

// value reads one value, by the type and the tag of its field.
func (r *reader) value(n *yaml.Node, v reflect.Value, tag reflect.StructTag, key string) error {
	if n.Kind == yaml.AliasNode {
		return r.place(n).of("別名（*）は使えません", "aliases (*) cannot be used")
	}
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return r.own(n, u, v, tag)
	}
	switch v.Interface().(type) {
	case time.Duration:
		return r.duration(n, v, tag)
	case []string:
		return r.list(n, v, tag)
	case string:
		return r.text(n, v, tag)
	case bool:
		if n.Tag != "!!bool" {
			return r.place(n).of("true か false を書いてください", "true or false is expected")
		}
		v.SetBool(n.Value == "true")
		return nil
	case int:
		i, err := strconv.Atoi(n.Value)
		if n.Tag != "!!int" || err != nil {
			return r.place(n).of("数を書いてください", "a number is expected")
		}
		if least, _ := strconv.Atoi(tag.Get("min")); tag.Get("min") != "" && i < least {
			return r.place(n).of(fmt.Sprintf("%d以上の数を書いてください", least), fmt.Sprintf("a number of at least %d is expected", least))
		}
		v.SetInt(int64(i))
		return nil
	}
	return r.fields(n, v, key+".")
}

// own reads a value of a type that reads itself.
func (r *reader) own(n *yaml.Node, u encoding.TextUnmarshaler, v reflect.Value, tag reflect.StructTag) error {
	var s said
	err := error(said{"値を1つ書いてください", "one value is expected"})
	if n.Kind == yaml.ScalarNode {
		err = u.UnmarshalText([]byte(n.Value))
	}
	if least, _ := strconv.Atoi(tag.Get("min")); err == nil && v.CanInt() && v.Int() < int64(least) {
		err = said{"0より大きい値を書いてください", "more than 0 is expected"}
	}
	if errors.As(err, &s) {
		return r.place(n).of(s.ja, s.en)
	}
	return err
}

func (r *reader) duration(n *yaml.Node, v reflect.Value, tag reflect.StructTag) error {
	d, err := time.ParseDuration(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil {
		return r.place(n).of("30s、10m、2h のように、単位を付けて時間を書いてください", "a time with its unit is expected, such as 30s, 10m or 2h")
	}
	if least, err := time.ParseDuration(tag.Get("min")); err == nil && d < least {
		return r.place(n).of(fmt.Sprintf("%s 以上の時間を書いてください", least), fmt.Sprintf("a time of at least %s is expected", least))
	}
	v.SetInt(int64(d))
	return nil
}

func (r *reader) list(n *yaml.Node, v reflect.Value, tag reflect.StructTag) error {
	if n.Kind != yaml.SequenceNode {
		return r.place(n).of("[a, b] のような一覧を書いてください", "a list is expected, such as [a, b]")
	}
	out := []string{}
	for _, c := range n.Content {
		if c.Kind != yaml.ScalarNode || c.Tag == "!!null" || c.Value == "" {
			return r.place(c).of("一覧の項目は文字列です", "an item of the list must be a text")
		}
		out = append(out, r.path(c.Value, tag))
	}
	v.Set(reflect.ValueOf(out))
	return nil
}

func (r *reader) text(n *yaml.Node, v reflect.Value, tag reflect.StructTag) error {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return r.place(n).of(`文字列を書いてください（空なら ""）`, `a text is expected ("" when there is none)`)
	}
	if words := strings.Split(tag.Get("one"), ","); words[0] != "" && !slices.Contains(words, n.Value) {
		return r.place(n).of(fmt.Sprintf("%q は使えません。%s のどれかです", n.Value, strings.Join(words, "、")), fmt.Sprintf("%q is none of %s", n.Value, strings.Join(words, ", ")))
	}
	v.SetString(r.path(n.Value, tag))
	return nil
}

// path makes the path of a file, when that is what a text is, count from the
// folder of the configuration.
func (r *reader) path(s string, tag reflect.StructTag) string {
	if tag.Get("path") != "" && s != "" && !filepath.IsAbs(s) && !strings.Contains(s, "://") {
		return filepath.Join(filepath.Dir(r.file), s)
	}
	return s
}
