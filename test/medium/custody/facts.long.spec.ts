import { errorsOf } from '../../support/compiler';

const RIGHT = `
import { clipSubject } from './custody/event';
import type { Fact } from './custody/events';
import type { ClipId } from './kernel/ids';

const viewed = (id: ClipId, access: string, sha256: string): Fact => ({
  type: 'viewed',
  subject: clipSubject(id),
  detail: { access, content: 'proxy', sha256 },
  secrets: { reason: 'to see it' },
});
`;

const WRONG = [
  ['a misspelt type', `'viewed',`, `'veiwed',`],
  ['a misspelt field of the detail', 'content:', 'contents:'],
  ['a missing field of the detail', ', sha256 }', ' }'],
  ['a misspelt secret', 'reason:', 'raeson:'],
  ['another kind of subject', 'clipSubject(id)', `'service:lintel'`],
  ['a category of its own', `type: 'viewed',`, `type: 'viewed', category: 'erasure',`],
] as const;

const named = (field: string): string =>
  `import type { SecretField } from './custody/events';\nconst one: SecretField = '${field}';`;
const NAMED = 'exhibit-registered.description';
const UNNAMED = ['exhibit-registered.descripton', 'clip-removed.description', 'viewed.access'];

describe('the types of facts', () => {
  const errors = errorsOf('src', [
    ...[RIGHT, ...WRONG.map(([, right, wrong]) => RIGHT.replace(right, wrong))],
    ...[NAMED, ...UNNAMED].map(named),
  ]);

  it('allow a fact that is said as it is defined', () => {
    expect(errors(RIGHT)).toEqual([]);
  });

  it.each(WRONG)('refuse %s', (_, right, wrong) => {
    expect(RIGHT).toContain(right);
    const found = errors(RIGHT.replace(right, wrong)).join('\n');
    expect(found).toMatch(/not assignable|does not exist|is missing in type/);
    expect(found).not.toMatch(/Cannot find/);
  });

  it('refuse the name of a committed field that no event has', () => {
    expect(errors(named(NAMED))).toEqual([]);
    for (const field of UNNAMED) expect(errors(named(field)).join('\n')).toMatch(/not assignable/);
  });
});
