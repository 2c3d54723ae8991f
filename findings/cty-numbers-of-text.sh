#!/usr/bin/env bash
# go-cty 1.20.0 (Go module), Terraform's values: tonumber("1p4") is 16 and tonumber("inf") is infinite.
# Guess: text that is no decimal number is refused, as "0x1F", "1_000" and "NaN" are.
# Seen: a p is an exponent of two, so "1p4" is 16 and "5p1" is 10; "inf", "+Inf" and "-inf" are infinite numbers.
#   MessagePack, with which Terraform talks to providers, carries these; JSON, in which it keeps its state, refuses them.
set -euo pipefail
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
cd "$dir"
cat >go.mod <<'MOD'
module finding

go 1.25
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/json"
	"github.com/zclconf/go-cty/cty/msgpack"
)

func main() {
	for _, text := range []string{"0x1F", "1_000", "NaN", "1p4", "5p1", "inf"} {
		number, err := convert.Convert(cty.StringVal(text), cty.Number)
		if err != nil {
			fmt.Println(text, "refused:", err)
			continue
		}
		wire, _ := msgpack.Marshal(number, cty.Number)
		state, err := json.Marshal(number, cty.Number)
		fmt.Printf("%s is %s, MessagePack %x, JSON %q %v\n", text, number.AsBigFloat().Text('g', 4), wire, state, err)
	}
}
GO
export GOPATH="$dir/go" GOFLAGS=-mod=mod
go get github.com/zclconf/go-cty@v1.20.0 2>get.log || { cat get.log; exit 1; }
go run . >seen 2>run.log || { cat run.log; exit 1; }

diff - seen <<'EXPECTED'
0x1F refused: a number is required
1_000 refused: a number is required
NaN refused: a number is required
1p4 is 16, MessagePack 10, JSON "16" <nil>
5p1 is 10, MessagePack 0a, JSON "10" <nil>
inf is +Inf, MessagePack cb7ff0000000000000, JSON "" cannot serialize infinity as JSON
EXPECTED
