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
  schedules: 'data/schedules/',
} as const;

/**
 * That the log held the tag manifest before the bundle left. These files are made after the manifests and in none of them: each
 * proves itself.
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
} as const;

const WITNESS = /^seal\/witness-[1-9]\d*\.txt$/;

/** Whether it is a file of the bundle that no manifest lists. */
export const isUnlisted = (path: string): boolean =>
  [BAG.tagManifest, BAG.signature, ...Object.values(SEAL)].some((name) => name === path) ||
  WITNESS.test(path);
