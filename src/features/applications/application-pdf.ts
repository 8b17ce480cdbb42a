import { DRAFT_MARK } from '../../kernel/draft-mark';
import { LAW_MARK } from '../../kernel/law';
import { londonDay } from '../../kernel/london-day';
import { heading, plainPdf, ROOM, row, ruledTable, type Content } from '../../platform/pdf';
import {
  dayText,
  laterText,
  momentText,
  nameOf,
  occasionLines,
  orderLines,
  orderList,
  partText,
  sharedLines,
  sourceText,
  whenOfOccasion,
  type Part,
} from '../conduct';
import type { PaperParts } from '../evidence';
import type { Act } from './acts';
import type { Application } from './applications.service';
import {
  CONDITION_WORDS,
  CONDITIONS,
  durationText,
  GROUND_WORDS,
  INTERIM_WORDS,
  isUnder18,
  KIND_WORDS,
  wantsFull,
  wantsInterim,
  type ApplicationContent,
  type ApplicationKind,
} from './domain/content';

/** A picture of a recording. `data`: JPEG or PNG in a data URL, or why there is none. */
export interface Still {
  readonly caption: string;
  readonly data: string | { readonly why: string };
}

export interface ApplicationPaper {
  readonly urn: string;
  readonly offence: string;
  readonly madeBy: string;
  /** As it is to stand on the paper. */
  readonly madeAt: string;
  readonly application: Application;
  readonly papers: PaperParts;
  /** By clip. */
  readonly stills: ReadonlyMap<string, readonly Still[]>;
}

const TITLES: Readonly<Record<ApplicationKind, string>> = {
  full: 'Application for a stalking protection order',
  'full-and-interim': 'Application for a stalking protection order and an interim stalking protection order',
  interim: 'Application for an interim stalking protection order',
};
const SECTIONS: Readonly<Record<ApplicationKind, string>> = {
  full: 'sections 1 to 3',
  'full-and-interim': 'sections 1 to 3 and 5',
  interim: 'section 5',
};
const LINE = '_'.repeat(40);
const SMALL = { style: 'label', fontSize: 9 } as const;
const GAP = 10;
const WIDTH = (ROOM - GAP) / 2;
const PICTURE: { readonly width: number; readonly fit: [number, number] } = {
  width: WIDTH,
  fit: [WIDTH, 190],
};
const UNDER: [number, number, number, number] = [0, 2, 0, 6];

export const titleOf = ({ number, version, finished, content: { kind } }: Application['row']): string =>
  `${TITLES[kind]} ${number}, version ${version}${finished ? '' : ' (unfinished)'}`;

const written = (text: string): Content => ({ text: text === '' ? LINE : text, margin: [0, 2, 0, 8] });
const nextPage = (text: string): Content => ({
  text,
  fontSize: 16,
  bold: true,
  pageBreak: 'before',
  margin: [0, 0, 0, 6],
});
const listed = (texts: readonly string[]): Content =>
  texts.length === 0 ? { text: 'None is proposed.' } : { ol: [...texts] };

const birthText = ({ content: { respondent }, savedAt }: Application['row']): string => {
  const { bornOn } = respondent;
  if (bornOn === null) return LINE;
  const young = isUnder18(bornOn, londonDay(savedAt));
  return `${dayText(bornOn)}${young ? '; under 18: ask which court hears it' : ''}`;
};

/** An interim order has a test of its own, and the main application its conditions. */
function testPart({ kind, conditions, interimReason }: ApplicationContent): Content[] {
  const given = wantsFull(kind) ? CONDITIONS : CONDITIONS.filter((one) => conditions[one] !== '');
  const own = wantsFull(kind) ? 'Conditions' : 'Of the main application';
  return [
    ...(wantsInterim(kind)
      ? [heading('Interim order, in the words of the officer'), { text: INTERIM_WORDS, bold: true }]
      : []),
    ...(wantsInterim(kind) ? [written(interimReason)] : []),
    ...(given.length === 0 ? [] : [heading(`${own}, in the words of the officer`)]),
    ...given.flatMap((one): Content[] => [
      { text: CONDITION_WORDS[one], bold: true },
      written(conditions[one]),
    ]),
  ];
}

