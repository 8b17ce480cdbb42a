import type { Contents } from './contents';
import { clauseOf, readPath } from './path';
import type { Findings } from './problem';
import type { TagText } from './text';

export type ManifestKind = 'payload' | 'tag';

export interface ManifestEntry {
  readonly checksum: string;
  /** As the bag's own list names the file. */
  readonly path: string;
  readonly line: number;
}

export interface Manifest {
  readonly file: string;
  readonly kind: ManifestKind;
  readonly algorithm: string;
  readonly entries: readonly ManifestEntry[];
  /** Every path that the manifest names, whether or not the file is there. */
  readonly listed: ReadonlySet<string>;
}

const NAME = /^(tag)?manifest-([^/]*)\.txt$/i;
const NORMALISED = /^(tag)?manifest-[a-z0-9]+\.txt$/;
// A path may hold any separator of Unicode: only CR and LF end a line.
const LINE = /^([0-9a-f]+)[ \t]+([^ \t].*)$/is;
/** Hexadecimal digits. Of another algorithm the length is not known here. */
const DIGITS: Readonly<Record<string, number>> = {
  md5: 32,
  sha1: 40,
  sha224: 56,
  sha256: 64,
  sha384: 96,
  sha512: 128,
};
const CLAUSE = { payload: '2.1.3', tag: '2.2.1' } as const;

export const isTagManifest = (path: string): boolean => /^tagmanifest-[^/]*\.txt$/i.test(path);
export const isPayloadManifest = (path: string): boolean => /^manifest-[^/]*\.txt$/i.test(path);

/** Reads one manifest, line by line, and collects what is wrong with it. */
class ManifestReader {
  readonly entries: ManifestEntry[] = [];
  readonly listed = new Set<string>();
  readonly #folded = new Set<string>();

  constructor(
    private readonly file: string,
    private readonly kind: ManifestKind,
    private readonly algorithm: string,
    private readonly contents: Contents,
    private readonly findings: Findings,
  ) {}

  line(text: string, line: number): void {
    const match = LINE.exec(text);
    const [, checksum = '', written = ''] = match ?? [];
    const digits = DIGITS[this.algorithm] ?? checksum.length;
    if (match === null) this.#problem('bad-line', 'checksum, blank, path', text, line);
    else if (checksum.length !== digits) {
      this.#problem('bad-checksum-form', `${digits} hexadecimal digits`, `${checksum.length}`, line);
    } else this.#path(checksum.toLowerCase(), written, line);
  }

  #path(checksum: string, written: string, line: number): void {
    const read = readPath(written);
    if ('fault' in read) {
      this.findings.problem(
        clauseOf(read.fault, CLAUSE[this.kind]),
        read.fault,
        this.file,
        'a path inside the bag, encoded',
        written,
        line,
      );
      return;
    }
    const { path } = read;
    const item = this.contents.find(path);
    const name = item?.path ?? path;
    if (!this.#mayList(path, line)) return;
    if (this.listed.has(name)) this.#problem('listed-twice', 'every file once', path, line);
    else if (item !== undefined) this.#list({ checksum, path: name, line }, path);
    else if (this.contents.folders.has(path.replace(/\/+$/, '')))
      this.#problem('lists-directory', 'files', path, line);
    else if (this.contents.others.has(path)) this.#problem('not-a-file', 'a plain file', path, line);
    else
      this.findings.problem('3', 'missing-file', path, `the file that ${this.file} lists`, 'nothing', line);
    this.listed.add(name);
  }

  #list(entry: ManifestEntry, written: string): void {
    this.entries.push(entry);
    if (entry.path !== written) {
      this.findings.warning('6.1.1', 'other-normal-form', entry.path, written, entry.path, entry.line);
    }
    const folded = entry.path.normalize('NFC').toLowerCase();
    if (this.#folded.has(folded)) {
      this.findings.warning(
        '6.1.1',
        'names-differ-only-in-form',
        entry.path,
        'another name',
        'case or form',
        entry.line,
      );
    }
    this.#folded.add(folded);
  }

  #mayList(path: string, line: number): boolean {
    const inside = path.startsWith('data/');
    if (this.kind === 'payload' && !inside) this.#problem('outside-payload', 'data/...', path, line);
    else if (this.kind === 'tag' && inside) this.#problem('inside-payload', 'tag files', path, line);
    else if (this.kind === 'tag' && isTagManifest(path)) {
      this.#problem('lists-tag-manifest', 'no tag manifest', path, line);
    } else return true;
    return false;
  }

  #problem(fault: Parameters<Findings['problem']>[1], expected: string, found: string, line: number): void {
    this.findings.problem(CLAUSE[this.kind], fault, this.file, expected, found, line);
  }
}

async function readManifest(
  file: string,
  text: TagText,
  contents: Contents,
  findings: Findings,
): Promise<Manifest | undefined> {
  const [, tag, algorithm = ''] = NAME.exec(file) ?? [];
  const kind = tag === undefined ? 'payload' : 'tag';
  if (!NORMALISED.test(file)) {
    findings.problem(
      '2.4',
      'bad-manifest-name',
      file,
      'an algorithm in lower-case letters and digits',
      algorithm,
    );
    return undefined;
  }
  const lines = await text.lines(file);
  if (lines === undefined) return undefined;
  const reader = new ManifestReader(file, kind, algorithm, contents, findings);
  lines.forEach((line, index) => reader.line(line, index + 1));
  return { file, kind, algorithm, entries: reader.entries, listed: reader.listed };
}

/** Tag manifests first: they vouch for the others. */
export async function readManifests(
  text: TagText,
  contents: Contents,
  findings: Findings,
): Promise<Manifest[]> {
  const named = contents.tagFiles.filter((path) => NAME.test(path)).sort();
  const files = [...named.filter(isTagManifest), ...named.filter(isPayloadManifest)];
  const manifests: Manifest[] = [];
  for (const file of files) {
    const manifest = await readManifest(file, text, contents, findings);
    if (manifest !== undefined) manifests.push(manifest);
  }
  return manifests;
}
