/** What one types to make a fingerprint: names of programs, the same in every language. */
export const CHECK_COMMANDS = [
  'Windows: certutil -hashfile FILE SHA256',
  'Mac: shasum -a 256 FILE',
  'Linux: sha256sum FILE',
] as const;

/** Files of a bundle, named the same in every language. */
export const BUNDLE_FILES = {
  manifest: 'tagmanifest-sha256.txt',
  howTo: 'VERIFY.txt',
  start: 'START-HERE.html',
} as const;

export const MANIFEST_COMMANDS = [
  `Windows: certutil -hashfile ${BUNDLE_FILES.manifest} SHA256`,
  `Mac: shasum -a 256 ${BUNDLE_FILES.manifest}`,
  `Linux: sha256sum ${BUNDLE_FILES.manifest}`,
] as const;

/** With curl: asks for the code, then fetches, and goes on where it stopped. @param address of this service */
export const fetchCommands = (address: string, fileName: string): string =>
  [
    'curl -c jar -H "X-Requested-With: curl" --data-urlencode "code@-" YOUR-LINK',
    `curl -b jar -C - --retry 20 --fail -o ${fileName} ${address}download/file`,
  ].join('\n');
