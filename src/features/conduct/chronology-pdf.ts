import { formatDuration } from '../../platform/http';
import { DRAFT_MARK } from '../../kernel/draft-mark';
import { LAW_MARK } from '../../kernel/law';
import {
  heading,
  LANDSCAPE_ROOM,
  plainPdf,
  row,
  ruledTable,
  type Cell,
  type Paragraph,
  type Content,
} from '../../platform/pdf';
import { inForceAt, type Conduct, type Occasion, type Part } from './conduct';
import type { OrderRow } from './conduct.repository';
import { ORDER_WORDS, originText } from './domain/order';
import {
  dayText,
  gapText,
  laterText,
  momentText,
  sharedLines,
  partText,
  sourceText,
  standingOf,
  whenOfOccasion,
} from './words';

interface About {
  readonly urn: string;
  readonly offence: string;
  readonly madeBy: string;
  /** As it is to stand on the paper. */
  readonly madeAt: string;
}

type Line = Readonly<Record<'label' | 'text', string>>;

export const orderText = ({ kind, madeOn, endsOn }: OrderRow): string =>
  `${ORDER_WORDS[kind]} of ${dayText(madeOn)}${endsOn === null ? ', until further order' : `, to ${dayText(endsOn)}`}`;

const SMALL = { style: 'label', fontSize: 9 } as const;

/** Orders in force at an occasion, and the breach that was decided. */
export function orderLines(
  { moment, decision }: Pick<Occasion, 'moment' | 'decision'>,
  orders: readonly OrderRow[],
): string[] {
  return inForceAt(orders, moment).map(({ order, sure }) => {
    const name = orderText(order);
    if (decision?.breachOf === order.id) return `Breach, as decided, of: ${name}`;
    return `${sure ? 'In force' : 'In force in part of that month'}: ${name}`;
  });
}

/** In the victim's own words, and what was added to them later. */
const saidLines = ({ parts }: Occasion): string[] =>
  parts.flatMap((part) => [part.words === '' ? [] : `“${part.words}”`, laterText(part) ?? []].flat());

/** An occasion as it stands in an item that can be disclosed. `own`: what an officer says of it for this paper. */
export function occasionLines(
  occasion: Occasion,
  orders: readonly OrderRow[],
  own: readonly string[] = [],
): Line {
  const { moment, source } = whenOfOccasion(occasion);
  return {
    label: `${moment} (${source})`,
    text: [
      ...own,
      ...saidLines(occasion),
      ...orderLines(occasion, orders),
      ...(occasion.decision === null ? [] : [`Why it counts: ${occasion.decision.reason}`]),
      `From: ${occasion.parts.map(nameOf).join('; ')}`,
    ].join('\n'),
  };
}

/** With the court and the route, where they are recorded, and the terms. */
function wholeOrder(order: OrderRow): string {
  const origin = originText(order);
  return `${orderText(order)}${origin === '' ? '' : `, ${origin}`}: ${order.terms}`;
}

/** Those struck out are none. */
export const orderList = (orders: readonly OrderRow[]): Line[] =>
  orders
    .filter(({ withdrawn }) => withdrawn === null)
    .map((order) => ({ label: 'Order', text: wholeOrder(order) }));

/** By reference, and how it is described: a reader has no list beside the paper. */
const exhibitLines = (part: Part): Paragraph[] => [
  { text: partText(part) },
  ...(part.shows.description === null ? [] : [{ text: part.shows.description, ...SMALL }]),
];

function entry(occasion: Occasion, orders: readonly OrderRow[], counted: readonly Occasion[]): Cell[] {
  const why = occasion.decision?.reason ?? '';
  const when: readonly Paragraph[] = [
    { text: momentText(occasion.moment), bold: true },
    { text: sourceText(occasion.moment), ...SMALL },
  ];
  return [
    String(occasion.number),
    when,
    [
      ...saidLines(occasion).map((text): Paragraph => ({ text, margin: [0, 0, 0, 3] })),
      ...orderLines(occasion, orders).map((text): Paragraph => ({ text, bold: true })),
      ...(why === '' ? [] : [{ text: `Why it counts: ${why}`, ...SMALL }]),
    ],
    [
      ...occasion.parts.flatMap(exhibitLines),
      ...sharedLines(occasion, counted).map((text): Paragraph => ({ text, bold: true })),
    ],
  ];
}