const termsNotes = (kind: ApplicationKind): Content[] => [
  ...(wantsFull(kind)
    ? [
        {
          text: 'Of a stalking protection order each must be necessary to protect the other person from the risk (section 2(2)), and must, so far as is practicable, not conflict with religious beliefs nor interfere with times of work or education (section 2(3)).',
          margin: UNDER,
          ...SMALL,
        },
      ]
    : []),
  ...(wantsInterim(kind)
    ? [
        {
          text: 'A court may make an interim order if it considers it appropriate to do so (section 5(3)).',
          margin: UNDER,
          ...SMALL,
        },
      ]
    : []),
];

function dataPart({ application: { row: version }, ...about }: ApplicationPaper): Content[] {
  const { kind, respondent, ground, prohibitions, requirements } = version.content;
  const older = version.newest === version.id ? '' : '. Not the newest version';
  return [
    { text: TITLES[kind], fontSize: 16, bold: true },
    { text: `Stalking Protection Act 2019, ${SECTIONS[kind]}. To a magistrates’ court.`, ...SMALL },
    row('URN', about.urn),
    row('Offence', about.offence),
    row('Version', `${titleOf(version)}${older}`),
    row('Prepared by', `${version.savedBy}; this paper made by ${about.madeBy}, ${about.madeAt}`),
    heading('What is applied for'),
    row('Order', KIND_WORDS[kind]),
    row('Duration', durationText(version.content)),
    row('Applicant', `Chief officer of police: ${LINE}`),
    row('Court', version.content.court || LINE),
    heading('Respondent (the defendant, in the words of the Act)'),
    row('Name', respondent.name || LINE),
    row('Date of birth', birthText(version)),
    row('Address for service', LINE),
    row('Police area, section 1(3)', ground === null ? LINE : GROUND_WORDS[ground]),
    row('To be protected', `${LINE} (by hand)`),
    ...testPart(version.content),
    heading('Prohibitions proposed'),
    listed(prohibitions),
    heading('Requirements proposed'),
    listed(requirements),
    ...termsNotes(kind),
  ];
}

const pictured = ({ caption, data }: Still) =>
  typeof data === 'string'
    ? {
        width: PICTURE.width,
        stack: [
          { image: data, fit: PICTURE.fit },
          { text: caption, ...SMALL, margin: UNDER },
        ],
      }
    : { width: PICTURE.width, text: `${caption}: no still. ${data.why}`, ...SMALL };

function inPairs(stills: readonly Still[]): Content[] {
  const pairs: Content[] = [];
  for (let first = 0; first < stills.length; first += 2)
    pairs.push({
      columns: stills.slice(first, first + 2).map(pictured),
      columnGap: GAP,
      margin: [0, 4, 0, 0],
      unbreakable: true,
    });
  return pairs;
}

const partLine = (part: Part): string =>
  part.leftOut
    ? 'Left out: ask the disclosure officer'
    : `${nameOf(part)}: ${momentText(part.moment)} (${sourceText(part.moment)})`;

const saidOf = (part: Part): Content[] => {
  const later = laterText(part);
  return [
    ...(part.words === '' ? [] : [written(`“${part.words}” (${partText(part)}, in the victim’s own words)`)]),
    ...(later === undefined ? [] : [{ text: later, bold: true, margin: UNDER }]),
  ];
};

const toldIn = ({ acts }: Application) => acts.map(({ occasion }) => occasion);

function actPart(
  { kept, occasion }: Act,
  place: number,
  { application, stills }: ApplicationPaper,
): Content[] {
  const { parts, decision } = occasion;
  const { moment, source } = whenOfOccasion(occasion);
  return [
    heading(`Act ${place + 1}: ${moment}`),
    { text: `Occasion ${kept.number} of the investigation, ${source}`, ...SMALL },
    ...(kept.words === '' ? [] : [written(kept.words)]),
    ...parts.flatMap(saidOf),
    ...(decision === null ? [] : [{ text: `Why it counts: ${decision.reason}`, margin: [0, 0, 0, 4] }]),
    ...sharedLines(occasion, toldIn(application)).map((text): Content => ({ text, bold: true })),
    ...orderLines(occasion, application.conduct.orders).map((text): Content => ({ text, bold: true })),
    { ul: parts.map(partLine) },
    ...inPairs(parts.flatMap(({ id }) => stills.get(id) ?? [])),
  ] as Content[];
}

