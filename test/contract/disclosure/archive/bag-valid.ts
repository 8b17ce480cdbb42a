import type { TestBag } from './bag-builder';
import type { BagFault } from '../../../../src/verifier/bag';

/** Section of RFC 8493, what the case shows, how the bag is bent, and the warnings it must raise. */
export type ValidCase = readonly [
  clause: string,
  what: string,
  bend: (bag: TestBag) => unknown,
  warnings?: BagFault[],
];

const utf16 = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

export const VALID: ValidCase[] = [
  ['2', 'a plain bag', () => undefined],
  [
    '2',
    'tag directories with files of any name',
    (bag) => bag.put('metadata/mets.xml', '<mets/>').put('data2/x', 'x'),
  ],
  [
    '2.1.1',
    'a declaration ended by CRLF',
    (bag) => bag.put('bagit.txt', 'BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8\r\n'),
  ],
  [
    '2.1.1',
    'a declaration ended by CR',
    (bag) => bag.put('bagit.txt', 'BagIt-Version: 1.0\rTag-File-Character-Encoding: UTF-8\r'),
  ],
  [
    '2.1.1',
    'a label in the case of the RFC’s own example',
    (bag) => bag.put('bagit.txt', 'BagIt-version: 1.0\nTag-File-Character-Encoding: UTF-8\n'),
  ],
  [
    '2.1.1',
    'tag files in ISO 8859-1',
    (bag) =>
      bag
        .put('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: ISO-8859-1\n')
        .put('bag-info.txt', Buffer.from('Contact-Name: Zoë\n', 'latin1')),
  ],
  [
    '2.1.1',
    'tag files in UTF-16',
    (bag) =>
      bag
        .put('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n')
        .put('bag-info.txt', utf16('Contact-Name: Zoë\n'))
        .manifest(utf16(bag.payloadManifest()))
        .tagAlgorithms.splice(0),
  ],
  ['2.1.2', 'an empty payload', (bag) => bag.drop('data/one.txt').drop('data/folder/two.txt')],
  ['2.1.2', 'an empty payload file', (bag) => bag.put('data/empty', '')],
  ['2.1.2', 'an empty payload directory, which no manifest names', (bag) => bag.folders.push('data/hollow')],
  ['2.1.3', 'two payload manifests', (bag) => (bag.algorithms = ['sha256', 'sha512'])],
  [
    '2.1.3',
    'checksums in upper case',
    (bag) => bag.manifest(bag.payloadManifest().replace(/^\w+/gm, (sum) => sum.toUpperCase())),
  ],
  [
    '2.1.3',
    'several blanks and tabs between checksum and path',
    (bag) => bag.manifest(bag.payloadManifest().replaceAll('  ', ' \t \t')),
  ],
  [
    '2.1.3',
    'one blank between checksum and path',
    (bag) => bag.manifest(bag.payloadManifest().replaceAll('  ', ' ')),
  ],
  [
    '2.1.3',
    'lines in any order',
    (bag) => bag.manifest(bag.payloadManifest().split('\n').reverse().join('\n').trimStart() + '\n'),
  ],
  ['2.1.3', 'blanks inside and at the end of a name', (bag) => bag.put('data/ a  b ', 'x')],
  ['2.1.3', 'a very long path', (bag) => bag.put(`data/${`${'d'.repeat(200)}/`.repeat(12)}x`, 'x')],
  ['2.1.3', 'a name with %, encoded', (bag) => bag.put('data/50%.mp4', 'x').put('data/a%0Ab', 'y')],
  ['2.1.3', 'a name with CR and LF, encoded', (bag) => bag.put('data/a\rb\nc\r\nd', 'x')],
  [
    '2.1.3',
    'encoded in lower case',
    (bag) => {
      bag.encodePath = (path) => path.replaceAll('\n', '%0a').replaceAll('\r', '%0d');
      bag.put('data/a\rb\nc', 'x');
    },
  ],
  ['2.1.3', 'a name with line separators of Unicode', (bag) => bag.put('data/a\u2028b\u0085c', 'x')],
  ['2.1.3', 'a name that begins with a tilde', (bag) => bag.put('data/~root', 'x').put('~user', 'y')],
  ['2.2.1', 'no tag manifest', (bag) => bag.tagAlgorithms.splice(0)],
  ['2.2.1', 'two tag manifests', (bag) => (bag.tagAlgorithms = ['sha256', 'sha512'])],
  [
    '2.2.1',
    'a tag manifest of another algorithm than the payload’s',
    (bag) => (bag.tagAlgorithms = ['sha512']),
  ],
  [
    '2.2.1',
    'a tag file that the tag manifest leaves out',
    (bag) => bag.override('notes.txt', 'x'),
    ['unlisted-tag-file'],
  ],
  [
    '2.2.1',
    'tag manifests of different sets',
    (bag) => {
      bag.tagAlgorithms = ['sha256', 'sha512'];
      bag.manifest(bag.payloadManifest());
      bag.put('tagmanifest-sha512.txt', bag.line('sha512', 'manifest-sha256.txt'));
    },
    ['unlisted-tag-file', 'unlisted-tag-file', 'different-tag-files'],
  ],
  ['2.2.2', 'no bag-info.txt', (bag) => bag.drop('bag-info.txt')],
  [
    '2.2.2',
    'repeated and unknown elements, labels with blanks',
    (bag) => bag.put('bag-info.txt', 'X: 1\nX: 2\nMy own label: 3\n'),
  ],
  [
    '2.2.2',
    'a tab after the colon, a colon in the value',
    (bag) => bag.put('bag-info.txt', 'X:\thttps://example.org\n'),
  ],
  [
    '2.2.2',
    'continued values',
    (bag) => bag.put('bag-info.txt', 'X: a long\n  value that\r\n\tgoes on\rY: 2\n'),
  ],
  ['2.2.2', 'a right Payload-Oxum in any case', (bag) => bag.put('bag-info.txt', 'payload-OXUM: 13.2\n')],
  [
    '2.2.2',
    'a repeated Bagging-Date',
    (bag) => bag.put('bag-info.txt', 'Bagging-Date: 2026-11-24\nbagging-date: 2026-11-25\n'),
    ['repeated-metadata'],
  ],
  [
    '2.2.2',
    'a date and a count in other forms',
    (bag) => bag.put('bag-info.txt', 'Bagging-Date: 24 November\nBag-Count: first\n'),
    ['bad-metadata', 'bad-metadata'],
  ],
  [
    '2.2.3',
    'a fetch file whose files have all come',
    (bag) =>
      bag.put(
        'fetch.txt',
        'https://example.org/one 4 data/one.txt\nhttps://example.org/two?a=%20 -\tdata/folder/two.txt\n',
      ),
  ],
  [
    '2.2.4',
    'other tag files of any content',
    (bag) => bag.put('START-HERE.html', Buffer.from([0xff, 0xfe, 0, 1])).put('x/y.bin', '\0'),
  ],
  [
    '2.3',
    'a last line without an ending',
    (bag) => bag.put('bag-info.txt', 'X: 1'),
    ['no-final-line-ending'],
  ],
  ['2.3', 'CR, LF and CRLF in one file', (bag) => bag.put('bag-info.txt', 'X: 1\rY: 2\r\nZ: 3\n')],
  [
    '2.4',
    'md5 and sha1, for older bags',
    (bag) => {
      bag.algorithms = ['md5', 'sha1'];
      bag.tagAlgorithms = ['md5'];
    },
  ],
  [
    '2.4',
    'sha512 alone',
    (bag) => {
      bag.algorithms = ['sha512'];
      bag.tagAlgorithms = ['sha512'];
    },
  ],
  [
    '6.1.1',
    'a name that the file system gives in another normal form',
    (bag) => bag.put('data/Tu\u0308r.mp4', 'x').manifest(bag.payloadManifest().normalize('NFC')),
    ['other-normal-form'],
  ],
  [
    '6.1.1',
    'names that differ only in case',
    (bag) => bag.put('data/ONE.txt', 'x'),
    ['names-differ-only-in-form'],
  ],
];
