import type { Forced } from './of-rows';

const SERVICE = `'service:lintel'`;
/** Supervisors; of an account of the force's provider, also its holder, whose sign-in brings what the provider says. */
const KEEPERS = `ARRAY(
    SELECT o.id FROM lintel.officer o WHERE o.role = 'supervisor' AND o.disabled_at IS NULL
    UNION ALL SELECT i.officer_id FROM lintel.officer_identity i WHERE i.officer_id = NEW.id)`;
const made = (table: string): string =>
  `(SELECT ${SERVICE} FROM lintel.${table} t WHERE t.officer_id = NEW.officer_id AND t.xmin = pg_current_xact_id()::xid LIMIT 1)`;

/** Of officers, and how they sign in. */
export const ROWS_OF_ACCOUNTS: readonly Forced[] = [
  {
    name: 'stated',
    table: 'lintel.officer',
    on: 'INSERT',
    among: KEEPERS,
    said: [[SERVICE, `'{officer-created}'`, `jsonb_build_object('officer', NEW.id, 'role', NEW.role)`]],
  },
  {
    name: 'stated_role',
    table: 'lintel.officer',
    on: 'UPDATE OF role',
    when: 'OLD.role IS DISTINCT FROM NEW.role',
    among: KEEPERS,
    said: [[SERVICE, `'{officer-changed}'`, `jsonb_build_object('officer', NEW.id, 'role', NEW.role)`]],
  },
  {
    name: 'stated_opening',
    table: 'lintel.officer',
    on: 'UPDATE OF disabled_at',
    when: '(OLD.disabled_at IS NULL) IS DISTINCT FROM (NEW.disabled_at IS NULL)',
    among: KEEPERS,
    said: [
      [
        SERVICE,
        `'{officer-changed}'`,
        `jsonb_build_object('officer', NEW.id, 'active', NEW.disabled_at IS NULL)`,
      ],
    ],
  },
  {
    name: 'stated_password',
    table: 'lintel.officer',
    on: 'UPDATE OF password_hash',
    when: 'NEW.must_change_password AND OLD.password_hash IS DISTINCT FROM NEW.password_hash',
    among: KEEPERS,
    said: [
      [SERVICE, `'{officer-changed}'`, `jsonb_build_object('officer', NEW.id, 'oneTimePassword', true)`],
    ],
  },
  {
    name: 'stated',
    table: 'lintel.officer_identity',
    on: 'INSERT',
    said: [
      [
        SERVICE,
        `'{officer-created,officer-changed}'`,
        `jsonb_build_object('officer', NEW.officer_id, 'linkedTo', NEW.issuer)`,
      ],
    ],
  },
  {
    name: 'stated',
    table: 'lintel.passkey',
    on: 'INSERT',
    said: [[SERVICE, `'{passkey-added}'`, `jsonb_build_object('passkey', NEW.id)`, 'NEW.officer_id']],
  },
  {
    name: 'stated',
    table: 'lintel.officer_totp',
    on: 'UPDATE OF confirmed_at',
    when: 'NEW.confirmed_at IS NOT NULL AND OLD.confirmed_at IS NULL',
    said: [[SERVICE, `'{second-factor-set}'`, `'{"what": "totp"}'`, 'NEW.officer_id']],
  },
  {
    name: 'stated',
    table: 'lintel.recovery_code',
    on: 'INSERT',
    // By themselves, or with the first other step.
    said: [
      [SERVICE, `'{second-factor-set}'`, `'{"what": "recovery-codes"}'`, 'NEW.officer_id'],
      [made('officer_totp'), `'{second-factor-set}'`, `'{"what": "totp"}'`, 'NEW.officer_id'],
      [made('passkey'), `'{passkey-added}'`, `'{}'`, 'NEW.officer_id'],
    ],
    any: true,
  },
];
