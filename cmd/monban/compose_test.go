package main

import (
	"bytes"
	"flag"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"go.yaml.in/yaml/v3"

	"monban/cmd/internal/cli"
)

// A composeFile has the keys that deploy/compose may use, and no others.
type composeFile struct {
	Name     string                    `yaml:"name"`
	Services map[string]composeService `yaml:"services"`
	Volumes  map[string]struct{}       `yaml:"volumes"`
	Secrets  map[string]struct {
		File string `yaml:"file"`
	} `yaml:"secrets"`
}

type composeService struct {
	Image string `yaml:"image"`
	Build struct {
		Context    string `yaml:"context"`
		Dockerfile string `yaml:"dockerfile"`
	} `yaml:"build"`
	Restart     string            `yaml:"restart"`
	Environment map[string]string `yaml:"environment"`
	Command     []string          `yaml:"command"`
	DependsOn   map[string]struct {
		Condition string `yaml:"condition"`
	} `yaml:"depends_on"`
	Ports       []string `yaml:"ports"`
	Volumes     []string `yaml:"volumes"`
	Secrets     []string `yaml:"secrets"`
	ExtraHosts  []string `yaml:"extra_hosts"`
	ReadOnly    bool     `yaml:"read_only"`
	Tmpfs       []string `yaml:"tmpfs"`
	CapDrop     []string `yaml:"cap_drop"`
	SecurityOpt []string `yaml:"security_opt"`
	MemLimit    string   `yaml:"mem_limit"`
	StopGrace   string   `yaml:"stop_grace_period"`
	Healthcheck struct {
		Test     []string `yaml:"test"`
		Interval string   `yaml:"interval"`
		Retries  int      `yaml:"retries"`
	} `yaml:"healthcheck"`
}

var composeDir = filepath.Join("..", "..", "deploy", "compose")

