import type { JsonObject, JsonValue } from '../../kernel/json';
import { EXPORT } from '../../custody/pure/export-layout';
import type { SeenEvent } from '../export-check';
import type { Files } from '../files';
import type { BundleExhibit, BundleJson, BundleKind } from './bundle-json';
import { bad } from './bundle-verdict';
import { BAG } from './layout';
import { FilmFacts, type Shown } from './film-facts';
import { checkMakerSeal } from './maker-seal-facts';
import { checkMalware } from './malware-facts';
import { RedactionFacts } from './redaction-facts';
import { TranscriptFacts, type Recording } from './transcript-facts';

/** Values that nobody but the prosecutor may be handed. */
const PROTECTED = ['reason', 'rebuttal', 'fileName'];

interface LoggedEvent {
  readonly type: string;
  readonly detail?: JsonObject;
  readonly investigation?: string | null;
}

/** Events that name a copy of the exhibit by its SHA-256, and what it was made from. */
const MAKES_A_COPY = new Set(['rendition-made', 'redaction-rendered', 'extract-made']);

/** What an exhibit says of itself that can be put right. Its reference never changes. */
const CORRECTABLE = ['producerName', 'description'];

/** What an item may have been decided to be. In a bundle of an application that is unused material itself. */
const ALLOWED = {
  defence: ['evidence', 'unused'],
  court: ['evidence'],
  order: ['evidence'],
} as const satisfies Partial<Record<BundleKind, readonly string[]>>;

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** What the log says of one exhibit, against what the bundle says and holds. */
export class ExhibitFacts {
  #master: string | undefined;
  #registered: string | undefined;
  #decision: JsonObject | undefined;
  #makerSeal: JsonObject | undefined;
  #malware: JsonObject | undefined;
  #isApplication = false;
  /** What each copy was made from, by SHA-256. */
  readonly #copies = new Map<string, string>();
  readonly #redaction = new RedactionFacts();
  readonly #transcript = new TranscriptFacts();
  readonly #films = new FilmFacts();
  readonly #opened = new Map<string, JsonValue>();

  constructor(
    private readonly exhibit: BundleExhibit,
    private readonly bundle: Pick<BundleJson, 'kind' | 'investigation'>,
  ) {}

  /** @throws Tampering for an event of another subject, or an opening that must not be here */
  see({ record, openings, repudiated }: SeenEvent): void {
    const { custody, clip } = this.exhibit;
    const subject = `clip:${clip}`;
    if (record.subject !== subject) {
      throw bad('not-in-the-log', `${custody}/${EXPORT.records}`, subject, record.subject);
    }
    const given = openings.find(({ field }) => PROTECTED.includes(field))?.field;
    if (this.bundle.kind !== 'prosecution' && given !== undefined) {
      throw bad('not-for-this-kind', `${custody}/${EXPORT.openings}`, `no opening of ${given}`, 'one');
    }
    const { type, detail = {}, investigation } = JSON.parse(record.event) as LoggedEvent;
    const expected = this.bundle.investigation ?? investigation;
    if (typeof investigation === 'string' && investigation !== expected) {
      throw bad('wrong-summary', `${BAG.summary}: investigation`, investigation, expected ?? 'none');
    }
    // It is part of the history, and shows nothing of the exhibit.
    if (repudiated) return;
    const opened = new Map(openings.map(({ field, value }) => [field, value]));
    this.#redaction.see(type, detail, opened);
    this.#transcript.see(type, detail, opened);
    this.#films.see(type, detail, opened);
    const sha256 = textOf(detail['sha256']);
    if (type === 'master-defined') this.#master = sha256;
    if (MAKES_A_COPY.has(type)) this.#copies.set(sha256, textOf(detail['inputSha256']));
    if (type === 'decision-made') this.#decision = detail;
    if (type === 'seal-checked') this.#makerSeal = detail;
    if (type === 'malware-scanned') this.#malware = detail;
    if (type === 'item-frozen') this.#isApplication = detail['kind'] === 'application';
    if (type === 'exhibit-registered') this.#registered = sha256;
    if (type === 'exhibit-registered' || type === 'exhibit-corrected') this.#seeWords(opened);
  }

