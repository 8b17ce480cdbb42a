/** What the full run is made of: files, by the beginnings of their paths (none: all), and the project of Jest that has them. */
export const SUITES = [
  [[], ['faults']],
  [
    [
      'test/medium/start',
      'test/medium/redaction',
      // Fairness: hostile files of one link beside a check of another, and codes of one visitor beside another's.
      'test/medium/pipeline/fair-checks',
      'test/medium/intake/fair',
      // Malware: the scanner itself, and what an infected file goes through.
      'test/medium/malware',
    ],
    ['long'],
  ],
  [
    [
      'test/contract/malware',
      'test/contract/intake/guessing',
      'test/contract/object-store',
      'test/contract/disclosure/archive/memory',
      'test/contract/disclosure/really',
      'test/contract/disclosure/from-the-documents/documents',
    ],
    ['contract'],
  ],
  [[], ['server', 'containers']],
  [
    [
      'test/e2e/intake/monkey',
      // At every width and in every mode.
      'test/e2e/intake/every-page',
      'test/e2e/intake/about',
      'test/e2e/intake/diary-path',
      'test/e2e/issue',
      'test/e2e/workspace',
    ],
    ['e2e'],
  ],
];

/** How many of each, where the full run makes more of them than .ci/run. */
export const COUNTS = {
  REDACTION_RANDOM: '200',
  REDACTION_FORGERIES: '34',
  REDACTION_LONG_SECONDS: String(2 * 60 * 60),
  LINTEL_WALKS: '500',
  LINTEL_EVERY_LOOK: 'true',
  // One link takes 200 files, and the comparison may be made four times.
  LINTEL_FAIR_FILES: '48',
  LINTEL_FAIR_CLIPS: '9',
  LINTEL_FAIR_POSTS: '200',
  LINTEL_STREAMED_GIB: '20',
  // A whole archive of 20 GiB, a million guesses, an object as large as docs/object-store.md tells, each forgery in each kind of bundle.
  LINTEL_ARCHIVE_GIB: '21',
  LINTEL_GUESSES: '1000000',
  LINTEL_OBJECT_MIB: '512',
  LINTEL_SEALED_FORGERIES: 'all',
};
