#!/bin/sh
# A second verifier of bundles that shares nothing with the first: POSIX shell, sha256sum, openssl and awk alone.
#   sh verify.sh BAG_FOLDER [KEY_FINGERPRINT [AUTHORITY_ROOT.pem [WITNESS_KEYS [SUBTREES]]]]
# SUBTREES is a file of this program's own: the hashes of subtrees that it has made, for other bundles of the same log.
# Checks: fingerprint, signature, all lists of files, every chain of records, every inclusion proof (RFC 9162 section 2.1.3.2),
# the signature of the checkpoint, every opening, the time stamps, the SHA-256 of each original and each copy in its records, the
# heads that witnesses cosigned, the summary, what a bundle of its kind must not hold, and that the log held the list of files.
# Files that no list knows are named, prove nothing, and are not looked at.
# Ends with 0: proven; 1: evidence of tampering; 2: cannot tell.
set -u
LC_ALL=C
export LC_ALL
authority=${3:+$(realpath "$3")}
witnesses=${4:+$(realpath "$4")}
subtrees=${5:+$(realpath "$5")}
cd "$1" || exit 2
tab=$(printf '\t')
given=$(printf %s "${2-}" | tr -d ' :-' | tr A-F a-f)
work=$(mktemp -d) || exit 2
: >"$work/subtrees"
: >"$work/vkeys"
trap '[ -z "$subtrees" ] || cat "$work/subtrees" >>"$subtrees"; rm -rf "$work"' EXIT
# shellcheck disable=SC1090
[ -z "$subtrees" ] || . "$subtrees"

bad() { printf 'tampering: %s\n' "$*"; exit 1; }
# Whatever cannot be told: that the log holds another list of files is told all the same.
against=; why=
unknown() { [ -z "$against" ] || bad "$against"; printf 'cannot tell: %s\n' "$*"; exit 2; }
# The same, but there is more to look at first.
later() { [ -n "$why" ] || why=$*; }
sum() { sha256sum | { read -r sum _; printf '%s' "$sum"; }; }
# Hexadecimal to bytes.
bytes() {
  digits=$1; numbers=
  while [ -n "$digits" ]; do
    rest=${digits#??}; numbers="$numbers 0x${digits%"$rest"}"; digits=$rest
  done
  # shellcheck disable=SC2086
  [ -z "$numbers" ] || printf '%b' "$(printf '\\0%03o' $numbers)"
}
# Lines of base64 to lines of hexadecimal.
unbase64_in_awk='function unbase64(line,    bits, got, out, i, digit, byte) {
    bits = 0; got = 0; out = ""
    for (i = 1; i <= length(line); i++) {
      digit = index("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", substr(line, i, 1)) - 1
      if (digit < 0) break
      bits = bits * 64 + digit; got += 6
      if (got >= 8) { got -= 8; byte = int(bits / 2 ^ got); bits -= byte * 2 ^ got; out = out sprintf("%02x", byte) }
    }
    return out
  }
  '
