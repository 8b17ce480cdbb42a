/** Names inside a bundle's bag. */
export const BAG = {
  tagManifest: 'tagmanifest-sha256.txt',
  /** 64 raw bytes: Ed25519 over the exact bytes of the tag manifest. */
  signature: 'tagmanifest-sha256.txt.sig',
  manifest: 'manifest-sha256.txt',
  summary: 'data/bundle.json',
  bundleKey: 'data/custody/bundle-key.pem',
  checkpoint: 'data/custody/checkpoint',
  logKeys: 'data/custody/keys',
  timeStamp: 'data/custody/checkpoint.tsr',
  /** Heads of the log as witnesses cosigned them, one a file, with the proof that they grew from the checkpoint. */
  witnesses: 'data/custody/witness-',
  consistency: 'data/custody/consistency/',
  investigation: 'data/custody/investigation',
  originals: 'data/originals/',
  viewing: 'data/viewing/',
  /** Of an item that goes as a redacted copy or an extract: how that was made, and what was compared. */
  redactions: 'data/redactions/',
  /** Of a finished transcript: its lines as WebVTT. */
  transcripts: 'data/transcripts/',
  /** Of a film of several exhibits: the film, and the recipe that it was made by. */
  films: 'data/films/',
  schedules: 'data/schedules/',
} as const;

/**
 * That the log held the tag manifest before the bundle left. These files are made after the manifests and are in none of them: they
 * have a list of their own.
 */
export const SEAL = {
  /** The record of the event `bundle-manifest`. */
  record: 'seal/record.txt',
  /** C2SP tlog-proof that it is in the log. */
  proof: 'seal/proof.tlog-proof',
  /** The signed state of the log in that proof, once more: what time stamp and witnesses are for. */
  checkpoint: 'seal/checkpoint',
  /** Base64 hashes, one a line: that this state grew from `BAG.checkpoint` (RFC 9162 section 2.1.4). */
  consistency: 'seal/consistency.txt',
  timeStamp: 'seal/checkpoint.tsr',
  witnesses: 'seal/witness-',
  /** SHA-256 and path of each of them, as `sha256sum` writes it. */
  list: 'seal/sha256sums.txt',
  /** 64 raw bytes: Ed25519 by the key of the bundle over the exact bytes of the list. */
  signature: 'seal/sha256sums.txt.sig',
} as const;

/** Files of a bundle that no list of it names: the lists at the top, and their signatures. */
export const UNLISTED: readonly string[] = [BAG.tagManifest, BAG.signature, SEAL.list, SEAL.signature];
