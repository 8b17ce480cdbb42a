import type { Contents } from './contents';
import type { Findings } from './problem';
import type { TagText } from './text';

const FILE = 'bag-info.txt';
const CLAUSE = '2.2.2';
/** Elements of section 2.2.2 that SHOULD NOT be repeated; of Payload-Oxum it is a MUST NOT. */
const ONCE = ['bagging-date', 'bag-size', 'bag-group-identifier', 'bag-count'];

type Element = readonly [label: string, value: string];

/** Elements in their order. A continued line becomes a space in the value. */
function elementsOf(lines: readonly string[], findings: Findings): Element[] {
  const elements: [string, string][] = [];
  lines.forEach((text, index) => {
    const last = elements.at(-1);
    const continued = /^[ \t]+(.*)$/s.exec(text)?.[1];
    if (continued !== undefined && last !== undefined) {
      last[1] = `${last[1]} ${continued}`;
      return;
    }
    const [, label, value] = /^([^\s:](?:[^:]*[^\s:])?):[ \t](.*)$/s.exec(text) ?? [];
    if (label !== undefined && value !== undefined) elements.push([label, value]);
    else findings.problem(CLAUSE, 'bad-metadata', FILE, 'label, colon, one blank, value', text, index + 1);
  });
  return elements;
}

function checkOxum(values: readonly string[], contents: Contents, findings: Findings): void {
  const [value, ...more] = values;
  if (value === undefined) return;
  if (more.length > 0)
    findings.problem(CLAUSE, 'repeated-metadata', FILE, 'one Payload-Oxum', `${values.length}`);
  const bytes = contents.payload.reduce((sum, { size }) => sum + BigInt(size), 0n);
  const counted = `${bytes}.${contents.payload.length}`;
  if (!/^\d+\.\d+$/.test(value))
    findings.problem(CLAUSE, 'bad-metadata', FILE, 'OctetCount.StreamCount', value);
  else if (value !== counted) findings.problem(CLAUSE, 'wrong-payload-oxum', FILE, value, counted);
}

/** Reads and checks `bag-info.txt` (RFC 8493 section 2.2.2), which a bag may leave out. */
export async function readBagInfo(
  text: TagText,
  contents: Contents,
  findings: Findings,
): Promise<readonly Element[]> {
  const lines = contents.files.has(FILE) ? await text.lines(FILE) : undefined;
  if (lines === undefined) return [];
  const elements = elementsOf(lines, findings);
  const valuesOf = (name: string): string[] =>
    elements.filter(([label]) => label.toLowerCase() === name).map(([, value]) => value);
  for (const name of ONCE) {
    const { length } = valuesOf(name);
    if (length > 1) findings.warning(CLAUSE, 'repeated-metadata', FILE, `one ${name}`, `${length}`);
  }
  for (const date of valuesOf('bagging-date')) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) findings.warning(CLAUSE, 'bad-metadata', FILE, 'YYYY-MM-DD', date);
  }
  for (const count of valuesOf('bag-count')) {
    if (!/^\d+ of (\d+|\?)$/.test(count)) findings.warning(CLAUSE, 'bad-metadata', FILE, 'N of T', count);
  }
  checkOxum(valuesOf('payload-oxum'), contents, findings);
  return elements;
}
