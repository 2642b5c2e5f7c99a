package main

import (
	"bufio"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"monban/cmd/internal/rig"
	"monban/cmd/internal/synth"
)

// runGateway measures "monban gateway" behind a Postfix of its own, which only
// root can start. One run has three doors to the same Postfix: without a milter,
// with one that does nothing, and with Monban; they take turns, so that a busy
// machine is as bad for each.
func runGateway(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("gateway", flag.ContinueOnError)
	mails := fs.Int("mails", 300, "small mails of a turn, 10 at a time; 0 leaves that out")
	rounds := fs.Int("rounds", 5, "turns of each door")
	books := fs.Int("books", 20, "mails with a workbook of 200,000 cells, 4 at a time; 0 leaves that out")
	idle := fs.Int("idle", 500, "connections that say nothing meanwhile; 0 leaves that out")
	soak := fs.Int("soak", 0, "mails of all kinds, and watch memory")
	monban := fs.String("monban", "", "the command; built from this module when empty")
	if err := fs.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "monban-gateway-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := errors.Join(os.Chmod(dir, 0o755), built(monban, dir)); err != nil {
		return fmt.Errorf("gateway: %w", err)
	}
	h, err := openHouse(dir, *monban)
	if err != nil {
		return fmt.Errorf("gateway: %w", err)
	}
	defer h.close()
	if *mails > 0 {
		err = h.small(*mails, *rounds, out)
	}
	if err == nil && *books > 0 {
		err = h.books(*books, out)
	}
	if err == nil && *idle > 0 {
		err = h.idle(*idle, out)
	}
	if err == nil && *soak > 0 {
		err = h.soak(*soak, out)
	}
	if err != nil {
		return fmt.Errorf("gateway: %w\n%s", err, tail(h.postfix.Log()))
	}
	return nil
}

func tail(s string) string { return s[max(0, len(s)-2000):] }

// A house is a Postfix with doors, the gateway behind one of them, and the
// server that takes what leaves.
type house struct {
	dir     string
	sink    *rig.Sink
	postfix *rig.Postfix
	gateway *exec.Cmd
	nothing net.Listener
	milter  string   // where the gateway listens
	doors   []string // without a milter, one that does nothing, Monban
	sent    int      // what the sink must have seen
}

var doorNames = []string{"no milter", "a milter that does nothing", "Monban"}

func openHouse(dir, monban string) (h *house, err error) {
	h = &house{dir: dir}
	defer func() {
		if err != nil {
			h.close()
		}
	}()
	if h.sink, err = rig.NewSink(); err != nil {
		return h, err
	}
	if h.nothing, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return h, err
	}
	go doNothing(h.nothing)
	ports := make([]string, 3)
	for i := range ports {
		if ports[i], err = rig.FreePort(); err != nil {
			return h, err
		}
	}
	h.milter = ports[0]
	key := base64.StdEncoding.EncodeToString(make([]byte, 32))
	config := "audit: {file: audit.jsonl}\nlog: {level: warn}\ngateway: {listen: 'inet:" + h.milter + "', spool: " + dir + ", actions: {confirm: observe}}\nhold: {store: hold.db, key_file: key}\n"
	if err = errors.Join(os.WriteFile(filepath.Join(dir, "monban.yaml"), []byte(config), 0o600), os.WriteFile(filepath.Join(dir, "key"), []byte(key), 0o600)); err != nil {
		return h, err
	}
	log, err := os.Create(filepath.Join(dir, "gateway.log"))
	if err != nil {
		return h, err
	}
	defer log.Close()
	h.gateway = exec.Command(monban, "gateway", "--config", filepath.Join(dir, "monban.yaml"))
	h.gateway.Stderr = log
	if err = h.gateway.Start(); err != nil {
		h.gateway = nil
		return h, err
	}
	for end := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		c, err := net.Dial("tcp", h.milter)
		if err == nil {
			c.Close()
			break
		}
		if time.Now().After(end) {
			b, _ := os.ReadFile(log.Name())
			return h, fmt.Errorf("the gateway does not start: %w\n%s", err, b)
		}
	}
	services := ""
	for i, milter := range []string{h.nothing.Addr().String(), h.milter} {
		services += ports[1+i] + " inet n - n - - smtpd\n  -o smtpd_milters=inet:" + milter + "\n"
	}
	h.postfix, err = rig.StartPostfix(rig.PostfixOptions{Dir: dir, Next: h.sink.Address, Services: services, Main: "milter_default_action = tempfail\nmilter_protocol = 6\nmessage_size_limit = 52428800\n"})
	if err != nil {
		return h, err
	}
	h.doors = []string{h.postfix.Address, ports[1], ports[2]}
	return h, nil
}

