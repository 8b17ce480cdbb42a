import type { BundleJson } from '../bundle/bundle-json';
import { FOR } from './about';

/**
 * `VERIFY.txt`: the check with sha256sum, openssl and a POSIX shell. Lines that begin with four spaces are commands to
 * copy; a test runs them.
 */
export const verifyText = ({
  urn,
  kind,
  number,
  folder,
}: BundleJson): string => `HOW TO CHECK THIS BUNDLE WITHOUT LINTEL

Bundle ${number} of ${urn} for ${FOR[kind]}.

With Node 20 or later, this one line does everything below and more:

    node verify.mjs

(add --key-fingerprint and the fingerprint that you were given elsewhere).

Without it you need a shell, sha256sum and openssl 3. Unpack the ZIP and go into its folder, ${folder}.
Lines that begin with four spaces are commands. Copy them one block after another. Each says what it finds.


1. THE KEY

This prints the fingerprint of the key, the SHA-256 of its DER form:

    openssl pkey -pubin -in data/custody/bundle-key.pem -outform DER | sha256sum | cut -c1-64 | sed 's/..../& /g'

Compare it with the fingerprint that you were given elsewhere: on paper, by telephone, by the court. All that follows
holds only as far as this is the right key.


2. THE SIGNATURES

    for list in tagmanifest-sha256.txt seal/sha256sums.txt; do
      openssl pkeyutl -verify -pubin -inkey data/custody/bundle-key.pem -rawin -in $list -sigfile $list.sig
    done

It must say twice: Signature Verified Successfully


3. EVERY BYTE OF EVERY FILE

    sha256sum --strict --quiet -c tagmanifest-sha256.txt && echo "tag files: as sealed"
    sha256sum --strict --quiet -c manifest-sha256.txt && echo "evidence files: as sealed"
    sha256sum --strict --quiet -c seal/sha256sums.txt && echo "files of the seal: as sealed"

All three lines must be printed, and nothing else. Files that no list names are no part of the bundle: they prove nothing, and
are no sign of tampering, as systems and people leave some behind. This names them:

    find . -type f | sed 's,^./,,' | LC_ALL=C sort > /tmp/there.txt
    { sed 's/^.\\{66\\}//' manifest-sha256.txt tagmanifest-sha256.txt seal/sha256sums.txt; for list in tagmanifest-sha256 seal/sha256sums; do printf '%s\\n' $list.txt $list.txt.sig; done; } | LC_ALL=C sort > /tmp/listed.txt
    LC_ALL=C comm -23 /tmp/there.txt /tmp/listed.txt | sed 's/^/no part of the bundle: /'


4. THE CUSTODY RECORDS

Each folder in data/custody holds the whole history of one exhibit${
  kind === 'prosecution' ? ', or of the investigation,' : ''
} in records.txt: five lines a record, the fourth of
which is the SHA-256 of the record before. This walks every chain:

    for records in data/custody/*/records.txt; do
      prev=0000000000000000000000000000000000000000000000000000000000000000
      count=0
      while IFS= read -r a && IFS= read -r b && IFS= read -r c && IFS= read -r d && IFS= read -r e; do
        count=$((count + 1))
        [ "$c" = $count ] && [ "$d" = $prev ] || echo "$records: BROKEN at event $count"
        prev=$(printf '%s\\n' "$a" "$b" "$c" "$d" "$e" | sha256sum | cut -c1-64)
      done < "$records"
      echo "$records: $count events, the last of which has the hash $prev"
    done

No line may say BROKEN. If a folder has a file repudiations.txt, the operator of the system says there that some events were not
made by whom they name, as after a break-in. They stay in the history, and nothing may be concluded from them. This names them:

    for list in data/custody/*/repudiations.txt; do
      [ ! -f "$list" ] || sed -n 's/.*"events":\\[\\([^]]*\\)\\].*/\\1/p' "$list" | tr , '\\n' | sed 's/^/declared not genuine: /'
    done

This shows that each original is the file that was locked as the master when it came:

    for original in data/originals/*/*; do
      [ -f "$original" ] || continue
      exhibit=$(basename "$(dirname "$original")")
      hash=$(sha256sum < "$original" | cut -c1-64)
      grep '"type":"master-defined"' "data/custody/$exhibit/records.txt" | grep -q "\\"sha256\\":\\"$hash\\"" && echo "$original: the master" || echo "$original: NOT THE MASTER"
    done

And this that each copy is one that the log knows; its event names the tool, the arguments and the SHA-256 of the file
that it was made from (inputSha256), so that anybody who has that file can make the copy again. A redacted copy and an extract
have events of their own, by which they were made:

    for copy in data/viewing/*/*; do
      [ -f "$copy" ] || continue
      exhibit=$(basename "$(dirname "$copy")")
      hash=$(sha256sum < "$copy" | cut -c1-64)
      case \${copy##*/} in redacted-copy.*) type=redaction-rendered ;; extract.*) type=extract-made ;; *) type=rendition-made ;; esac
      grep "\\"type\\":\\"$type\\"" "data/custody/$exhibit/records.txt" | grep -q "\\"sha256\\":\\"$hash\\"" && echo "$copy: a copy that the log knows" || echo "$copy: NOT IN THE LOG"
    done

A film that was put together of several exhibits is in the history of the first of them:

    for film in data/films/*/film.mp4; do
      [ -f "$film" ] || continue
      hash=$(sha256sum < "$film" | cut -c1-64)
      cat data/custody/*/records.txt | grep '"type":"compilation-approved"' | grep -q "\\"sha256\\":\\"$hash\\"" && echo "$film: a film that the log knows" || echo "$film: NOT IN THE LOG"
    done

An event holds no name and no text, only the SHA-256 of a salt and the value. Values that were handed over stand, with
their salts, in openings.jsonl. This shows that they are the ones that the events speak of:

    for openings in data/custody/*/openings.jsonl; do
      [ -f "$openings" ] || continue
      while IFS= read -r line; do
        event=$(printf '%s\\n' "$line" | sed 's/^{"event":"\\([^"]*\\)".*/\\1/')
        field=$(printf '%s\\n' "$line" | sed 's/^[^,]*,"field":"\\([^"]*\\)".*/\\1/')
        salt=$(printf '%s\\n' "$line" | sed 's/^[^,]*,[^,]*,"salt":"\\([^"]*\\)".*/\\1/')
        value=\${line#*\\"value\\":}; value=\${value%?}
        hash=$({ for byte in $(printf %s "$salt" | sed 's/../0x& /g'); do printf "\\\\$(printf %03o "$byte")"; done; printf %s "$value"; } | sha256sum | cut -c1-64)
        grep "\\"id\\":\\"$event\\"" "\${openings%/*}/records.txt" | grep -q "\\"$field\\":\\"$hash\\"" || echo "$openings: $field of $event: NOT WHAT THE LOG HOLDS"
      done < "$openings"
      echo "$openings: looked at"
    done


5. THE SIGNED STATES OF THE LOG

data/custody/checkpoint is a signed note (C2SP signed-note and tlog-checkpoint): the name of the log, the number of its
events, the root of the Merkle tree over them (RFC 9162), and a signature over these three lines. seal/checkpoint is a
later one. This checks both with the first key in data/custody/keys:

    key=$(head -n 1 data/custody/keys | sed 's/^[^+]*+[^+]*+//')
    { printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'; printf '%s\\n' "$key" | openssl base64 -d -A | tail -c 32; } > /tmp/log-key.der
    for checkpoint in data/custody/checkpoint seal/checkpoint; do
      head -n 3 $checkpoint > /tmp/note.txt
      sed -n 5p $checkpoint | sed 's/.* //' | openssl base64 -d -A | tail -c 64 > /tmp/note.sig
      openssl pkeyutl -verify -pubin -keyform DER -inkey /tmp/log-key.der -rawin -in /tmp/note.txt -sigfile /tmp/note.sig
    done

It must say twice: Signature Verified Successfully

That each record is under the first root is shown by data/custody/*/proofs/*.tlog-proof (C2SP tlog-proof, RFC 9162 section
2.1.3.2), and that the second only grew from the first by seal/consistency.txt (section 2.1.4.2); verify.mjs checks them
all. Whoever keeps a copy of a checkpoint can show later that nothing was rewritten.


6. THE SEAL

Before the bundle left, the SHA-256 of tagmanifest-sha256.txt, from which all else hangs, went into the log as an event of its own,
seal/record.txt. This shows that the event names this very list, and that it is under the root of seal/checkpoint. Who holds the
key of this bundle could make another of its name later only with another end of the log; sections 7 and 8 show who saw this one:

    hash=$(sha256sum < tagmanifest-sha256.txt | cut -c1-64)
    grep '"type":"bundle-manifest"' seal/record.txt | grep -q "\\"manifestSha256\\":\\"$hash\\"" && echo "the log's list of files: this one" || echo "the log's list of files: NOT THIS ONE"
    node() { for byte in 01 $(printf %s "$1$2" | sed 's/../& /g'); do printf "\\\\$(printf %03o 0x$byte)"; done | sha256sum | cut -c1-64; }
    digits() { openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n'; }
    at=$(sed -n 's/^index //p' seal/proof.tlog-proof | head -n 1)
    last=$(($(sed -n 2p seal/checkpoint) - 1))
    hash=$({ printf '\\000'; cat seal/record.txt; } | sha256sum | cut -c1-64)
    for line in $(sed -e '1,/^index /d' -e '/^$/q' seal/proof.tlog-proof); do
      other=$(printf '%s\\n' "$line" | digits)
      if [ $((at % 2)) -eq 1 ] || [ "$at" -eq $last ]; then
        hash=$(node "$other" "$hash")
        while [ $((at % 2)) -eq 0 ] && [ "$at" -ne 0 ]; do at=$((at / 2)); last=$((last / 2)); done
      else hash=$(node "$hash" "$other"); fi
      at=$((at / 2)); last=$((last / 2))
    done
    [ $last -eq 0 ] && [ "$hash" = "$(sed -n 3p seal/checkpoint | digits)" ] && echo "the log held it: yes" || echo "the log held it: NOT SHOWN"


7. THE TIME STAMPS

Where there is a file checkpoint.tsr beside a checkpoint, an outside authority has confirmed when that state of the log
existed (RFC 3161): of data/custody/checkpoint the histories, of seal/checkpoint the list of all files of this bundle. With the
authority's root certificate, from a place that you trust, in the file authority.pem beside this folder:

    [ ! -f ../authority.pem ] || for folder in data/custody seal; do
      [ ! -f $folder/checkpoint.tsr ] || openssl ts -verify -in $folder/checkpoint.tsr -token_in -data $folder/checkpoint -CAfile ../authority.pem
    done

It must say of each: Verification: OK (leave out -token_in if it says that it cannot read the token)


8. THE WITNESSES

If there are files witness-1.txt and so on beside a checkpoint, somebody else watched the log: each holds a later head of it, with the
proof that it only grew from that checkpoint (RFC 9162 section 2.1.4), and says who saw that and when (C2SP tlog-cosignature). With
the key of a witness, from a place that you trust, in the file witness.key beside this folder, this checks all of that:

    [ ! -f ../witness.key ] || node verify.mjs --witness ../witness.key

and this its signatures alone:

    [ ! -f ../witness.key ] || for seen in $(grep -l "^— $(sed 's/+.*//' ../witness.key) " data/custody/witness-*.txt seal/witness-*.txt); do
      name=$(sed 's/+.*//' ../witness.key)
      { printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'; sed 's/^[^+]*+[^+]*+//' ../witness.key | openssl base64 -d -A | tail -c 32; } > /tmp/witness.der
      sed -n "s,^— $name ,,p" "$seen" | openssl base64 -d -A > /tmp/cosigned
      time=$(tail -c +5 /tmp/cosigned | head -c 8 | od -An -v -tu1 | awk '{ t = 0; for (i = 1; i <= NF; i++) t = t * 256 + $i; print t }')
      { printf 'cosignature/v1\\ntime %s\\n' "$time"; sed '1,/^$/d' "$seen" | head -n 3; } > /tmp/cosigned.txt
      tail -c 64 /tmp/cosigned > /tmp/cosigned.sig
      openssl pkeyutl -verify -pubin -keyform DER -inkey /tmp/witness.der -rawin -in /tmp/cosigned.txt -sigfile /tmp/cosigned.sig
      date -u -d "@$time"
    done

It must say of each: Signature Verified Successfully, and then when the witness saw it
`;
