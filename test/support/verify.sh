#!/bin/sh
# A second verifier of bundles that shares nothing with the first: POSIX shell, sha256sum, openssl and awk alone.
#   sh verify.sh BAG_FOLDER [KEY_FINGERPRINT]
# Checks: fingerprint, signature, both manifests, that nothing is unlisted, every chain of records, every inclusion
# proof (RFC 9162 section 2.1.3.2), the signature of the checkpoint, and the SHA-256 of each exhibit in its records.
# Ends with 0: proven; 1: evidence of tampering; 2: cannot tell.
set -u
LC_ALL=C
export LC_ALL
cd "$1" || exit 2
given=$(printf %s "${2-}" | tr -d ' :-' | tr A-F a-f)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

bad() { printf 'tampering: %s\n' "$*"; exit 1; }
unknown() { printf 'cannot tell: %s\n' "$*"; exit 2; }
sum() { sha256sum | cut -c1-64; }
# Hexadecimal to bytes.
bytes() {
  printf '%b' "$(printf %s "$1" | awk '{ for (i = 1; i <= length($0); i += 2) {
    n = (index("0123456789abcdef", substr($0, i, 1)) - 1) * 16 + index("0123456789abcdef", substr($0, i + 1, 1)) - 1
    printf "\\0%03o", n } }')"
}
hex() { od -An -v -tx1 | tr -d ' \n'; }
unbase64() { printf '%s\n' "$1" | openssl base64 -d -A; }
node() { bytes "01$1$2" | sum; }

# The signature and its key.
key=data/custody/bundle-key.pem
for file in $key tagmanifest-sha256.txt tagmanifest-sha256.txt.sig manifest-sha256.txt bagit.txt; do
  [ -f "$file" ] || unknown "$file is missing"
done
printf 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n' | cmp -s - bagit.txt || bad bagit.txt
fingerprint=$(openssl pkey -pubin -in $key -outform DER 2>/dev/null | sum)
if [ -n "$given" ] && [ "$fingerprint" != "$given" ]; then bad "key: expected $given, found $fingerprint"; fi
openssl pkeyutl -verify -pubin -inkey $key -rawin -in tagmanifest-sha256.txt \
  -sigfile tagmanifest-sha256.txt.sig >/dev/null 2>&1 || bad 'signature of tagmanifest-sha256.txt'

# Every byte of every file, and no file beside them.
for manifest in tagmanifest-sha256.txt manifest-sha256.txt; do
  sha256sum --strict --quiet -c $manifest >"$work/sums" 2>&1 || bad "$manifest: $(head -n 1 "$work/sums")"
done
find . ! -type d ! -type f | grep -q . && bad 'something that is no file'
find . -type f | sed 's,^\./,,' | sort >"$work/there"
{ sed 's/^.\{66\}//' manifest-sha256.txt tagmanifest-sha256.txt
  printf 'tagmanifest-sha256.txt\ntagmanifest-sha256.txt.sig\n'; } | sort >"$work/listed"
diff "$work/there" "$work/listed" >"$work/diff" || bad "files: $(sed -n 2p "$work/diff")"

