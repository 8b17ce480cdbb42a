import { KINDS, type ReallySealed } from '../../../medium/disclosure/really-sealed';
import { zipOf } from '../../../support/sample-bundle';
import { sealed as sealedBy, signedAgain } from '../mutations/insider';
import { flip, numbers, withFile, without } from '../mutations/support';
import { dealt, EVERY } from '../really/dealt';
import { eventChanges, insiderChanges, type InsiderChange } from '../really/insider-changes';
import { relog } from '../really/relog';
import type { Case } from './judge';

type Made = Record<'prosecution' | 'defence' | 'court', ReallySealed>;
const next = numbers(20261126);
const PROOF = /\/proofs\//;

/** Somebody without a key: every file changed, cut, emptied, renamed or removed, and lists that are written anew. */
export function outsiderCases(made: ReallySealed): Case[] {
  const { files, kind } = made;
  const cases: Case[] = [];
  const mine = dealt(KINDS.indexOf(kind));
  const add = (what: string, changed: typeof files): void => {
    if (mine()) cases.push({ name: `${kind}: ${what}`, known: made, files: changed });
  };
  for (const [path, bytes] of files) {
    // Proofs are many and alike.
    if (PROOF.test(path) && next(10) > 0) continue;
    add(`${path} lengthened`, withFile(files, path, Buffer.concat([bytes, Buffer.of(10)])));
    add(`${path} emptied`, withFile(files, path, Buffer.alloc(0)));
    add(`${path} renamed`, new Map([...without(files, path), [`${path}x`, bytes]]));
    add(`${path} removed`, without(files, path));
    add(`${path} twice`, withFile(files, `${path}~`, bytes));
    if (bytes.length === 0) continue;
    add(`${path}, its first byte`, withFile(files, path, flip(bytes, 0, next(8))));
    add(`${path}, a byte of it`, withFile(files, path, flip(bytes, next(bytes.length), next(8))));
    add(`${path} cut`, withFile(files, path, bytes.subarray(0, -1)));
  }
  return cases;
}

/** Of the changes of events, five of each event and alike for all of them, some of each way: every fourth. */
const sampled = (changes: InsiderChange[]): InsiderChange[] =>
  changes.filter(([what], at) => EVERY || !what.startsWith('event ') || at % 4 === 0);

/** Somebody with the key of the bundle, who signs what he changed; in most cases he makes the end of the log anew as well. */
export function insiderCases(made: Made): Case[] {
  const { defence, prosecution } = made;
  const anew = (bundle: ReallySealed): Parameters<typeof sealedBy>[0] => ({
    ...bundle,
    putInLog: relog(bundle),
  });
  return [
    ...sampled(insiderChanges(defence, prosecution)).map(([what, change]) => ({
      name: `insider: ${what}`,
      known: defence,
      files: sealedBy(anew(defence), change),
    })),
    ...sampled(eventChanges(prosecution, ['investigation'])).map(([what, change]) => ({
      name: `insider, for the prosecution: ${what}`,
      known: prosecution,
      files: sealedBy(anew(prosecution), change),
    })),
    ...['data/schedules/MG12.csv', 'START-HERE.html', 'verify.mjs', 'bag-info.txt', 'data/case.jsonld'].map(
      (path) => ({
        name: `signed again: ${path}`,
        known: defence,
        files: signedAgain(defence, (all) => all.set(path, Buffer.from('other'))),
      }),
    ),
  ];
}

/** What is known from elsewhere is another's, and lists that somebody without the key wrote anew. */
export function strangerCases({ defence, court }: Made, authority: string): Case[] {
  const known = defence;
  const lacking = (...starts: string[]): typeof defence.files =>
    new Map([...defence.files].filter(([path]) => !starts.some((start) => path.startsWith(start))));
  const typed = `${defence.fingerprint.startsWith('0') ? '1' : '0'}${defence.fingerprint.slice(1)}`;
  return [
    { name: 'another fingerprint', known: { ...defence, fingerprint: typed }, files: defence.files },
    {
      name: 'another fingerprint, and a change',
      known: { ...defence, fingerprint: typed },
      files: lacking('verify.mjs'),
    },
    { name: 'another authority', known: { ...defence, authority }, files: defence.files },
    { name: 'no seal', known, files: lacking('seal/') },
    { name: 'no seal and a file less', known, files: lacking('seal/', 'verify.mjs') },
    { name: 'no signatures', known, files: lacking('seal/sha256sums.txt.sig', 'tagmanifest-sha256.txt.sig') },
    { name: 'no lists', known, files: lacking('seal/sha256sums.txt', 'tagmanifest', 'manifest') },
    { name: 'no data', known, files: lacking('data/') },
    { name: 'nothing', known, files: new Map() },
    {
      name: 'the seal of another bundle',
      known,
      files: new Map([...lacking('seal/'), ...[...court.files].filter(([path]) => path.startsWith('seal/'))]),
    },
  ];
}

/** The wrapping. */
export async function zipCases({ zip, files, folder, ...known }: ReallySealed): Promise<Case[]> {
  const directory = zip.readUInt32LE(zip.length - 6);
  const cases: Case[] = [];
  const add = (name: string, bytes: Buffer): void => {
    cases.push({ name: `zip: ${name}`, known, zip: bytes });
  };
  const splice = (at: number, ...bytes: number[]): Buffer =>
    Buffer.concat([zip.subarray(0, at), Buffer.from(bytes), zip.subarray(at)]);
  add('as sealed', zip);
  add('a byte before it', splice(0, 0x50));
  add('a byte after it', splice(zip.length, 0));
  add('its end cut off', zip.subarray(0, -1));
  add('its first half', zip.subarray(0, zip.length / 2));
  add('a byte before the directory', splice(directory, 0));
  add('nothing', Buffer.alloc(0));
  add('a comment', Buffer.concat([zip.subarray(0, -2), Buffer.from([1, 0, 0x21])]));
  add('another folder', await zipOf('Another', files));
  add('more files', await zipOf(folder, new Map([...files, ['a note', Buffer.of(1)]])));
  add('other times', await zipOf(folder, files, '2020-03-12T14:05:10.000Z'));
  add('another order', await zipOf(folder, new Map([...files].reverse())));
  for (let at = 0; at < 30; at += 1) add(`byte ${at} of the first header`, flip(zip, at, next(8)));
  for (let at = directory; at < directory + 46; at += 1)
    add(`byte ${at - directory} of the directory`, flip(zip, at, next(8)));
  for (let at = zip.length - 22; at < zip.length; at += 1)
    add(`byte ${zip.length - at} from the end`, flip(zip, at, next(8)));
  for (let time = 0; time < (EVERY ? 40 : 20); time += 1) {
    const at = next(zip.length);
    add(`byte ${at}`, flip(zip, at, next(8)));
  }
  return cases;
}
