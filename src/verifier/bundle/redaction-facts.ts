import { canonicalise } from '../../custody/pure/canonical-json';
import type { JsonObject, JsonValue } from '../../kernel/json';
import type { Files } from '../files';
import type { BundleExhibit } from './bundle-json';
import { bad } from './bundle-verdict';
import { BAG } from './layout';

const text = (detail: JsonObject, field: string): string => {
  const value = detail[field];
  return typeof value === 'string' ? value : '';
};

/** `''` where the event tells none: then no extract fits it. */
function frameOf(edge: JsonValue | undefined): string {
  const isObject = typeof edge === 'object' && edge !== null && !Array.isArray(edge);
  const frame = isObject ? (edge as JsonObject)['frame'] : undefined;
  return typeof frame === 'number' ? String(frame) : '';
}

/** What the log says of how a copy was made. */
interface Making {
  readonly recipeSha256: string;
  readonly proof: JsonValue;
}

/** As canonical JSON, so that the order of names does not count. `undefined`: no JSON. */
function canonical(content: string): string | undefined {
  try {
    return canonicalise(JSON.parse(content) as JsonValue);
  } catch {
    return undefined;
  }
}

const MADE = new Set(['redaction-rendered', 'extract-made']);
const APPROVED = new Set(['redaction-approved', 'extract-approved']);
const REFUSED = new Set(['redaction-refused', 'extract-refused']);

/** What the log says of an exhibit's redaction and extracts: which copies were made, which were approved, and how it is to go. */
export class RedactionFacts {
  /** The version or the extract as whose copy it goes; `null`: whole. */
  #chosen: string | null = null;
  /** Of each copy, by its SHA-256: its version or extract. */
  readonly #made = new Map<string, string>();
  /** SHA-256 of the copy of each version or extract that may go. */
  readonly #approved = new Map<string, string>();
  /** Of each extract: the redaction that it is a part of; `null`: the recording as it came. */
  readonly #sources = new Map<string, string | null>();
  /** How each copy was made, by its SHA-256. */
  readonly #makings = new Map<string, Making>();
  /** SHA-256 of copies of the whole recording. */
  readonly #rendered = new Set<string>();
  /** Of each extract: what it is called, where that is opened. */
  readonly #names = new Map<string, string>();
  /** Of each extract, by its SHA-256: its first and last frame. */
  readonly #parts = new Map<string, string>();

  /** @param opened values of the event that are handed over, by field */
  see(type: string, detail: JsonObject, opened: ReadonlyMap<string, JsonValue> = new Map()): void {
    const id = text(detail, 'extract') || text(detail, 'redaction');
    const sha256 = text(detail, 'sha256');
    if (MADE.has(type)) {
      this.#made.set(sha256, id);
      this.#makings.set(sha256, {
        recipeSha256: text(detail, 'recipeSha256'),
        proof: detail['proof'] ?? null,
      });
    }
    if (type === 'redaction-rendered') this.#rendered.add(sha256);
    const name = opened.get('numberedAs');
    if (type === 'extract-asked' && typeof name === 'string') this.#names.set(id, name);
    if (APPROVED.has(type)) this.#approved.set(id, sha256);
    if (REFUSED.has(type)) this.#approved.delete(id);
    if (type === 'redaction-chosen') this.#chosen = id === '' ? null : id;
    if (type === 'extract-asked') this.#sources.set(id, text(detail, 'redaction') || null);
    if (type === 'extract-made')
      this.#parts.set(sha256, `${frameOf(detail['first'])} to ${frameOf(detail['last'])}`);
  }

  /** In any bundle. @throws Tampering where a copy is told as something else, or something else as it */
  checkTold({ ref, viewing }: BundleExhibit): void {
    for (const { path, sha256, kind, extract } of viewing) {
      const isRendered = this.#rendered.has(sha256);
      if (kind !== undefined && (kind === 'redacted-copy') !== isRendered)
        throw bad(
          'wrong-summary',
          `${BAG.summary}: kind of ${path}`,
          isRendered ? 'redacted-copy' : 'another',
          kind,
        );
      const name = this.#names.get(this.#made.get(sha256) ?? '');
      if (extract !== undefined && name !== undefined && extract.reference !== name)
        throw bad('wrong-summary', `${BAG.summary}: reference of ${path}`, name, extract.reference);
      const logged = this.#parts.get(sha256);
      const told = extract === undefined ? undefined : `${extract.from} to ${extract.to}`;
      if (logged !== told || (kind === 'extract') !== (logged !== undefined))
        throw bad(
          'wrong-summary',
          `${BAG.summary}: frames of ${path}`,
          logged ?? 'no extract',
          told ?? `no frames of an extract of ${ref}`,
        );
    }
  }

  /** For the defence and the court. @throws Tampering */
  check({ ref, original, viewing }: BundleExhibit): void {
    const chosen = this.#chosen;
    for (const { path, sha256 } of viewing) {
      const version = this.#made.get(sha256);
      if (version !== undefined && !this.#mayGo(version, sha256))
        throw bad('not-for-this-kind', path, 'a redacted copy that was approved', 'one that was not');
      if (chosen !== null && version !== chosen)
        throw bad('not-for-this-kind', path, `only the redacted copy of ${ref}`, 'another copy');
    }
    if (chosen !== null && original !== undefined)
      throw bad('not-for-this-kind', original.path, `only the redacted copy of ${ref}`, 'its original');
  }

  /**
   * What lies in the bag of how a copy was made: the recipe and the proof that the log names, of the copy that is there, and of no other.
   * @param sums SHA-256 by path, as the checked manifest has them
   * @throws Tampering, Unreadable
   */
  async checkMaking(
    { ref, custody, viewing }: BundleExhibit,
    files: Files,
    sums: ReadonlyMap<string, string>,
  ): Promise<void> {
    const folder = `${BAG.redactions}${custody.slice(custody.lastIndexOf('/') + 1)}/`;
    const [making, second] = viewing.flatMap(({ sha256 }) => this.#makings.get(sha256) ?? []);
    if (second !== undefined)
      throw bad('wrong-summary', folder, `one redacted copy or extract of ${ref}`, 'two');
    const [recipe, proof] = [`${folder}recipe.json`, `${folder}proof.json`];
    const wanted = making === undefined ? [] : [proof, recipe];
    const there = await files.below(folder);
    const differs = [...wanted, ...there].find((path) => !wanted.includes(path) || !there.includes(path));
    if (differs !== undefined)
      throw bad(
        'wrong-summary',
        differs,
        wanted.includes(differs) ? 'how the copy was made' : 'nothing',
        wanted.includes(differs) ? 'nothing' : 'a file',
      );
    if (making === undefined) return;
    const sum = sums.get(recipe) ?? '';
    if (sum !== making.recipeSha256) throw bad('not-in-the-log', recipe, making.recipeSha256, sum);
    if (canonical(await files.text(proof)) !== canonicalise(making.proof))
      throw bad(
        'not-in-the-log',
        proof,
        `what was compared when the copy of ${ref} was made`,
        'something else',
      );
  }

  /** An extract of a redaction may go while that may. */
  #mayGo(version: string, sha256: string): boolean {
    const source = this.#sources.get(version) ?? null;
    return this.#approved.get(version) === sha256 && (source === null || this.#approved.has(source));
  }
}
