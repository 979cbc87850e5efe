package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"

	"kitei/api/batches"
)

// shortestSecret is in bytes.
const shortestSecret = 16

// batches says where the batches of the server lie and who is told of their end.
func (c *serveCmd) batches() (batches.Config, error) {
	conf := batches.Config{Dir: c.Data, URL: c.NatsURL, Creds: c.NatsCreds, Workers: c.BatchWorkers, Lifetime: c.Keep}
	if c.Keep <= 0 {
		return conf, usagef("--keep は 168h のように、0より長い時間を書いてください。")
	}
	if conf.Dir == "" {
		conf.Dir = dataFolder()
	}
	conf.Hooks.Hosts = c.WebhookHost
	switch {
	case c.WebhookKey != "":
		secret, err := os.ReadFile(c.WebhookKey)
		if err != nil {
			return conf, usagef("--webhook-secret-file のファイルを読めません: %v", err)
		}
		if conf.Hooks.Secret = bytes.TrimSpace(secret); len(conf.Hooks.Secret) < shortestSecret {
			return conf, usagef("--webhook-secret-file の鍵は%d文字以上にしてください。", shortestSecret)
		}
	case len(c.WebhookHost) > 0:
		return conf, usagef("--webhook-host には、署名の鍵のファイル（--webhook-secret-file）も要ります。")
	}
	return conf, nil
}

// dataFolder is where programs of this user keep what must last: not a cache,
// which the system may empty, and on Windows not what roams over the network.
// "" when the system names none.
func dataFolder() string {
	base := os.Getenv("XDG_DATA_HOME")
	var err error
	switch {
	case runtime.GOOS == "windows":
		base, err = os.UserCacheDir() // %LOCALAPPDATA%
	case runtime.GOOS == "darwin":
		base, err = os.UserConfigDir() // ~/Library/Application Support
	case !filepath.IsAbs(base):
		if base, err = os.UserHomeDir(); err == nil {
			base = filepath.Join(base, ".local", "share")
		}
	}
	if err != nil || base == "" {
		return ""
	}
	return filepath.Join(base, "kitei")
}
