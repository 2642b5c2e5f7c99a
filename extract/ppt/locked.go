package ppt

import (
	"errors"
	"slices"

	"monban/extract"
	"monban/extract/lock97"
)

const recSession = 0x2F14 // what the presentation says of its lock

// unlock puts the records that the lists of changes name in clear, when a
// password fits: each is locked by itself, with its number. The lists and the
// description of the lock are not locked.
func (s *show) unlock(passwords []string) error {
	edit, _, _ := next(s.data[min(max(s.edit, 0), len(s.data)):])
	if edit.kind != recEdit {
		return lock97.ErrUnknown
	}
	session := int(u32(edit.body, 28))
	saved := s.saved()
	var lock []byte
	for _, p := range saved {
		if p.number == session && p.at < len(s.data) {
			if r, _, _ := next(s.data[p.at:]); r.kind == recSession {
				lock = r.body
				break
			}
		}
	}
	key, err := lock97.Open(lock, passwords)
	if err != nil {
		return err
	}
	s.key = key
	out := slices.Clone(s.data)
	left := 4 * len(out) // records that lie in each other may cost that much
	for _, p := range saved {
		if left < 0 || s.ctx.Err() != nil {
			s.broken = true
			break
		}
		if p.number == session || p.at >= len(out) || p.at < 0 {
			continue
		}
		if r, _, _ := next(s.data[p.at:]); r.kind == recSession {
			continue
		}
		b := s.data[p.at:]
		c := key(uint32(p.number))
		n := min(8, len(b))
		c.XORKeyStream(out[p.at:p.at+n], b[:n])
		if n < 8 {
			continue
		}
		n = int(min(u32(out, p.at+4), uint32(len(b)-8)))
		c.XORKeyStream(out[p.at+8:p.at+8+n], b[8:8+n])
		left -= n
	}
	s.data = out
	return nil
}

// lockedPictures tells that the pictures of a locked presentation stay locked.
func (s *show) lockedPictures() error {
	return s.to.Gap(extract.Gap{Loc: extract.Loc{Sheet: "pictures"}, Code: extract.Encrypted, Err: errors.New("ppt: pictures that a password locks are not read")})
}
