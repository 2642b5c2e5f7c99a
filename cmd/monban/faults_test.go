package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// faults are what can go wrong with a mail gateway, and the tests that make it
// go wrong: the package, and the functions. Those called TestPostfix… do so with
// a real Postfix and the real command.
var faults = []struct{ what, tests string }{
	{"killed at any moment of a mail", "cmd/monban TestPostfixKilled TestTwoNodes"},
	{"hangs", "cmd/monban TestPostfixFaults TestService, cmd/internal/service TestWatchdog"},
	{"a check that is slower than the mail server waits", "cmd/monban TestPostfixScarce, cmd/internal/milter TestSlowCheckTellsProgress"},
	{"all hands are busy", "cmd/monban TestPostfixScarce, cmd/internal/milter TestSlowCheckTellsProgress, cmd/internal/relay TestBusy"},
	{"no room for mails, for held mails, for the record; the database is gone", "cmd/monban TestPostfixScarce TestPostfixFaults TestTwoNodes, cmd/internal/milter TestPanicAndFullDisk"},
	{"several mails of a connection, resets, refused and hidden and a hundred recipients", "cmd/monban TestPostfixOneConnection TestPostfixForms, cmd/internal/milter TestSeveralMailsInOneConnection"},
	{"mails of any form", "cmd/monban TestPostfixForms TestPostfixOneConnection"},
	{"mails that hide what they hold", "cmd/monban TestPostfixNasty, extract/eml TestNasty TestOracles"},
	{"bombs", "cmd/monban TestPostfixNasty, extract/eml TestLimits"},
	{"a mail server that talks nonsense, or nothing, on many connections", "cmd/internal/milter TestMalformed TestDeadlines TestTooManyConnections FuzzPacket FuzzTalk"},
	{"settings with which mail would be lost", "cmd/internal/postfix TestCheck TestReach, cmd/monban TestPostfixApproval"},
	{"told to end, or to read settings that are broken", "cmd/internal/milter TestDrain TestDrainHasAnEnd, cmd/monban TestPostfixFaults"},
	{"somebody lets go what is held behind Monban's back", "cmd/monban TestPostfixHoldQueue, cmd/internal/holdqueue TestEscapes"},
	{"released twice, late, by the sender, by an old link, by looking", "cmd/internal/hold TestStores, cmd/internal/review TestDecisions TestLink TestGetChangesNothing, cmd/monban TestPostfixApproval TestTwoNodes"},
	{"the next server refuses, puts off, hangs up at any moment", "cmd/internal/relay TestAnswers TestNextAway, cmd/internal/release TestAnswers TestLostAnswer TestServerAway"},
	{"a mail that goes round in a circle", "cmd/internal/relay TestLimits"},
	{"a script's check dies in any way", "cmd/monban TestPipeDies TestScripts"},
}

// A test that is renamed or removed is missed here.
func TestFaultsHaveTests(t *testing.T) {
	source := map[string][]byte{}
	for _, f := range faults {
		for _, list := range strings.Split(f.tests, ", ") {
			words := strings.Fields(list)
			if len(words) < 2 {
				t.Fatalf("%s: %q", f.what, list)
			}
			if source[words[0]] == nil {
				files, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(words[0]), "*_test.go"))
				if err != nil {
					t.Fatal(err)
				}
				for _, file := range files {
					b, err := os.ReadFile(file)
					if err != nil {
						t.Fatal(err)
					}
					source[words[0]] = append(source[words[0]], b...)
				}
			}
			for _, name := range words[1:] {
				if !bytes.Contains(source[words[0]], []byte("\nfunc "+name+"(")) {
					t.Errorf("%s: %s has no %s", f.what, words[0], name)
				}
			}
		}
	}
	if len(faults) != 17 {
		t.Errorf("%d faults, want 17", len(faults))
	}
}