/** Not by the file's own name: somebody else's words may tell where a person lives. */
export function nameOf(part: Part): string {
  if (part.leftOut) return 'what is left out';
  return part.kind === 'clip' ? (part.exhibit ?? 'a recording that is no exhibit') : partText(part);
}

const countedOf = ({ occasions }: Conduct): Occasion[] =>
  occasions.filter((one) => standingOf(one) === 'counts' && one.parts.length > 0);

/** Recordings and entries that a chronology tells of, those that add to an entry among them. */
export const toldBy = (conduct: Conduct): string[] =>
  countedOf(conduct).flatMap(({ parts }) =>
    parts.flatMap(({ id, later }) => [id, ...later.map((entry) => entry.id)]),
  );

/** The occasions that count, as lines: the words by which a chronology is an item that can be disclosed. */
export function chronologyLines(conduct: Conduct): Line[] {
  const listed = orderList(conduct.orders);
  const counted = countedOf(conduct);
  const occasions = counted.map((occasion) => {
    const line = occasionLines(occasion, conduct.orders);
    const shared = sharedLines(occasion, counted).map((text) => `Occasion ${occasion.number}: ${text}`);
    return { ...line, text: [line.text, ...shared].join('\n') };
  });
  const nothing = { label: 'Occasions', text: 'No occasion counts so far.' };
  return [...listed, ...(occasions.length === 0 ? [nothing] : occasions)];
}

const shapeOf = ({ series, counting }: Conduct): Content[] => {
  const longest = series.stays.reduce((most, { seconds }) => Math.max(most, seconds), 0);
  return [
    row('Occasions that count', String(counting)),
    row(
      'First and last',
      series.first === null ? '-' : `${dayText(series.first)} and ${dayText(series.last ?? '')}`,
    ),
    row('Longest time between', gapText(series.longestGapDays) ?? '-'),
    row('Median time between', gapText(series.medianGapDays) ?? '-'),
    row(
      'Longest occasion, from its first footage to its last',
      series.stays.length === 0 ? '-' : formatDuration(longest),
    ),
  ];
};

/** The occasions that an officer lets count, in order of time, for an application or a file. */
export async function chronologyPdf(conduct: Conduct, about: About): Promise<Buffer> {
  const counted = countedOf(conduct);
  const orders = orderList(conduct.orders);
  const content: Content[] = [
    { text: 'Chronology of a course of conduct', fontSize: 16, bold: true },
    row('URN', about.urn),
    row('Offence', about.offence, 'value', LANDSCAPE_ROOM),
    row('Made by', `${about.madeBy}, ${about.madeAt}`, 'value', LANDSCAPE_ROOM),
    ...shapeOf(conduct),
    counted.length < 2
      ? {
          text: 'A course of conduct needs conduct on at least two occasions (Protection from Harassment Act 1997, section 7(3)).',
          margin: [0, 8, 0, 0],
        }
      : [],
    heading('Orders'),
    orders.length === 0 ? { text: 'None is recorded.' } : { ul: orders.map(({ text }) => text) },
    heading('Occasions'),
    counted.length === 0
      ? { text: 'No occasion counts so far.' }
      : ruledTable(
          ['No.', 'When', 'What happened', 'Exhibits and entries'],
          counted.map((occasion) => entry(occasion, conduct.orders, counted)),
          [24, 150, '*', 130],
          LANDSCAPE_ROOM,
        ),
    heading('Notes'),
    {
      ul: [
        'Each occasion has the number that it has in the investigation: those that do not count are left out.',
        'Times are local time of the United Kingdom. Those from footage are by the time that an officer chose for each clip; how well each clock is known stands with the clip.',
        'What stands in quotation marks is in the victim’s own words.',
        'An officer put clips and entries together into occasions and decided which count. No face was recognised and nobody was judged by a machine.',
      ],
    },
  ];
  return plainPdf(
    'Chronology of a course of conduct',
    `Chronology, ${about.urn}, made ${about.madeAt}, ${LAW_MARK}`,
    content,
    {
      pageOrientation: 'landscape',
      header: DRAFT_MARK,
    },
  );
}
