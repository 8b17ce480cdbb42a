import type { JsonObject, JsonValue } from '../../kernel/json';

/** A file of the bag, as `data/bundle.json` names it. */
export interface BundleFile {
  /** Below the bag's folder. */
  readonly path: string;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** A viewing file. `copyOf`: the SHA-256 of the file that it was made from, which the log names, too. */
export interface ViewingFile extends BundleFile {
  /** `proxy`, `poster`, ... */
  readonly kind?: string;
  readonly copyOf?: string;
  /** Of an extract. */
  readonly extract?: ExtractPart;
}

/** What an extract is called, and its first and last frame in the recording, counted from 1. */
export interface ExtractPart {
  readonly reference: string;
  readonly from: number;
  readonly to: number;
}

/** A finished transcript as WebVTT. */
export interface TranscriptFile extends BundleFile {
  /** SHA-256 of the recording in which it is said. */
  readonly recording: string;
}

/** A film that was put together of several exhibits. */
export interface FilmFile extends BundleFile {
  readonly reference: string;
  readonly title: string;
  /** By which it was made: which frames of which originals, as which copies, after which cards. */
  readonly recipe: BundleFile;
}

export interface BundleExhibit {
  readonly ref: string;
  readonly description: string;
  readonly producer: string;
  /** The clip's id: its chain is `clip:<id>`. */
  readonly clip: string;
  /** Left out where the bundle shows viewing files alone. */
  readonly original?: BundleFile;
  /** How it was classified: `evidence`, `unused`, `sensitive`. */
  readonly listedAs?: string;
  readonly viewing: readonly ViewingFile[];
  /** Folder of its exported records: `data/custody/AB-1`. */
  readonly custody: string;
  readonly transcript?: TranscriptFile;
  readonly film?: FilmFile;
  /** What was found of the seal of the original's maker (C2PA). Left out where there is none. */
  readonly makerSeal?: MakerSeal;
  /** What the newest scan of the original for malware found. */
  readonly malware?: MalwareScan;
}

export interface MalwareScan {
  /** `clean`, `infected` or `not-scanned`. */
  readonly state: string;
  /** What was found. */
  readonly signature: string | null;
  /** Why it was not scanned. */
  readonly reason: string | null;
}

export interface MakerSeal {
  /** `unchanged`, `changed` or `unchecked`. */
  readonly integrity: string;
  /** `trusted`, `not-trusted`, `no-list` or `unchecked`. */
  readonly trust: string;
  /** SHA-256 of the seal's bytes, and of the signer's certificate. */
  readonly manifest: string | null;
  readonly certificate: string | null;
}

export interface BundleSchedule {
  readonly form: string;
  readonly version: number;
  /** Paths. */
  readonly pdf: string;
  readonly csv: string;
}

export const BUNDLE_KINDS = ['prosecution', 'defence', 'court', 'order'] as const;
export type BundleKind = (typeof BUNDLE_KINDS)[number];

/** `data/bundle.json`, version 1. */
export interface BundleJson {
  readonly v: 1;
  readonly urn: string;
  readonly kind: BundleKind;
  readonly number: number;
  /** RFC 3339, UTC. */
  readonly sealedAt: string;
  /** Name of the bag's folder. */
  readonly folder: string;
  /** Id of the investigation. For the prosecutor its chain lies in `data/custody/investigation`. */
  readonly investigation?: string;
  readonly exhibits: readonly BundleExhibit[];
  readonly schedules: readonly BundleSchedule[];
  /** See `keyFingerprint`. */
  readonly keyFingerprint: string;
}

/** A part that is missing or of another form. */
export class BadBundleJson extends Error {
  constructor(
    readonly where: string,
    readonly expected: string,
    readonly found: string,
  ) {
    super(`${where}: expected ${expected}, found ${found}`);
    this.name = 'BadBundleJson';
  }
}

type Read<T> = (value: JsonValue | undefined, where: string) => T;

const fail = (where: string, expected: string, value: JsonValue | undefined): never => {
  throw new BadBundleJson(where, expected, value === undefined ? 'nothing' : JSON.stringify(value));
};

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text: Read<string> = (value, where) => (typeof value === 'string' ? value : fail(where, 'text', value));

const count: Read<number> = (value, where) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : fail(where, 'a whole number', value);

const sha256: Read<string> = (value, where) =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value : fail(where, 'a SHA-256', value);

const object: Read<JsonObject> = (value, where) =>
  isObject(value) ? value : fail(where, 'an object', value);

const list =
  <T>(item: Read<T>): Read<T[]> =>
  (value, where) => {
    if (!Array.isArray(value)) return fail(where, 'a list', value);
    return (value as JsonValue[]).map((one, index) => item(one, `${where}[${index}]`));
  };

const file: Read<BundleFile> = (value, where) => {
  const { path, sha256: hash, size } = object(value, where);
  return {
    path: text(path, `${where}.path`),
    sha256: sha256(hash, `${where}.sha256`),
    size: count(size, `${where}.size`),
  };
};

const extractPart: Read<ExtractPart> = (value, where) => {
  const { reference, from, to } = object(value, where);
  return {
    reference: text(reference, `${where}.reference`),
    from: count(from, `${where}.from`),
    to: count(to, `${where}.to`),
  };
};

const viewingFile: Read<ViewingFile> = (value, where) => {
  const { kind: what, copyOf, extract } = object(value, where);
  return {
    ...file(value, where),
    ...(what === undefined ? {} : { kind: text(what, `${where}.kind`) }),
    ...(copyOf === undefined ? {} : { copyOf: sha256(copyOf, `${where}.copyOf`) }),
    ...(extract === undefined ? {} : { extract: extractPart(extract, `${where}.extract`) }),
  };
};

const transcriptFile: Read<TranscriptFile> = (value, where) => ({
  ...file(value, where),
  recording: sha256(object(value, where)['recording'], `${where}.recording`),
});

const filmFile: Read<FilmFile> = (value, where) => {
  const { reference, title, recipe } = object(value, where);
  return {
    ...file(value, where),
    reference: text(reference, `${where}.reference`),
    title: text(title, `${where}.title`),
    recipe: file(recipe, `${where}.recipe`),
  };
};

const makerSeal: Read<MakerSeal> = (value, where) => {
  const { integrity, trust, manifest = null, certificate = null } = object(value, where);
  return {
    integrity: text(integrity, `${where}.integrity`),
    trust: text(trust, `${where}.trust`),
    manifest: manifest === null ? null : sha256(manifest, `${where}.manifest`),
    certificate: certificate === null ? null : sha256(certificate, `${where}.certificate`),
  };
};

const malwareScan: Read<MalwareScan> = (value, where) => {
  const { state, signature = null, reason = null } = object(value, where);
  return {
    state: text(state, `${where}.state`),
    signature: signature === null ? null : text(signature, `${where}.signature`),
    reason: reason === null ? null : text(reason, `${where}.reason`),
  };
};

const exhibit: Read<BundleExhibit> = (value, where) => {
  const from = object(value, where);
  const [original = null, listedAs, seal] = [from['original'], from['listedAs'], from['makerSeal']];
  const [transcript, film] = [from['transcript'], from['film']];
  return {
    ref: text(from['ref'], `${where}.ref`),
    description: text(from['description'], `${where}.description`),
    producer: text(from['producer'], `${where}.producer`),
    clip: text(from['clip'], `${where}.clip`),
    ...(original === null ? {} : { original: file(original, `${where}.original`) }),
    viewing: list(viewingFile)(from['viewing'], `${where}.viewing`),
    custody: text(from['custody'], `${where}.custody`),
    ...(transcript === undefined ? {} : { transcript: transcriptFile(transcript, `${where}.transcript`) }),
    ...(film === undefined ? {} : { film: filmFile(film, `${where}.film`) }),
    ...(listedAs === undefined ? {} : { listedAs: text(listedAs, `${where}.listedAs`) }),
    ...(seal === undefined ? {} : { makerSeal: makerSeal(seal, `${where}.makerSeal`) }),
    ...(from['malware'] === undefined ? {} : { malware: malwareScan(from['malware'], `${where}.malware`) }),
  };
};

const schedule: Read<BundleSchedule> = (value, where) => {
  const { form, version, pdf, csv } = object(value, where);
  return {
    form: text(form, `${where}.form`),
    version: count(version, `${where}.version`),
    pdf: text(pdf, `${where}.pdf`),
    csv: text(csv, `${where}.csv`),
  };
};

const kind: Read<BundleKind> = (value, where) =>
  BUNDLE_KINDS.find((one) => one === value) ?? fail(where, BUNDLE_KINDS.join(', '), value);

function parse(content: string): JsonValue {
  try {
    return JSON.parse(content) as JsonValue;
  } catch {
    throw new BadBundleJson('data/bundle.json', 'JSON', 'something else');
  }
}

/** @throws BadBundleJson */
export function parseBundleJson(content: string): BundleJson {
  const from = object(parse(content), 'data/bundle.json');
  if (from['v'] !== 1) fail('v', '1', from['v']);
  const sealedAt = text(from['sealedAt'], 'sealedAt');
  if (Number.isNaN(Date.parse(sealedAt))) fail('sealedAt', 'a date and time', sealedAt);
  const investigation = from['investigation'];
  return {
    v: 1,
    urn: text(from['urn'], 'urn'),
    kind: kind(from['kind'], 'kind'),
    number: count(from['number'], 'number'),
    sealedAt,
    folder: text(from['folder'], 'folder'),
    ...(investigation === undefined ? {} : { investigation: text(investigation, 'investigation') }),
    exhibits: list(exhibit)(from['exhibits'], 'exhibits'),
    schedules: list(schedule)(from['schedules'], 'schedules'),
    keyFingerprint: text(from['keyFingerprint'], 'keyFingerprint'),
  };
}
