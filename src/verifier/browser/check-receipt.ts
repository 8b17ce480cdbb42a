import { checkReceipt } from '../receipt/check-receipt';
import type { ReceiptDoubt, ReceiptFault, ReceiptVerdict } from '../receipt/receipt-verdict';

/** Bytes. What is larger is no receipt. */
const LARGEST = 64 * 1024 * 1024;
/** Dates by UK clocks, as everywhere. */
const ZONE = 'Europe/London';

/** What the page says, in the language of its reader. */
interface Texts {
  readonly checking: string;
  readonly real: string;
  readonly counts: string;
  readonly notReal: string;
  readonly unclear: string;
  readonly tooLarge: string;
  readonly faults: Readonly<Record<ReceiptFault, string>>;
  readonly doubts: Readonly<Record<ReceiptDoubt, string>>;
  readonly reference: string;
  readonly sent: string;
  readonly recorded: string;
  readonly stamped: string;
  readonly checkCode: string;
  readonly file: string;
  readonly entry: string;
  readonly earlier: string;
  readonly stored: string;
  readonly device: string;
  readonly noHash: string;
}

type Row = readonly [label: string, value: string, isCode?: boolean];
type Proven = Extract<ReceiptVerdict, { outcome: 'proven' }>;

const filled = (text: string, number: number): string => text.replace('{number}', String(number));

class Checker {
  readonly #area = document.getElementById('check') as HTMLElement;
  readonly #result = document.getElementById('result') as HTMLElement;
  readonly #texts = JSON.parse(this.#area.dataset['texts'] ?? '{}') as Texts;
  readonly #keys = JSON.parse(this.#area.dataset['keys'] ?? '[]') as string[];
  readonly #language = document.documentElement.lang;
  #running = 0;

  start(): void {
    this.#area.hidden = false;
    document.getElementById('chosen')?.addEventListener('change', (event) => {
      void this.#check((event.target as HTMLInputElement).files?.[0]);
    });
    for (const name of ['dragenter', 'dragover'])
      document.addEventListener(name, (event) => event.preventDefault());
    document.addEventListener('drop', (event) => {
      event.preventDefault();
      void this.#check(event.dataTransfer?.files[0]);
    });
  }

  /** Nothing leaves the device: the file is read here. */
  async #check(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    this.#running += 1;
    const own = this.#running;
    this.#say('', this.#texts.checking, []);
    if (file.size > LARGEST) {
      this.#say('2', this.#texts.unclear, [this.#texts.tooLarge]);
      return;
    }
    const bytes = await file.arrayBuffer().catch(() => undefined);
    const verdict =
      bytes === undefined
        ? undefined
        : await checkReceipt(Buffer.from(new Uint8Array(bytes)), { keys: this.#keys });
    if (own === this.#running) this.#show(verdict);
  }

  #show(verdict: ReceiptVerdict | undefined): void {
    const { faults, doubts, unclear, notReal, real, counts } = this.#texts;
    if (verdict === undefined) this.#say('2', unclear, [doubts['not-readable']]);
    else if (verdict.outcome === 'tampered') this.#say('1', notReal, [faults[verdict.what]]);
    else if (verdict.outcome === 'cannot-tell') this.#say('2', unclear, [doubts[verdict.why]]);
    else this.#say('0', real, [counts], this.#rows(verdict));
  }

  #rows({ receipt, recordedAt, checkCode, timeStamp }: Proven): Row[] {
    const t = this.#texts;
    const time = (at: string): string =>
      new Intl.DateTimeFormat(this.#language, {
        dateStyle: 'long',
        timeStyle: 'medium',
        timeZone: ZONE,
      }).format(new Date(at));
    const bytes = new Intl.NumberFormat(this.#language, { style: 'unit', unit: 'byte', unitDisplay: 'long' });
    return [
      [t.reference, receipt.reference],
      [t.checkCode, checkCode],
      [t.sent, time(receipt.sentAt)],
      [t.recorded, time(recordedAt)],
      ...(timeStamp.state === 'absent' ? [] : [[t.stamped, time(timeStamp.at)] as const]),
      ...receipt.files.flatMap(({ name, size, storedSha256, deviceSha256 }, at): Row[] => [
        [filled(t.file, at + 1), `\u2068${name}\u2069 (${bytes.format(size)})`],
        [t.stored, storedSha256 ?? t.noHash, storedSha256 !== null],
        [t.device, deviceSha256 ?? t.noHash, deviceSha256 !== null],
      ]),
      ...receipt.entries.map(({ number, earlier }): Row => [
        filled(t.entry, number),
        earlier ? t.earlier : '✓',
      ]),
    ];
  }

  #say(code: string, heading: string, lines: readonly string[], rows: readonly Row[] = []): void {
    const element = (name: string, style: string, text: string): HTMLElement => {
      const made = document.createElement(name);
      made.className = style;
      made.textContent = text;
      return made;
    };
    const list = element('dl', 'govuk-summary-list', '');
    for (const [label, value, isCode] of rows) {
      const row = element('div', 'govuk-summary-list__row', '');
      const said = element('dd', 'govuk-summary-list__value', isCode === true ? '' : value);
      if (isCode === true) said.append(element('code', 'intake-hash', value));
      row.append(element('dt', 'govuk-summary-list__key', label), said);
      list.append(row);
    }
    this.#result.dataset['code'] = code;
    this.#result.replaceChildren(
      element('h2', 'govuk-heading-m', heading),
      ...lines.map((line) => element('p', 'govuk-body', line)),
      ...(rows.length > 0 ? [list] : []),
    );
  }
}

new Checker().start();
