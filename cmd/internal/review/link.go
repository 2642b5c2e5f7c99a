package review

import (
	"context"
	"net/http"

	"monban/cmd/internal/hold"
)

// decidePurpose is the purpose of tickets whose link leads to the decision about
// a message.
const decidePurpose = "decide"

// Link makes the path of a link for a notice: it shows one message to one
// person, works for one decision, and ends with the message.
func Link(ctx context.Context, s *hold.Store, it *hold.Item, actor string) (string, error) {
	secret, err := s.Issue(ctx, hold.Ticket{Item: it.ID, Actor: actor, Purpose: decidePurpose, Expires: it.Expires})
	if err != nil {
		return "", err
	}
	return "/l/" + secret, nil
}

// linked returns the message and the person of the link in the request, nil when
// the answer is given. Who guesses is soon locked out.
func (p *page) linked() (*hold.Item, *Account) {
	host := p.s.peer(p.r)
	t, err := p.s.Store.Look(p.r.Context(), p.r.PathValue("secret"))
	if err == nil && t.Purpose != decidePurpose {
		err = hold.ErrTicket
	}
	if err != nil {
		if !p.s.tries.allow("link " + host) {
			p.fail(http.StatusTooManyRequests, "試行回数が多すぎます。しばらくお待ちください", "Too many tries. Please wait")
			return nil, nil
		}
		p.storeError(err)
		return nil, nil
	}
	it, err := p.s.Store.Get(p.r.Context(), t.Item)
	if err != nil {
		p.storeError(err)
		return nil, nil
	}
	acc := p.s.accounts().Find(t.Actor)
	if !it.Own(acc.Addresses()...) && !acc.Decides() { // he had the right when the notice was sent
		p.storeError(hold.ErrTicket)
		return nil, nil
	}
	p.Link = p.r.PathValue("secret")
	return it, acc
}
