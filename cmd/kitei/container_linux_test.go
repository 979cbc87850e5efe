package main

import (
	"bufio"
	"bytes"
	"debug/elf"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/goccy/go-yaml"
)

// nobody is the user of the image.
const nobody = 65532

// Images can't be built here. So the last stage of the Dockerfile is made by
// hand: what it copies is built as it says, into a folder that is the whole root
// of the process, as the user that it names, who can write nothing there.
func TestContainer(t *testing.T) {
	text, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	_, last, ok := strings.Cut(string(text), "\nFROM gcr.io/distroless/static-debian12:nonroot\n")
	if want := "COPY --from=build /kitei /kitei\nUSER 65532:65532\nENTRYPOINT [\"/kitei\"]\nCMD [\"--help\"]\n"; !ok || last != want {
		t.Errorf("the last stage is %q, want %q", last, want)
	}
	flags := regexp.MustCompile(`RUN CGO_ENABLED=0 go build -trimpath -ldflags "([^"]*)" -o /kitei ./cmd/kitei`).FindStringSubmatch(string(text))
	if flags == nil {
		t.Fatal("the Dockerfile builds otherwise than this test knows")
	}
	root := emptyRoot(t, flags[1])
	file, err := elf.Open(filepath.Join(root, "kitei"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range file.Progs {
		if p.Type == elf.PT_INTERP {
			t.Error("the program needs a loader: it is not static")
		}
	}
	if libraries, _ := file.ImportedLibraries(); len(libraries) > 0 {
		t.Errorf("the program needs %v", libraries)
	}
	_ = file.Close()

	// the command: profile in, document out, into the one folder that is its own
	work := filepath.Join(root, "papers")
	sample, err := os.ReadFile("../../samples/shinryojo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(work, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(work, 0o777); err != nil { // the user of the image writes here
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(work, "company.yaml"), sample, 0o644); err != nil { // read by that user
		t.Fatal(err)
	}
	if out, err := inRoot(t, root, "/kitei", "render", "--profile", "/papers/company.yaml", "--doc", "leak_procedure", "--format", "pdf,xlsx,txt", "--draft", "--out", "/papers/out").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	made, err := filepath.Glob(filepath.Join(work, "out", "*.pdf"))
	if err != nil || len(made) != 1 {
		t.Errorf("made %v, %v", made, err)
	}
	if out, err := inRoot(t, root, "/kitei", "render", "--profile", "/papers/company.yaml", "--doc", "privacy_policy", "--out", "/out").CombinedOutput(); err == nil {
		t.Errorf("the root can be written to:\n%s", out)
	}
}

// compose is what this test reads of compose.yaml.
type compose struct {
	Services map[string]struct {
		Command     []string
		Ports       []string
		Secrets     []string
		Volumes     []string
		User        string
		ReadOnly    bool     `yaml:"read_only"`
		CapDrop     []string `yaml:"cap_drop"`
		SecurityOpt []string `yaml:"security_opt"`
	}
	Secrets map[string]struct{ File string }
	Volumes map[string]any
}

// The server of compose.yaml runs with its own command line in an empty root that
// holds only its secrets and its volume, and asks everyone for a key.
func TestCompose(t *testing.T) {
	text, err := os.ReadFile("../../compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var c compose
	if err := yaml.Unmarshal(text, &c); err != nil {
		t.Fatal(err)
	}
	s := c.Services["kitei"]
	if !s.ReadOnly || s.User != "65532:65532" || !slices.Contains(s.CapDrop, "ALL") || !slices.Contains(s.SecurityOpt, "no-new-privileges:true") {
		t.Errorf("it may do more than it needs: %+v", s)
	}
	for _, port := range s.Ports {
		if !strings.HasPrefix(port, "127.0.0.1:") {
			t.Errorf("port %s is open to all without HTTPS", port)
		}
	}
	root := emptyRoot(t, "-s -w -buildid=")
	secrets := filepath.Join(root, "run", "secrets")
	if err := os.MkdirAll(secrets, 0o755); err != nil { // read by the user of the image
		t.Fatal(err)
	}
	key, err := exec.Command(filepath.Join(root, "kitei"), "access", "key", "--file", filepath.Join(secrets, "keys")).Output()
	if err != nil {
		t.Fatal(err)
	}
	password := exec.Command(filepath.Join(root, "kitei"), "access", "password", "--file", filepath.Join(secrets, "password"))
	password.Stdin = strings.NewReader("correct horse battery\n")
	if out, err := password.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name := range c.Secrets {
		if err := os.Chmod(filepath.Join(secrets, name), 0o644); err != nil { // as compose.yaml says: hashes
			t.Fatal(err)
		}
	}
	for _, volume := range s.Volumes {
		_, inside, _ := strings.Cut(volume, ":")
		if err := os.Mkdir(filepath.Join(root, inside), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(filepath.Join(root, inside), 0o777); err != nil { // the user of the image writes here
			t.Fatal(err)
		}
	}
	args := slices.Clone(s.Command)
	for i, a := range args {
		if strings.HasPrefix(a, "--addr=0.0.0.0:") {
			args[i] = "--addr=0.0.0.0:0"
		}
	}
	cmd := inRoot(t, root, "/kitei", args...)
	var log bytes.Buffer
	cmd.Stderr = &log
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		_ = cmd.Wait()
		t.Fatalf("%v\n%s", err, log.String())
	}
	port := regexp.MustCompile(`:(\d+)/`).FindStringSubmatch(line)
	if port == nil {
		t.Fatal(line)
	}
	profile, err := os.ReadFile("../../samples/shinryojo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		host, key string
		status    int
	}{{"kitei.example.jp", "", 401}, {"kitei.example.jp", "wrong", 401}, {"other.example.jp", strings.TrimSpace(string(key)), 403}, {"kitei.example.jp", strings.TrimSpace(string(key)), 200}} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://127.0.0.1:"+port[1]+"/v1/bundles?format=pdf", bytes.NewReader(profile))
		if err != nil {
			t.Fatal(err)
		}
		r.Host = tt.host
		r.Header.Set("Content-Type", "application/yaml")
		r.Header.Set("Authorization", "Bearer "+tt.key)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || res.StatusCode != tt.status || tt.status == 200 && !bytes.HasPrefix(body, []byte("PK")) {
			t.Errorf("%s with key %t: %d, %v", tt.host, tt.key != "", res.StatusCode, err)
		}
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("the end: %v\n%s", err, log.String())
	}
	err = filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		name := strings.TrimPrefix(path, root)
		if err == nil && name != "" && name != "/kitei" && name != "/run" && !strings.HasPrefix(name, "/run/secrets") && !strings.HasPrefix(name, "/data") {
			t.Errorf("it left %s", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// emptyRoot is a folder with the program alone, built with these linker flags.
func emptyRoot(t *testing.T, ldflags string) string {
	t.Helper()
	root := t.TempDir()
	build := exec.Command("go", "build", "-trimpath", "-ldflags", ldflags, "-o", filepath.Join(root, "kitei"), ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := os.Chmod(root, 0o755); err != nil { // the user of the image looks in
		t.Fatal(err)
	}
	return root
}

// inRoot is a command that sees nothing but a folder, without an environment, as
// the user of the image: root drops to it, others get a user namespace.
func inRoot(t *testing.T, root, program string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Env = []string{}
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root}
	if os.Getuid() == 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
		return cmd
	}
	if err := os.Chmod(root, 0o555); err != nil { // nobody writes here
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(root, 0o755) })
	cmd.SysProcAttr.Cloneflags = syscall.CLONE_NEWUSER
	cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: nobody, HostID: os.Getuid(), Size: 1}}
	cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: nobody, HostID: os.Getgid(), Size: 1}}
	return cmd
}
