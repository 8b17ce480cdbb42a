import type { Drafts } from '../../support/statements/code';

/** What somebody might write, in a file of this process, and what its role may not do. */
export const CALLS: readonly (readonly [
  name: string,
  app: string,
  call: string,
  found: readonly string[],
])[] = [
  [
    'one that may do all of it',
    'worker',
    `LogCheckEntity).update({ id, finishedAt: IsNull() }, { outcome: 'proven' })`,
    [],
  ],
  [
    'an insert',
    'intake',
    `LogCheckEntity).insert({ id })`,
    ['lintel_intake may not insert lintel.log_check.id'],
  ],
  [
    'an update of a column that is for nobody to change',
    'worker',
    `LogCheckEntity).update({ id }, { requestedAt: new Date() })`,
    ['lintel_worker may not update lintel.log_check.requested_at'],
  ],
  [
    'a condition',
    'intake',
    `NoteEntity).exists({ officerId: by })`,
    ['lintel_intake may not select lintel.note.officer_id'],
  ],
  [
    'what is asked for, and an order',
    'intake',
    `NoteEntity).find(['id', 'officerId'], { where: { answeredAt: IsNull() }, order: { officerId: 'ASC' } })`,
    ['lintel_intake may not select lintel.note.officer_id'],
  ],
  [
    'a key that comes back with the rest',
    'intake',
    `AssistedPassEntity).findOne(['place'], {})`,
    ['lintel_intake may not select lintel.assisted_pass.token_hash'],
  ],
  [
    'a deletion',
    'workspace',
    `NoteEntity).delete({ officerId: by })`,
    ['lintel_workspace may not delete from lintel.note'],
  ],
];

export const pathOfCall = (index: number, app: string): string => `src/apps/${app}/call-${index}.ts`;
export const CALL_DRAFTS: Drafts = Object.fromEntries(
  CALLS.map(([, app, call], index) => [
    pathOfCall(index, app),
    `import { LogCheckEntity } from '../../features/audit/checks/log-check.entity';
     import { AssistedPassEntity } from '../../features/invitations/entry.entity';
     import { NoteEntity } from '../../features/notes/note.entity';
     import type { OfficerId } from '../../kernel/ids';
     import { IsNull, type Transaction } from '../../platform/database';
     export const call = (tx: Transaction, id: never, by: OfficerId) => tx.repository(${call};`,
  ]),
);
