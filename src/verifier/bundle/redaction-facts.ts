import type { JsonObject } from '../../kernel/json';
import type { BundleExhibit } from './bundle-json';
import { bad } from './bundle-verdict';

const text = (detail: JsonObject, field: string): string => {
  const value = detail[field];
  return typeof value === 'string' ? value : '';
};

/** What the log says of an exhibit's redaction: which copies were made, which were approved, and how it is to go. */
export class RedactionFacts {
  /** The version as whose copy it goes; `null`: whole. */
  #chosen: string | null = null;
  /** Of each copy, by its SHA-256: its version. */
  readonly #made = new Map<string, string>();
  /** SHA-256 of the copy of each version that may go. */
  readonly #approved = new Map<string, string>();

  see(type: string, detail: JsonObject): void {
    const redaction = text(detail, 'redaction');
    if (type === 'redaction-rendered') this.#made.set(text(detail, 'sha256'), redaction);
    if (type === 'redaction-approved') this.#approved.set(redaction, text(detail, 'sha256'));
    if (type === 'redaction-refused') this.#approved.delete(redaction);
    if (type === 'redaction-chosen') this.#chosen = redaction === '' ? null : redaction;
  }

  /** For the defence and the court. @throws Tampering */
  check({ ref, original, viewing }: BundleExhibit): void {
    const chosen = this.#chosen;
    for (const { path, sha256 } of viewing) {
      const version = this.#made.get(sha256);
      if (version !== undefined && this.#approved.get(version) !== sha256)
        throw bad('not-for-this-kind', path, 'a redacted copy that was approved', 'one that was not');
      if (chosen !== null && version !== chosen)
        throw bad('not-for-this-kind', path, `only the redacted copy of ${ref}`, 'another copy');
    }
    if (chosen !== null && original !== undefined)
      throw bad('not-for-this-kind', original.path, `only the redacted copy of ${ref}`, 'its original');
  }
}
