import type { BundleJson } from '../bundle/bundle-json';

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

Bundle ${number} of ${urn} for the ${kind}.

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


2. THE SIGNATURE

    openssl pkeyutl -verify -pubin -inkey data/custody/bundle-key.pem -rawin -in tagmanifest-sha256.txt -sigfile tagmanifest-sha256.txt.sig

It must say: Signature Verified Successfully


3. EVERY BYTE OF EVERY FILE

    sha256sum --strict --quiet -c tagmanifest-sha256.txt && echo "tag files: as sealed"
    sha256sum --strict --quiet -c manifest-sha256.txt && echo "evidence files: as sealed"

Both lines must be printed, and nothing else. Then nothing may be there that is not listed:

    find . -type f | sed 's,^./,,' | LC_ALL=C sort > /tmp/there.txt
    { sed 's/^.\\{66\\}//' manifest-sha256.txt tagmanifest-sha256.txt; printf 'tagmanifest-sha256.txt\\ntagmanifest-sha256.txt.sig\\n'; } | LC_ALL=C sort > /tmp/listed.txt
    diff /tmp/there.txt /tmp/listed.txt && echo "no file too many, none too few"


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
that it was made from (inputSha256), so that anybody who has that file can make the copy again:

    for copy in data/viewing/*/*; do
      [ -f "$copy" ] || continue
      exhibit=$(basename "$(dirname "$copy")")
      hash=$(sha256sum < "$copy" | cut -c1-64)
      grep '"type":"rendition-made"' "data/custody/$exhibit/records.txt" | grep -q "\\"sha256\\":\\"$hash\\"" && echo "$copy: a copy that the log knows" || echo "$copy: NOT IN THE LOG"
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


5. THE SIGNED STATE OF THE LOG

data/custody/checkpoint is a signed note (C2SP signed-note and tlog-checkpoint): the name of the log, the number of its
events, the root of the Merkle tree over them (RFC 9162), and a signature over these three lines. This checks it with
the first key in data/custody/keys:

    key=$(head -n 1 data/custody/keys | sed 's/^[^+]*+[^+]*+//')
    { printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'; printf '%s\\n' "$key" | openssl base64 -d -A | tail -c 32; } > /tmp/log-key.der
    head -n 3 data/custody/checkpoint > /tmp/note.txt
    sed -n 5p data/custody/checkpoint | sed 's/.* //' | openssl base64 -d -A | tail -c 64 > /tmp/note.sig
    openssl pkeyutl -verify -pubin -keyform DER -inkey /tmp/log-key.der -rawin -in /tmp/note.txt -sigfile /tmp/note.sig

It must say: Signature Verified Successfully

That each record is under this root is shown by data/custody/*/proofs/*.tlog-proof (C2SP tlog-proof, RFC 9162 section
2.1.3.2); verify.mjs checks them all. Whoever keeps a copy of the checkpoint can show later that nothing was rewritten.


6. THE TIME STAMP

If there is a file data/custody/checkpoint.tsr, an outside authority has confirmed when this state of the log existed
(RFC 3161). With its root certificate in authority.pem:

    [ ! -f data/custody/checkpoint.tsr ] || openssl ts -verify -in data/custody/checkpoint.tsr -token_in -data data/custody/checkpoint -CAfile authority.pem

It must say: Verification: OK (leave out -token_in if it says that it cannot read the token)


7. THE WITNESSES

If there are files data/custody/witness-1.txt and so on, somebody else watched the log: each holds a later head of it, with the
proof that it only grew from the checkpoint (RFC 9162 section 2.1.4), and says who saw that and when (C2SP tlog-cosignature). With
the key of a witness, from a place that you trust, in the file witness.key beside this folder, this checks all of that:

    [ ! -f ../witness.key ] || node verify.mjs --witness ../witness.key

and this its signature alone:

    [ ! -f ../witness.key ] || {
      name=$(sed 's/+.*//' ../witness.key)
      seen=$(grep -l "^— $name " data/custody/witness-*.txt | head -n 1)
      { printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'; sed 's/^[^+]*+[^+]*+//' ../witness.key | openssl base64 -d -A | tail -c 32; } > /tmp/witness.der
      sed -n "s,^— $name ,,p" "$seen" | openssl base64 -d -A > /tmp/cosigned
      time=$(tail -c +5 /tmp/cosigned | head -c 8 | od -An -v -tu1 | awk '{ t = 0; for (i = 1; i <= NF; i++) t = t * 256 + $i; print t }')
      { printf 'cosignature/v1\\ntime %s\\n' "$time"; sed '1,/^$/d' "$seen" | head -n 3; } > /tmp/cosigned.txt
      tail -c 64 /tmp/cosigned > /tmp/cosigned.sig
      openssl pkeyutl -verify -pubin -keyform DER -inkey /tmp/witness.der -rawin -in /tmp/cosigned.txt -sigfile /tmp/cosigned.sig
      date -u -d "@$time"
    }

It must say: Signature Verified Successfully, and then when the witness saw it
`;
