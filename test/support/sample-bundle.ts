import { generateKeyPairSync, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { noteSigner, verifierKeyText, type NoteSigner } from '../../src/custody/pure/signed-note';
import {
  BAG_DECLARATION,
  bagInfoFile,
  manifestFile,
  openArchive,
  planArchive,
  type ArchivePlan,
} from '../../src/features/disclosure/archive';
import { sha256Hex } from '../../src/kernel/ids';
import type { JsonObject } from '../../src/kernel/json';
import { evidenceKey } from '../../src/platform/object-store/keys';
import { tagFiles } from '../../src/verifier';
import type { Times } from '../../src/verifier/html/times';
import { ORIGIN, SampleChain, SampleLog, sha256, type BagFiles } from './sample-log';

export const SEALED_AT = '2026-03-12T14:05:08.000Z';

export interface SampleBundle {
  readonly folder: string;
  readonly files: BagFiles;
  readonly privateKey: KeyObject;
  readonly fingerprint: string;
  readonly log: SampleLog;
  readonly exhibits: readonly SampleExhibit[];
}

export const fingerprintOf = (spki: Buffer): string => (sha256(spki).match(/.{4}/g) ?? []).join(' ');

const isInBag = (path: string): boolean => !path.startsWith('tagmanifest-') && !path.startsWith('seal/');

/** Writes manifests and signature anew over what the bag holds. Without a key, the old signature stays. */
export function seal(files: BagFiles, privateKey?: KeyObject): void {
  const entries = [...files].map(([path, bytes]) => ({
    path,
    size: bytes.length,
    sha256: sha256Hex(sha256(bytes)),
  }));
  const payload = entries.filter(({ path }) => path.startsWith('data/'));
  const info = [
    ['Source-Organization', 'Avon Constabulary'],
    ['Bagging-Date', SEALED_AT.slice(0, 10)],
    ['External-Identifier', 'LINTEL-50GF0012326-3'],
    ['Bag-Group-Identifier', '50GF0012326'],
  ] as const;
  files.set('bagit.txt', Buffer.from(BAG_DECLARATION));
  files.set('bag-info.txt', Buffer.from(bagInfoFile(info, payload)));
  files.set('manifest-sha256.txt', Buffer.from(manifestFile(payload)));
  const tags = [...files]
    .filter(([path]) => !path.startsWith('data/') && isInBag(path))
    .map(([path, bytes]) => ({ path, size: bytes.length, sha256: sha256Hex(sha256(bytes)) }));
  const signed = Buffer.from(manifestFile(tags));
  files.set('tagmanifest-sha256.txt', signed);
  if (privateKey !== undefined) files.set('tagmanifest-sha256.txt.sig', sign(null, signed, privateKey));
}

/** Lists the files that show that the log held the bag, and signs the list. */
export function listSeal(files: BagFiles, privateKey: KeyObject): void {
  const own = [...files].filter(([path]) => path.startsWith('seal/') && !path.includes('sha256sums'));
  const lines = own.map(([path, bytes]) => ({ path, size: bytes.length, sha256: sha256Hex(sha256(bytes)) }));
  const list = Buffer.from(manifestFile(lines));
  files.set('seal/sha256sums.txt', list);
  files.set('seal/sha256sums.txt.sig', sign(null, list, privateKey));
}

/** Kind and number, of a summary that may be none any more. */
function summaryOf(files: BagFiles): { readonly kind?: string; readonly number?: number } {
  try {
    return JSON.parse(files.get('data/bundle.json')?.toString() ?? '') as { kind: string; number: number };
  } catch {
    return {};
  }
}

/** How the record of a list of files may differ from the one that sealing makes. */
export interface OtherSeal {
  readonly subject?: string;
  readonly investigation?: string;
  readonly type?: string;
  readonly detail?: JsonObject;
  /** Lists that the chain of the bundle holds before. */
  readonly earlier?: number;
}

/** Puts the list of files into the log, as sealing does, and what shows it beside the bag. */
export function putInLog(
  files: BagFiles,
  log: SampleLog,
  privateKey: KeyObject,
  other: OtherSeal = {},
): void {
  const { kind = '', number = 0 } = summaryOf(files);
  const detail = {
    ...{ kind, number },
    manifestSha256: sha256(files.get('tagmanifest-sha256.txt') ?? Buffer.alloc(0)),
    ...other.detail,
  };
  const { subject = 'bundle:77777777-0000-4000-8000-000000000007', type = 'bundle-manifest' } = other;
  const chain = new SampleChain(subject, other.investigation ?? INVESTIGATION);
  for (let before = 0; before < (other.earlier ?? 0); before += 1)
    chain.add(type, { ...detail, manifestSha256: sha256(Buffer.of(before)) });
  const text = chain.next(type, detail);
  const { proof, checkpoint, consistency } = log.grownBy(text);
  files.set('seal/record.txt', Buffer.from(text));
  files.set('seal/proof.tlog-proof', Buffer.from(proof));
  files.set('seal/checkpoint', Buffer.from(checkpoint));
  files.set('seal/consistency.txt', Buffer.from(consistency));
  // Nobody confirms the new state of the log.
  files.delete('seal/checkpoint.tsr');
  listSeal(files, privateKey);
}

export const planOf = (folder: string, files: BagFiles, sealedAt = SEALED_AT): ArchivePlan =>
  planArchive({
    folder,
    sealedAt: new Date(sealedAt),
    entries: [...files].map(([path, bytes], position) => ({
      path,
      size: bytes.length,
      crc32: crc32(bytes),
      sha256: sha256Hex(sha256(bytes)),
      object: evidenceKey(`bundles/00000000-0000-4000-8000-000000000000/${position}`),
    })),
  });

export async function zipOf(folder: string, files: BagFiles, sealedAt = SEALED_AT): Promise<Buffer> {
  const plan = planOf(folder, files, sealedAt);
  const open = (entry: { path: string }, span: { start: number; end: number }): Promise<Readable> =>
    Promise.resolve(
      Readable.from([files.get(entry.path)?.subarray(span.start, span.end + 1) ?? Buffer.alloc(0)]),
    );
  return buffer(openArchive(plan, open, { start: 0, end: plan.totalSize - 1 }));
}

/** Each folder is made once, and files this small are written at once: to wait for each takes twice the processor time. */
export async function writeBag(root: string, files: BagFiles): Promise<void> {
  const folders = new Set([...files.keys()].map((path) => dirname(join(root, path))));
  for (const folder of folders) await mkdir(folder, { recursive: true });
  for (const [path, bytes] of files) writeFileSync(join(root, path), bytes);
}

export interface SampleExhibit {
  readonly ref: string;
  readonly producer: string;
  readonly description: string;
  readonly fileName: string;
  readonly original: Buffer;
  readonly proxy: Buffer;
  readonly poster: Buffer;
  readonly sheet: Buffer;
}

const HOSTILE = `</script><script>document.title="owned"</script> \u2028 "quoted" & ‘José’`;

export const SAMPLE_EXHIBITS: readonly SampleExhibit[] = ['AB', 'CD'].map((initials, at) => ({
  ref: `${initials}-1`,
  producer: at === 0 ? 'Amira Begum' : HOSTILE,
  description: at === 0 ? 'Front door, man with ladder' : HOSTILE,
  fileName: at === 0 ? 'Front door.mp4' : 'clip.mp4',
  original: Buffer.alloc(20_000, `original ${initials}`),
  proxy: Buffer.alloc(9_000, `proxy ${initials}`),
  poster: Buffer.alloc(700, `poster ${initials}`),
  sheet: Buffer.alloc(900, `sheet ${initials}`),
}));

/** What the second exhibit said before it was corrected. */
export const SAMPLE_AT_FIRST = { producerName: 'Clare Dunn', description: 'A clip of a street' };

const clipId = (at: number): string => `0000000${at}-0000-4000-8000-00000000000${at}`;
const INVESTIGATION = '99999999-0000-4000-8000-000000000009';

function chainOf(exhibit: SampleExhibit, at: number): SampleChain {
  const { original, proxy, poster, sheet, ref, producer, description, fileName } = exhibit;
  const master = { sha256: sha256(original), size: original.length };
  const copy = (kind: string, bytes: Buffer): JsonObject => ({
    kind,
    inputSha256: master.sha256,
    sha256: sha256(bytes),
    size: bytes.length,
  });
  const chain = new SampleChain(`clip:${clipId(at)}`, INVESTIGATION)
    .add('clip-received', {}, { fileName, size: original.length })
    .add('clip-verified', {}, { sha256: master.sha256 })
    .add('submission-sent', { size: master.size, deviceSha256: master.sha256, storedSha256: master.sha256 })
    .add('master-defined', { ...master, lockedUntil: null })
    .add('rendition-made', copy('proxy', proxy))
    .add('rendition-made', copy('poster', poster))
    .add('rendition-made', copy('contact-sheet', sheet))
    .add(
      'exhibit-registered',
      { sha256: master.sha256 },
      { reference: ref, producerName: producer, description, ...(at === 1 && SAMPLE_AT_FIRST) },
    );
  // The second has been put right since.
  if (at === 1) chain.add('exhibit-corrected', {}, { producerName: producer, description });
  return chain.add(
    'decision-made',
    { classification: 'evidence', meetsTest: true, originalToDefence: true },
    { reason: 'It shows the man.' },
  );
}

export interface SampleOptions {
  readonly kind?: 'prosecution' | 'defence' | 'court';
  readonly exhibits?: readonly SampleExhibit[];
  /** Put into the bag before it is sealed. */
  readonly extra?: BagFiles;
  readonly keys?: { readonly bundle: KeyObject; readonly log: NoteSigner };
  /** Folder of the built verifier, for the tag files that come from it. */
  readonly verifier?: string;
  /** Of the copies that play. */
  readonly times?: Times;
  /** Changes the summary before it is sealed. */
  readonly summary?: (summary: Record<string, unknown>) => void;
  /** Changes the chains before the tree is made. */
  readonly chains?: (chains: SampleChain[]) => void;
}

export const sampleKeys = (): { bundle: KeyObject; log: NoteSigner } => ({
  bundle: generateKeyPairSync('ed25519').privateKey,
  log: noteSigner(ORIGIN, generateKeyPairSync('ed25519').privateKey),
});

const file = (files: BagFiles, path: string): { path: string; sha256: string; size: number } => {
  const bytes = files.get(path) ?? Buffer.alloc(0);
  return { path, sha256: sha256(bytes), size: bytes.length };
};

function payloadOf(
  {
    exhibits,
    log,
    kind,
    fingerprint,
  }: Pick<SampleBundle, 'exhibits' | 'log' | 'fingerprint'> & { kind: string },
  spkiPem: string,
  change: SampleOptions['summary'],
): BagFiles {
  const files: BagFiles = new Map();
  exhibits.forEach(({ ref, original, proxy, poster, sheet, fileName }) => {
    files.set(`data/originals/${ref}/${fileName}`, original);
    files.set(`data/viewing/${ref}/proxy.mp4`, proxy);
    files.set(`data/viewing/${ref}/poster.jpg`, poster);
    files.set(`data/viewing/${ref}/contact-sheet.jpg`, sheet);
  });
  const isShown = (opening: string): boolean =>
    kind === 'prosecution' || !/"field":"(reason|fileName)"/.test(opening);
  log.chains.forEach((chain, at) => {
    const { ref } = exhibits[at] ?? {};
    if (chain.subject === 'service:lintel') return;
    if (ref !== undefined || kind === 'prosecution')
      log.export(files, `data/custody/${ref ?? 'investigation'}`, chain, isShown);
  });
  files.set('data/custody/checkpoint', Buffer.from(log.checkpoint));
  files.set('data/custody/keys', Buffer.from(`${verifierKeyText(log.signer)}\n`));
  files.set('data/custody/bundle-key.pem', Buffer.from(spkiPem));
  files.set('data/custody/consistency/5.txt', Buffer.from(log.consistency(5)));
  const schedules = kind === 'court' ? ['MG12'] : ['MG12', 'MG6C'];
  for (const form of schedules) {
    files.set(`data/schedules/${form}.csv`, Buffer.from(`number,description\r\n1,${form}\r\n`));
    files.set(`data/schedules/${form}.pdf`, Buffer.from(`%PDF-1.7 ${form}\n%%EOF\n`));
  }
  files.set('data/case.jsonld', Buffer.from('{"@graph":[]}\n'));
  const summary = {
    v: 1,
    urn: '50GF0012326',
    kind,
    number: 3,
    sealedAt: SEALED_AT,
    folder: `LINTEL-50GF0012326-${kind}-3`,
    investigation: INVESTIGATION,
    exhibits: exhibits.map(({ ref, producer, description, fileName }, at) => ({
      ref,
      listedAs: 'evidence',
      producer,
      description,
      clip: clipId(at),
      original: file(files, `data/originals/${ref}/${fileName}`),
      viewing: ['proxy.mp4', 'poster.jpg', 'contact-sheet.jpg'].map((name) =>
        file(files, `data/viewing/${ref}/${name}`),
      ),
      custody: `data/custody/${ref}`,
    })),
    schedules: schedules.map((form) => ({
      form,
      version: 1,
      pdf: `data/schedules/${form}.pdf`,
      csv: `data/schedules/${form}.csv`,
    })),
    keyFingerprint: fingerprint,
  };
  change?.(summary);
  files.set('data/bundle.json', Buffer.from(`${JSON.stringify(summary)}\n`));
  return files;
}

/** A bundle with a log, a tree and keys of its own, sealed with the real writers of tag files and ZIP. */
export function sampleBundle(options: SampleOptions = {}): SampleBundle {
  const { kind = 'defence', exhibits = SAMPLE_EXHIBITS, keys = sampleKeys() } = options;
  const publicKey = createPublicKey(keys.bundle);
  const fingerprint = fingerprintOf(publicKey.export({ format: 'der', type: 'spki' }));
  const chains = [
    ...exhibits.map(chainOf),
    new SampleChain(`investigation:${INVESTIGATION}`, INVESTIGATION)
      .add('investigation-opened', {}, { urn: '50GF0012326' })
      .add('submission-sent', { clips: exhibits.map((_, at) => clipId(at)) }),
  ];
  options.chains?.(chains);
  const log = new SampleLog(chains, keys.log);
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const files = payloadOf({ exhibits, log, kind, fingerprint }, pem, options.summary);
  for (const [path, bytes] of options.extra ?? []) files.set(path, bytes);
  if (options.verifier !== undefined) {
    const summaryText = files.get('data/bundle.json')?.toString() ?? '';
    const custody = [...files].map(([path, bytes]) => ({ path, bytes }));
    for (const { path, bytes } of tagFiles(summaryText, custody, options.verifier, options.times))
      files.set(path, bytes);
  }
  seal(files, keys.bundle);
  putInLog(files, log, keys.bundle);
  const folder = `LINTEL-50GF0012326-${kind}-3`;
  return { folder, files, privateKey: keys.bundle, fingerprint, log, exhibits };
}
