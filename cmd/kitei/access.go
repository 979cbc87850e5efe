package main

import (
	"bufio"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"kitei/api"
)

// accessCmd makes what kitei serve asks others for.
type accessCmd struct {
	Key      accessKeyCmd      `cmd:"" help:"APIキーを1つ作り、SHA-256 をファイルに加える (make an API key)"`
	Password accessPasswordCmd `cmd:"" help:"画面のパスワードを決める。標準入力から1行読む (set the password of the form)"`
}

type accessKeyCmd struct {
	File string `required:"" placeholder:"FILE" help:"SHA-256 を加えるファイル (kitei serve --keys)"`
}

// Run prints a new key, once; the file gets only its sum.
func (c *accessKeyCmd) Run(o output) error {
	var b [32]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails
	key := base64.RawURLEncoding.EncodeToString(b[:])
	sum := sha256.Sum256([]byte(key))
	f, err := os.OpenFile(c.File, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(f, hex.EncodeToString(sum[:])); err != nil {
		_ = f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	fmt.Fprintln(o.err, "APIキーを作りました。この1回だけ表示します。")
	fmt.Fprintln(o.out, key)
	return nil
}

type accessPasswordCmd struct {
	File string `required:"" placeholder:"FILE" help:"書き出すファイル (kitei serve --password-file)"`
}

// shortestPassword is in characters.
const shortestPassword = 12

// Run reads a password and writes its argon2id hash.
func (c *accessPasswordCmd) Run(o output) error {
	fmt.Fprintf(o.err, "パスワード（%d文字以上）を書いて、Enter を押してください。\n", shortestPassword)
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	password := strings.TrimRight(line, "\r\n")
	if password == "" && err != nil {
		return usagef("パスワードがありません。")
	}
	if utf8.RuneCountInString(password) < shortestPassword {
		return usagef("パスワードは%d文字以上にしてください。", shortestPassword)
	}
	hash, err := api.HashPassword(password)
	if err != nil {
		return err
	}
	return os.WriteFile(c.File, []byte(hash+"\n"), 0o600)
}
