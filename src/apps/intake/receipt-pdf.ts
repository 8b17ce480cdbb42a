import type { Receipt, ReceiptClip, ReceiptProof } from '../../features/submissions';
import { pdf, type Block, type Data } from '../../platform/paper/pdf';
import { receiptWords } from './receipt-words';
import type { Speech } from './speech';
import { CHECK_COMMANDS } from './texts/commands';

/** Files whose fingerprints stand on the first sheet too. */
const ON_ONE_SHEET = 2;

const annex = (text: string, onNewSheet: boolean): Block => ({ kind: 'heading', text, onNewSheet });
const heading = (text: string): Block => ({ kind: 'heading', text });
const lines = (texts: readonly string[]): Block[] => texts.map((text) => ({ kind: 'text', text }));
const row = (label: string, value: string, data?: Data): Block => ({ kind: 'row', label, value, data });
/** A fingerprint, or words for that there is none. */
const fingerprint = (label: string, sha256: string | null, none: string): Block =>
  row(label, sha256 ?? none, sha256 === null ? undefined : 'code');
const together = (...blocks: readonly Block[]): Block => ({ kind: 'together', blocks });
const commands = CHECK_COMMANDS.map((text): Block => ({ kind: 'code', text }));

function clipBlock(speech: Speech, clip: ReceiptClip, index: number): Block {
  const { t, say } = speech;
  const words = t.receipt;
  const { deviceSha256, storedSha256 } = clip;
  return together(
    heading(say(words.file, { number: index + 1 })),
    row(words.name, clip.fileName, 'name'),
    row(words.size, receiptWords(speech).sizeWords(clip.size)),
    fingerprint(words.onDevicePaper, deviceSha256, words.notOnDevice),
    fingerprint(words.asStoredPaper, storedSha256, words.beingChecked),
  );
}

interface ReceiptExtras {
  /** Whom the victim may ask, in the officer's words. */
  readonly ask: string;
  readonly proof: ReceiptProof | undefined;
  /** Address of the page that checks receipts. */
  readonly checkAt: string;
}

function proofBlocks({ t, say }: Speech, { proof, checkAt }: ReceiptExtras): Block[] {
  const words = t.receipt;
  if (proof === undefined) return [heading(words.proveHeading), ...lines([words.proveSoon])];
  return [
    heading(words.proveHeading),
    ...lines([say(words.prove, { address: checkAt }), words.provePhone]),
    row(words.checkCode, proof.checkCode, 'code'),
  ];
}

/** The receipt to keep or print, with what shows that it is one. */
export async function receiptPdf(speech: Speech, receipt: Receipt, extras: ReceiptExtras): Promise<Buffer> {
  const { t, say, format, language } = speech;
  const words = t.receipt;
  const { reference, clips, incidents } = receipt;
  const { entryLine, whomToAsk } = receiptWords(speech);
  const { proof } = extras;
  return pdf(language, {
    title: say(words.documentTitle, { reference }),
    ...(proof !== undefined && { file: { name: `receipt-${reference}.json`, text: proof.file } }),
    foot: (page, pages) => say(words.page, { reference, page, pages }),
    blocks: [
      { kind: 'title', text: words.paperTitle },
      row(words.reference, reference, 'name'),
      row(words.sent, format.dateTime(receipt.sentAt)),
      row(words.files, format.number(clips.length)),
      row(words.sizeInAll, format.bytes(clips.reduce((sum, { size }) => sum + size, 0))),
      ...(words.diaryEntries === '' ? [] : [row(words.diaryEntries, format.number(incidents.length))]),
      ...incidents.map((entry): Block => ({ kind: 'point', text: entryLine(entry) })),
      together(heading(words.nextHeading), ...lines(words.next)),
      together(heading(words.stopHeading), ...lines(words.stopping)),
      together(heading(words.askHeading), ...lines([whomToAsk(extras.ask)])),
      together(...proofBlocks(speech, extras)),
      together(heading(words.checkHeading), ...lines([words.checking]), ...commands),
      // However many files there are, the first sheet says all that the victim needs.
      ...(clips.length > 0 ? [annex(words.annexPaper, clips.length > ON_ONE_SHEET)] : []),
      ...clips.map((clip, index) => clipBlock(speech, clip, index)),
    ],
  });
}

/** The same for a place where others may see it: no names of files, nothing of what it is about, and no count of what it does not list. */
export async function neutralPdf({ t, say, format, language }: Speech, receipt: Receipt): Promise<Buffer> {
  const words = t.receipt.neutral;
  const { reference, clips } = receipt;
  const items = clips.map(({ size, storedSha256 }, index) =>
    together(
      row(say(words.item, { number: index + 1 }), format.bytes(size)),
      fingerprint(words.checkNumber, storedSha256, words.notReady),
    ),
  );
  return pdf(language, {
    title: say(words.documentTitle, { reference }),
    foot: (page, pages) => say(t.receipt.page, { reference, page, pages }),
    blocks: [
      { kind: 'title', text: words.title },
      row(t.receipt.reference, reference, 'name'),
      row(words.date, format.dateTime(receipt.sentAt)),
      ...(clips.length > 0 ? [row(words.items, format.number(clips.length))] : []),
      ...items,
      ...(clips.length > 0
        ? [together(heading(words.checkHeading), ...lines([words.check]), ...commands)]
        : []),
      together(heading(words.askHeading), ...lines([words.ask])),
    ],
  });
}