const exhibitList = ({ papers: { exhibits } }: ApplicationPaper): Content =>
  exhibits.length === 0
    ? { text: 'None of the recordings and entries relied on is an exhibit.' }
    : ruledTable(
        ['Exhibit', 'Description', 'Produced by', 'SHA-256'],
        exhibits.map(({ reference, description, producerName, sha256 }) => [
          reference,
          description,
          producerName,
          [{ text: sha256.match(/.{32}/g)?.join('\n') ?? '', fontSize: 7 }],
        ]),
        [60, '*', 100, 130],
        ROOM,
      );

const notesOf = ({ finished, content: { kind } }: Application['row']): string[] => [
  'Before this paper leaves the police: look in each still and in all words for bystanders, addresses, and the names of witnesses and of who is to be protected.',
  'Left out are stills, words and particulars of what a disclosure officer decided to withhold, and stills of what goes redacted.',
  'A paper has at most 200 stills, two of a recording: further ones are left out.',
  'An officer chose the acts from occasions that an officer had decided to count. No program weighed, scored or judged anything or anybody.',
  ...(finished
    ? [
        `An officer wrote the words on ${wantsFull(kind) ? 'each condition' : 'why an interim order is appropriate'}.`,
      ]
    : []),
  'Times are local time of the United Kingdom. Those from footage are by the time that an officer chose for each clip.',
  'Stills are frames that an officer took, two stills of a recording at most, else the picture of the recording in the list of evidence; of an act with more than twelve recordings, of the first twelve. The recordings themselves are the evidence.',
  'This paper itself has not been decided about for disclosure: a disclosure officer decides about each item before it leaves the police.',
  'Have regard to the statutory guidance of the Home Office for the police (section 12).',
];

/** Everything for an application in one document: data, chronology with stills, exhibits, paragraphs and labels. */
export async function applicationPdf(paper: ApplicationPaper): Promise<Buffer> {
  const { application, papers, urn, madeAt } = paper;
  const { row: version, acts, conduct } = application;
  const orders = orderList(conduct.orders);
  const content: Content[] = [
    ...dataPart(paper),
    nextPage('Chronology of the acts relied on'),
    acts.length === 0 ? { text: 'None is chosen so far.' } : [],
    ...acts.flatMap((act, place) => actPart(act, place, paper)),
    heading('Orders that are recorded'),
    orders.length === 0 ? { text: 'None is recorded.' } : { ul: orders.map(({ text }) => text) },
    nextPage('Exhibits'),
    exhibitList(paper),
    heading('Notes'),
    { ul: notesOf(version) },
    ...papers.statements.map((statement, place): Content =>
      place === 0 ? { stack: [statement], pageBreak: 'before' } : statement,
    ),
    ...(papers.labels === undefined ? [] : [nextPage('Labels'), papers.labels]),
  ];
  return plainPdf(
    TITLES[version.content.kind],
    `${titleOf(version)}, ${urn}, made ${madeAt}, ${LAW_MARK}`,
    content,
    {
      header: DRAFT_MARK,
    },
  );
}

/** As lines: the words by which it is an item that can be disclosed. Of the paper only the respondent's name and birth date stay out. */
export function applicationLines(application: Application): {
  readonly label: string;
  readonly text: string;
}[] {
  const { row: version, acts, conduct } = application;
  const { content } = version;
  const { kind, ground, conditions } = content;
  return [
    { label: 'Version', text: titleOf(version) },
    ...(content.court === '' ? [] : [{ label: 'Court', text: content.court }]),
    { label: 'Order applied for', text: `${KIND_WORDS[kind]}, ${durationText(content)}` },
    ...(ground === null ? [] : [{ label: 'Police area, section 1(3)', text: GROUND_WORDS[ground] }]),
    ...(wantsInterim(kind) ? [{ label: INTERIM_WORDS, text: content.interimReason }] : []),
    ...CONDITIONS.filter((one) => wantsFull(kind) || conditions[one] !== '').map((one) => ({
      label: CONDITION_WORDS[one],
      text: conditions[one],
    })),
    ...content.prohibitions.map((text) => ({ label: 'Prohibition proposed', text })),
    ...content.requirements.map((text) => ({ label: 'Requirement proposed', text })),
    ...orderList(conduct.orders),
    ...acts.map(({ kept, occasion }) =>
      occasionLines(occasion, conduct.orders, [
        ...(kept.words === '' ? [] : [kept.words]),
        ...sharedLines(occasion, toldIn(application)),
      ]),
    ),
  ];
}
