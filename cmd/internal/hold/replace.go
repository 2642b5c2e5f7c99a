package hold

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"slices"
	"strings"

	"monban/detect/policy"
)

// Replace is the action of a sender who put another text in the place of his held
// message. It stands in the history of both, each with the id of the other.
const Replace Action = "replace"

// Replace stores next in the place of a held message of the sender d.Actor, which
// ends as Withdrawn, and returns the new id. The recipients stay the same. With
// send it is approved at once: that needs the verdict pass for all of them.
// Otherwise it waits for a decision, with a new notice. All of it happens, or
// nothing.
func (s *Store) Replace(ctx context.Context, id string, d Decision, next *Item, body io.Reader, send bool) (string, error) {
	d.Actor, d.At, d.Action, d.Recipients = fold(d.Actor), s.now(), Replace, nil
	next.Created = d.At
	next.ID, next.State = newID(next.Created), Held
	err := s.tx(ctx, func(t *sql.Tx) error {
		old, err := s.get(ctx, t, id)
		if err != nil {
			return err
		}
		if err := old.replaceable(&d, next); err != nil {
			return err
		}
		next.From, next.Login = old.From, old.Login
		if err := s.insert(ctx, t, next); err != nil {
			return err
		}
		if err := s.pieces(ctx, t, next, body); err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, s.lang.q(`UPDATE item SET sha256 = ?, bytes = ? WHERE id = ?`), next.SHA256, next.Bytes, next.ID); err != nil {
			return err
		}
		if err := s.move(ctx, t, id, Held, Withdrawn); err != nil {
			return err
		}
		of := d
		of.Remark, d.Remark = id, next.ID
		if err := s.record(ctx, t, id, &d); err != nil {
			return err
		}
		if !send {
			if err := s.record(ctx, t, next.ID, &of); err != nil {
				return err
			}
			return s.note(ctx, t, next.ID, OnHeld)
		}
		for _, r := range next.Recipients {
			if r.Verdict > policy.Pass {
				return ErrBlocked
			}
			of.Recipients = append(of.Recipients, r.Address)
		}
		if _, err := t.ExecContext(ctx, s.lang.q(`UPDATE recipient SET chosen = 1 WHERE item = ?`), next.ID); err != nil {
			return err
		}
		if err := s.move(ctx, t, next.ID, Held, Approved); err != nil {
			return err
		}
		return s.record(ctx, t, next.ID, &of)
	})
	if err != nil {
		return "", fmt.Errorf("hold: replace: %w", err)
	}
	return next.ID, nil
}

// replaceable checks who replaces what by what.
func (it *Item) replaceable(d *Decision, next *Item) error {
	switch {
	case !it.Own(d.Actor) && !it.Own(d.Also...):
		return ErrNotSender
	case it.State != Held:
		return ErrDecided
	case it.Queue != "":
		return ErrElsewhere
	case !d.At.Before(it.Expires):
		return ErrExpired
	case !slices.EqualFunc(it.Recipients, next.Recipients, func(a, b Recipient) bool { return strings.EqualFold(a.Address, b.Address) }):
		return ErrRecipient
	}
	return nil
}
