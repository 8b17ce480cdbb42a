import { canonicalise } from '../../custody/pure/canonical-json';
import type { JsonObject, JsonValue } from '../../kernel/json';
import type { Files } from '../files';
import type { BundleExhibit, ViewingFile } from './bundle-json';
import { bad } from './bundle-verdict';
import type { ShownCopy } from './film-facts';
import { BAG } from './layout';

/** One making of a copy, as the log tells it. Two of them may give the same bytes: the same masks, drawn twice. */
interface Making {
  /** Of the version or the extract. */
  readonly id: string;
  readonly kind: 'redacted-copy' | 'extract';
  /** Of an extract: its first and last frame. */
  readonly part: string | undefined;
  readonly recipeSha256: string;
  readonly proof: JsonValue;
}

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

/** Two spaces a level and a line feed: written so, a value stands there once, and is read by everybody as the same. */
function isWritten(content: string, value: JsonValue): boolean {
  try {
    const read = JSON.parse(content) as JsonValue;
    return canonicalise(read) === canonicalise(value) && `${JSON.stringify(read, null, 2)}\n` === content;
  } catch {
    return false;
  }
}

const APPROVED = new Set(['redaction-approved', 'extract-approved']);
const REFUSED = new Set(['redaction-refused', 'extract-refused']);

/** What the log says of an exhibit's redaction and extracts: which copies were made, which were approved, and how it is to go. */
export class RedactionFacts {
  /** The version or the extract as whose copy it goes; `null`: whole. */
  #chosen: string | null = null;
  /** Of each copy, by its SHA-256. */
  readonly #makings = new Map<string, Making[]>();
  /** SHA-256 of the copy of each version or extract that may go. */
  readonly #approved = new Map<string, string>();
  /** Of each extract: the redaction that it is a part of; `null`: the recording as it came. */
  readonly #sources = new Map<string, string | null>();
  /** Of each extract: what it is called, where that is opened. */
  readonly #names = new Map<string, string>();

  /** It goes redacted, or as an extract. */
  get isChosen(): boolean {
    return this.#chosen !== null;
  }

  /** @param opened values of the event that are handed over, by field */
  see(type: string, detail: JsonObject, opened: ReadonlyMap<string, JsonValue> = new Map()): void {
    const id = text(detail, 'extract') || text(detail, 'redaction');
    const sha256 = text(detail, 'sha256');
    if (type === 'redaction-rendered')
      this.#made(sha256, detail, { id, kind: 'redacted-copy', part: undefined });
    if (type === 'extract-made') {
      const part = `${frameOf(detail['first'])} to ${frameOf(detail['last'])}`;
      this.#made(sha256, detail, { id, kind: 'extract', part });
    }
    if (APPROVED.has(type)) this.#approved.set(id, sha256);
    if (REFUSED.has(type)) this.#approved.delete(id);
    if (type === 'redaction-chosen') this.#chosen = id === '' ? null : id;
    if (type !== 'extract-asked') return;
    this.#sources.set(id, text(detail, 'redaction') || null);
    const name = opened.get('numberedAs');
    if (typeof name === 'string') this.#names.set(id, name);
  }

