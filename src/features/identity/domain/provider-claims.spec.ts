import { personIn, roleOf } from './provider-claims';

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

it('an address counts as verified only when the provider says so', () => {
  const mapping = { claim: 'roles', roles };
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
