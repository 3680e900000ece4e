// checklog checks a publication log with golang.org/x/mod, written by other people for other logs.
// It shares nothing with this repository but the formats.
//
//	checklog log FOLDER VKEY [OLD-CHECKPOINT]   every bundle, tile, root; inclusion; consistency
//	checklog receipt FILE VKEY                  a tlog-proof@v1 with the entry in `extra`
//	checklog note FILE VKEY...                  which keys have signed; all of them must have
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8 // 256 hashes in a full tile

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: checklog log|receipt|note ...")
		os.Exit(2)
	}
	var err error
	switch os.Args[1] {
	case "log":
		err = checkLog(os.Args[2], os.Args[3], os.Args[4:])
	case "receipt":
		err = checkReceipt(os.Args[2], os.Args[3])
	case "note":
		err = checkNote(os.Args[2], os.Args[3:])
	default:
		err = fmt.Errorf("no such command: %s", os.Args[1])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
	fmt.Println("accepted")
}

// Checkpoints

func open(text []byte, vkeys ...string) (tlog.Tree, *note.Note, error) {
	var tree tlog.Tree
	var verifiers []note.Verifier
	for _, vkey := range vkeys {
		verifier, err := note.NewVerifier(vkey)
		if err != nil {
			return tree, nil, err
		}
		verifiers = append(verifiers, verifier)
	}
	opened, err := note.Open(text, note.VerifierList(verifiers...))
	if err != nil {
		return tree, nil, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifiers[0].Name() {
		return tree, nil, fmt.Errorf("not a checkpoint of %s", verifiers[0].Name())
	}
	if tree.N, err = decimal(lines[1]); err != nil {
		return tree, nil, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, opened, err
}

func decimal(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err == nil && (n < 0 || strconv.FormatInt(n, 10) != text) {
		err = fmt.Errorf("%q is no size", text)
	}
	return n, err
}

func checkNote(path string, vkeys []string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	_, opened, err := open(text, vkeys...)
	if err == nil && len(opened.Sigs) != len(vkeys) {
		err = fmt.Errorf("%d of %d keys have signed", len(opened.Sigs), len(vkeys))
	}
	return err
}

// The files of a log (C2SP tlog-tiles), as x/mod wants to read them

type folder string

func (f folder) Height() int                                { return height }
func (f folder) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(string(f), "tile", place(fmt.Sprint(tile.L), tile.N, tile.W)))
		if err != nil {
			return nil, err
		}
		if len(data) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%v is of the wrong size", tile)
		}
		found = append(found, data)
	}
	return found, nil
}

func place(level string, n int64, width int) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	if width < 1<<height {
		path += fmt.Sprintf(".p/%d", width)
	}
	return level + "/" + path
}

func (f folder) bundle(n int64, width int) ([][]byte, error) {
	data, err := os.ReadFile(filepath.Join(string(f), "tile", place("entries", n, width)))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("bundle %d is cut off", n)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	if len(entries) != width {
		return nil, fmt.Errorf("bundle %d has %d entries, not %d", n, len(entries), width)
	}
	return entries, nil
}

// The whole log

type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for _, index := range indexes {
		if index >= int64(len(s)) {
			return nil, fmt.Errorf("there is no hash %d", index)
		}
		found = append(found, s[index])
	}
	return found, nil
}

func checkLog(root, vkey string, olds []string) error {
	text, err := os.ReadFile(filepath.Join(root, "checkpoint"))
	if err != nil {
		return err
	}
	tree, _, err := open(text, vkey)
	if err != nil {
		return err
	}
	hashes, entries, err := readEntries(folder(root), tree)
	if err != nil {
		return err
	}
	if err := checkTiles(folder(root), tree, hashes); err != nil {
		return err
	}
	if tree.N > 0 {
		if err := checkProofs(folder(root), tree, hashes, entries); err != nil {
			return err
		}
	}
	for _, path := range olds {
		if err := checkOld(folder(root), tree, path, vkey); err != nil {
			return err
		}
	}
	return nil
}

func readEntries(f folder, tree tlog.Tree) (stored, [][]byte, error) {
	var hashes stored
	var entries [][]byte
	for n := int64(0); n<<height < tree.N; n++ {
		width := int64(1 << height)
		if rest := tree.N - n<<height; rest < width {
			width = rest
		}
		bundle, err := f.bundle(n, int(width))
		if err != nil {
			return nil, nil, err
		}
		for _, entry := range bundle {
			more, err := tlog.StoredHashes(int64(len(entries)), entry, hashes)
			if err != nil {
				return nil, nil, err
			}
			hashes, entries = append(hashes, more...), append(entries, entry)
		}
	}
	if tree.N == 0 {
		return hashes, entries, nil
	}
	computed, err := tlog.TreeHash(tree.N, hashes)
	if err == nil && computed != tree.Hash {
		err = fmt.Errorf("the entries give another root")
	}
	return hashes, entries, err
}

func checkTiles(f folder, tree tlog.Tree, hashes stored) error {
	for _, tile := range tlog.NewTiles(height, 0, tree.N) {
		// It names every partial tile of a tree that grows entry by entry; one of each is served.
		if tile.W < 1<<height && int64(tile.W) != tree.N>>(height*uint(tile.L))%(1<<height) {
			continue
		}
		expected, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return err
		}
		found, err := f.ReadTiles([]tlog.Tile{tile})
		if err != nil {
			return err
		}
		if !bytes.Equal(found[0], expected) {
			return fmt.Errorf("%v does not hold the hashes of the entries", tile)
		}
	}
	return nil
}

// checkProofs makes proofs from the tiles as a client does, and checks them.
func checkProofs(f folder, tree tlog.Tree, hashes stored, entries [][]byte) error {
	reader := tlog.TileHashReader(tree, f)
	step := tree.N/97 + 1
	for n := int64(0); n < tree.N; n += step {
		record, err := tlog.ProveRecord(tree.N, n, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(record, tree.N, tree.Hash, n, tlog.RecordHash(entries[n])); err != nil {
			return err
		}
		old, err := tlog.TreeHash(n+1, hashes)
		if err != nil {
			return err
		}
		growth, err := tlog.ProveTree(tree.N, n+1, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(growth, tree.N, tree.Hash, n+1, old); err != nil {
			return err
		}
	}
	return nil
}

func checkOld(f folder, tree tlog.Tree, path, vkey string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	old, _, err := open(text, vkey)
	if err != nil {
		return err
	}
	if old.N > tree.N {
		return fmt.Errorf("the log was rolled back from %d to %d", old.N, tree.N)
	}
	if old.N == 0 {
		return nil
	}
	growth, err := tlog.ProveTree(tree.N, old.N, tlog.TileHashReader(tree, f))
	if err != nil {
		return err
	}
	return tlog.CheckTree(growth, tree.N, tree.Hash, old.N, old.Hash)
}

// Receipts

func checkReceipt(path, vkey string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	parts := strings.SplitN(string(text), "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	if len(parts) != 2 || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("this is no receipt")
	}
	if !strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		return fmt.Errorf("this is no receipt with an entry")
	}
	entry, err := base64.StdEncoding.Strict().DecodeString(lines[1][len("extra "):])
	if err != nil {
		return err
	}
	index, err := decimal(lines[2][len("index "):])
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	tree, _, err := open([]byte(parts[1]), vkey)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}