func (h *house) close() {
	if h.postfix != nil {
		if err := h.postfix.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, "monban-eval:", err)
		}
	}
	if h.gateway != nil {
		_ = h.gateway.Process.Kill()
		_ = h.gateway.Wait()
	}
	if h.nothing != nil {
		h.nothing.Close()
	}
	if h.sink != nil {
		h.sink.Close()
	}
}

// worked is the processor time of all that takes part, but not of this program,
// which is the server behind all the doors, and the milter that does nothing.
func (h *house) worked() float64 {
	b, err := os.ReadFile(filepath.Join(h.dir, "spool", "pid", "master.pid"))
	if err != nil {
		return 0
	}
	master, _ := strconv.Atoi(strings.TrimSpace(string(b)))
	return worked(master) + worked(h.gateway.Process.Pid)
}

// doNothing is a milter that hears everything and lets everything pass.
func doNothing(ln net.Listener) {
	for {
		c, err := ln.Accept()
		if err != nil {
			return
		}
		go func() {
			defer c.Close()
			r := bufio.NewReaderSize(c, 64<<10)
			for {
				var head [5]byte
				if _, err := io.ReadFull(r, head[:]); err != nil {
					return
				}
				if _, err := r.Discard(int(binary.BigEndian.Uint32(head[:])) - 1); err != nil {
					return
				}
				answer := []byte{0, 0, 0, 1, 'c'}
				switch head[4] {
				case 'O': // version 6, no actions, every step
					answer = []byte{0, 0, 0, 13, 'O', 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0}
				case 'D', 'A', 'K': // macros, an abort, and the end of a connection have no answer
					continue
				case 'Q':
					return
				}
				if _, err := c.Write(answer); err != nil {
					return
				}
			}
		}()
	}
}

// smallMail is one that people send all day. The names in it are made up.
const smallMail = "Subject: =?UTF-8?B?5p2l6YCx44Gu5omT44Gh5ZCI44KP44Gb44Gr44Gk44GE44Gm?=\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" +
	"営業部の皆さま\n\nお疲れさまです。来週の打ち合わせは水曜日の15時から、第2会議室で行います。\n議題は次のとおりです。\n\n1. 新しい見積書の様式について\n2. 展示会の準備の進み具合\n3. その他\n\n" +
	"資料は前日までに共有フォルダーに置いてください。ご都合の悪い方は、火曜日の昼までにお知らせください。\n\nよろしくお願いいたします。\n"

// source sends n mails of the file through a door, and returns how long that
// took.
func (h *house) source(door int, n, parallel int, file string) (time.Duration, error) {
	from := time.Now()
	b, err := exec.Command("smtp-source", "-m", fmt.Sprint(n), "-s", fmt.Sprint(parallel), "-f", "sato@example.co.jp", "-t", "hanako@example.com", "-F", file, "inet:"+h.doors[door]).CombinedOutput()
	took := time.Since(from)
	if err != nil {
		return 0, fmt.Errorf("smtp-source: %w\n%s", err, b)
	}
	return took, nil
}

// left waits until what was sent has left, so that nobody pays for the turn of
// another.
func (h *house) left(n int) error {
	h.sent += n
	for end := time.Now().Add(10 * time.Minute); h.sink.Count() < h.sent; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			return fmt.Errorf("%d mails left, and %d were sent", h.sink.Count(), h.sent)
		}
	}
	if h.sink.Count() > h.sent {
		return fmt.Errorf("%d mails left, and only %d were sent", h.sink.Count(), h.sent)
	}
	return nil
}