  /** A correction takes the place of what was said before, also where the words of it are not handed over. */
  #seeWords(opened: ReadonlyMap<string, JsonValue>): void {
    for (const field of CORRECTABLE) this.#opened.delete(field);
    for (const [field, value] of opened) this.#opened.set(field, value);
  }

  /** After the last event. @throws Tampering */
  check(): void {
    this.#checkFiles();
    this.#checkWords();
    this.#checkDecision();
    this.#redaction.checkTold(this.exhibit);
    this.#films.check(this.exhibit);
    if (this.bundle.kind !== 'prosecution') this.#redaction.check(this.exhibit);
    checkMakerSeal(this.exhibit, this.#makerSeal);
    checkMalware(this.exhibit, this.#malware);
  }

  /** What lies beside a redacted copy or an extract, and the captions of a transcript. @throws Tampering, Unreadable */
  async checkMaking(files: Files, sums: ReadonlyMap<string, string>): Promise<void> {
    await this.#redaction.checkMaking(this.exhibit, files, sums);
    await this.#transcript.check(this.exhibit, this.bundle.kind, files);
  }

  /** The words of an application for an order. */
  get isApplication(): boolean {
    return this.#isApplication;
  }

  /** As what a transcript may be of. */
  asRecording(): Recording {
    const { ref, custody } = this.exhibit;
    const folder = custody.slice(custody.lastIndexOf('/') + 1);
    const isCovered = this.#redaction.isChosen;
    return { ref, master: this.#master ?? '', folder, said: this.#transcript, isCovered };
  }

  /** As what a film may be of. */
  asShown(): Shown {
    const { ref, clip } = this.exhibit;
    const goesAs = this.#redaction.goesAs.bind(this.#redaction);
    return { ref, clip, master: this.#master ?? '', films: this.#films, goesAs };
  }

  #checkFiles(): void {
    const { ref, custody, original, viewing } = this.exhibit;
    const master = this.#master;
    if (master === undefined) throw bad('not-in-the-log', custody, `the master of ${ref}`, 'none');
    const registered = this.#registered ?? master;
    if (registered !== master) throw bad('not-in-the-log', `${custody}: the exhibit`, master, registered);
    if (original !== undefined && original.sha256 !== master) {
      throw bad('not-in-the-log', original.path, master, original.sha256);
    }
    for (const { path, sha256, copyOf } of viewing) {
      const source = this.#copies.get(sha256);
      if (source === undefined)
        throw bad('not-in-the-log', path, `a copy that the log of ${ref} knows`, sha256);
      if (copyOf !== undefined && copyOf !== source)
        throw bad('wrong-summary', `${BAG.summary}: source of ${path}`, source, copyOf);
    }
  }

  #checkWords(): void {
    const { ref, producer, description, listedAs } = this.exhibit;
    const words = {
      ...{ reference: ref, producerName: producer },
      // Of unused material a schedule may say it in other words.
      ...(listedAs === 'evidence' && { description }),
    };
    for (const [field, said] of Object.entries(words)) {
      const opened = this.#opened.get(field) ?? said;
      if (opened === said) continue;
      throw bad('wrong-summary', `${BAG.summary}: ${field} of ${ref}`, JSON.stringify(opened), said);
    }
  }

  /** The decision that stood when the bundle was sealed, as far as the log shows one. */
  #checkDecision(): void {
    const { custody, ref, original, listedAs } = this.exhibit;
    const decision = this.#decision;
    if (decision === undefined) return;
    const classification = textOf(decision['classification']);
    if (listedAs !== undefined && listedAs !== classification) {
      throw bad('wrong-summary', `${BAG.summary}: listedAs of ${ref}`, classification, listedAs);
    }
    const { kind } = this.bundle;
    if (kind === 'prosecution') return;
    const allowed = this.#isApplication && kind === 'order' ? ['unused'] : ALLOWED[kind];
    if (!allowed.some((one) => one === classification)) {
      throw bad('not-for-this-kind', custody, `${ref} to be ${allowed.join(' or ')}`, classification);
    }
    if (kind === 'defence' && original !== undefined && decision['originalToDefence'] !== true) {
      throw bad('not-for-this-kind', original.path, 'a decision that gives the original', 'none');
    }
  }
}
