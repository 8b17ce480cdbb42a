import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { until } from '../support/until';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { Plant } from './support/plant';
import { expectWhole } from './support/truth';

let plant: Plant;
let officer: Officer;

beforeAll(async () => {
  plant = await Plant.open({ LIMIT_DRAFT_DAYS: '1' });
  officer = await Officer.at(plant);
});
afterAll(() => plant.close());

const HOUR = 3_600_000;
const age = (path: string): void =>
  utimesSync(path, new Date(Date.now() - HOUR), new Date(Date.now() - HOUR));
const object = (id: string): string => plant.objects('incoming', id);
const idOf = (location: string): string => location.split('/').at(-1) ?? '';

describe('an upload that is abandoned half way', () => {
  it('can be gone on with, and can be taken away', async () => {
    const [visitor, bytes] = [await officer.visitor(), new Chance().bytes(100_000)];
    const resumed = await visitor.begin('resumed.bin', bytes.length);
    const removed = await visitor.begin('removed.bin', bytes.length);
    for (const location of [resumed, removed]) await visitor.patch(location, 0, bytes.subarray(0, 40_000));
    await plant.bounce('worker'); // it sweeps when it starts
    await visitor.send('POST', `/files/${idOf(removed)}/remove`);
    expect(await visitor.offset(removed)).toBe(-404);
    // It can be put back until she sends.
    expect(existsSync(object(idOf(removed)))).toBe(true);
    expect(await visitor.offset(resumed)).toBe(40_000);
    await visitor.goOn(resumed, bytes);
    const given = await visitor.fingerprint(resumed, bytes);
    await visitor.sendAll();
    // From then on its object is nobody's, and is swept when it is old.
    age(object(idOf(removed)));
    await plant.bounce('worker');
    await until('the erasure', () => Promise.resolve(!existsSync(object(idOf(removed)))));
    await expectWhole(plant, [given]);
  });

  it('is erased with its draft when nobody has touched it for the set time; nothing of it stays', async () => {
    const [visitor, bytes] = [await officer.visitor(), new Chance().bytes(50_000)];
    const location = await visitor.begin('left.bin', bytes.length);
    await visitor.patch(location, 0, bytes.subarray(0, 20_000));
    const whole = await visitor.add('whole.bin', bytes);
    await plant.rows(
      `UPDATE lintel.submission SET changed_at = now() - interval '25 hours' WHERE id =
      (SELECT submission_id FROM lintel.clip WHERE id = $1)`,
      [whole.id],
    );
    await plant.bounce('worker');
    const ids = [idOf(location), whole.id];
    await until('the erasure', async () => {
      const rows = await plant.rows('SELECT 1 FROM lintel.clip WHERE id = ANY($1)', [ids]);
      return rows.length === 0 && ids.every((id) => !existsSync(object(id)));
    });
    expect(await plant.rows('SELECT 1 FROM lintel.opening WHERE subject = $1', [`clip:${whole.id}`])).toEqual(
      [],
    );
    expect(await visitor.files()).toEqual([]);
    const again = await visitor.add('again.bin', bytes);
    await visitor.sendAll();
    await expectWhole(plant, [again]);
  });
});

describe('a draft whose time has run out', () => {
  it('is kept when she comes back in the moment in which it would be erased', async () => {
    const [visitor, bytes] = [await officer.visitor(), new Chance().bytes(1_000)];
    const given = await visitor.add('late.bin', bytes);
    const draft = `(SELECT submission_id FROM lintel.clip WHERE id = '${given.id}')`;
    await plant.rows(
      `UPDATE lintel.submission SET changed_at = now() - interval '25 hours' WHERE id = ${draft}`,
    );
    const admin = new Client({ connectionString: plant.urls.admin });
    await admin.connect();
    try {
      await admin.query('BEGIN');
      await admin.query(`UPDATE lintel.submission SET changed_at = now() WHERE id = ${draft}`);
      await plant.bounce('worker');
      await until('the sweep that wants to erase it', async () => {
        const waiting = await plant.rows(
          `SELECT 1 FROM pg_stat_activity WHERE usename = 'lintel_worker' AND wait_event_type = 'Lock'
            AND datname = current_database() AND query LIKE '%hold_stale_draft%'`,
        );
        return waiting.length === 1;
      });
      await admin.query('COMMIT');
    } finally {
      await admin.end();
    }
    await visitor.sendAll();
    await expectWhole(plant, [given]);
  });
});

describe('what a killed process left in `incoming`', () => {
  it('is swept when it is old and no row names it, and left alone when it is new', async () => {
    const [old, young] = [randomUUID(), randomUUID()];
    for (const id of [old, young]) writeFileSync(object(id), 'left behind');
    writeFileSync(object(`${old}.json`), '{}');
    age(object(old));
    age(object(`${old}.json`));
    await plant.bounce('worker');
    await until('the sweep', () =>
      Promise.resolve(!existsSync(object(old)) && !existsSync(object(`${old}.json`))),
    );
    expect(existsSync(object(young))).toBe(true);
  });
});
