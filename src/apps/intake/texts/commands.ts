/** What one types to make a fingerprint: names of programs, the same in every language. */
export const CHECK_COMMANDS = [
  'Windows: certutil -hashfile FILE SHA256',
  'Mac: shasum -a 256 FILE',
  'Linux: sha256sum FILE',
] as const;