  /** In any bundle. @throws Tampering where a copy is told as something else, or something else as it */
  checkTold({ ref, viewing }: BundleExhibit): void {
    for (const file of viewing) {
      const { path, sha256, kind, extract } = file;
      const makings = this.#makings.get(sha256) ?? [];
      const isTold = kind === 'redacted-copy' || kind === 'extract' || extract !== undefined;
      if (makings.length === 0 ? !isTold : this.#fitting(file).length > 0) continue;
      const [logged] = makings;
      const told =
        extract === undefined
          ? (kind ?? 'of no kind')
          : `${extract.reference}, ${extract.from} to ${extract.to}`;
      throw bad(
        'wrong-summary',
        `${BAG.summary}: frames of ${path}`,
        logged === undefined ? `no copy of ${ref} that was covered or cut` : this.#wordsOf(logged),
        told,
      );
    }
  }

  /** For the defence and the court. @throws Tampering */
  check({ ref, original, viewing }: BundleExhibit): void {
    const chosen = this.#chosen;
    for (const file of viewing) {
      const { path, sha256 } = file;
      const fitting = this.#fitting(file);
      if (fitting.length > 0 && !fitting.some(({ id }) => this.#mayGo(id, sha256)))
        throw bad('not-for-this-kind', path, 'a redacted copy that was approved', 'one that was not');
      if (chosen !== null && !fitting.some(({ id }) => id === chosen && this.#mayGo(id, sha256)))
        throw bad('not-for-this-kind', path, `only the redacted copy of ${ref}`, 'another copy');
    }
    if (chosen !== null && original !== undefined)
      throw bad('not-for-this-kind', original.path, `only the redacted copy of ${ref}`, 'its original');
  }

  /**
   * What lies in the bag of how a copy was made: the recipe and the proof that the log names, of the copy that is there, and of no
   * other.
   * @param sums SHA-256 by path, as the checked manifest has them
   * @throws Tampering, Unreadable
   */
  async checkMaking(
    { ref, custody, viewing }: BundleExhibit,
    files: Files,
    sums: ReadonlyMap<string, string>,
  ): Promise<void> {
    const folder = `${BAG.redactions}${custody.slice(custody.lastIndexOf('/') + 1)}/`;
    const copies = viewing.filter(({ sha256 }) => this.#makings.has(sha256));
    if (copies.length > 1)
      throw bad('wrong-summary', folder, `one redacted copy or extract of ${ref}`, `${copies.length}`);
    const [recipe, proof] = [`${folder}recipe.json`, `${folder}proof.json`];
    const [copy] = copies;
    const wanted = copy === undefined ? [] : [proof, recipe];
    const there = await files.below(folder);
    const extra = there.find((path) => !wanted.includes(path));
    if (extra !== undefined)
      throw bad('wrong-summary', extra, 'nothing of a copy that is not here', 'a file');
    const gone = wanted.find((path) => !there.includes(path));
    if (gone !== undefined) throw bad('wrong-summary', gone, 'how the copy was made', 'nothing');
    if (copy === undefined) return;
    const fitting = this.#fitting(copy);
    const ofChosen = fitting.filter(({ id }) => id === this.#chosen);
    const makings = ofChosen.length > 0 ? ofChosen : fitting;
    const sum = sums.get(recipe) ?? '';
    const ofRecipe = makings.filter(({ recipeSha256 }) => recipeSha256 === sum);
    if (ofRecipe.length === 0) throw bad('not-in-the-log', recipe, makings[0]?.recipeSha256 ?? '', sum);
    const content = (await files.bytes(proof)).toString();
    if (!ofRecipe.some((making) => isWritten(content, making.proof)))
      throw bad(
        'not-in-the-log',
        proof,
        `what was compared when the copy of ${ref} was made`,
        'something else',
      );
  }

  /** Whether what a film shows of it, as a copy or as it came, is no more than goes to the defence and the court. */
  goesAs(copy: ShownCopy | null): boolean {
    const chosen = this.#chosen;
    if (copy === null) return chosen === null;
    const { id, sha256, recipeSha256 } = copy;
    const makings = this.#makings.get(sha256) ?? [];
    const isMade = makings.some((one) => one.id === id && one.recipeSha256 === recipeSha256);
    if (!isMade || !this.#mayGo(id, sha256)) return false;
    return chosen === null || chosen === id || chosen === this.#sources.get(id);
  }

  #made(sha256: string, detail: JsonObject, making: Pick<Making, 'id' | 'kind' | 'part'>): void {
    const all = this.#makings.get(sha256) ?? [];
    all.push({ ...making, recipeSha256: text(detail, 'recipeSha256'), proof: detail['proof'] ?? null });
    this.#makings.set(sha256, all);
  }

  /** The makings of a file's bytes of which it is told as one. */
  #fitting({ sha256, kind, extract }: ViewingFile): Making[] {
    const part = extract === undefined ? undefined : `${extract.from} to ${extract.to}`;
    return (this.#makings.get(sha256) ?? []).filter((making) => {
      const name = this.#names.get(making.id) ?? extract?.reference;
      return making.kind === kind && making.part === part && name === extract?.reference;
    });
  }

  #wordsOf({ id, kind, part }: Making): string {
    return part === undefined ? kind : `${this.#names.get(id) ?? kind}, ${part}`;
  }

  /** An extract of a redaction may go while that may. */
  #mayGo(id: string, sha256: string): boolean {
    const source = this.#sources.get(id) ?? null;
    return this.#approved.get(id) === sha256 && (source === null || this.#approved.has(source));
  }
}
