import { ROLES } from './officer';
import { may, PERMISSIONS } from './permission';

const table = Object.fromEntries(
  ROLES.map((role) => [role, PERMISSIONS.filter((permission) => may(role, permission))]),
);

describe('what a role may do', () => {
  it('is this table and nothing beside', () => {
    expect(table).toEqual({
      investigator: ['investigations', 'footage', 'custody'],
      disclosure: ['investigations', 'footage', 'disclosure', 'custody'],
      supervisor: ['investigations', 'footage', 'custody', 'officers', 'oversight', 'supervision'],
      auditor: ['custody', 'audit', 'oversight'],
      coordinator: ['scheme'],
    });
  });

  it('never lets one who audits everything look at footage', () => {
    const both = ROLES.filter((role) => may(role, 'audit') && may(role, 'footage'));
    expect(both).toEqual([]);
  });

  it('shows the scheme to its coordinator alone, who has no part in investigations', () => {
    expect(ROLES.filter((role) => may(role, 'scheme'))).toEqual(['coordinator']);
    expect(may('coordinator', 'investigations')).toBe(false);
  });
});
