import type { ClipId, RedactionId } from '../../../kernel/ids';
import { APPLICATION_LABEL, type ApplicationItem } from './application';
import { heldBack, idsOf } from './transcripts';
import {
  calledOf,
  labelOf,
  type EvidenceItem,
  type SensitiveItem,
  type SortedItems,
  type UnusedItem,
} from './item';
import { takenFrom } from './taken-from';

/** One thing that the defence, or the court, is not given, and why. For the officer and the prosecutor alone. */
export interface Withheld {
  readonly clipId: ClipId;
  readonly label: string;
  readonly what: string;
  readonly why: string;
}

/** An item without a decision that stands. */
export interface Undecided {
  readonly clipId: ClipId;
  readonly label: string;
  /** Decided before, but not since the newest review was opened. */
  readonly inReview: boolean;
}

const FIELDS = 'file name in the custody record; words that were corrected since, if any; officers’ reasons';
const FIELDS_WHY = 'protected fields: their commitments go along, the values do not';

const WORDS_FIELDS = 'officers’ reasons';

const COPY_WHY =
  'may tell where somebody is, how to reach them or which device they have; no picture and no sound is changed';

const RECORDING_WHY =
  'its SHA-256 and the number of the frame go along, so that the frame can be checked if the recording is given later';

/** What the copies for the defence lack of the originals, by the names of the fields. */
export const withheldFromCopies = (
  items: Pick<SortedItems, 'evidence' | 'unused'>,
  removed: ReadonlyMap<ClipId, readonly string[]>,
): Withheld[] =>
  disclosed(items).flatMap((item) => {
    const names = removed.get(item.clipId) ?? [];
    const row = { clipId: item.clipId, label: calledOf(item) };
    return names.length === 0 ? [] : [{ ...row, what: `in the copy: ${names.join('; ')}`, why: COPY_WHY }];
  });

const REDACTED = 'the recording as it came, and every copy of it but the redacted one';
const REDACTED_WHY = 'a redacted copy was chosen; its recipe says what is covered, and why';
const EXTRACT = (reference: string): string =>
  `the recording as it came, and every copy of it but the extract ${reference}`;
const EXTRACT_WHY = 'an extract was chosen; its recipe says which frames it has, and what is covered in them';

/** How an item goes: as which copy of it. */
interface Chosen {
  readonly redactionId: RedactionId | null;
  readonly extract: string | null;
}

/** Of items that go as a redacted copy or as an extract. */
export const withheldByChoice = (
  items: Pick<SortedItems, 'evidence' | 'unused'>,
  choices: ReadonlyMap<ClipId, Chosen>,
): Withheld[] =>
  disclosed(items).flatMap((item) => {
    const choice = choices.get(item.clipId);
    if (choice === undefined || choice.redactionId === null) return [];
    return choice.extract === null
      ? [line(item, REDACTED, REDACTED_WHY)]
      : [line(item, EXTRACT(choice.extract), EXTRACT_WHY)];
  });

type Row = (item: EvidenceItem | UnusedItem | SensitiveItem, what: string, why: string) => Withheld;
const line: Row = (item, what, why) => ({ clipId: item.clipId, label: calledOf(item), what, why });

const namesOf = ({ isWritten }: EvidenceItem | UnusedItem): string =>
  isWritten === true ? WORDS_FIELDS : FIELDS;

const fieldsOf = (item: EvidenceItem | UnusedItem): Withheld => line(item, namesOf(item), FIELDS_WHY);

/** Of an item that goes to the defence. */
const partOf = (item: EvidenceItem | UnusedItem): Withheld =>
  item.originalToDefence
    ? fieldsOf(item)
    : line(
        item,
        `original file; ${namesOf(item)}`,
        `no decision gives the original to the defence; ${FIELDS_WHY}`,
      );