// small compares the three doors with small mails.
func (h *house) small(n, rounds int, out io.Writer) error {
	file := filepath.Join(h.dir, "small.eml")
	if err := os.WriteFile(file, []byte(smallMail), 0o600); err != nil {
		return err
	}
	took := make([][]float64, len(h.doors))
	var work [3]float64
	for round := range rounds + 1 {
		for i := range h.doors {
			door := (i + round) % len(h.doors) // nobody is always the first
			before := h.worked()
			d, err := h.source(door, n, 10, file)
			if err != nil {
				return err
			}
			if err := h.left(n); err != nil {
				return err
			}
			if round > 0 { // the first one warms all of them up
				took[door] = append(took[door], d.Seconds())
				work[door] += h.worked() - before
			}
		}
	}
	fmt.Fprintf(out, "small mails: %d of %d bytes, 10 at a time, %d turns each\n", n, len(smallMail), rounds)
	for i, name := range doorNames {
		fmt.Fprintf(out, "  %-28s %7.2f s (median turn)  %7.0f mails/s  %6.2f ms of processor a mail\n", name, median(took[i]), float64(n)/median(took[i]), work[i]/float64(n*rounds)*1000)
	}
	var ratios []float64 // of turns beside each other
	for i := range took[1] {
		ratios = append(ratios, took[2][i]/took[1][i])
	}
	fmt.Fprintf(out, "  Monban : nothing = %.2f (median; %.2f to %.2f), processor %.2f\n", median(ratios), slices.Min(ratios), slices.Max(ratios), work[2]/work[1])
	return nil
}

func median(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(list))
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}

// books sends mails with a large workbook.
func (h *house) books(n int, out io.Writer) error {
	book := filepath.Join(h.dir, "book.xlsx")
	rows := 200_000 / len(synth.LargeHeader())
	if err := synth.WriteLarge(book, 1, rows); err != nil {
		return err
	}
	b, err := os.ReadFile(book)
	if err != nil {
		return err
	}
	file := filepath.Join(h.dir, "book.eml")
	if err := os.WriteFile(file, []byte(bookMail(b)), 0o600); err != nil {
		return err
	}
	if _, err := h.source(0, 1, 1, file); err != nil { // the size, and nothing else, fits
		return err
	}
	if err := h.left(1); err != nil {
		return err
	}
	before := h.worked()
	answers, took, err := h.send(h.doors[2], []byte(bookMail(b)), n, 4)
	if err != nil {
		return err
	}
	each := (h.worked() - before) / float64(n)
	fmt.Fprintf(out, "mails with a workbook: %d of %.1f MB and %d cells, 4 at a time: %.1f mails/s, %.2f s of processor each (%s)\n", n, float64(len(b))/1e6, rows*len(synth.LargeHeader()), float64(n)/took.Seconds(), each, answers)
	return nil
}

// bookMail is a mail with an attachment.
func bookMail(b []byte) string {
	var s strings.Builder
	s.WriteString("Subject: book\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee the attachment.\n--b\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=book.xlsx\n\n")
	coded := base64.StdEncoding.EncodeToString(b)
	for len(coded) > 0 {
		k := min(len(coded), 76)
		s.WriteString(coded[:k] + "\n")
		coded = coded[k:]
	}
	s.WriteString("--b--\n")
	return s.String()
}

// idle opens connections to the gateway that say nothing, and sends mails
// meanwhile.
func (h *house) idle(n int, out io.Writer) error {
	before := residentOf(h.gateway.Process.Pid)
	for range n {
		c, err := net.Dial("tcp", h.milter)
		if err != nil {
			return err
		}
		defer c.Close()
		if _, err := c.Write([]byte{0, 0, 0, 13, 'O', 0, 0, 0, 6, 0, 0, 1, 0xff, 0, 0x1f, 0xff, 0xff}); err != nil {
			return err
		}
		var answer [17]byte
		if err := errors.Join(c.SetReadDeadline(time.Now().Add(time.Minute))); err != nil {
			return err
		}
		if _, err := io.ReadFull(c, answer[:]); err != nil || answer[4] != 'O' {
			return fmt.Errorf("an idle connection was not taken: %w", err)
		}
	}
	after := residentOf(h.gateway.Process.Pid)
	answers, took, err := h.send(h.doors[2], []byte(smallMail), 100, 10)
	if err != nil {
		return err
	}
	if err := h.left(100); err != nil {
		return err
	}
	fmt.Fprintf(out, "idle connections: %d, %.1f MB more; 100 small mails meanwhile in %.2f s (%s)\n", n, float64(after-before)/1e6, took.Seconds(), answers)
	return nil
}
