import { Code } from '../../support/statements/code';

const using = (statement: string): string => `
  import type { ClipId, NoteId } from '../../kernel/ids';
  import type { Transaction } from '../../platform/database';
  import { NoteEntity } from './note.entity';
  export declare const tx: Transaction;
  export declare const id: NoteId;
  export declare const clip: ClipId;
  export const mistake = ${statement};`;

/** What somebody might write in src/features/notes, and what the compiler has to say of it. */
const MISTAKES: readonly (readonly [statement: string, error: RegExp | undefined])[] = [
  [`tx.repository(NoteEntity).find(['clipId'], { where: { id } })`, undefined],
  [`tx.repository(NoteEntity).update({ id }, { answeredAt: new Date() })`, undefined],
  // A column that is not there.
  [`tx.repository(NoteEntity).find(['clipIdd'])`, /"clipIdd"' is not assignable/],
  [`tx.repository(NoteEntity).find(['id'], { where: { clip } })`, /'clip' does not exist/],
  [`tx.repository(NoteEntity).find(['id'], { order: { at: 'ASC' } })`, /'at' does not exist/],
  [
    `tx.repository(NoteEntity).insert({ id, clip_id: clip })`,
    /'clip_id' does not exist|No overload|not assignable/,
  ],
  [`tx.repository(NoteEntity).update({ id }, { answered: new Date() })`, /'answered' does not exist/],
  [`tx.repository(NoteEntity).delete({ noteId: id })`, /'noteId' does not exist/],
  // A column that was not asked for.
  [
    `tx.repository(NoteEntity).findOne(['id'], {}).then((row) => row?.make)`,
    /'make' does not exist on type 'Pick<NoteEntity, "id">'/,
  ],
  // Another column's id, a word that the CHECK does not allow, an empty value where none may be.
  [`tx.repository(NoteEntity).update({ id: clip }, { make: 'ring' })`, /'ClipId' is not assignable to type/],
  [`tx.repository(NoteEntity).update({ id }, { officerId: id })`, /'NoteId' is not assignable to type/],
  [`tx.repository(NoteEntity).update({ id }, { kind: 'not-neded' })`, /"not-neded"' is not assignable/],
  [`tx.repository(NoteEntity).update({ id }, { officerId: null })`, /'null' is not assignable/],
  [`tx.repository(NoteEntity).find(['id'], { where: { make: null } })`, /'null' is not assignable/],
  // What reads before it writes.
  [`tx.repository(NoteEntity).save({ id })`, /'save' does not exist/],
  [`tx.repository(NoteEntity).upsert({ id }, ['id'])`, /'upsert' does not exist/],
];

it('finds every mistake about columns before anything runs', () => {
  const path = (index: number): string => `src/features/notes/mistake-${index}.ts`;
  const code = Code.read(
    Object.fromEntries(MISTAKES.map(([statement], index) => [path(index), using(statement)])),
  );
  const unlike = MISTAKES.map(([statement, error], index) => ({
    statement,
    error,
    found: code.firstError(path(index)),
  })).filter(({ error, found }) => (error === undefined ? found !== undefined : !error.test(found ?? '')));
  expect(unlike).toEqual([]);
});
