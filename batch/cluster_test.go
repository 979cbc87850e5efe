package batch

import (
	"fmt"
	"net"
	"net/url"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

func freePort(t *testing.T) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port
}

// cluster starts servers as an office would run them, and gives their addresses.
func cluster(t *testing.T, size int) (list []*server.Server, addresses string) {
	t.Helper()
	routes, ports := make([]*url.URL, size), make([]int, size)
	for i := range size {
		ports[i] = freePort(t)
		routes[i] = &url.URL{Scheme: "nats", Host: fmt.Sprintf("127.0.0.1:%d", ports[i])}
	}
	for i := range size {
		o := &server.Options{ServerName: fmt.Sprintf("n%d", i+1), Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: t.TempDir(), NoLog: true, NoSigs: true}
		if size > 1 {
			o.Cluster, o.Routes = server.ClusterOpts{Name: "kitei", Host: "127.0.0.1", Port: ports[i]}, routes
		}
		s, err := server.NewServer(o)
		if err != nil {
			t.Fatal(err)
		}
		go s.Start()
		t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
		list = append(list, s)
	}
	for _, s := range list {
		if !s.ReadyForConnections(20 * time.Second) {
			t.Fatal("a server did not start")
		}
		addresses += "," + s.ClientURL()
	}
	for waited := 0; size > 1; waited++ {
		leader := false
		for _, s := range list {
			leader = leader || s.JetStreamIsLeader()
		}
		if leader {
			break
		}
		if waited > 300 {
			t.Fatal("the cluster has no leader")
		}
		time.Sleep(100 * time.Millisecond)
	}
	return list, addresses[1:]
}

// TestTwoWorkers: two engines share a batch that a third one runs.
func TestTwoWorkers(t *testing.T) {
	_, url := cluster(t, 1)
	runner := startEngine(t, Config{URL: url, Workers: -1})
	for range 2 {
		startEngine(t, Config{URL: url, Workers: 1})
	}
	folder := testFolder(t)
	b := begin(t, runner, options, memberList(t, 20, nil), folder)
	if err := b.Run(limited(t), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Finish(limited(t), nil); err != nil {
		t.Fatal(err)
	}
	compare(t, quiet(t, 20), contents(t, folder.Root))
	if err := b.Delete(limited(t)); err != nil {
		t.Error(err)
	}
}

// TestClusterKeeps: what a cluster keeps of a batch is not older than allowed when
// the batch is run again long after its first rows were done.
func TestClusterKeeps(t *testing.T) {
	_, url := cluster(t, 1)
	e := startEngine(t, Config{URL: url, Workers: 2, Lifetime: time.Minute})
	b := begin(t, e, options, memberList(t, 2, nil), testFolder(t))
	for range 2 {
		if err := b.Run(limited(t), nil); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{listStream(b.ID(), b.plan.Edition), recordStream(b.ID())} {
			stream, err := e.stream(limited(t), name)
			if err != nil {
				t.Fatal(err)
			}
			info := stream.CachedInfo()
			if left := info.Config.MaxAge - info.TimeStamp.Sub(info.Created); left < e.conf.Lifetime+30*time.Second {
				t.Errorf("%s goes %v after the run", name, left)
			}
		}
		time.Sleep(time.Second)
	}
	stream, err := e.stream(limited(t), recordStream(b.ID()))
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.Purge(limited(t)); err != nil { // as if their time were over
		t.Fatal(err)
	}
	for r, err := range b.Records(limited(t)) {
		t.Errorf("of an empty stream: %v %v", r, err)
	}
}

// TestLeaderKilled: of three servers the one that leads the queue goes away in
// the middle; nothing is lost and nothing differs.
func TestLeaderKilled(t *testing.T) {
	servers, url := cluster(t, 3)
	e := startEngine(t, Config{URL: url, Workers: 2})
	if e.conf.Replicas != 3 {
		t.Fatalf("%d replicas in a cluster of three", e.conf.Replicas)
	}
	folder := testFolder(t)
	b := begin(t, e, options, memberList(t, 40, nil), folder)
	killed := false
	err := b.Run(limited(t), func(p Progress) {
		if killed || p.Done < 5 {
			return
		}
		killed = true
		work, err := e.stream(limited(t), workStream)
		if err != nil {
			t.Error(err)
			return
		}
		for _, s := range servers {
			if s.Name() == work.CachedInfo().Cluster.Leader {
				s.Shutdown()
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if !killed {
		t.Error("the batch was over before a server was killed")
	}
	if _, err := b.Finish(limited(t), nil); err != nil {
		t.Fatal(err)
	}
	compare(t, quiet(t, 40), contents(t, folder.Root))
}