# The signed state of the log: a C2SP signed note.
note=data/custody/checkpoint
[ -f $note ] || unknown "$note is missing"
[ "$(sed -n 4p $note)" = '' ] || bad "$note: no blank line"
sed -n 1,3p $note >"$work/text"
size=$(sed -n 2p $note)
root=$(unbase64 "$(sed -n 3p $note)" | hex)
trusted=no
while read -r line; do
  name=${line%%+*}; rest=${line#*+}; id=${rest%%+*}; typed=$(unbase64 "${rest#*+}" | hex)
  [ "$({ printf '%s\n' "$name"; bytes "$typed"; } | sum | cut -c1-8)" = "$id" ] || bad "key $id of the log"
  { bytes 302a300506032b6570032100; bytes "${typed#01}"; } |
    openssl pkey -pubin -inform DER -out "$work/log.pem" 2>/dev/null || bad "key $id of the log"
  sed -n '5,$p' $note | while read -r _ who signature; do
    all=$(unbase64 "$signature" | hex)
    [ "$who" = "$name" ] && [ "$(printf %s "$all" | cut -c1-8)" = "$id" ] || continue
    bytes "$(printf %s "$all" | cut -c9-)" >"$work/sig"
    openssl pkeyutl -verify -pubin -inkey "$work/log.pem" -rawin -in "$work/text" -sigfile "$work/sig" \
      >/dev/null 2>&1 && echo yes || echo no
  done >"$work/signed"
  grep -q no "$work/signed" && bad "signature of $note"
  grep -q yes "$work/signed" && trusted=yes
done <data/custody/keys
[ $trusted = yes ] || unknown "no known key signed $note"

# One inclusion proof: leaf hash, proof file.
included() {
  awk -v n="$work" 'NR == 1 && $0 != "c2sp.org/tlog-proof@v1" { exit 1 }
    /^index / && !seen { print $2 > (n "/index"); seen = 1; next }
    $0 == "" && !end { end = 1; next }
    end { print > (n "/note"); next }
    seen { print > (n "/hashes") }' "$2" || return 1
  cmp -s "$work/note" $note || return 1
  read -r fn <"$work/index"
  sn=$((size - 1)); hash=$1
  [ "$fn" -le "$sn" ] || return 1
  while read -r line; do
    [ $sn -gt 0 ] || return 1
    other=$(unbase64 "$line" | hex)
    if [ $((fn % 2)) -eq 1 ] || [ "$fn" -eq $sn ]; then
      hash=$(node "$other" "$hash")
      while [ $((fn % 2)) -eq 0 ] && [ "$fn" -ne 0 ]; do fn=$((fn / 2)); sn=$((sn / 2)); done
    else hash=$(node "$hash" "$other"); fi
    fn=$((fn / 2)); sn=$((sn / 2))
  done <"$work/hashes"
  [ $sn -eq 0 ] && [ "$hash" = "$root" ]
}

# Every chain: five lines a record, each with the hash of the one before.
for records in data/custody/*/records.txt; do
  folder=${records%/records.txt}
  prev=0000000000000000000000000000000000000000000000000000000000000000
  seq=0
  [ $(($(wc -l <"$records") % 5)) -eq 0 ] || bad "$records is cut"
  while IFS= read -r version && IFS= read -r subject && IFS= read -r number && IFS= read -r before && IFS= read -r event
  do
    seq=$((seq + 1))
    printf '%s\n' "$version" "$subject" "$number" "$before" "$event" >"$work/record"
    [ "$version" = lintel-event/v1 ] || bad "$records: record $seq"
    [ "$number" = $seq ] || bad "$records: expected event $seq, found $number"
    [ "$before" = $prev ] || bad "$records: event $seq: expected $prev, found $before"
    prev=$(sum <"$work/record")
    id=$(printf %s "$event" | awk 'match($0, /"id":"[0-9a-f-]+","investigation"/) {
      print substr($0, RSTART + 6, 36) }')
    proof=$folder/proofs/$id.tlog-proof
    [ -f "$proof" ] || unknown "$proof is missing"
    : >"$work/hashes"; : >"$work/note"
    included "$({ printf '\000'; cat "$work/record"; } | sum)" "$proof" || bad "$proof: event $seq is not in the tree"
  done <"$records"
  [ "$(cat "$folder/subjects.txt")" = "$(printf '%s\t%s' "$(sed -n 2p "$records")" $seq)" ] ||
    bad "$folder/subjects.txt: found $seq events"
  [ "$(find "$folder/proofs" -type f | wc -l)" -eq $seq ] || bad "$folder/proofs: more proofs than events"
done

# Each original is the master that its records define.
for original in data/originals/*/*; do
  [ -f "$original" ] || continue
  exhibit=${original#data/originals/}; exhibit=${exhibit%%/*}
  grep '"type":"master-defined"' "data/custody/$exhibit/records.txt" | tail -n 1 |
    grep -q "\"sha256\":\"$(sum <"$original")\"" || bad "$original is not in the log"
done
printf 'proven\nfingerprint of the key: %s\n' "$fingerprint"
