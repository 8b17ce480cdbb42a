import { LAW, LAW_DATE, type Provision } from '../../src/kernel/law';

const HEADINGS: readonly (readonly [Provision['kind'], string])[] = [
  ['act', 'Acts'],
  ['code', 'Codes of practice'],
  ['guidance', 'Guidance'],
  ['form', 'Forms'],
  ['text', 'The software’s own words'],
  ['period', 'Periods'],
  ['awaited', 'Known to have changed, and not followed'],
];

const entry = (one: Provision): string =>
  [
    `### \`${one.id}\`\n`,
    `${one.what}\n`,
    `- followed: ${one.follows}`,
    ...(one.note === undefined ? [] : [`- note: ${one.note}`]),
    `- version: ${one.version}`,
    `- in force since: ${one.inForce ?? 'not known here'}`,
    `- source: ${one.source}${one.address === undefined ? '' : `, <${one.address}>`}`,
    `- last checked: ${one.checked ?? 'not checked by a person yet'}`,
    `- used by: ${one.usedBy.length === 0 ? 'nothing' : one.usedBy.map((path) => `\`${path}\``).join(', ')}`,
  ].join('\n');

/** docs/law.md: every text of law, form and period that the software states or follows. */
export const lawReference = (): string => `# Law, forms and periods

Laws move. What the software states or follows of them is a register in the code (\`src/kernel/law\`), with the version that is followed, since when
it is in force, and when a person last compared it with its source. A day that is not known is not made up. Pages, papers, code and documents
cite nothing that the register lacks, and words of the software's own cannot change without a new version: tests hold both.
It is no legal advice, and no lawyer has read it.

The register is of **${LAW_DATE}**. Papers name that day at their foot ("by the register of law of …"), and so do the events \`schedule-made\`,
\`chronology-made\` and \`application-made\`; \`notice-confirmed\` names the version of the notice, and an MG6E keeps the words that were certified.

## What an operator does

\`lintel law\` lists everything with its source (\`--json\` for machines). \`lintel doctor\` has a line that says how many want a look: those that nobody
has checked, those whose check is older than \`LAW_CHECK_MONTHS\` (12), and those that were found changed. It is a warning, and the exit code stays 0.

    lintel law --checked mg6c mg6d --found same --by 'Ann Example'
    lintel law --checked cpia-code --found changed --by 'Ann Example' --note 'a new Code since 1 May'

Checks are added to \`LAW_CHECKED_FILE\` (\`law-checked.json\` in \`LINTEL_HOME\`), a list that can be kept with the configuration; \`lintel backup\` does not copy it. It is
the operator's own note, and no part of the custody log. Each entry is of one version: what was found changed stays a warning until a release follows another
version, and that one is then to be checked anew.

    [{ "id": "mg6c", "version": "not known", "on": "2026-12-01", "found": "same", "by": "Ann Example", "note": "" }]

Whoever changes the register runs \`npm run docs:law\`, which writes this page.

${HEADINGS.map(
  ([kind, title]) =>
    `## ${title}\n\n${LAW.filter((one) => one.kind === kind)
      .map(entry)
      .join('\n\n')}`,
).join('\n\n')}
`;
