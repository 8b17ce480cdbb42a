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
