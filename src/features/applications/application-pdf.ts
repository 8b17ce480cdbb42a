import { DRAFT_MARK } from '../../kernel/draft-mark';
import { LAW_MARK } from '../../kernel/law';
import { heading, plainPdf, ROOM, row, ruledTable, type Content } from '../../platform/pdf';
import { dayText, inForceAt, momentText, nameOf, orderText, sourceText, type Part } from '../conduct';
import type { PaperParts } from '../evidence';
import type { Act } from './acts';
import type { Application } from './applications.service';
import { CONDITION_WORDS, CONDITIONS, durationText, GROUND_WORDS, KIND_WORDS } from './domain/content';

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

const TITLE = 'Application for a stalking protection order';
const LINE = '_'.repeat(40);
const SMALL = { style: 'label', fontSize: 9 } as const;
const GAP = 10;
const WIDTH = (ROOM - GAP) / 2;
const PICTURE: { readonly width: number; readonly fit: [number, number] } = {
  width: WIDTH,
  fit: [WIDTH, 190],
};
const UNDER: [number, number, number, number] = [0, 2, 0, 6];

export const titleOf = ({ number, version, finished }: Application['row']): string =>
  `${TITLE} ${number}, version ${version}${finished ? '' : ' (unfinished)'}`;

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

function dataPart({ application: { row: version }, ...about }: ApplicationPaper): Content[] {
  const { kind, respondent, ground, conditions, prohibitions, requirements } = version.content;
  return [
    { text: TITLE, fontSize: 16, bold: true },
    { text: 'Stalking Protection Act 2019, sections 1 to 3 and 5. To a magistrates’ court.', ...SMALL },
    row('URN', about.urn),
    row('Offence', about.offence),
    row('Version', titleOf(version)),
    row('Prepared by', `${version.savedBy}; this paper made by ${about.madeBy}, ${about.madeAt}`),
    heading('What is applied for'),
    row('Order', KIND_WORDS[kind]),
    row('Duration', durationText(version.content)),
    row('Applicant', `Chief officer of police: ${LINE}`),
    row('Court', LINE),
    heading('Respondent (the defendant, in the words of the Act)'),
    row('Name', respondent.name || LINE),
    row('Date of birth', respondent.bornOn === null ? LINE : dayText(respondent.bornOn)),
    row('Address for service', LINE),
    row('Police area, section 1(3)', ground === null ? LINE : GROUND_WORDS[ground]),
    row('To be protected', `${LINE} (by hand)`),
    heading('Conditions, in the words of the officer'),
    ...CONDITIONS.flatMap((one): Content[] => [
      { text: CONDITION_WORDS[one], bold: true },
      written(conditions[one]),
    ]),
    heading('Prohibitions proposed'),
    listed(prohibitions),
    heading('Requirements proposed'),
    listed(requirements),
    {
      text: 'Each must be necessary to protect the other person from the risk (section 2(2)), and must, so far as is practicable, not conflict with religious beliefs nor interfere with times of work or education (section 2(3)).',
      margin: [0, 6, 0, 0],
      ...SMALL,
    },
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
  `${nameOf(part)}: ${momentText(part.moment)} (${sourceText(part.moment)})`;

function actPart(
  { kept, occasion }: Act,
  place: number,
  { application, stills }: ApplicationPaper,
): Content[] {
  const { moment, parts, decision } = occasion;
  const said = parts.filter(({ kind, words }) => kind === 'incident' && words !== '');
  const orders = inForceAt(application.conduct.orders, moment);
  return [
    heading(`Act ${place + 1}: ${momentText(moment)}`),
    { text: `Occasion ${kept.number} of the investigation, ${sourceText(moment)}`, ...SMALL },
    ...(kept.words === '' ? [] : [written(kept.words)]),
    ...said.map(({ name, words }): Content => written(`“${words}” (${name}, in the victim’s own words)`)),
    ...(decision === null ? [] : [{ text: `Why it counts: ${decision.reason}`, margin: [0, 0, 0, 4] }]),
    ...orders.map(({ order, sure }): Content => ({
      text: `${order.id === decision?.breachOf ? 'Breach, as decided, of' : sure ? 'In force' : 'In force in part of that month'}: ${orderText(order)}`,
      bold: true,
    })),
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

const NOTES = [
  'An officer chose the acts from occasions that an officer had decided to count, and wrote the words on each condition. No program weighed, scored or judged anything or anybody.',
  'Times are local time of the United Kingdom. Those from footage are by the time that an officer chose for each clip.',
  'Stills are frames that an officer took, else the picture of the recording in the list of evidence; of an act with more than twelve recordings, of the first twelve. The recordings themselves are the evidence.',
  'Nothing here has been decided about for disclosure: a disclosure officer decides about each item before it leaves the police.',
  'Have regard to the statutory guidance of the Home Office for the police (section 12).',
];

/** Everything for an application in one document: data, chronology with stills, exhibits, paragraphs and labels. */
export async function applicationPdf(paper: ApplicationPaper): Promise<Buffer> {
  const { application, papers, urn, madeAt } = paper;
  const { row: version, acts, conduct } = application;
  const orders = conduct.orders.filter(({ withdrawn }) => withdrawn === null);
  const content: Content[] = [
    ...dataPart(paper),
    nextPage('Chronology of the acts relied on'),
    acts.length === 0 ? { text: 'None is chosen so far.' } : [],
    ...acts.flatMap((act, place) => actPart(act, place, paper)),
    heading('Orders that are recorded'),
    orders.length === 0
      ? { text: 'None is recorded.' }
      : { ul: orders.map((order) => `${orderText(order)}: ${order.terms}`) },
    nextPage('Exhibits'),
    exhibitList(paper),
    heading('Notes'),
    { ul: [...NOTES] },
    ...papers.statements.map((statement, place): Content =>
      place === 0 ? { stack: [statement], pageBreak: 'before' } : statement,
    ),
    ...(papers.exhibits.length === 0 ? [] : [nextPage('Labels'), papers.labels]),
  ];
  return plainPdf(TITLE, `${titleOf(version)}, ${urn}, made ${madeAt}, ${LAW_MARK}`, content, {
    header: DRAFT_MARK,
  });
}

/** As lines: the words by which it is an item that can be disclosed. Without the respondent's particulars. */
export function applicationLines({ row: { content }, acts }: Application): {
  readonly label: string;
  readonly text: string;
}[] {
  return [
    { label: 'Order applied for', text: `${KIND_WORDS[content.kind]}, ${durationText(content)}` },
    ...CONDITIONS.map((one) => ({ label: CONDITION_WORDS[one], text: content.conditions[one] })),
    ...content.prohibitions.map((text) => ({ label: 'Prohibition proposed', text })),
    ...content.requirements.map((text) => ({ label: 'Requirement proposed', text })),
    ...acts.map(({ kept, occasion }) => ({
      label: `${momentText(occasion.moment)} (${sourceText(occasion.moment)})`,
      text: [
        ...(kept.words === '' ? [] : [kept.words]),
        ...occasion.parts.flatMap(({ kind, words }) => (kind === 'incident' && words ? [`“${words}”`] : [])),
        ...(occasion.decision === null ? [] : [`Why it counts: ${occasion.decision.reason}`]),
      ].join('\n'),
    })),
  ];
}
