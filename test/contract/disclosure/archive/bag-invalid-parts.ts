import type { InvalidCase } from './bag-invalid';
import type { TestBag } from './bag-builder';

const informed = (text: string | Buffer) => (bag: TestBag) => bag.put('bag-info.txt', text);
const listed = (change: (manifest: string, bag: TestBag) => string) => (bag: TestBag) =>
  bag.manifest(change(bag.payloadManifest(), bag));
const fetching = (text: string) => (bag: TestBag) => bag.put('fetch.txt', text);
const SUM = '0'.repeat(64);

/** Sections 2.2.2 to 5.1: metadata, fetch file, text, algorithms, completeness, validity and safety. */
export const INVALID_PARTS: InvalidCase[] = [
  ['2.2.2', 'an element without a colon', informed('Source-Organization\n'), 'bad-metadata'],
  ['2.2.2', 'an element without a blank after the colon', informed('X:1\n'), 'bad-metadata'],
  ['2.2.2', 'a blank before the colon', informed('X : 1\n'), 'bad-metadata'],
  ['2.2.2', 'an empty label', informed(': 1\n'), 'bad-metadata'],
  ['2.2.2', 'an empty line between elements', informed('X: 1\n\nY: 2\n'), 'bad-metadata'],
  ['2.2.2', 'a continuation of nothing', informed('  x\nX: 1\n'), 'bad-metadata'],
  ['2.2.2', 'a Payload-Oxum of another form', informed('Payload-Oxum: 13\n'), 'bad-metadata'],
  [
    '2.2.2',
    'a Payload-Oxum twice',
    informed('Payload-Oxum: 13.2\nPAYLOAD-OXUM: 13.2\n'),
    'repeated-metadata',
  ],
  [
    '2.2.2',
    'a Payload-Oxum with another count of bytes',
    informed('Payload-Oxum: 14.2\n'),
    'wrong-payload-oxum',
  ],
  [
    '2.2.2',
    'a Payload-Oxum with another count of files',
    informed('Payload-Oxum: 13.3\n'),
    'wrong-payload-oxum',
  ],
  [
    '2.2.3',
    'a fetched file that no manifest lists',
    fetching('https://example.org/x 1 data/x\n'),
    'bad-fetch',
  ],
  [
    '2.2.3',
    'a file listed in one of two manifests only',
    (bag) => {
      bag.algorithms = ['sha256', 'sha512'];
      bag
        .manifest(`${bag.payloadManifest()}${SUM}  data/later\n`)
        .put('fetch.txt', 'https://example.org/x 1 data/later\n');
    },
    'missing-file',
  ],
  [
    '2.2.3',
    'a file that was not fetched',
    (bag) =>
      bag
        .manifest(`${bag.payloadManifest()}${SUM}  data/later\n`)
        .put('fetch.txt', 'https://example.org/x - data/later\n'),
    'missing-file',
  ],
  ['2.2.3', 'a tag file in the fetch file', fetching('https://example.org/x 1 bag-info.txt\n'), 'bad-fetch'],
  ['2.2.3', 'a relative URL', fetching('/x 4 data/one.txt\n'), 'bad-fetch'],
  [
    '2.2.3',
    'a URL with characters of no URI',
    fetching('https://example.org/\u00e9 4 data/one.txt\n'),
    'bad-fetch',
  ],
  ['2.2.3', 'a length that is no number', fetching('https://example.org/x four data/one.txt\n'), 'bad-fetch'],
  [
    '2.2.3',
    'another length than the file’s',
    fetching('https://example.org/x 5 data/one.txt\n'),
    'wrong-length',
  ],
  [
    '2.2.3',
    'a % that is not encoded in the fetch file',
    fetching('https://example.org/x 4 data/50%.txt\n'),
    'bad-percent-encoding',
  ],
  [
    '2.2.4',
    'a changed tag file of any other name',
    (bag) => bag.put('notes/x.bin', 'x').override('notes/x.bin', 'y'),
    'wrong-checksum',
  ],
  ['2.3', 'a byte-order mark in a UTF-8 tag file', informed('\ufeffX: 1\n'), 'byte-order-mark'],
  ['2.3', 'a byte-order mark in a manifest', listed((text) => `\ufeff${text}`), 'byte-order-mark'],
  [
    '2.3',
    'a tag file in another encoding than declared',
    informed(Buffer.from('X: \u00eb\n', 'latin1')),
    'bad-encoding',
  ],
  [
    '2.4',
    'an algorithm’s name that is not normalised',
    (bag) => {
      bag.algorithms.splice(0);
      bag.put('manifest-sha-256.txt', bag.payloadManifest());
    },
    'bad-manifest-name',
  ],
  [
    '2.4',
    'an algorithm’s name in upper case',
    (bag) => {
      bag.algorithms.splice(0);
      bag.put('manifest-SHA256.txt', bag.payloadManifest());
    },
    'bad-manifest-name',
  ],
  [
    '2.4',
    'an algorithm that nobody knows',
    (bag) => bag.put('manifest-crc99.txt', bag.payloadManifest()),
    'unsupported-algorithm',
  ],
  [
    '3',
    'a payload file that no manifest lists',
    (bag) => bag.override('data/stowaway', 'x'),
    'unlisted-payload-file',
  ],
  [
    '3',
    'a payload file that only one of two manifests lists',
    (bag) => {
      bag.algorithms = ['sha256', 'sha512'];
      bag.manifest(bag.line('sha512', 'data/one.txt'), 'sha512');
    },
    'unlisted-payload-file',
  ],
  ['3', 'a payload file that is missing', (bag) => bag.override('data/one.txt', null), 'missing-file'],
  ['3', 'a tag file that is missing', (bag) => bag.override('bag-info.txt', null), 'missing-file'],
  [
    '3',
    'a changed payload file of the same length',
    (bag) => bag.override('data/one.txt', 'onE\n'),
    'wrong-checksum',
  ],
  ['3', 'a payload file cut short', (bag) => bag.override('data/one.txt', ''), 'wrong-checksum'],
  [
    '3',
    'a changed payload manifest',
    (bag) => bag.override('manifest-sha256.txt', bag.payloadManifest().replaceAll('  ', ' ')),
    'wrong-checksum',
  ],
  ['3', 'a changed bag-info.txt', (bag) => bag.override('bag-info.txt', 'X: 1\n'), 'wrong-checksum'],
  [
    '3',
    'right under one algorithm, wrong under another',
    (bag) => {
      bag.algorithms = ['sha256', 'sha512'];
      bag.manifest(
        bag.payloadManifest('sha512').replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
        'sha512',
      );
    },
    'wrong-checksum',
  ],
  [
    '5.1',
    'a path that climbs out',
    listed((text) => `${text}${SUM}  data/../../etc/passwd\n`),
    'unsafe-path',
  ],
  ['5.1', 'an absolute path', listed((text) => `${text}${SUM}  /etc/passwd\n`), 'unsafe-path'],
  ['5.1', 'a drive letter', listed((text) => `${text}${SUM}  C:\\data\\x\n`), 'unsafe-path'],
  ['5.1', 'a namespace of Windows', listed((text) => `${text}${SUM}  \\\\?\\C:\\x\n`), 'unsafe-path'],
  [
    '5.1',
    'a path that climbs out with backslashes',
    listed((text) => `${text}${SUM}  data/..\\..\\x\n`),
    'unsafe-path',
  ],
  [
    '5.1',
    'a path that climbs out of the fetch file',
    fetching('https://example.org/x 1 data/../x\n'),
    'unsafe-path',
  ],
  ['5.1', 'a link in the payload', (bag) => bag.links.set('data/link', '/etc/passwd'), 'not-a-file'],
];