/** What neither the defence nor the court is given, whatever else there is. */
const neverOf = (items: SortedItems, undecided: readonly Undecided[]): Withheld[] => [
  ...items.sensitive.map((item) =>
    line(item, 'whole item, its custody record and its row on the MG6D', `sensitive: ${item.reason}`),
  ),
  ...items.notRelevant.map((item) => ({
    clipId: item.clipId,
    label: item.exhibit?.reference ?? item.name ?? '',
    what: 'whole item',
    why: `not relevant: ${item.reason}`,
  })),
  ...undecided.map(({ clipId, label, inReview }) => ({
    clipId,
    label,
    what: 'whole item',
    why: inReview ? 'under review: to be decided again' : 'not decided yet',
  })),
];

/** Of single frames that go where the recording that they were taken from does not. */
function recordingsOf(going: readonly (EvidenceItem | UnusedItem)[]): Withheld[] {
  const labels = new Set(going.map(labelOf));
  return going.flatMap((item) => {
    const parent = takenFrom(labelOf(item));
    if (parent === undefined || labels.has(parent)) return [];
    const what = `${parent}, the recording that this frame was taken from, and its custody record`;
    return [line(item, what, RECORDING_WHY)];
  });
}

/** `['AB', 2]` of `AB/2`, `['AB/2', 1]` of the still `AB/2/1`; `undefined` of what is no exhibit. */
function numberIn(label: string): readonly [string, number] | undefined {
  const [, series, number] = /^(.+)\/(\d+)$/.exec(label) ?? [];
  return series === undefined ? undefined : [series, Number(number)];
}

const COUNTED = 'numbers are never used again, so the empty place shows; say so to the prosecutor';
const RECORDED = 'a history goes along whole or not at all; say so to the prosecutor';

/** Of a transcript that stays where its recording goes. The history of that has the SHA-256 of what was finished, without a salt. */
function typedOf(
  item: EvidenceItem | UnusedItem | SensitiveItem,
  going: readonly (EvidenceItem | UnusedItem)[],
): Withheld[] {
  const { clipId, transcript } = item;
  const recording = going.find((one) => one.clipId === transcript?.recording);
  const isGoing = going.some((one) => one.clipId === clipId);
  if (recording === undefined || transcript?.isFinished !== true || isGoing) return [];
  const what = `cannot be kept back: that what is said was typed, and the SHA-256 of it, in the history of ${calledOf(recording)}`;
  return [line(item, what, RECORDED)];
}

/** Of a film of recordings that go, and of notes on them: their histories say that there is such a thing. */
function madeOf({ film, notesOn }: SensitiveItem, going: readonly (EvidenceItem | UnusedItem)[]): string[] {
  const of = new Set(film?.parts ?? [notesOn]);
  const labels = going.filter(({ clipId }) => of.has(clipId)).map(calledOf);
  const said = film ? 'that a film was put together' : 'that officers wrote notes';
  return labels.length === 0
    ? []
    : [`cannot be kept back: ${said}, in the history of ${labels.join(' and of ')}`];
}

/**
 * Sensitive items that somebody can tell of: their number is missing among those that are shown, or a frame, a film or notes stand in
 * the history of a recording.
 * @param going what the recipient is given @param shown references that the recipient reads, on forms too
 * @param schedule numbers of the MG6C that the recipient reads
 */
function tracesOf(
  { sensitive, evidence, unused }: SortedItems,
  going: readonly (EvidenceItem | UnusedItem)[],
  shown: readonly string[],
  schedule: readonly (number | null)[],
): Withheld[] {
  const numbers = shown.map(numberIn).filter((one) => one !== undefined);
  const histories = going.map(labelOf);
  const typed = [...sensitive, ...evidence, ...unused].flatMap((item) => typedOf(item, going));
  const traces = sensitive.flatMap((item) => {
    const own = numberIn(item.exhibit?.reference ?? '');
    const listed = item.numbers.MG6C;
    const isMissed = own && numbers.some(([series, number]) => series === own[0] && number > own[1]);
    const recording = takenFrom(item.exhibit?.reference ?? '');
    const isRecorded = recording !== undefined && histories.includes(recording);
    const wasListed = listed !== null && schedule.some((number) => (number ?? 0) > listed);
    return [
      ...(isMissed
        ? [line(item, 'cannot be kept back: that an exhibit of this number exists', COUNTED)]
        : []),
      ...(isRecorded
        ? [
            line(
              item,
              `cannot be kept back: that this frame was taken, in the history of ${recording}`,
              RECORDED,
            ),
          ]
        : []),
      ...(wasListed
        ? [line(item, `cannot be kept back: that number ${listed} of the MG6C is empty`, COUNTED)]
        : []),
      ...madeOf(item, going).map((what) => line(item, what, RECORDED)),
    ];
  });
  return [...traces, ...typed];
}

