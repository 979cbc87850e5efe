#!/bin/sh
# make-fallback.sh builds, from HanaMinA and renamed:
#   KiteiFallbackMincho.ttf  the ideographs that BIZ UDMincho lacks but IPAmj Mincho
#                            lists (the characters of Japanese names)
#   KiteiSigns.ttf           ☐☑☒, apart because every form needs them and the first is large
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
want = {c for c in ipamj - biz if ideograph(c)}
print("\n".join("%04X" % c for c in sorted(want & hana)))
PY
printf '2610\n2611\n2612\n' >"$tmp/signs"

# make LIST FILE FAMILY
make() {
hb-subset --unicodes-file="$1" --drop-tables=GSUB,GPOS,GDEF,vhea,vmtx,VORG --no-hinting \
	--name-IDs='*' --output-file="$tmp/subset.ttf" "$hana"
/usr/bin/python3 - "$tmp/subset.ttf" "$2" "$3" <<'PY'
import sys
from fontTools.ttLib import TTFont
f = TTFont(sys.argv[1], recalcTimestamp=False)
name = f["name"]
copyright = name.getDebugName(0) or "Copyright GlyphWiki Project"
name.names = []
family = sys.argv[3]
ps = family.replace(" ", "")
for i, s in {0: copyright, 1: family, 2: "Regular", 3: ps + "-1",
             4: family, 5: "Version 1.0; subset of HanaMinA", 6: ps}.items():
    name.setName(s, i, 3, 1, 0x409)
f.save(sys.argv[2])
print(sys.argv[2], len(f.getBestCmap()), "characters")
PY
}
make "$tmp/unicodes" KiteiFallbackMincho.ttf "Kitei Fallback Mincho"
make "$tmp/signs" KiteiSigns.ttf "Kitei Signs"
