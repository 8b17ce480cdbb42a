import type { JsonObject, JsonValue } from '../../kernel/json';
import type { Files } from '../files';
import type { BundleExhibit, BundleKind } from './bundle-json';
import { bad } from './bundle-verdict';
import { BAG } from './layout';

const objectOf = (value: JsonValue | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
const textOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** What the log says of one exhibit as a recording in which something is said, and as a transcript. */
export class TranscriptFacts {
  /** SHA-256 of captions that were finished, and of those that another officer checked. */
  readonly finished = new Set<string>();
  readonly checked = new Set<string>();
  /** Of a transcript, as its words were fixed. */
  #frozen: { readonly captions: string | undefined; readonly recording: string | undefined } | undefined;

  see(type: string, detail: JsonObject, opened: ReadonlyMap<string, JsonValue>): void {
    const sha256 = textOf(detail['sha256']) ?? '';
    if (type === 'transcript-finished') this.finished.add(sha256);
    if (type === 'transcript-checked') this.checked.add(sha256);
    if (type !== 'item-frozen' || detail['kind'] !== 'transcript') return;
    const words = objectOf(opened.get('words'));
    this.#frozen = { captions: textOf(words['captions']), recording: textOf(words['recording']) };
  }

  /** The file against the words that were fixed. @throws Tampering, Unreadable */
  async check(
    { ref, custody, transcript: told }: BundleExhibit,
    kind: BundleKind,
    files: Files,
  ): Promise<void> {
    const { captions, recording } = this.#frozen ?? {};
    if (this.#frozen !== undefined && kind !== 'prosecution' && captions === undefined)
      throw bad('not-for-this-kind', custody, `no draft of a transcript in a ${kind} bundle`, ref);
    if (told === undefined) {
      if (captions === undefined) return;
      throw bad('wrong-summary', `${BAG.summary}: transcript of ${ref}`, 'its captions', 'nothing');
    }
    if (captions === undefined)
      throw bad('not-in-the-log', told.path, 'no captions: the log has none here', told.sha256);
    if (told.recording !== recording)
      throw bad('wrong-summary', `${BAG.summary}: recording of ${ref}`, recording ?? 'none', told.recording);
    if (!Buffer.from(captions).equals(await files.bytes(told.path)))
      throw bad('not-in-the-log', told.path, `the captions that were fixed as words of ${ref}`, 'others');
  }
}

/** An item of the bundle, by what is needed to hold a transcript of it to its history. */
export interface Recording {
  readonly ref: string;
  /** SHA-256 of its master. */
  readonly master: string;
  /** Its folder below `data/redactions`. */
  readonly folder: string;
  readonly said: TranscriptFacts;
  /** It goes redacted, or as an extract. */
  readonly isCovered: boolean;
}

/** Whether it goes with all of its sound, and every time as it is: whole, or covered in the picture alone. */
async function isHeard({ folder, isCovered }: Recording, files: Files): Promise<boolean> {
  if (!isCovered) return true;
  const recipe = await files.optional(`${BAG.redactions}${folder}/recipe.json`);
  if (recipe === undefined) return false;
  const { sound, trim = null } = objectOf(JSON.parse(recipe) as JsonValue);
  return Array.isArray(sound) && sound.length === 0 && trim === null;
}

/**
 * A transcript against its recording: finished there with these captions; and for the defence and the court beside it, checked, and
 * nothing of the sound left out.
 * @throws Tampering, Unreadable
 */
export async function checkRecording(
  { ref, custody, transcript }: BundleExhibit,
  kind: BundleKind,
  items: readonly Recording[],
  files: Files,
): Promise<void> {
  if (transcript === undefined) return;
  const { path, sha256 } = transcript;
  const recordings = items.filter(({ master }) => master === transcript.recording);
  const recording = recordings.find(({ said }) => said.finished.has(sha256));
  // The same file may have come twice, and only the other one go.
  const typed = recordings.find(({ said }) => said.finished.size > 0);
  if (typed !== undefined && recording === undefined)
    throw bad('not-in-the-log', path, `captions that were finished in the history of ${typed.ref}`, sha256);
  if (kind === 'prosecution') return;
  if (recording === undefined)
    throw bad('not-for-this-kind', custody, `the recording of ${ref} beside it`, 'none');
  if (!recording.said.checked.has(sha256))
    throw bad(
      'not-for-this-kind',
      path,
      'a transcript that was checked against the sound',
      'one that was not',
    );
  if (!(await isHeard(recording, files)))
    throw bad('not-for-this-kind', path, `no transcript beside a part of ${recording.ref}`, 'one');
}