const referencesOf = (items: readonly (EvidenceItem | UnusedItem)[]): string[] =>
  items.flatMap(({ exhibit }) => exhibit?.reference ?? []);

/** What is decided to go to the defence. */
export const decidedToGo = ({
  evidence,
  unused,
}: Pick<SortedItems, 'evidence' | 'unused'>): (EvidenceItem | UnusedItem)[] => [
  ...evidence,
  ...unused.filter(({ meetsTest }) => meetsTest),
];

const disclosed = (items: Pick<SortedItems, 'evidence' | 'unused'>) => {
  const decided = decidedToGo(items);
  const going = idsOf(decided);
  return decided.filter((item) => heldBack(item, going) === undefined);
};

/** Of a transcript or a film that was decided to go, and does not. */
const HELD_BACK = { transcript: 'whole item: a transcript', film: 'whole item: a compilation' } as const;

/** A row of what is withheld that is such a one. */
export const isHeldBack = ({ what }: Pick<Withheld, 'what'>): boolean =>
  Object.values<string>(HELD_BACK).includes(what);

/** What is said of an item that goes; of a transcript or a film that is held back, why. */
const unlessHeld =
  (of: typeof fieldsOf, going: ReadonlySet<ClipId>): typeof fieldsOf =>
  (item) => {
    const why = heldBack(item, going);
    return why === undefined ? of(item) : line(item, HELD_BACK[item.film ? 'film' : 'transcript'], why);
  };

/** What a defence bundle leaves out now, item by item. */
export function withheldFromDefence(items: SortedItems, undecided: readonly Undecided[]): Withheld[] {
  const going = disclosed(items);
  const told = unlessHeld(partOf, idsOf(going));
  return [
    ...items.evidence.map(told),
    ...items.unused.map((item) =>
      item.meetsTest
        ? told(item)
        : line(
            item,
            'whole item; it is described on the MG6C',
            'unused, and decided not to meet the disclosure test',
          ),
    ),
    ...recordingsOf(going),
    ...neverOf(items, undecided),
    ...tracesOf(
      items,
      going,
      referencesOf([...items.evidence, ...items.unused]),
      items.unused.map(({ numbers }) => numbers.MG6C),
    ),
  ];
}

/** What a bundle for the court leaves out now, item by item. */
export const withheldFromCourt = (items: SortedItems, undecided: readonly Undecided[]): Withheld[] => [
  ...items.evidence.map(unlessHeld(fieldsOf, idsOf(items.evidence))),
  ...items.unused.map((item) => line(item, 'whole item', 'unused: the court is given the exhibits alone')),
  ...recordingsOf(items.evidence),
  ...neverOf(items, undecided),
  ...tracesOf(
    items,
    items.evidence.filter((item) => heldBack(item, idsOf(items.evidence)) === undefined),
    referencesOf(items.evidence),
    [],
  ),
];

/**
 * What a bundle of an application leaves out now, of what the application names.
 * @param named those items alone
 */
export const withheldFromOrder = (
  named: SortedItems,
  undecided: readonly Undecided[],
  application: ApplicationItem | undefined,
): Withheld[] => [
  ...(application === undefined ? [] : [{ ...fieldsOf(application), label: APPLICATION_LABEL }]),
  ...withheldFromCourt({ ...named, unused: named.unused.filter((item) => item !== application) }, undecided),
];
