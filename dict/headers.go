package dict

import (
	"fmt"
	"io/fs"
	"strings"
)

const headersFile = "data/headers.tsv"

// A Header is a word that names the values of a column or a field.
type Header struct {
	// Word is in the form in which headers are compared: without blanks,
	// brackets, _ and -, half width, lower case, 障がい written 障害.
	Word string
	// Meaning is a kind of personal data or a word for something that is not
	// personal ("company", "memo"), with the part or the owner behind a slash:
	// "person-name/kana", "phone/company".
	Meaning string
	// Weak tells that the word alone is ambiguous: 番号, 名称, 状態.
	Weak bool
}

// Headers returns the header words that Monban ships, sorted by meaning.
func Headers() ([]Header, error) { return loadHeaders(data) }

// loadHeaders reads data/headers.tsv of fsys. A word may stand there only once.
func loadHeaders(fsys fs.FS) ([]Header, error) {
	out := make([]Header, 0, 16384)
	seen := make(map[string]bool, 16384)
	err := lines(fsys, headersFile, func(f []string) error {
		if len(f) != 4 {
			return fmt.Errorf("%d columns, want word, meaning, flags, source", len(f))
		}
		h := Header{Word: f[0], Meaning: f[1]}
		switch {
		case h.Word == "" || h.Meaning == "" || f[3] == "":
			return fmt.Errorf("word, meaning or source is empty")
		case strings.ToLower(h.Word) != h.Word || strings.ContainsAny(h.Word, " 　_-()（）"):
			return fmt.Errorf("%q is not in the form of a header key", h.Word)
		case seen[h.Word]:
			return fmt.Errorf("%q stands here twice", h.Word)
		}
		for _, flag := range strings.Fields(f[2]) {
			if flag != "weak" {
				return fmt.Errorf("unknown flag %q", flag)
			}
			h.Weak = true
		}
		seen[h.Word] = true
		out = append(out, h)
		return nil
	})
	return out, err
}
