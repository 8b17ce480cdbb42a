import { isSure, personIn, roleOf } from './provider-claims';

const roles = new Map([
  ['lintel-oic', 'investigator'],
  ['lintel-dci', 'supervisor'],
  ['dci', 'supervisor'],
]);

describe('the role that a provider’s groups give', () => {
  it.each<[string, object, string | undefined]>([
    ['a list', { roles: ['everyone', 'lintel-oic'] }, 'investigator'],
    ['one text', { roles: 'lintel-oic' }, 'investigator'],
    ['a text of several', { roles: 'everyone lintel-oic' }, 'investigator'],
    ['two names of one role', { roles: ['dci', 'lintel-dci'] }, 'supervisor'],
    ['two roles, which nobody chooses between', { roles: ['dci', 'lintel-oic'] }, undefined],
    ['no group that is known', { roles: ['everyone'] }, undefined],
    ['something else', { roles: { 'lintel-oic': true } }, undefined],
    ['nothing', {}, undefined],
  ])('is read from %s', (_what, claims, role) => {
    expect(roleOf(claims as Record<string, unknown>, 'roles', roles)).toBe(role);
  });

  it('is found where providers nest it, and where a claim is named like a path', () => {
    expect(roleOf({ realm_access: { roles: ['dci'] } }, 'realm_access.roles', roles)).toBe('supervisor');
    expect(roleOf({ 'https://force.example/roles': ['dci'] }, 'https://force.example/roles', roles)).toBe(
      'supervisor',
    );
    expect(roleOf({ constructor: 1 }, '__proto__.roles', roles)).toBeUndefined();
  });
});

describe('how surely a provider asked', () => {
  const asked = { acrValues: ['gold', 'silver'], amr: ['mfa', 'hwk'] };
  it.each<[string, object, boolean]>([
    ['one of the contexts and one of the methods', { acr: 'silver', amr: ['pwd', 'hwk'] }, true],
    ['another context', { acr: 'bronze', amr: ['mfa'] }, false],
    ['a context alone', { acr: 'gold' }, false],
    ['a method alone', { amr: ['mfa'] }, false],
    ['other methods', { acr: 'gold', amr: ['pwd'] }, false],
    ['no list of methods', { acr: 'gold', amr: 'mfa' }, false],
    ['a list of contexts', { acr: ['gold'], amr: ['mfa'] }, false],
    ['nothing', {}, false],
  ])('is told by %s', (_what, claims, sure) => {
    expect(isSure(claims as Record<string, unknown>, asked)).toBe(sure);
  });

  it('is asked for as far as it is configured', () => {
    expect(isSure({}, { acrValues: [], amr: [] })).toBe(true);
    expect(isSure({ acr: 'gold' }, { ...asked, amr: [] })).toBe(true);
    expect(isSure({ amr: ['mfa'] }, { ...asked, acrValues: [] })).toBe(true);
  });
});

it('an address counts as verified only when the provider says so', () => {
  const mapping = { claim: 'roles', roles, acrValues: [], amr: [] };
  const read = (claims: object) => personIn(claims as Record<string, unknown>, 'i', 's', mapping);
  expect(read({ email: 'Ann@Force.example', email_verified: true }).verifiedEmail).toBe('ann@force.example');
  expect(read({ email: 'ann@force.example', email_verified: 'true' }).verifiedEmail).toBeUndefined();
  expect(read({ email: 'ann@force.example' })).toMatchObject({
    email: 'ann@force.example',
    verifiedEmail: undefined,
    authenticatedAt: undefined,
  });
  expect(read({ auth_time: 1_764_000_000 }).authenticatedAt).toEqual(new Date(1_764_000_000_000));
});