// What of the example for containers can be looked at without any: the
// configurations are ones that the services take, and fit to the ports, volumes
// and secrets that the containers have.
func TestCompose(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(composeDir, "compose.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var c composeFile
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	if err := d.Decode(&c); err != nil {
		t.Fatal(err)
	}
	gateways := 0
	taken := map[string]string{}
	for name, s := range c.Services {
		for _, p := range s.Ports {
			at := p[:strings.LastIndexByte(p, ':')]
			if taken[at] != "" {
				t.Errorf("%s and %s both have %s", name, taken[at], at)
			}
			taken[at] = name
		}
		for _, x := range s.Secrets {
			if c.Secrets[x].File != "./secrets/"+x {
				t.Errorf("%s: the secret %s is %q", name, x, c.Secrets[x].File)
			}
		}
		for k, v := range s.Environment {
			if strings.Contains(strings.ToUpper(k), "PASSWORD") && (!strings.HasSuffix(k, "_FILE") || !strings.HasPrefix(v, "/run/secrets/")) {
				t.Errorf("%s: %s stands in the file", name, k)
			}
		}
		if name == "db" {
			continue
		}
		if s.Image != "monban" || !s.ReadOnly || !slices.Equal(s.CapDrop, []string{"ALL"}) || !slices.Contains(s.SecurityOpt, "no-new-privileges:true") || s.DependsOn["db"].Condition != "service_healthy" {
			t.Errorf("%s: %+v", name, s)
		}
		if s.Command[0] == "gateway" {
			gateways++
		}
		composed(t, name, c, s)
	}
	if gateways != 2 || len(c.Services) != 4 {
		t.Errorf("%d gateways of %d services", gateways, len(c.Services))
	}
}

// composed looks at one service of ours.
func composed(t *testing.T, name string, c composeFile, s composeService) {
	t.Helper()
	var file string
	for _, cmd := range commands() {
		if cmd.name != s.Command[0] {
			continue
		}
		fs := flag.NewFlagSet(cmd.name, flag.ContinueOnError)
		cmd.flags(fs)
		if args, err := cli.Parse(fs, s.Command[1:]); err != nil || len(args) > 0 {
			t.Fatalf("%s: %v, %v", name, args, err)
		}
		file = fs.Lookup("config").Value.String()
	}
	volumes := map[string]string{} // what is there, by where it is seen
	for _, v := range s.Volumes {
		f := strings.Split(v, ":")
		volumes[f[1]] = f[0]
		if _, known := c.Volumes[f[0]]; !known && !strings.HasPrefix(f[0], "./") {
			t.Errorf("%s: there is no volume %s", name, f[0])
		}
	}
	conf, err := loadConf(filepath.Join(composeDir, volumes[file]), cli.English)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if volumes[filepath.Dir(conf.Audit.File)] == "" {
		t.Errorf("%s: the record in %s is lost with the container", name, conf.Audit.File)
	}
	secret := func(path string) {
		if x, ok := strings.CutPrefix(path, "/run/secrets/"); path != "" && (!ok || !slices.Contains(s.Secrets, x)) {
			t.Errorf("%s: it has no %s", name, path)
		}
	}
	secret(conf.Hold.KeyFile)
	listens := conf.Gateway.Listen.Addr
	if s.Command[0] == "serve" {
		listens = conf.Serve.Listen
		secret(conf.Serve.TLSCert)
		secret(conf.Serve.TLSKey)
		secret(conf.Serve.Accounts)
		if host, _, err := net.SplitHostPort(conf.Hold.ReleaseTo); err != nil || !slices.Contains(s.ExtraHosts, host+":host-gateway") {
			t.Errorf("%s: nobody knows %s, %v", name, conf.Hold.ReleaseTo, err)
		}
	}
	_, port, err := net.SplitHostPort(listens)
	if err != nil || len(s.Ports) != 1 || !strings.HasSuffix(s.Ports[0], ":"+port) || !strings.HasPrefix(listens, "0.0.0.0:") {
		t.Errorf("%s: it listens at %s, and the ports are %v", name, listens, s.Ports)
	}

	// The database is the other service, and the password comes from the secret.
	_, path, _ := strings.Cut(conf.Hold.Store, "passfile=")
	secret(path)
	pass := filepath.Join(t.TempDir(), "pgpass")
	if err := os.WriteFile(pass, []byte("db:5432:monban:monban:a-password\n"), 0o600); err != nil { // as compose.yaml says to make it
		t.Fatal(err)
	}
	db, err := pgx.ParseConfig(strings.Replace(conf.Hold.Store, path, pass, 1))
	if err != nil || db.Host != "db" || db.Password != "a-password" || db.Database != c.Services["db"].Environment["POSTGRES_DB"] || db.User != c.Services["db"].Environment["POSTGRES_USER"] {
		t.Errorf("%s: the store is %v, %v", name, db, err)
	}
}

// The image runs as nobody in particular, and is built with the compiler that
// go.mod asks for; secrets cannot be committed or get into it.
func TestDockerfile(t *testing.T) {
	read := func(path ...string) string {
		b, err := os.ReadFile(filepath.Join(path...))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	text := read(composeDir, "Dockerfile")
	users := regexp.MustCompile(`(?m)^USER (\S+)$`).FindAllStringSubmatch(text, -1)
	if len(users) != 1 || users[0][1] != "65532:65532" || !strings.Contains(text, "\nENTRYPOINT [\"/usr/bin/monban\"]\n") {
		t.Errorf("users %v", users)
	}
	version := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(read("..", "..", "go.mod"))
	if version == nil || !strings.HasPrefix(text[strings.Index(text, "\nFROM golang:")+1:], "FROM golang:"+version[1]+"-") {
		t.Errorf("go.mod asks for Go %v", version)
	}
	if !strings.Contains(read(composeDir, ".gitignore"), "\nsecrets/\n") || !strings.Contains(read(composeDir, "Dockerfile.dockerignore"), "\ndeploy/compose/secrets\n") {
		t.Error("secrets are not kept out")
	}
	out, err := exec.Command("git", "ls-files", filepath.Join(composeDir, "secrets")).Output()
	if err != nil {
		t.Skip("no git here, or no repository")
	}
	if len(out) > 0 {
		t.Errorf("secrets are in the repository: %s", out)
	}
}
