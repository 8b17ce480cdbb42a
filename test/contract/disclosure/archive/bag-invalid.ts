import type { BagFault } from '../../../../src/verifier/bag';
import type { TestBag } from './bag-builder';

/** Section of RFC 8493, what the case shows, how the bag is bent, and the first fault that must be named. */
export type InvalidCase = readonly [
  clause: string,
  what: string,
  bend: (bag: TestBag) => unknown,
  first: BagFault,
];

const declared = (text: string | Buffer) => (bag: TestBag) => bag.put('bagit.txt', text);
const listed = (change: (manifest: string, bag: TestBag) => string) => (bag: TestBag) =>
  bag.manifest(change(bag.payloadManifest(), bag));
const SUM = '0'.repeat(64);
const VERSION = 'BagIt-Version: 1.0\n';
const ENCODING = 'Tag-File-Character-Encoding: UTF-8\n';

/** Sections 2.1 and 2.2.1: declaration, payload and manifests. */
export const INVALID_STRUCTURE: InvalidCase[] = [
  ['2.1.1', 'no declaration', (bag) => bag.drop('bagit.txt'), 'bad-declaration'],
  ['2.1.1', 'an empty declaration', declared(''), 'bad-declaration'],
  ['2.1.1', 'a declaration of one line', declared(VERSION), 'bad-declaration'],
  ['2.1.1', 'a declaration of three lines', declared(`${VERSION}${ENCODING}\n`), 'bad-declaration'],
  ['2.1.1', 'its lines in the other order', declared(`${ENCODING}${VERSION}`), 'bad-declaration'],
  ['2.1.1', 'a blank before the colon', declared(`BagIt-Version : 1.0\n${ENCODING}`), 'bad-declaration'],
  ['2.1.1', 'two blanks after the colon', declared(`BagIt-Version:  1.0\n${ENCODING}`), 'bad-declaration'],
  ['2.1.1', 'no blank after the colon', declared(`BagIt-Version:1.0\n${ENCODING}`), 'bad-declaration'],
  ['2.1.1', 'a version that is no number', declared(`BagIt-Version: one\n${ENCODING}`), 'bad-declaration'],
  ['2.1.1', 'another version', declared(`BagIt-Version: 2.0\n${ENCODING}`), 'unsupported-version'],
  ['2.1.1', 'no encoding', declared(`${VERSION}Tag-File-Character-Encoding: \n`), 'bad-declaration'],
  [
    '2.1.1',
    'an encoding that nobody knows',
    declared(`${VERSION}Tag-File-Character-Encoding: UTF-9\n`),
    'unsupported-encoding',
  ],
  [
    '2.1.1',
    'a byte-order mark in the declaration',
    declared(`\ufeff${VERSION}${ENCODING}`),
    'byte-order-mark',
  ],
  [
    '2.1.1',
    'a declaration in UTF-16',
    declared(Buffer.from(`\ufeff${VERSION}${ENCODING}`, 'utf16le')),
    'bad-encoding',
  ],
  [
    '2.1.2',
    'no payload directory',
    (bag) => {
      bag.drop('data/one.txt').drop('data/folder/two.txt');
      bag.folders.splice(0);
    },
    'no-payload-directory',
  ],
  [
    '2.1.2',
    'a file in place of the payload directory',
    (bag) => {
      bag.drop('data/one.txt').drop('data/folder/two.txt').put('data', 'x');
      bag.folders.splice(0);
    },
    'no-payload-directory',
  ],
  ['2.1.3', 'no payload manifest', (bag) => bag.algorithms.splice(0), 'no-payload-manifest'],
  ['2.1.3', 'a file listed twice', listed((text) => text + text), 'listed-twice'],
  [
    '2.1.3',
    'a file listed twice with two checksums',
    listed((text) => `${text}${SUM}  data/one.txt\n`),
    'listed-twice',
  ],
  ['2.1.3', 'a checksum that is not hexadecimal', listed((text) => text.replace(/^./, 'g')), 'bad-line'],
  [
    '2.1.3',
    'a checksum of another algorithm',
    listed((_, bag) => bag.payloadManifest('sha512')),
    'bad-checksum-form',
  ],
  ['2.1.3', 'no blank between checksum and path', listed((text) => text.replace('  ', '')), 'bad-line'],
  ['2.1.3', 'a line without a path', listed((text) => `${text}${SUM}  \n`), 'bad-line'],
  ['2.1.3', 'an empty line', listed((text) => `${text}\n`), 'bad-line'],
  ['2.1.3', 'a comment', listed((text) => `; by hand\n${text}`), 'bad-line'],
  [
    '2.1.3',
    'backslashes as separators',
    listed((text) => text.replace('data/one', 'data\\one')),
    'outside-payload',
  ],
  [
    '2.1.3',
    'a tag file in a payload manifest',
    listed((text, bag) => text + bag.line('sha256', 'bagit.txt')),
    'outside-payload',
  ],
  ['2.1.3', 'a directory in a manifest', listed((text) => `${text}${SUM}  data/folder\n`), 'lists-directory'],
  [
    '2.1.3',
    'a directory with a slash in a manifest',
    listed((text) => `${text}${SUM}  data/folder/\n`),
    'lists-directory',
  ],
  [
    '2.1.3',
    'a % that is not encoded',
    (bag) => {
      bag.encodePath = (path) => path;
      bag.put('data/50%.mp4', 'x');
    },
    'bad-percent-encoding',
  ],
  [
    '2.1.3',
    'a character encoded that must not be',
    (bag) => {
      bag.encodePath = (path) => path.replaceAll(' ', '%20');
      bag.put('data/a b', 'x');
    },
    'bad-percent-encoding',
  ],
  [
    '2.1.3',
    'a name that says %0A, written as it is: the line means another file',
    (bag) => {
      bag.encodePath = (path) => path;
      bag.put('data/a%0Ab', 'x');
    },
    'missing-file',
  ],
  [
    '2.1.3',
    'a line feed that is not encoded',
    (bag) => {
      bag.encodePath = (path) => path;
      bag.put('data/a\nb', 'x');
    },
    'missing-file',
  ],
  [
    '2.1.3',
    'the binary mode of sha256sum (6.1.3)',
    listed((text) => text.replace('  data/one', ' *data/one')),
    'outside-payload',
  ],
  [
    '2.1.3',
    'the backslash of sha256sum before a checksum (6.1.3)',
    listed((text) => `\\${text}`),
    'bad-line',
  ],
  [
    '2.2.1',
    'a tag manifest that leaves out the payload manifest',
    (bag) => bag.put('tagmanifest-sha256.txt', bag.line('sha256', 'bagit.txt')),
    'unlisted-payload-manifest',
  ],
  [
    '2.2.1',
    'a tag manifest that lists a tag manifest',
    (bag) => {
      bag
        .manifest(bag.payloadManifest())
        .put('tagmanifest-sha512.txt', bag.line('sha512', 'manifest-sha256.txt'));
      bag.put(
        'tagmanifest-sha256.txt',
        bag.line('sha256', 'manifest-sha256.txt') + bag.line('sha256', 'tagmanifest-sha512.txt'),
      );
    },
    'lists-tag-manifest',
  ],
  [
    '2.2.1',
    'a payload file in a tag manifest',
    (bag) => {
      bag.manifest(bag.payloadManifest());
      bag.put(
        'tagmanifest-sha256.txt',
        bag.line('sha256', 'manifest-sha256.txt') + bag.line('sha256', 'data/one.txt'),
      );
    },
    'inside-payload',
  ],
];
