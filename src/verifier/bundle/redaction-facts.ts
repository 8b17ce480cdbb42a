import type { JsonObject, JsonValue } from '../../kernel/json';
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
  /** Of each extract, by its SHA-256: its first and last frame. */
  readonly #parts = new Map<string, string>();

  see(type: string, detail: JsonObject): void {
    const id = text(detail, 'extract') || text(detail, 'redaction');
    const sha256 = text(detail, 'sha256');
    if (MADE.has(type)) this.#made.set(sha256, id);
    if (APPROVED.has(type)) this.#approved.set(id, sha256);
    if (REFUSED.has(type)) this.#approved.delete(id);
    if (type === 'redaction-chosen') this.#chosen = id === '' ? null : id;
    if (type === 'extract-asked') this.#sources.set(id, text(detail, 'redaction') || null);
    if (type === 'extract-made')
      this.#parts.set(sha256, `${frameOf(detail['first'])} to ${frameOf(detail['last'])}`);
  }

  /** In any bundle. @throws Tampering where an extract is told as something else, or something else as an extract */
  checkExtracts({ ref, viewing }: BundleExhibit): void {
    for (const { path, sha256, kind, extract } of viewing) {
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

  /** An extract of a redaction may go while that may. */
  #mayGo(version: string, sha256: string): boolean {
    const source = this.#sources.get(version) ?? null;
    return this.#approved.get(version) === sha256 && (source === null || this.#approved.has(source));
  }
}
