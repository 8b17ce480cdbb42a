import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/** Zeros of all scripts of the basic plane whose digits stand in a row (Unicode, general category Nd). */
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
  0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
  0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];
const TEN = [...Array(10).keys()];
const DIGITS = ZEROS.flatMap((zero) => TEN.map((more) => String.fromCodePoint(zero + more))).join('');
const PLAIN = ZEROS.map(() => TEN.join('')).join('');

/** As the pages of the victim's languages have them, in small letters without accents, points and hamzas; English ones are known by their beginning. */
const MONTHS: readonly string[] = [
  'styczen sty stycznia ianuarie ian січень січ січня جنوری يناير كانون_الثاني جانفي',
  'luty lut lutego februarie лютии лют лютого فروری فبراير شباط فيفري',
  'marzec marca martie березень бер березня مارچ مارس اذار',
  'kwiecien kwi kwietnia aprilie квітень квіт квітня اپریل ابريل نيسان افريل',
  'maj maja mai травень трав травня ميی مايو ايار ماي',
  'czerwiec cze czerwca iunie iun червень черв червня جون يونيو حزيران جوان',
  'lipiec lip lipca iulie iul липень лип липня جولايی يوليو تموز يوليوز جويلية',
  'sierpien sie sierpnia серпень серп серпня اگست اغسطس اب غشت اوت',
  'wrzesien wrz wrzesnia septembrie sept вересень вер вересня ستمبر سبتمبر ايلول شتنبر',
  'pazdziernik paz pazdziernika octombrie жовтень жовт жовтня اکتوبر اكتوبر تشرين_الاول',
  'listopad lis listopada noiembrie листопад лист листопада نومبر نوفمبر تشرين_الثاني نونبر',
  'grudzien gru grudnia decembrie грудень груд грудня دسمبر ديسمبر كانون_الاول دجنبر',
];
const NAMES = JSON.stringify(
  Object.fromEntries(
    MONTHS.flatMap((names, at) => names.split(' ').map((name) => [name.replaceAll('_', ' '), at + 1])),
  ),
);

const SPACES = String.raw`E' \t\n\r\f\u000b\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'`;
const MARKS = String.raw`[\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed.]`;
const DECLARED = 'd CONSTANT text := ';
const field = (name: string): string => `btrim(coalesce(asked ->> '${name}', ''))`;
const plainField = (name: string): string =>
  `btrim(translate(coalesce(asked ->> '${name}', ''), '${DIGITS}', '${PLAIN}'), ${SPACES})`;

const CHANGES: readonly Change[] = [
  ...['day', 'month', 'year', 'time'].map((name): Change => [field(name), plainField(name)]),
  [DECLARED, `names CONSTANT jsonb := '${NAMES}';\n     ${DECLARED}`],
  [
    'month integer := array_position(',
    `month integer := coalesce((names ->> btrim(regexp_replace(normalize(lower(m COLLATE pg_catalog.pg_c_utf8), NFKD), '${MARKS}', '', 'g')))::integer, array_position(`,
  ],
  ['left(m, 3));', 'left(m, 3)));'],
];
const back = ([from, to]: Change): Change => [to, from];

/** As the function is now, of every entry that was sent before. */
const FIND_AGAIN =
  'ALTER TABLE lintel.incident ALTER COLUMN said_at SET EXPRESSION AS (lintel.said_at(answers, sent_at))';

/**
 * What the victim typed in digits of another script, or with the name of a month in another language, was a day everywhere but on the axis of the
 * series, which said that no time was known of it.
 */
export class SaidInAnyLanguage1770000001021 implements MigrationInterface {
  readonly name = 'SaidInAnyLanguage1770000001021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('said_at', CHANGES));
    await runner.query(FIND_AGAIN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('said_at', [...CHANGES].reverse().map(back)));
    await runner.query(FIND_AGAIN);
  }
}
