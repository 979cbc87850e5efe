#!/bin/sh
# make-fallback.sh builds KiteiFallbackMincho.ttf: the ideographs that BIZ UDMincho
# lacks but IPAmj Mincho lists (the characters of Japanese names), plus ☐☑☒, taken
# from HanaMinA and renamed, as its licence asks of changed fonts.
#
# Needs (Debian 12): fonts-hanazono fonts-ipamj-mincho libharfbuzz-bin python3-fonttools.
# IPAmj serves only as a list of code points; nothing of it is copied.
set -eu
cd "$(dirname "$0")"
hana=/usr/share/fonts/truetype/hanazono/HanaMinA.ttf
ipamj=/usr/share/fonts/truetype/ipamj/ipamjm.ttf
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

/usr/bin/python3 - "$hana" "$ipamj" BIZUDMincho-Regular.ttf >"$tmp/unicodes" <<'PY'
import sys
from fontTools.ttLib import TTFont
hana, ipamj, biz = (set(TTFont(f, lazy=True).getBestCmap()) for f in sys.argv[1:])
def ideograph(c):
    return 0x3400 <= c <= 0x9fff or 0xf900 <= c <= 0xfaff or 0x20000 <= c <= 0x3ffff
want = {c for c in ipamj - biz if ideograph(c)} | {0x2610, 0x2611, 0x2612}
print("\n".join("%04X" % c for c in sorted(want & hana)))
PY
hb-subset --unicodes-file="$tmp/unicodes" --drop-tables=GSUB,GPOS,GDEF,vhea,vmtx,VORG --no-hinting \
	--name-IDs='*' --output-file="$tmp/subset.ttf" "$hana"
/usr/bin/python3 - "$tmp/subset.ttf" KiteiFallbackMincho.ttf <<'PY'
import sys
from fontTools.ttLib import TTFont
f = TTFont(sys.argv[1], recalcTimestamp=False)
name = f["name"]
copyright = name.getDebugName(0) or "Copyright GlyphWiki Project"
name.names = []
for i, s in {0: copyright, 1: "Kitei Fallback Mincho", 2: "Regular", 3: "KiteiFallbackMincho-1",
             4: "Kitei Fallback Mincho", 5: "Version 1.0; subset of HanaMinA", 6: "KiteiFallbackMincho"}.items():
    name.setName(s, i, 3, 1, 0x409)
f.save(sys.argv[2])
print(len(f.getBestCmap()), "characters")
PY
