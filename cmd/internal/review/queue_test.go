package review

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"monban/cmd/internal/hold"
	"monban/detect/policy"
)

// What lies in the queue of the mail server goes to all recipients or to nobody,
// and cannot be read from here.
func TestQueued(t *testing.T) {
	d := newDesk(t, nil)
	put := func(queueID string, second policy.Verdict) string {
		id, err := d.store.Put(context.Background(), &hold.Item{
			Expires: d.now.Add(48 * time.Hour), Verdict: max(policy.Hold, second), People: 3, From: "sato@corp.example", Report: []byte(masked), Queue: "mail1", QueueID: queueID,
			Recipients: []hold.Recipient{{Address: "a@out.example", Verdict: policy.Hold}, {Address: "b@corp.example", Inside: true, Verdict: second}},
		}, strings.NewReader("Subject: x\r\n\r\n"))
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	boss, chief := d.as("boss@corp.example"), d.as("chief@corp.example")
	blocked, id := put("4A1", policy.Block), put("4A2", policy.Confirm)
	if _, page := boss.get("/m/" + blocked); strings.Contains(page, `value="approve"`) || !strings.Contains(page, `value="reject"`) {
		t.Error("a message with a blocked recipient can be approved")
	}
	_, page := chief.get("/m/" + id)
	for _, want := range []string{`<input type="hidden" name="to" value="a@out.example">`, `<input type="hidden" name="to" value="b@corp.example">`, "下の全員に送られます"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if strings.Contains(page, "checkbox") || strings.Contains(page, "/original") {
		t.Errorf("recipients can be chosen, or the original fetched:\n%s", page)
	}
	form := url.Values{"action": {"approve"}, "people": {"3"}, "remark": {"called"}, "to": {"a@out.example"}}
	if status, _ := boss.post("/m/"+id, form, nil); status != http.StatusUnprocessableEntity {
		t.Errorf("one of two recipients: %d", status)
	}
	if status, _ := chief.post("/m/"+id+"/original", nil, nil); status != http.StatusConflict {
		t.Errorf("the original: %d", status)
	}
	form.Add("to", "b@corp.example")
	if status, _ := boss.post("/m/"+id, form, nil); status != http.StatusOK || d.state(id) != hold.Approved {
		t.Errorf("approval: %d, %s", status, d.state(id))
	}
	if err := d.store.Left(context.Background(), blocked, "it is in no queue any more"); err != nil {
		t.Fatal(err)
	}
	if _, page := boss.get("/m/" + blocked); !strings.Contains(page, "判断なしに消失") || !strings.Contains(page, "判断によらず") || strings.Contains(page, `value="reject"`) {
		t.Errorf("%s", page)
	}
}
