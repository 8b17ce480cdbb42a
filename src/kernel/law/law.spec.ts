import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOTICE_PAGE } from '../../apps/intake/texts/notice.en';
import { ASKED, OTHERS } from '../../apps/intake/texts/others.en';
import { environment } from '../../config/config';
import { DISCLOSURE_TEST } from '../../features/disclosure/domain/decision';
import { PRESUMPTION_WORDS } from '../../features/disclosure/domain/presumption';
import { CERTIFICATIONS } from '../../features/disclosure/domain/schedule';
import { ORDER_WORDS, ROUTE_WORDS } from '../../features/conduct/domain/order';
import { statutoryRules } from '../../features/retention/domain/rules';
import { citingFiles, unbroken, unknownCitations } from '../../../test/support/citations';
import { isDay, type Day } from '../day';
import { LAW, LAW_DATE, standingOf, versionOf, type Check, type Provision } from './index';

const ROOT = join(__dirname, '../../..');
const NAMES = LAW.flatMap(({ names }) => names);
const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

describe('the register', () => {
  it('has one entry of each name, with days that are in the calendar', () => {
    expect(new Set(LAW.map(({ id }) => id)).size).toBe(LAW.length);
    const days = [LAW_DATE, ...LAW.flatMap(({ inForce, checked }) => [inForce, checked])];
    expect(days.filter((day) => day !== null && !isDay(day))).toEqual([]);
  });

  it('is of the day on which it was last changed', () => {
    // Papers and events name LAW_DATE: whoever changes a version or words gives it a new day, and writes both here.
    const versions = LAW.map(({ id, version, inForce, words }) => [id, version, inForce, words]);
    expect([LAW_DATE, sha256(versions)]).toEqual([
      '2026-12-01',
      'e21c8e72d6761321220342352ea6da6816b255f2705b2fcf57017fc5f5769fd6',
    ]);
  });

  it.each(LAW.flatMap(({ id, usedBy, names }) => usedBy.map((path) => [id, path, names] as const)))(
    '%s is used by %s',
    (_, path, names) => {
      const text = unbroken(readFileSync(join(ROOT, path), 'utf8'));
      expect(names.length === 0 || names.some((name) => text.includes(name))).toBe(true);
    },
  );

  it('says nowhere that what is not followed is used', () => {
    expect(LAW.filter(({ kind, usedBy }) => kind === 'awaited' && usedBy.length > 0)).toEqual([]);
  });
});

describe('words of the software’s own', () => {
  const { title, please, short, sections, other } = NOTICE_PAGE;
  const WORDS: readonly (readonly [string, unknown])[] = [
    // All that is hashed with a confirmation (notice-text.ts).
    ['notice', [title, please, short, sections, other]],
    ['notice-to-others', [OTHERS.notice, ASKED]],
    ['disclosure-test', DISCLOSURE_TEST],
    ['disclosure-guidelines', PRESUMPTION_WORDS],
    ['certifications', CERTIFICATIONS],
    ['order-kinds', [ORDER_WORDS, ROUTE_WORDS]],
  ];

  it.each(WORDS)(
    '%s are those of its version: other words are another version, and other ones here',
    (id, words) => {
      expect(LAW.find((one) => one.id === id)?.words).toBe(sha256(words));
    },
  );

  it('are all compared', () => {
    const held = LAW.filter(({ words }) => words !== undefined).map(({ id }) => id);
    expect(held.sort()).toEqual(WORDS.map(([id]) => id).sort());
  });
});

describe('periods', () => {
  it('are those of the settings where nothing is set', () => {
    const { RETENTION_REVIEW_YEARS: years, RETENTION_PERSON_DAYS: days } = environment.shape;
    expect(versionOf('review-groups')).toBe(years.parse(undefined));
    expect(versionOf('person-who-sent-nothing')).toBe(String(days.parse(undefined)));
  });

  it('after a conviction are what the rules count', () => {
    const convicted = {
      outcome: 'convicted',
      decidedOn: '2026-01-15' as Day,
      sentence: 'other',
      releasedOn: null,
      appealPending: false,
      group: '1',
    } as const;
    expect(statutoryRules(convicted as unknown as Parameters<typeof statutoryRules>[0])).toEqual([
      { id: 'six-months', until: '2026-07-15' },
    ]);
    expect(versionOf('after-conviction')).toBe('6 months');
  });
});

describe('citations', () => {
  it('are found where a line breaks, and are not taken for a longer one', () => {
    const names = ['Sample Act 1997 s.7(3)', 'Sample Act 1997'];
    expect(unknownCitations('as the Sample\n * Act 1997 s.7(3) says', names)).toEqual([]);
    expect(unknownCitations('as the Sample Act 1997 s.7(3)(a) says', names)).toHaveLength(1);
    expect(unknownCitations('as the Sample Act 1997 section 7(4) says', names)).toHaveLength(1);
    expect(unknownCitations('as the Sample Act 1998 says, on MG99', names)).toHaveLength(2);
    expect(unknownCitations('RFC 9110 section 14.2, RFC 5035 section 3', names)).toEqual([]);
  });

  it('are in the register, wherever pages, papers, code and documents have them', () => {
    const unknown = citingFiles().flatMap(({ path, text }) =>
      unknownCitations(text, NAMES).map((found) => `${path}: ${found}`),
    );
    expect(unknown).toEqual([]);
  });

  it('of the register are made somewhere', () => {
    const all = citingFiles()
      .map(({ text }) => unbroken(text))
      .join('\n');
    const idle = LAW.filter(({ kind, names }) => kind !== 'awaited' && names.length > 0)
      .filter(({ names }) => !names.some((name) => all.includes(name)))
      .map(({ id }) => id);
    expect(idle).toEqual([]);
  });
});

describe('how a provision stands', () => {
  const provision: Provision = { ...(LAW[0] as Provision), id: 'one', version: '2', checked: null };
  const check = (given: Partial<Check>): Check => ({
    id: 'one',
    version: '2',
    on: '2026-01-31' as Day,
    found: 'same',
    by: 'Ann Example',
    note: '',
    ...given,
  });
  const stands = (checks: readonly Check[], today: string, of = provision): string =>
    standingOf(of, checks, today as Day, 12).state;

  it('is unchecked until a person has compared just this version', () => {
    expect(stands([], '2026-06-01')).toBe('unchecked');
    expect(stands([check({ version: '1' }), check({ id: 'other' })], '2026-06-01')).toBe('unchecked');
    expect(stands([check({ on: '2026-06-02' as Day })], '2026-06-01')).toBe('unchecked');
  });

  it('lasts for so many months', () => {
    expect(stands([check({})], '2027-01-30')).toBe('fresh');
    expect(stands([check({})], '2027-01-31')).toBe('due');
    expect(stands([], '2026-06-01', { ...provision, checked: '2026-05-01' as Day })).toBe('fresh');
  });

  it('is changed from the newest check that says so, until the software follows another version', () => {
    const changed = check({ found: 'changed', on: '2026-03-01' as Day });
    expect(stands([changed, check({})], '2026-06-01')).toBe('changed');
    expect(stands([changed, check({ on: '2026-04-01' as Day })], '2026-06-01')).toBe('fresh');
    expect(stands([changed], '2026-06-01', { ...provision, version: '3' })).toBe('unchecked');
  });
});
