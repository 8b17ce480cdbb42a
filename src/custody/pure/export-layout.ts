/** Names inside an exported folder (docs/custody-log.md). */
export const EXPORT = {
  /** Record texts one after another, subject by subject, each subject from its first record. */
  records: 'records.txt',
  /** Records of the service's chain that repudiate events here, one after another by their number; may be missing. */
  repudiations: 'repudiations.txt',
  /** One line for each subject: subject, tab, number of records. */
  subjects: 'subjects.txt',
  /** One C2SP tlog-proof for each record. */
  proofs: 'proofs',
  /** The signed checkpoint of all proofs. */
  checkpoint: 'checkpoint.txt',
  /** C2SP verifier keys, one a line. */
  keys: 'keys.txt',
  /** JSON lines: event, field, salt (hexadecimal), value. */
  openings: 'openings.jsonl',
  /** For each older size: base64 hashes of its consistency proof, one a line. */
  consistency: 'consistency',
} as const;

export const proofFile = (eventId: string): string => `${EXPORT.proofs}/${eventId}.tlog-proof`;
export const consistencyFile = (oldSize: number): string => `${EXPORT.consistency}/${oldSize}.txt`;
