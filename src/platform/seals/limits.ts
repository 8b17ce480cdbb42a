/** What a seal may cost. The file that holds it may be as large as it likes: it is read in pieces. */
export const LIMITS = {
  /** Levels of boxes within boxes in a manifest store. */
  boxDepth: 8,
  /** Boxes in a manifest store. */
  boxes: 4_096,
  /** Levels of lists and maps in CBOR. */
  cborDepth: 24,
  /** Values in one piece of CBOR. */
  cborValues: 50_000,
  /** Boxes, segments or chunks of the file itself. */
  parts: 200_000,
  /** Assertions that a claim names. */
  assertions: 1_024,
  /** Ranges that a binding leaves out. */
  exclusions: 64,
  /** Certificates that come with a signature. */
  certificates: 12,
  /** Bytes of one certificate. */
  certificateBytes: 64 * 1024,
  /** Time stamps that are looked at. */
  timeStamps: 4,
  /** Bytes beside the seal itself that a binding may leave out of a film: an index, room for later. */
  leftOutBytes: 256 * 1024,
} as const;