unbase64s() { awk "$unbase64_in_awk"'{ print unbase64($0) }'; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
# The same of one that is whole; nothing of another.
unbase64() {
  printf '%s\n' "$1" | awk "$unbase64_in_awk"'length($0) % 4 == 0 && /^[A-Za-z0-9+\/]*=?=?$/ { printf "%s", unbase64($0) }'
}
# Sets $hash: of two subtrees. The paths of all records meet, and then go on over the same ones: each is hashed once.
node() {
  eval "hash=\${node_$1$2-}"
  [ -z "$hash" ] || return 0
  hash=$(bytes "01$1$2" | sha256sum)
  hash=${hash%% *}
  eval "node_$1$2=$hash"
  printf 'node_%s=%s\n' "$1$2" "$hash" >>"$work/subtrees"
}

# Apart from what belongs to the bundle: whatever lies beside it.
key=data/custody/bundle-key.pem
lists='tagmanifest-sha256.txt manifest-sha256.txt seal/sha256sums.txt'
for file in $key tagmanifest-sha256.txt tagmanifest-sha256.txt.sig seal/sha256sums.txt seal/sha256sums.txt.sig; do
  [ -f "$file" ] || later "$file is missing"
done
for list in $lists; do [ ! -f $list ] || sed -n 's/^[0-9a-f]\{64\}  //p' $list; done >"$work/listed"
printf '%s\n' tagmanifest-sha256.txt tagmanifest-sha256.txt.sig seal/sha256sums.txt seal/sha256sums.txt.sig >>"$work/listed"
sort -u "$work/listed" >"$work/names"
grep -qE '^/|(^|/)\.\.(/|$)' "$work/names" && bad 'a list that leads out of the bag'
find . ! -type d | sed 's,^\./,,' | sort >"$work/there"
comm -13 "$work/names" "$work/there" >"$work/extra"
mkdir "$work/bag"
comm -12 "$work/names" "$work/there" | while IFS= read -r file; do
  [ -f "$file" ] && [ ! -L "$file" ] || exit 1
  printf '%s\0' "$file"
done >"$work/ours" || bad 'something that is no file'
xargs -0 -r cp --parents -t "$work/bag" -- <"$work/ours" || bad 'something that is no file'
cd "$work/bag" || exit 2

# Every byte of every file.
: >"$work/sums"
for list in $lists; do
  [ ! -f $list ] || sha256sum --strict --quiet -c $list >>"$work/sums" 2>&1 || printf '%s\n' "$list" >>"$work/wrong"
done
[ ! -f "$work/wrong" ] || bad "$(grep -v WARNING "$work/sums" | head -n 3 | tr '\n' ' ')"
printf 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n' | cmp -s - bagit.txt || bad bagit.txt

# The key, and both signatures by it.
[ -f $key ] || unknown "$why"
fingerprint=$(openssl pkey -pubin -in $key -outform DER 2>/dev/null | sum)
elsewhere=
[ -z "$given" ] || [ "$fingerprint" = "$given" ] || elsewhere="another fingerprint: given $given, found $fingerprint"
for list in tagmanifest-sha256.txt seal/sha256sums.txt; do
  [ -f "$list" ] && [ -f "$list.sig" ] || continue
  openssl pkeyutl -verify -pubin -inkey $key -rawin -in "$list" -sigfile "$list.sig" >/dev/null 2>&1 ||
    bad "signature of $list"
done

# The signatures below the text of a C2SP note that are by one key: "yes" or "no" each. Note, its text, key, type of key.
# A cosignature (type 04) begins with its time in seconds and is over that, too.
signed() {
  vkey=$3; name=${vkey%%+*}; rest=${vkey#*+}; id=${rest%%+*}; typed=
  # Read once: the same few keys sign every state of the log.
  while read -r as known; do [ "$known" != "$vkey" ] || typed=$as; done <"$work/vkeys"
  if [ -z "$typed" ]; then
    typed=$(unbase64 "${rest#*+}")
    hash=$({ printf '%s\n' "$name"; bytes "$typed"; } | sum)
    [ "${hash%"${hash#????????}"}" = "$id" ] || { echo no; return; }
    printf '%s %s\n' "$typed" "$vkey" >>"$work/vkeys"
  fi
  [ "${typed#"$4"}" != "$typed" ] || { echo no; return; }
  # As DER, which openssl takes as it is.
  signer=$work/signer-$typed
  [ "${#typed}" -eq 66 ] || { echo no; return; }
  [ -s "$signer" ] || { bytes 302a300506032b6570032100; bytes "${typed#??}"; } >"$signer"
  sed '1,/^$/d' "$1" | while read -r _ who signature; do
    [ "$who" = "$name" ] || continue
    all=$(unbase64 "$signature")
    [ "${all#"$id"}" != "$all" ] || continue
    all=${all#"$id"}
    if [ "$4" = 04 ]; then
      rest=${all#????????????????}
      { printf 'cosignature/v1\ntime %d\n' "0x${all%"$rest"}"; cat "$2"; } >"$work/signed-text"
      all=$rest
    else cp "$2" "$work/signed-text"; fi
    bytes "$all" >"$work/sig"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$signer" -rawin -in "$work/signed-text" -sigfile "$work/sig" \
      >/dev/null 2>&1 && echo yes || echo no
  done
}

# A signed state of the log, as a C2SP signed note: sets $size and $root, and $trusted to yes, no (by nobody known) or forged.
head_of() {
  note=$1; trusted=no
  { IFS= read -r origin; IFS= read -r size; IFS= read -r root; IFS= read -r line; } <"$note"
  [ "$line" = '' ] || { trusted=forged; return; }
  printf '%s\n' "$origin" "$size" "$root" >"$work/text"
  root=$(unbase64 "$root")
  while read -r line; do
    case $(signed "$note" "$work/text" "$line" 01) in
      *no*) trusted=forged; return ;;
      *yes*) trusted=yes ;;
    esac
  done <data/custody/keys
}

# Of inclusion proofs that are no empty files, by the names on standard input: a line each, with the index and the hashes of the path.
# One that is no proof, or not from this state of the log, has none of them.
read_proofs() {
  : >"$work/note"
  tr '\n' '\000' | xargs -0 -r awk -v note="$note" -v as_read="$work/note" "$unbase64_in_awk"'
    function told() { if (name != "") print good && under == of_note ? at path : "none" }
    BEGIN { while ((getline line <note) > 0) { of_note = of_note line "\n"; print line >as_read } }
    FNR == 1 { told(); name = FILENAME; good = $0 == "c2sp.org/tlog-proof@v1"; at = "none"; path = under = ""; seen = end = 0 }
    /^index / && !seen { at = $2; seen = 1; next }
    $0 == "" && !end { end = 1; next }
    end { under = under $0 "\n"; next }
    seen { other = unbase64($0); path = path " " (other == "" ? "00" : other) }
    END { told() }' >"$work/read"
  # To the last byte.
  cmp -s "$work/note" "$note" && cat "$work/read"
}

# One inclusion proof: leaf hash, index, path.
included() {
  sn=$((size - 1)); hash=$1; fn=${2-none}
  case $fn in '' | *[!0-9]*) return 1 ;; esac
  [ "$fn" -le "$sn" ] || return 1
  shift 2
  for other; do
    [ $sn -gt 0 ] || return 1
    if [ $((fn % 2)) -eq 1 ] || [ "$fn" -eq $sn ]; then
      node "$other" "$hash"
      while [ $((fn % 2)) -eq 0 ] && [ "$fn" -ne 0 ]; do fn=$((fn / 2)); sn=$((sn / 2)); done
    else node "$hash" "$other"; fi
    fn=$((fn / 2)); sn=$((sn / 2))
  done
  [ $sn -eq 0 ] && [ "$hash" = "$root" ]
}

# The end of an event in canonical form, whose own id is the last.
tail='.*"id":"\([0-9a-f-]*\)"\(,"investigation":[^,]*\)\{0,1\}\(,"recipient":[^,]*\)\{0,1\},"type":"[a-z-]*","v":1}$'

# The log held the list of all files before the bundle left.
in_the_log() {
  for file in seal/record.txt seal/proof.tlog-proof seal/checkpoint data/custody/keys; do
    [ -f $file ] || { later "$file is missing"; return; }
  done
  [ "$(wc -l <seal/record.txt)" -eq 5 ] && [ "$(sed -n 1p seal/record.txt)" = lintel-event/v1 ] &&
    tail -n 1 seal/record.txt | grep -q '"type":"bundle-manifest","v":1}$' || { against='seal/record.txt'; return; }
  head_of seal/checkpoint
  head_size=$size head_root=$root
  case $trusted in forged) against='signature of seal/checkpoint'; return ;; no) later 'no known key signed seal/checkpoint'; return ;; esac
  # shellcheck disable=SC2046
  included "$({ printf '\000'; cat seal/record.txt; } | sum)" $(echo seal/proof.tlog-proof | read_proofs) ||
    { against='seal/record.txt is not in the log'; return; }
  grep -q "\"manifestSha256\":\"$(sum <tagmanifest-sha256.txt)\"" seal/record.txt ||
    { against='tagmanifest-sha256.txt: the log holds another list of files'; return; }
  grep -q '^bundle:' seal/record.txt || { against='seal/record.txt is of no bundle'; return; }
  about=$(sed -n 's/^ *"investigation": *"\([^"]*\)".*/\1/p; s/.*"investigation":"\([^"]*\)","exhibits".*/\1/p' data/bundle.json | head -n 1)
  [ -z "$about" ] || grep -q "\"investigation\":\"$about\",\"type\":\"bundle-manifest\",\"v\":1}\$" seal/record.txt ||
    { against='seal/record.txt is of another investigation'; return; }
  named=$(sed 's/^ *//; s/": /":/' data/bundle.json | tr -d '\n' | sed -n 's/.*"kind":"\([a-z]*\)","number":\([0-9]*\),.*/"kind":"\1","manifestSha256":"[0-9a-f]*","number":\2}/p')
  [ -z "$named" ] || grep -q "\"detail\":{$named" seal/record.txt || against='seal/record.txt is of another bundle'
}
[ ! -f tagmanifest-sha256.txt ] || in_the_log

note=data/custody/checkpoint
[ -f $note ] || unknown "$note is missing"
[ -f data/custody/keys ] || unknown 'data/custody/keys is missing'
head_of $note
[ $trusted != forged ] || bad "signature of $note"
[ $trusted = yes ] || unknown "no known key signed $note"

# Of all records of a chain at once, a line each: their hashes, alone and as leaves of the tree, and the ids of their events.
hash_records() {
  rm -rf "$work/records" "$work/leaves"
  mkdir "$work/records" "$work/leaves"
  : >"$work/events"; : >"$work/records-sums"; : >"$work/leaves-sums"; : >"$work/ids"
  [ -s "$1" ] || return 0
  awk -v n="$work" 'NR % 5 == 1 { name = sprintf("%09d", NR); printf "%c", 0 > (n "/leaves/" name) }
    { print > (n "/records/" name); print > (n "/leaves/" name) }
    NR % 5 == 0 { close(n "/records/" name); close(n "/leaves/" name); print > (n "/events") }' "$1"
  for of in records leaves; do sha256sum "$work/$of"/* >"$work/$of-sums"; done
  sed "s/$tail/\\1/; t; s/.*//" "$work/events" >"$work/ids"
}

: >"$work/repudiated"
# Every chain: five lines a record, each with the hash of the one before.
for records in data/custody/*/records.txt; do
  folder=${records%/records.txt}
  prev=0000000000000000000000000000000000000000000000000000000000000000
  seq=0
  first=
  [ $(($(wc -l <"$records") % 5)) -eq 0 ] || bad "$records is cut"
  hash_records "$records"
  while IFS= read -r id; do
    [ ! -s "$folder/proofs/$id.tlog-proof" ] || printf '%s\n' "$folder/proofs/$id.tlog-proof"
  done <"$work/ids" | read_proofs >"$work/paths"
  while IFS= read -r version && IFS= read -r subject && IFS= read -r number && IFS= read -r before && IFS= read -r event
  do
    seq=$((seq + 1))
    read -r sum _ <&3; read -r leaf _ <&4; read -r id <&5
    [ "$version" = lintel-event/v1 ] || bad "$records: record $seq"
    [ "$number" = $seq ] || bad "$records: expected event $seq, found $number"
    [ "$before" = $prev ] || bad "$records: event $seq: expected $prev, found $before"
    prev=$sum
    [ $seq -ne 1 ] || first=$subject
    proof=$folder/proofs/$id.tlog-proof
    [ -f "$proof" ] || unknown "$proof is missing"
    # shellcheck disable=SC2086
    [ -s "$proof" ] && read -r path <&6 && included "$leaf" $path || bad "$proof: event $seq is not in the tree"
  done <"$records" 3<"$work/records-sums" 4<"$work/leaves-sums" 5<"$work/ids" 6<"$work/paths"
  [ "$(cat "$folder/subjects.txt")" = "$first$tab$seq" ] ||
    bad "$folder/subjects.txt: found $seq events"
  proofs=$seq
  # What the operator repudiates, out of the chain of the service: each in the tree, in its order.
  : >"$work/stated"
  if [ -f "$folder/repudiations.txt" ]; then
    [ $(($(wc -l <"$folder/repudiations.txt") % 5)) -eq 0 ] || bad "$folder/repudiations.txt is cut"
    last=0
    while IFS= read -r version && IFS= read -r subject && IFS= read -r number && IFS= read -r before && IFS= read -r event
    do
      printf '%s\n' "$version" "$subject" "$number" "$before" "$event" >"$work/record"
      id=$(printf '%s\n' "$event" | sed -n '/^{"actor":{"id":"operator","kind":"service"},/'"s/$tail/\\1/p")
      [ "$version $subject" = 'lintel-event/v1 service:lintel' ] && [ -n "$id" ] && [ "$number" -gt $last ] &&
        printf '%s\n' "$event" | grep -q '"type":"repudiated","v":1}$' || bad "$folder/repudiations.txt: no repudiation"
      last=$number; proofs=$((proofs + 1)); proof=$folder/proofs/$id.tlog-proof
      [ -f "$proof" ] || unknown "$proof is missing"
      # shellcheck disable=SC2046
      included "$({ printf '\000'; cat "$work/record"; } | sum)" $(echo "$proof" | read_proofs) || bad "$proof: it is not in the tree"
      printf '%s %s\n' "$id" "$(printf '%s\n' "$event" | sed 's/.*"events":\[\([^]]*\)\].*/\1/' | tr -d '"' | tr , ' ')" >>"$work/stated"
    done <"$folder/repudiations.txt"
  fi
  [ "$(find "$folder/proofs" -type f | wc -l)" -eq $proofs ] || bad "$folder/proofs: more proofs than events"
  [ -s "$work/stated" ] || { mv "$work/events" "$work/genuine-${folder##*/}"; continue; }
  # The last one first: one that is repudiated itself counts no more.
  : >"$work/named"
  sed '1!G;h;$!d' "$work/stated" | while read -r id events; do
    # shellcheck disable=SC2086
    grep -qx "$id" "$work/named" || printf '%s\n' $events >>"$work/named"
  done
  sed 's/.*/"id":"&"/' "$work/named" >"$work/not-genuine"
  # Nothing is read out of what is not genuine: what follows looks at the other events alone.
  grep -vF -f "$work/not-genuine" "$work/events" >"$work/genuine-${folder##*/}"
  grep -F -f "$work/not-genuine" "$work/events" | sed -n "s/$tail/\\1/p" >>"$work/repudiated"
done

# Each value that was handed over is the one that its event commits to: SHA-256 of the salt and the value.
for openings in data/custody/*/openings.jsonl; do
  [ -f "$openings" ] || continue
  sed 's/^{"event":"\([0-9a-f-]*\)","field":"\([A-Za-z0-9]*\)","salt":"\([0-9a-f]*\)","value":.*}$/\1,\2,\3/; t; s/.*//' \
    "$openings" >"$work/openings"
  rm -rf "$work/opened"; mkdir "$work/opened"
  at=100000
  while IFS= read -r line && IFS=, read -r event field salt <&3; do
    [ -n "$event" ] || bad "$openings: no opening"
    value=${line#*\"value\":}; value=${value%?}; at=$((at + 1))
    { bytes "$salt"; printf %s "$value"; } >"$work/opened/$at"
  done <"$openings" 3<"$work/openings"
  [ $at -gt 100000 ] || continue
  sha256sum "$work/opened"/* >"$work/opened-sums"
  awk 'of == "events" { all[++count] = $0; next }
    of == "sums" { hash[FNR] = $1; next }
    { split($0, part, ","); id = "\"id\":\"" part[1] "\""; value = "\"" part[2] "\":\"" hash[FNR] "\""
      for (i = 1; i <= count; i++) if (index(all[i], id) && index(all[i], value)) next
      print part[2] " of " part[1] }' of=events "${openings%/*}/records.txt" of=sums "$work/opened-sums" of=openings "$work/openings" \
    >"$work/unopened" || bad "$openings"
  [ ! -s "$work/unopened" ] || bad "$openings: $(cat "$work/unopened")"
done

# The summary: one line for each exhibit, without the blanks between names and values.
sed 's/^ *//; s/": /":/' data/bundle.json | tr -d '\n' |
  awk '{ gsub(/\{"ref":/, "\n{\"ref\":"); gsub(/"schedules":\[/, "\n&"); print }' >"$work/summary"
kind=$(head -n 1 "$work/summary" | sed -n 's/.*"kind":"\([a-z]*\)".*/\1/p')
investigation=$(head -n 1 "$work/summary" | sed -n 's/.*"investigation":"\([^"]*\)".*/\1/p')
grep -q "\"keyFingerprint\":\"$(printf %s "$fingerprint" | sed 's/..../& /g; s/ $//')\"" "$work/summary" || bad 'key in data/bundle.json'
grep -o '"path":"[^"]*","sha256":"[0-9a-f]*","size":[0-9]*' "$work/summary" |
  sed 's/^"path":"//; s/","sha256":"/\t/; s/","size":/\t/' | sort >"$work/said"
files='data/originals data/viewing data/transcripts data/films'
# shellcheck disable=SC2086
{
  find $files -type f -printf '%p\t%s\n' >"$work/sizes"
  find $files -type f -print0 | xargs -0 -r sha256sum -z | tr '\000' '\n' | cut -c 1-64 >"$work/sums"
} 2>/dev/null
paste "$work/sums" "$work/sizes" | sed 's/^\([0-9a-f]*\)\t\(.*\)\t\([0-9]*\)$/\2\t\1\t\3/' | sort >"$work/files"
diff "$work/said" "$work/files" >"$work/diff" || bad "data/bundle.json: $(sed -n 2p "$work/diff")"
# Sets $sum: of one of these files.
sum_of() {
  while IFS=$tab read -r file sum _; do [ "$file" != "$1" ] || return 0; done <"$work/files"
  sum=
}
find data/schedules -type f 2>/dev/null | grep -v '/withheld-items.csv$' | sort >"$work/found"
tail -n 1 "$work/summary" | grep -o 'data/schedules/[^"]*' | sort >"$work/said"
diff "$work/said" "$work/found" >"$work/diff" || bad "data/bundle.json: $(sed -n 2p "$work/diff")"
{ [ "$kind" = prosecution ] || ! find data/schedules -type f 2>/dev/null | grep -qiE '/(mg6d|mg6e|withheld)'; } ||
  bad "a $kind bundle with schedules that only the prosecution may have"
{ [ "$kind" = prosecution ] || [ ! -e data/custody/investigation ]; } ||
  bad "a $kind bundle with the record of the investigation"
for folder in schedules transcripts films; do
  { [ "$kind" != order ] || [ ! -e "data/$folder" ]; } || bad "a bundle of an application with data/$folder"
done
grep '^{"ref":' "$work/summary" >"$work/exhibits"
[ "$(find data/custody -mindepth 2 -name records.txt ! -path '*/investigation/*' | wc -l)" -eq "$(wc -l <"$work/exhibits")" ] ||
  bad 'data/bundle.json: records of other exhibits'

# A film of several exhibits. The words of an item, as they were fixed, have a value: name, canonical JSON.
fixed() {
  frozen=$(grep '"type":"item-frozen"' "$genuine" | tail -n 1)
  printf '%s\n' "$frozen" | grep -q '"kind":"film"' || return 1
  grep "^{\"event\":\"$(printf '%s\n' "$frozen" | sed -n "s/$tail/\\1/p")\",\"field\":\"words\"," "$folder/openings.jsonl" |
    grep -qF "\"$1\":$2"
}
hashed() { sum_of "$1"; printf '"%s"' "$sum"; }
clips_in() { grep -o '"clip":"[0-9a-f-]*"' "$1" | cut -d '"' -f 4; }
for records in data/custody/*/records.txt; do
  of=$(sed -n '2s/^clip://p' "$records")
  folder=${records%/*}
  [ -z "$of" ] || cp "$work/genuine-${folder##*/}" "$work/of-$of"
done
# Each part is here, of the original that is locked there, was asked for there, and is shown as no more than goes of it.
parts_of() {
  grep -o '"master":"[0-9a-f]*"' "$1" | cut -d '"' -f 4 >"$work/masters"
  grep -o '"copy":\(null\|{"id":"[0-9a-f-]*"\)' "$1" | sed 's/^"copy":null/-/; s/.*"id":"//; s/"$//' >"$work/shown"
  clips_in "$1" >"$work/clips"
  [ -s "$work/clips" ] || return 1
  paste -d ' ' "$work/clips" "$work/masters" "$work/shown" | while read -r of master copy; do
    [ -f "$work/of-$of" ] || exit 1
    grep '"type":"master-defined"' "$work/of-$of" | tail -n 1 | grep -q "\"sha256\":\"$master\"" || exit 1
    grep '"type":"compilation-asked"' "$work/of-$of" | grep -q "\"recipeSha256\":\"$(sum <"$1")\"" || exit 1
    chosen=$(grep '"type":"redaction-chosen"' "$work/of-$of" | tail -n 1 | sed -n 's/.*"\(extract\|redaction\)":"\([0-9a-f-]*\)".*/\2/p')
    [ "$kind" = prosecution ] || [ -z "$chosen" ] || [ "$chosen" = "$copy" ] ||
      grep '"type":"extract-asked"' "$work/of-$of" | grep "\"extract\":\"$copy\"" | grep -q "\"redaction\":\"$chosen\"" || exit 1
  done
}

# Each original is the master that its records define, each copy one that they know, and all is as the summary says.
unset application kind_of
# What is said of each, a line for each of these names: nothing where it is not said.
for name in custody clip listedAs recording title reference ref producer description; do
  printf '%s\n' g "s/.*\"$name\":\\(\"\\([^\"\\\\]\\|\\\\.\\)*\"\\).*/\\1/" "t$name" 's/.*//' "t$name" ":$name" p
done >"$work/names-of"
{ echo h; cat "$work/names-of"; } >"$work/parts-of"
sed -n -f "$work/parts-of" "$work/exhibits" >"$work/parts"
while IFS= read -r exhibit; do
  for name in custody clip listedAs recording title reference ref producer description; do
    IFS= read -r value <&3; eval "said_$name=\$value"
  done
  plain() { eval "value=\$said_$1"; value=${value#\"}; value=${value%\"}; }
  plain custody; folder=$value
  genuine=$work/genuine-${folder##*/}
  plain clip; IFS=$tab read -r subject _ <"$folder/subjects.txt"
  [ "clip:$value" = "$subject" ] || bad "$folder is of another clip"
  # The last event of some types, a line each.
  awk '/"type":"item-frozen"/ { frozen = $0 } /"type":"exhibit-registered"/ { registered = $0 } /"type":"decision-made"/ { decision = $0 }
    /"type":"exhibit-(registered|corrected)"/ { worded = $0 }
    END { print frozen; print registered; print decision; print worded }' "$genuine" >"$work/last"
  { IFS= read -r frozen; IFS= read -r registered; IFS= read -r decision; IFS= read -r worded; } <"$work/last"
  printf '%s\n' "$exhibit" | grep -o '"path":"[^"]*"' | cut -d '"' -f 4 | while IFS= read -r path; do
    case $path in
      # In the history of the recording that it was typed of, where that goes along.
      data/transcripts/*)
        finished=$(for other in "$work"/genuine-*; do
          plain recording
          grep '"type":"master-defined"' "$other" | tail -n 1 | grep -q "\"sha256\":\"$value\"" || continue
          grep '"type":"transcript-finished"' "$other" || :
        done)
        [ -z "$finished" ] && [ "$kind" = prosecution ] && continue
        sum_of "$path"
        printf '%s\n' "$finished" | grep -q "\"sha256\":\"$sum\"" || exit 1
        continue ;;
      data/films/*/recipe.json)
        fixed recipe "$(hashed "$path")" && parts_of "$path" || exit 1
        continue ;;
      # In the history of its first part: made by that recipe, and approved last.
      data/films/*)
        recipe=$(sum <"${path%/*}/recipe.json")
        first=$(clips_in "${path%/*}/recipe.json" | head -n 1)
        fixed film "$(hashed "$path")" && fixed title "$said_title" && fixed reference "$said_reference" && [ -f "$work/of-$first" ] || exit 1
        made=$(grep '"type":"compilation-made"' "$work/of-$first" | grep "\"recipeSha256\":\"$recipe\"" |
          grep "\"sha256\":\"$(sum <"$path")\"" | sed -n 's/.*"compilation":"\([0-9a-f-]*\)".*/\1/p')
        approved=no
        for one in $made; do
          grep -E '"type":"compilation-(approved|refused)"' "$work/of-$first" | grep "\"compilation\":\"$one\"" | tail -n 1 |
            grep '"type":"compilation-approved"' | grep -q "\"sha256\":\"$(sum <"$path")\"" && approved=yes
        done
        [ $approved = yes ] || exit 1
        continue ;;
      data/originals/*) type=master-defined ;;
      */redacted-copy.*) type=redaction-rendered ;;
      */extract.*) type=extract-made ;;
      *) type=rendition-made ;;
    esac
    sum_of "$path"
    # Of the masters the last.
    awk -v type="\"type\":\"$type\"" -v hash="\"sha256\":\"$sum\"" '!index($0, type) { next }
      type ~ /master-defined/ { master = $0; next }
      index($0, hash)
      END { if (index(master, hash)) print master }' "$genuine" >"$work/known"
    [ -s "$work/known" ] || exit 1
    [ $type = master-defined ] && continue
    source=$(printf '%s\n' "$exhibit" | sed -n "s,.*\"path\":\"$path\"[^}]*\"copyOf\":\"\([0-9a-f]*\)\".*,\1,p")
    [ -z "$source" ] || grep -q "\"inputSha256\":\"$source\"" "$work/known" || exit 1
  done || bad "a file of $folder is not in the log"
  case $frozen in *'"kind":"film"'*) [ -f "data/films/${folder##*/}/film.mp4" ] || bad "$folder: its film is not here" ;; esac
  others=$(sed -n 's/.*"id":"[0-9a-f-]*","investigation":"\([^"]*\)".*"v":1}$/\1/p' "$folder/records.txt" | sort -u)
  [ -z "$others" ] || [ -z "$investigation" ] || [ "$others" = "$investigation" ] || bad "data/bundle.json: investigation"
  registered=$(printf '%s\n' "$registered" | sed -n "s/$tail/\\1/p")
  plain listedAs; listed=$value
  opened_reference=; opened_producerName=; opened_description=
  # Its reference stays; what else it says may have been corrected since.
  worded=$(printf '%s\n' "$worded" | sed -n "s/$tail/\\1/p")
  sed -n -e "s/^{\"event\":\"$registered\",\"field\":\"\(reference\)\".*\"value\":\(.*\)}\$/\1 \2/p" \
    -e "s/^{\"event\":\"$worded\",\"field\":\"\(producerName\|description\)\".*\"value\":\(.*\)}\$/\1 \2/p" \
    "$folder/openings.jsonl" 2>/dev/null >"$work/opened-of"
  while IFS= read -r value; do name=${value%% *}; value=${value#* }; eval "opened_$name=\$value"; done <"$work/opened-of"
  [ "$listed" = evidence ] || opened_description=
  [ -z "$opened_reference" ] || [ "$opened_reference" = "$said_ref" ] || bad "data/bundle.json: ref of $folder"
  [ -z "$opened_producerName" ] || [ "$opened_producerName" = "$said_producer" ] || bad "data/bundle.json: producer of $folder"
  [ -z "$opened_description" ] || [ "$opened_description" = "$said_description" ] || bad "data/bundle.json: description of $folder"
  class=
  case $decision in *'"classification":"'*) class=${decision##*'"classification":"'}; class=${class%%\"*} ;; esac
  case $class in *[!a-z-]*) class= ;; esac
  [ -z "$class" ] || [ -z "$listed" ] || [ "$class" = "$listed" ] || bad "data/bundle.json: $folder was decided to be $class"
  [ "$kind" = prosecution ] && continue
  # The first item of a bundle of an application is that, and no other is.
  itself=
  case $frozen in *'"kind":"application"'*) itself=yes ;; esac
  [ "$kind" != order ] || [ "$itself" = "${application-yes}" ] || bad "$folder: the application does not stand first, or not once"
  application=
  [ "$kind" != order ] || [ -z "$itself" ] || kind_of=application
  case ${kind_of-$kind}-$class in *-|order-evidence|court-evidence|defence-evidence|defence-unused|application-unused) ;;
    *) bad "$folder: $class in a $kind bundle" ;; esac
  unset kind_of
  case $kind-$exhibit in defence-*data/originals/*)
    case $decision in *'"originalToDefence":true'*) ;; *) [ -z "$class" ] || bad "$folder: an original that no decision gives" ;; esac ;;
  esac
  grep -qE '"field":"(reason|fileName)"' "$folder/openings.jsonl" 2>/dev/null && bad "$folder: a protected opening"
done <"$work/exhibits" 3<"$work/parts"

# A time stamp is over this very checkpoint; who made it is checked when the authority's root is given.
stamped() {
  stamp=$1
  [ -f "$stamp" ] || return 0
  token=-token_in
  openssl ts -reply -in "$stamp" $token -text >"$work/stamp" 2>/dev/null || {
    token=; openssl ts -reply -in "$stamp" -text >"$work/stamp" 2>/dev/null; } || bad "$stamp"
  imprint=$(sed -n '/^Message data:/,/^Serial number:/s/^ *[0-9a-f]\{4\} - //p' "$work/stamp" | cut -c 1-47 | tr -d ' \n-')
  [ "$imprint" = "$(sum <"$2")" ] || bad "$stamp is of something else"
  [ -n "$authority" ] || return 0
  # shellcheck disable=SC2086
  openssl ts -verify -in "$stamp" $token -data "$2" -CAfile "$authority" >/dev/null 2>&1 || bad "$stamp"
}
stamped data/custody/checkpoint.tsr data/custody/checkpoint

# That the tree of the checkpoint begins a larger one (RFC 9162 section 2.1.4.2): size and root of that; hashes on file.
grown() {
  if [ "$1" -eq "$size" ]; then [ ! -s "$work/hashes" ] && [ "$2" = "$root" ]; return; fi
  fn=$((size - 1)); sn=$(($1 - 1))
  [ "$fn" -lt "$sn" ] || return 1
  [ $((size & fn)) -ne 0 ] && first= || first=$root
  while [ $((fn % 2)) -eq 1 ]; do fn=$((fn / 2)); sn=$((sn / 2)); done
  old=$first; new=$first
  unbase64s <"$work/hashes" >"$work/path"
  while read -r other; do
    if [ -z "$old" ]; then old=$other; new=$other; continue; fi
    [ $sn -gt 0 ] || return 1
    if [ $((fn % 2)) -eq 1 ] || [ "$fn" -eq $sn ]; then
      node "$other" "$old"; old=$hash
      node "$other" "$new"; new=$hash
      while [ $((fn % 2)) -eq 0 ] && [ "$fn" -ne 0 ]; do fn=$((fn / 2)); sn=$((sn / 2)); done
    else node "$new" "$other"; new=$hash; fi
    fn=$((fn / 2)); sn=$((sn / 2))
  done <"$work/path"
  [ $sn -eq 0 ] && [ "$old" = "$root" ] && [ "$new" = "$2" ]
}
# Whether each line of base64 is written in the one right way.
canonical() {
  ! grep -qvE '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$'
}

# Heads of the log that witnesses cosigned: signed by the log, grown from the checkpoint, and by whom they are said to be.
# They grew from $note, whose size and root are known.
witnessed() {
  seen=$1
  [ -f "$seen" ] || return 0
  : >"$work/hashes"; : >"$work/head"
  awk -v n="$work" '!end && $0 == "" { end = 1; next } end { print > (n "/head"); next } NR > 1 { print > (n "/hashes") }' "$seen"
  [ "$(tail -c 1 "$seen" | hex)" = 0a ] || bad "$seen is cut"
  [ "$(sed -n 1p "$seen")" = "old $size" ] || bad "$seen: from another size"
  [ "$(sed -n 1p "$work/head")" = "$(sed -n 1p $note)" ] && [ "$(sed -n 4p "$work/head")" = '' ] || bad "$seen: another log"
  sed -n 1,3p "$work/head" >"$work/head-text"
  sed '1,4d' "$work/head" >"$work/lines"
  grep -qvE '^— [^ +]+ [A-Za-z0-9+/]+=*$' "$work/lines" && bad "$seen: a signature that is none"
  { cat "$work/hashes"; sed 's/.* //' "$work/lines"; } | canonical || bad "$seen: base64"
  awk 'length($0) != 44 { exit 1 }' "$work/hashes" || bad "$seen: a hash that is none"
  : >"$work/all-signed"
  while read -r line; do signed "$work/head" "$work/head-text" "$line" 01; done <data/custody/keys >"$work/all-signed"
  grep -q yes "$work/all-signed" && ! grep -q no "$work/all-signed" || bad "$seen: not signed by the log"
  grown "$(sed -n 2p "$work/head")" "$(unbase64 "$(sed -n 3p "$work/head")")" || bad "$seen: another history"
  [ -z "$witnesses" ] || while read -r line; do
    signed "$work/head" "$work/head-text" "$line" 04 >"$work/signed"
    grep -q no "$work/signed" && bad "$seen: ${line%%+*} did not sign it"
  done <"$witnesses"
}
for file in data/custody/witness-*; do witnessed "$file"; done

# The log that holds the list of files grew from the one of the histories; and what others say of it.
if [ -z "$against$why" ]; then
  [ -f seal/consistency.txt ] || unknown 'seal/consistency.txt is missing'
  cp seal/consistency.txt "$work/hashes"
  [ "$(sed -n 1p seal/checkpoint)" = "$(sed -n 1p $note)" ] &&
    grown "$(sed -n 2p seal/checkpoint)" "$(unbase64 "$(sed -n 3p seal/checkpoint)")" || bad 'seal/consistency.txt: another history'
  stamped seal/checkpoint.tsr seal/checkpoint
  # It was found to be signed above.
  size=$head_size root=$head_root note=seal/checkpoint
  for file in seal/witness-*; do witnessed "$file"; done
fi
[ -z "$against" ] || bad "$against"
[ -z "$why" ] || unknown "$why"
[ -z "$elsewhere" ] || unknown "$elsewhere"
count=$(($(wc -l <"$work/repudiated")))
case $count in 0) echo proven ;; 1) echo 'proven; 1 event repudiated' ;; *) echo "proven; $count events repudiated" ;; esac
sed 's/^/repudiated: /' "$work/repudiated"
sed 's/^/no part of the bundle: /' "$work/extra"
printf 'fingerprint of the key: %s\n' "$fingerprint"
