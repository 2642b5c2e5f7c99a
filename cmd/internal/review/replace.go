package review

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"time"

	"monban/cmd/internal/hold"
	"monban/cmd/internal/swap"
)

// A replaceView is the page on which a sender puts a file in the place of an
// attachment.
type replaceView struct {
	*hold.Item
	Files []swap.Attachment
	Error string
}

// mayReplace reports whether acc can put something in the place of an attachment.
func (s *Server) mayReplace(it *hold.Item, acc *Account) bool {
	return s.Replace != nil && it.State == hold.Held && it.Queue == "" && it.Own(acc.Addresses()...) && s.Now().Before(it.Expires)
}

// replacing returns the message of the request when its sender asks, nil when the
// answer is given.
func (s *Server) replacing(p *page, acc *Account) *hold.Item {
	it := s.find(p, acc, p.r.PathValue("id"))
	if it == nil {
		return nil
	}
	if !s.mayReplace(it, acc) {
		p.storeError(hold.ErrNotFound)
		return nil
	}
	return it
}

func (s *Server) replacePage(p *page, acc *Account) {
	if it := s.replacing(p, acc); it != nil {
		p.showReplace(it, http.StatusOK, "")
	}
}

func (p *page) showReplace(it *hold.Item, status int, wrong string) {
	body, err := p.s.Store.Body(p.r.Context(), it.ID)
	if err != nil {
		p.storeError(err)
		return
	}
	files, err := swap.List(body)
	if err != nil {
		p.storeError(err)
		return
	}
	p.show(status, "replace.html", replaceView{it, files, wrong})
}

// uploadTime is how long sending a file may take, and checking it.
const uploadTime = 10 * time.Minute

// replace takes the file that a sender chose. It is read as it comes, and never
// whole in memory.
func (s *Server) replace(p *page, acc *Account) {
	it := s.replacing(p, acc)
	if it == nil {
		return
	}
	select {
	case s.uploads <- struct{}{}:
		defer func() { <-s.uploads }()
	default:
		p.showReplace(it, http.StatusServiceUnavailable, p.T("ほかの人のファイルを調べています。少し待って、もう一度お試しください", "Files of others are being checked. Please try again in a moment"))
		return
	}
	c := http.NewResponseController(p.w)
	end := time.Now().Add(uploadTime)
	if err := errors.Join(c.SetReadDeadline(end), c.SetWriteDeadline(end)); err != nil {
		s.Log.Debug("replace: no deadline", "error", err)
	}
	n, file, err := upload(p.r)
	if err != nil {
		p.showReplace(it, http.StatusUnprocessableEntity, p.T("差し替える添付と、新しいファイルを選んでください", "Please choose the attachment and the new file"))
		return
	}
	id, err := s.Replace(p.r.Context(), it, hold.Decision{Actor: acc.Address, Also: acc.Also}, n, file.FileName(), file)
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		p.fail(http.StatusRequestEntityTooLarge, "ファイルが大きすぎます", "The file is too large")
	case errors.Is(err, swap.ErrNone):
		p.showReplace(it, http.StatusUnprocessableEntity, p.T("その添付は差し替えられません", "That attachment cannot be replaced"))
	case err != nil:
		p.storeError(err)
	default:
		http.Redirect(p.w, p.r, "/m/"+id, http.StatusSeeOther)
	}
}

var errForm = errors.New("the form has no file")

// upload reads the form up to the file: the number of the attachment comes first.
func upload(r *http.Request) (n int, file *multipart.Part, err error) {
	form, err := r.MultipartReader()
	if err != nil {
		return 0, nil, err
	}
	n = -1
	for range 10 {
		part, err := form.NextPart()
		if err != nil {
			return 0, nil, err
		}
		switch {
		case part.FormName() == "n":
			b, err := io.ReadAll(io.LimitReader(part, 10))
			if err != nil {
				return 0, nil, err
			}
			if n, err = strconv.Atoi(string(b)); err != nil {
				return 0, nil, err
			}
		case part.FormName() == "file" && part.FileName() != "" && n >= 0:
			return n, part, nil
		}
	}
	return 0, nil, errForm
}
