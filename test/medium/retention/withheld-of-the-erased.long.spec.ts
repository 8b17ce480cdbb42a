import { Bench } from './bench';

const SENSITIVE = 'The neighbour of number eleven told us';
const ASIDE = 'The dog of number twelve and nothing else';
const NAMED = 'Twelve Mill Lane.mp4';

/**
 * Where words about an item may stand. What goes with it, goes by a trigger or by `lintel.erase_item`; of what stays it is said why.
 * Whoever adds a column of text to a table of items decides here which it is, and sees to it.
 */
const GOES = `addition: description producer_name; bundle_item: description producer; bundle_withheld: label what why; clip_trouble: kind;
  clock_answer: clock_right shown; compilation: order_reason reason recipe title; decision: description reason rebuttal; endorsement: comment;
  exhibit: description producer_name; face_search: proposals why; make_answer: make; maker_seal: binding certificate doubt fault generator
  integrity manifest name organisation trust; marker: text; note: kind make; redaction: reason recipe title; redaction_choice: reason;
  rendition: facts recipe why; still: description; time_candidate: candidate source; time_choice: reason; transcript: captions lines reason;
  triage: reason; word_proposal: cues why; written_item: content`;
const STAYS = {
  'references, numbers and states, of which none is ever used again':
    'addition: initials kind; bundle_item: folder label; decision: classification; disposal: state; endorsement: answer; exhibit: name_key reference; face_search: state; rendition: content_type kind object_key state; schedule_number: form; still: state; triage: outcome; word_proposal: state; written_item: doubt kind',
  'hashes, by which the history stays proven':
    'compilation: master_sha256 recipe_sha256; compilation_part: master_sha256; face_search: master_sha256; malware_scan: sha256; redaction: master_sha256 recipe_sha256; rendition: input_sha256 sha256; transcript: sha256; word_proposal: master_sha256 program_sha256',
  'what officers gave for looking, keeping and disposing':
    'access_ticket: content purpose reason; disposal: decision_reason objects reason stop_reason; retention_hold: lift_reason reason; retention_review: reason',
  'forms, which are records of their own':
    'restricted_schedule_item: description label location particulars presumed same_as source why; schedule_item: description label location particulars presumed producer same_as source',
  'what programs say of themselves, without a word of the file':
    'malware_scan: engine reason signature state; still: facts recipe why; transcript: proposed_by; word_proposal: program',
};

const columns = (text: string): string[] =>
  text
    .split(';')
    .map((part) => part.trim().split(/:?\s+/))
    .flatMap(([table = '', ...names]) => names.map((name) => `${table}.${name}`));

describe('what is said of an item outside of it, once it has been erased (real PostgreSQL)', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
    await bench.record('oic');
  });
  afterAll(() => bench.close());

  const discloser = (path: string, body: object) => bench.clients.discloser.call('POST', path, body);
  const decide = (id: string, classification: string, reason: string) =>
    discloser(`${bench.of}/decisions`, { items: [id], classification, meetsTest: false, reason });

  it('is no reason why it was withheld, no field of its file and no name, in whatever bundle that was', async () => {
    const [gives, sensitive, aside] = [await bench.item(), await bench.item(), await bench.item()];
    await bench.world.admin.query('SET session_replication_role = replica');
    await bench.world.admin.query('DELETE FROM lintel.exhibit WHERE clip_id = $1', [aside.id]);
    await bench.world.admin.query('UPDATE lintel.clip SET file_name = $2 WHERE id = $1', [aside.id, NAMED]);
    await bench.world.admin.query('RESET session_replication_role');
    await decide(gives.id, 'evidence', 'Shows the man');
    await decide(sensitive.id, 'sensitive', SENSITIVE);
    await decide(aside.id, 'not-relevant', ASIDE);
    const signing = { signedName: bench.others[2]?.displayName, certified: 2 };
    for (const form of ['MG12', 'MG6C', 'MG6D', 'MG6E'])
      await discloser(`${bench.of}/schedules`, { form, ...signing });
    const asked = await discloser(`${bench.of}/bundles`, { kind: 'prosecution', items: [gives.id] });
    expect(asked.status).toBe(201);
    for (const words of [SENSITIVE, ASIDE, NAMED])
      expect(await bench.tablesWith(words)).toContain('lintel.bundle_withheld');

    for (const { id } of [sensitive, aside]) await bench.approved(id);
    await bench.eraser.run();
    expect([await bench.stateOf(sensitive.id), await bench.stateOf(aside.id)]).toEqual(['erased', 'erased']);
    // A form is a record of its own.
    expect(await bench.tablesWith(SENSITIVE)).toEqual(['lintel.restricted_schedule_item']);
    expect(await bench.tablesWith(ASIDE)).toEqual([]);
    expect(await bench.tablesWith(NAMED)).toEqual([]);
    const { rows } = await bench.world.admin.query<{ label: string; why: string }>(
      'SELECT DISTINCT label, why FROM lintel.bundle_withheld WHERE clip_id = ANY ($1) ORDER BY label',
      [[sensitive.id, aside.id]],
    );
    expect(rows).toEqual([
      { label: '(erased)', why: '(erased)' },
      { label: sensitive.reference, why: '(erased)' },
    ]);
  });

  it('was thought about for every column of text that a table of items has', async () => {
    const { rows } = await bench.world.admin.query<{ name: string }>(
      `SELECT c.table_name || '.' || c.column_name AS name FROM information_schema.columns c
         JOIN information_schema.tables t USING (table_schema, table_name)
         JOIN information_schema.columns k USING (table_schema, table_name)
        WHERE t.table_schema = 'lintel' AND t.table_type = 'BASE TABLE' AND k.column_name = 'clip_id'
          AND c.data_type IN ('text', 'json', 'jsonb')`,
    );
    const known = [GOES, ...Object.values(STAYS)].flatMap(columns);
    expect(rows.map(({ name }) => name).sort()).toEqual(known.sort());
  });
});
