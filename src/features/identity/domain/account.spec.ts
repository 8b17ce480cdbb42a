import fc from 'fast-check';
import type { OfficerId } from '../../../kernel/ids';
import { changesNothing, refusalOf, type Standing } from './account';
import { ROLES } from './officer';

const account = (name: string, more: Partial<Standing> = {}): Standing => ({
  id: name as OfficerId,
  role: 'investigator',
  active: true,
  ofProvider: false,
  ...more,
});
const supervisor = account('sue', { role: 'supervisor' });

describe('a change of an account', () => {
  it('is for another’s, whatever it is', () => {
    expect(refusalOf(supervisor, account('ann'), { role: 'supervisor' })).toBeUndefined();
    expect(refusalOf(supervisor, account('ann'), { active: false })).toBeUndefined();
    expect(refusalOf(supervisor, supervisor, { role: 'auditor' })).toBe('own-account');
    expect(refusalOf(supervisor, supervisor, { active: false })).toBe('own-account');
  });

  it.each(ROLES.filter((role) => role !== 'supervisor'))('is not for a person with the role %s', (role) =>
    expect(refusalOf(account('ben', { role }), account('ann'), { active: true })).toBe('not-allowed'),
  );

  it('is not for a supervisor whose own account was closed a moment ago', () =>
    expect(refusalOf({ ...supervisor, active: false }, account('ann'), { active: false })).toBe(
      'not-allowed',
    ));

  it('leaves the role of a person from the force’s provider to the provider, and closes the account', () => {
    const eve = account('eve', { ofProvider: true });
    expect(refusalOf(supervisor, eve, { role: 'auditor' })).toBe('role-of-provider');
    expect(refusalOf(supervisor, eve, { active: false })).toBeUndefined();
  });
});

it('whatever is asked by whom, somebody is left who can open an account again', () => {
  const names = ['ann', 'ben', 'cat'];
  const step = fc.record({
    by: fc.constantFrom(...names),
    of: fc.constantFrom(...names),
    change: fc.oneof(fc.record({ active: fc.boolean() }), fc.record({ role: fc.constantFrom(...ROLES) })),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const accounts = new Map(names.map((name) => [name, account(name, { role: 'supervisor' })]));
      for (const { by, of, change } of steps) {
        const [one, other] = [accounts.get(by), accounts.get(of)];
        if (one === undefined || other === undefined) throw new Error('no such account');
        if (refusalOf(one, other, change) === undefined) accounts.set(of, { ...other, ...change });
        expect([...accounts.values()].some(({ role, active }) => active && role === 'supervisor')).toBe(true);
      }
    }),
  );
});

it('is nothing when all is so already', () => {
  expect(changesNothing(supervisor, { role: 'supervisor' })).toBe(true);
  expect(changesNothing(supervisor, { active: false })).toBe(false);
});
