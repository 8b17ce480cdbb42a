import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is the name of a person or a file, by the last part of the path to it. */
const NAMES = [
  ...['author', 'by', 'checker', 'displayName', 'fileName', 'madeByName', 'officerName', 'oicName', 'person'],
  ...['producerName', 'recipientName', 'reviewer', 'seenByName', 'signedName'],
  ...['chosenBy', 'decidedBy', 'endorsedBy', 'liftedBy', 'linkedBy', 'openedBy', 'proposedBy', 'recordedBy'],
  ...['requestedBy', 'reviewedBy', 'savedBy', 'setBy', 'stateBy', 'stoppedBy', 'typedBy'],
];
const NAME = new RegExp(`(?:\\b(?:${NAMES.join('|')})|\\.who)\\b(?!\\s*[.:[])`);

const BLOCKS = 'td|th|li|dd|dt|p|h[1-6]|div|summary|caption|button|label|legend|option|title';
const TAG_END = String.raw`\b[^<>]*>`;
/** Nothing stands before or after it in its line. */
const BEGINS = new RegExp(`(?:<(?:${BLOCKS})${TAG_END}|<br>)\\s*(?:<(?:a|strong|em|span|s)${TAG_END}\\s*)*$`);
const ENDS = new RegExp(String.raw`^\s*(?:</(?:a|strong|em|span|s)>\s*)*(?:</(?:${BLOCKS})>|<br>)`);
/** Also where nobody sees it: what is only heard has no order on the screen. */
const ISOLATED = /<(?:bdi\b|\w+[^<>]*\b(?:lintel-name|govuk-visually-hidden)\b)[^<>]*>[^<>]*$/;

/** As long as before, and without what could be taken for a tag. */
const blank = (code: string): string => '\u{fffd}'.repeat(code.length);

/** Names that stand beside other words, so that one from right to left would change the order of those. */
function scrambling(template: string): string[] {
  const source = template.replaceAll(/\{#[\s\S]*?#\}/g, blank);
  const shape = source.replaceAll(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, blank);
  return [...source.matchAll(/\{\{-?([\s\S]*?)-?\}\}/g)].flatMap(({ 0: whole, 1: code = '', index }) => {
    const value = code.replaceAll(/"[^"]*"/g, '""').replaceAll(/\bif\b.*?(?:\belse\b|$)/g, '');
    const [before, after] = [shape.slice(0, index), shape.slice(index + whole.length)];
    const isInTag = before.lastIndexOf('<') > before.lastIndexOf('>');
    const isCall = /\w\(/.test(value);
    if (!NAME.test(value) || isCall || isInTag || ISOLATED.test(before)) return [];
    return BEGINS.test(before) && ENDS.test(after) ? [] : [whole];
  });
}

const templates = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.njk'),
);

describe('a name from right to left leaves what stands beside it in its order', () => {
  it.each(templates)('in %s', (file) =>
    expect(scrambling(readFileSync(join(__dirname, file), 'utf8'))).toEqual([]),
  );

  it.each([
    ['before a date', '<p>{{ note.author }}, {{ note.at }}</p>', ['{{ note.author }}']],
    ['after words', '<p>Struck out by <b>{{ a.by }}</b></p>', ['{{ a.by }}']],
    [
      'in a choice',
      '<p>By {{ a.code if a.code else a.savedBy }}</p>',
      ['{{ a.code if a.code else a.savedBy }}'],
    ],
    [
      'not by itself',
      '<td data-x="{{ row.by }}">{{ row.by }}<br><a href="/{{ id }}">{{ row.author }}</a></td>',
      [],
    ],
    [
      'not in what isolates it',
      '<p>By <bdi>{{ a.by }}</bdi>, <a class="lintel-name" href="/{{ a.id }}">{{ a.fileName }}</a>.</p>',
      [],
    ],
    [
      'not where it is only heard',
      '<p>Pick<span class="govuk-visually-hidden"> {{ a.fileName }}</span></p>',
      [],
    ],
    ['not of what only depends on it', '<p>{{ "Yes" if a.by }}, {{ a.person.id }}</p>', []],
  ])('is looked for %s', (_where, template, found) => expect(scrambling(template)).toEqual(found));
});
