import { compilerAt } from '../../support/compiler';

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

describe('the types of facts', () => {
  const errors = compilerAt('src/snippet.ts');

  it('allow a fact that is said as it is defined', () => {
    expect(errors(RIGHT)).toEqual([]);
  });

  it.each([
    ['a misspelt type', `'viewed',`, `'veiwed',`],
    ['a misspelt field of the detail', 'content:', 'contents:'],
    ['a missing field of the detail', ', sha256 }', ' }'],
    ['a misspelt secret', 'reason:', 'raeson:'],
    ['another kind of subject', 'clipSubject(id)', `'service:lintel'`],
    ['a category of its own', `type: 'viewed',`, `type: 'viewed', category: 'erasure',`],
  ])('refuse %s', (_, right, wrong) => {
    expect(RIGHT).toContain(right);
    const found = errors(RIGHT.replace(right, wrong)).join('\n');
    expect(found).toMatch(/not assignable|does not exist|is missing in type/);
    expect(found).not.toMatch(/Cannot find/);
  });

  it('refuse the name of a committed field that no event has', () => {
    const named = (field: string): string =>
      `import type { SecretField } from './custody/events';\nconst one: SecretField = '${field}';`;
    expect(errors(named('exhibit-registered.description'))).toEqual([]);
    for (const field of ['exhibit-registered.descripton', 'clip-removed.description', 'viewed.access'])
      expect(errors(named(field)).join('\n')).toMatch(/not assignable/);
  });
});
