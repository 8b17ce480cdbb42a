/** For professionals who were sent a sealed file. What the bundle says of itself stays in the words of the police. */
export const RECIPIENT = {
  title: 'Download your file',
  superseded: 'A newer file has taken the place of this one. Ask the person who gave you the link for it.',
  warning: 'Warning',
  rows: {
    file: 'File',
    size: 'Size',
    reference: 'Reference',
    givenTo: 'Given to',
    sealed: 'Sealed',
    until: 'Link works until',
    manifest: 'SHA-256 of {file}',
    key: 'Key fingerprint begins',
  },
  sizeBoth: '{size} ({bytes})',
  person: '{name} ({kind})',
  wholeKey: 'The whole fingerprint must reach you by another way than this page.',
  recorded: 'Each time you start a download, the time is recorded.',
  download: 'Download the file',
  receipt: 'Receipt (PDF)',
  resumeSummary: 'If the download breaks off, or the file is very large',
  resume:
    'If the line breaks, choose “Resume” in your browser’s list of downloads; it goes on where it stopped. For very large files a download program is more patient. With curl, this asks for the code and then fetches, and can be repeated until the file is whole:',
  typeCode:
    'Type the code and press Ctrl-D (on Windows Ctrl-Z, then Enter). Delete the file “jar” afterwards.',
  checkSummary: 'How to check that the file is whole and unchanged',
  checks: [
    'Unpack the file with any archive program.',
    'Make the SHA-256 of {manifest} and compare it with the one above.',
    'Follow {howTo}, or open {start}: it checks every file, the custody record and the signature, without a network. Compare the whole fingerprint of the key with the one you were given elsewhere.',
  ],
  signOut: 'Sign out',
  left: {
    title: 'You are signed out',
    again: 'Open your link and enter your code to come back, as long as the link works.',
  },
} as const;
