package review

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"monban/cmd/internal/hold"
	"monban/cmd/internal/swap"
)

// Only the sender replaces, only what is held, and only by a file.
func TestReplace(t *testing.T) {
	calls := 0
	var answer error
	d := newDesk(t, func(o *Options) {
		o.ReplaceMost = 1000
		o.Replace = func(_ context.Context, it *hold.Item, by hold.Decision, n int, name string, file io.Reader) (string, error) {
			calls++
			if _, err := io.Copy(io.Discard, file); err != nil {
				return "", err
			}
			if by.Actor != "sato@corp.example" || n != 0 || name != "a.csv" {
				t.Errorf("by %q, attachment %d, %q", by.Actor, n, name)
			}
			return it.ID, answer
		}
	})
	form := func(n, name string, size int) (kind, body string) {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		if n != "" {
			w.WriteField("n", n)
		}
		if name != "" {
			part, err := w.CreateFormFile("file", name)
			if err != nil {
				t.Fatal(err)
			}
			part.Write(bytes.Repeat([]byte{'x'}, size))
		}
		w.Close()
		return w.FormDataContentType(), b.String()
	}
	id, over := d.put(), d.put()
	if err := d.store.Decide(context.Background(), over, hold.Decision{Actor: "sato@corp.example", Action: hold.Withdraw}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, as, id   string
		n, file        string
		size           int
		answer         error
		status, called int
	}{
		{"the sender", "sato@corp.example", id, "0", "a.csv", 100, nil, 200, 1},
		{"the approver", "boss@corp.example", id, "0", "a.csv", 100, nil, 404, 0},
		{"somebody else", "other@corp.example", id, "0", "a.csv", 100, nil, 404, 0},
		{"what is decided", "sato@corp.example", over, "0", "a.csv", 100, nil, 404, 0},
		{"no file", "sato@corp.example", id, "0", "", 0, nil, 422, 0},
		{"no attachment", "sato@corp.example", id, "", "a.csv", 100, nil, 422, 0},
		{"no number", "sato@corp.example", id, "x", "a.csv", 100, nil, 422, 0},
		{"a negative number", "sato@corp.example", id, "-1", "a.csv", 100, nil, 422, 0},
		{"too large", "sato@corp.example", id, "0", "a.csv", formMost + 2000, nil, 413, 1},
		{"another attachment", "sato@corp.example", id, "0", "a.csv", 100, swap.ErrNone, 422, 1},
		{"decided meanwhile", "sato@corp.example", id, "0", "a.csv", 100, hold.ErrDecided, 409, 1},
		{"a fault", "sato@corp.example", id, "0", "a.csv", 100, errors.New("disk full"), 503, 1},
	} {
		calls, answer = 0, test.answer
		kind, body := form(test.n, test.file, test.size)
		r, err := http.NewRequest(http.MethodPost, d.url+"/m/"+test.id+"/replace", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", kind)
		if status, page := d.as(test.as).do(r); status != test.status || calls != test.called {
			t.Errorf("%s: %d, %d calls; want %d, %d\n%s", test.name, status, calls, test.status, test.called, page)
		}
	}
	if status, _ := d.as("sato@corp.example").get("/m/" + id + "/replace"); status != http.StatusOK || d.state(id) != hold.Held {
		t.Errorf("the page: %d", status)
	}
	if status, _ := d.as("boss@corp.example").get("/m/" + id + "/replace"); status != http.StatusNotFound {
		t.Errorf("the page for the approver: %d", status)
	}
	if _, page := newDesk(t, nil).as("sato@corp.example").get("/m/" + id); strings.Contains(page, "差し替え") {
		t.Error("offered where nobody can")
	}
}
