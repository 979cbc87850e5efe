package fonts

import (
	"encoding/binary"
	"slices"
)

// readTables cuts a TrueType file into its tables.
func readTables(data []byte) map[string][]byte {
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		e := data[12+16*i:]
		at := binary.BigEndian.Uint32(e[8:])
		tables[string(e[:4])] = data[at : at+binary.BigEndian.Uint32(e[12:])]
	}
	return tables
}

// writeTables puts tables together as a TrueType file, in order of their tags.
func writeTables(tables map[string][]byte) []byte {
	tags := make([]string, 0, len(tables))
	size := 12
	for tag, t := range tables {
		tags = append(tags, tag)
		size += 16 + (len(t)+3)&^3
	}
	slices.Sort(tags)
	n := len(tags)
	log := 0
	for 2<<log <= n {
		log++
	}
	be := binary.BigEndian
	out := make([]byte, 0, size)
	out = append(out, 0, 1, 0, 0)
	for _, v := range []int{n, 16 << log, log, 16*n - 16<<log} {
		out = be.AppendUint16(out, uint16(v))
	}
	at := 12 + 16*n
	for _, tag := range tags {
		t := tables[tag]
		out = append(out, tag...)
		out = be.AppendUint32(out, checksum(t))
		out = be.AppendUint32(out, uint32(at))
		out = be.AppendUint32(out, uint32(len(t)))
		at += (len(t) + 3) &^ 3
	}
	for _, tag := range tags {
		out = append(out, tables[tag]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}

func checksum(t []byte) uint32 {
	var sum uint32
	for len(t) >= 4 {
		sum += binary.BigEndian.Uint32(t)
		t = t[4:]
	}
	var rest [4]byte
	copy(rest[:], t)
	return sum + binary.BigEndian.Uint32(rest[:])
}
