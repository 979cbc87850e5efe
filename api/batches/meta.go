package batches

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"kitei/batch"
)

// State is where a batch stands.
type State string

// The states of a batch. A finished one may have rows that failed.
const (
	Running   State = "running"
	Finished  State = "finished"
	Cancelled State = "cancelled"
	Stopped   State = "stopped" // it could not go on: see [View.Problem]
)

// The reasons why a batch stopped.
const (
	DiskFull = "disk_full"
	Broken   = "broken"
)

// meta is what is kept of a batch in its folder: no value of a company.
type meta struct {
	ID        string         `json:"id"`
	Owner     string         `json:"owner"`
	Created   time.Time      `json:"created"`
	Ended     time.Time      `json:"ended,omitzero"`
	State     State          `json:"state"`
	Problem   string         `json:"problem,omitempty"`
	Options   batch.Options  `json:"options"`
	List      string         `json:"list,omitempty"`   // name of the file
	Common    string         `json:"common,omitempty"` // name of the file
	Progress  batch.Progress `json:"progress"`
	Names     []string       `json:"names,omitempty"` // of the files beside the companies' folders
	Last      uint64         `json:"last,omitempty"`  // see [batch.Output]
	Tag       string         `json:"tag,omitempty"`   // of the ZIP
	Unchanged []int          `json:"unchanged,omitempty"`
	Hook      *Hook          `json:"hook,omitempty"`
	Queue     string         `json:"queue,omitempty"` // the servers that know it, see [Keeper.queue]
}

const metaFile = "batch.json"

func (m *meta) save(dir string) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return replace(dir, metaFile, text)
}

func readMeta(dir string) (*meta, error) {
	text, err := os.ReadFile(filepath.Join(dir, metaFile)) //nolint:gosec // below our own folder
	if err != nil {
		return nil, err
	}
	m := &meta{}
	return m, json.Unmarshal(text, m)
}

// A View is what a batch shows of itself to its owner.
type View struct {
	ID        string         `json:"id"`
	State     State          `json:"state"`
	Problem   string         `json:"problem,omitempty"` // why it stopped
	Created   time.Time      `json:"created"`
	Ended     time.Time      `json:"ended,omitzero"`
	Expires   time.Time      `json:"expires,omitzero"` // when it is removed with its results
	List      string         `json:"list"`             // name of the file that was sent
	Options   batch.Options  `json:"options"`
	Progress  batch.Progress `json:"progress"`
	Left      int            `json:"left"`
	Rate      float64        `json:"rate"`              // companies a second of this run; 0 = not known yet
	Remaining int            `json:"remaining_seconds"` // -1 = not known
	Result    string         `json:"result"`            // none, whole, partial: see [Job.WriteZIP]
	Reviews   int            `json:"reviews"`           // volumes of the 確認表
	Unchanged []int          `json:"unchanged_rows"`    // rows that are done and that a mended list has otherwise
	Hook      *HookView      `json:"webhook,omitempty"`

	sequence uint64
}

// Sequence counts the changes of a batch in this process.
func (v View) Sequence() uint64 { return v.sequence }
