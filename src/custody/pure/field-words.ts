/** What the fields of events are called, in lower case where it is no name of its own. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  accounted: 'frames and streams',
  binding: 'how the seal names the bytes it is about',
  bodySha256: 'SHA-256 of the text',
  certificate: 'SHA-256 of the signer’s certificate',
  classification: 'classified as',
  content: 'what',
  crc32: 'CRC-32',
  deviceSha256: 'SHA-256 as received',
  doubt: 'why the signer is not trusted',
  fault: 'why the seal is not said to hold',
  generator: 'program that wrote the seal',
  inputSha256: 'SHA-256 of the original it was made from',
  instant: 'time',
  integrity: 'since it was sealed',
  manifest: 'SHA-256 of the seal',
  manifestSha256: 'SHA-256 of the list of files',
  oic: 'officer in the case',
  picture: 'time in the picture',
  pixels: 'SHA-512/256 of the pixels',
  producerName: 'producer',
  pts: 'time in the file, in ticks',
  removed: 'fields left out',
  right: 'was the clock right',
  sha256: 'SHA-256',
  size: 'bytes',
  stampedAt: 'time stamp of the seal',
  storedSha256: 'SHA-256 as stored',
  trust: 'signer',
  urn: 'URN',
};

/** `numberedAs` becomes `numbered as` where there is no better word. */
export const fieldWords = (field: string): string =>
  FIELD_WORDS[field] ?? field.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
