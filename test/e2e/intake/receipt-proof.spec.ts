import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { createWorker } from '../../../src/apps/worker/app';
import { receiptFileText, parseReceiptFile, type ReceiptFile } from '../../../src/custody/pure/receipt-file';
import { createLogger } from '../../../src/platform/observability';
import type { HttpApp } from '../../../src/platform/http';
import { proofsInPdf } from '../../../src/verifier/receipt/receipt-in-pdf';
import { forgeriesOf, paperWith, signedByAnother } from './support/forged-receipts';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';
import { axeFindings, openBrowser, openContext } from '../../support/browser';
import { withAdmin } from '../../support/database';
import { startAuthority, type TestAuthority } from '../../support/tsa';
import { until } from '../../support/until';
import { buildVerifier } from '../../support/verifier-build';

const run = promisify(execFile);
const NAMES = [
  'Türklingel \u{1F6AA} \u{1F469}\u200d\u{1F467}.mp4',
  '\u0628\u0627\u0628 12 \u0928\u092e\u0938\u094d\u0924\u0947.mp4',
];

let tsa: TestAuthority;
let world: IntakeWorld;
let worker: HttpApp;
let browser: Browser;
let tools: string;
let invitation: string;
/** Her receipt, and the proof in it. */
let paper: Buffer;
let path: string;
let her: VisitorBrowser;
let proof: ReceiptFile;
let keys: string[];

beforeAll(async () => {
  tsa = await startAuthority();
  world = await IntakeWorld.open({
    WORKER_HEALTH_PORT: '0',
    CUSTODY_SEQUENCE_MS: '50',
    TSA_URL: tsa.url,
    TSA_CA_FILE: tsa.caFile,
  });
  const logger = createLogger({ process: 'test', level: 'silent' });
  worker = await createWorker({ config: world.config, databaseUrl: world.database.urls.worker, logger });
  [browser, tools] = await Promise.all([openBrowser(), buildVerifier()]);
  const given = await world.officer.invite();
  invitation = given.id;
  her = new VisitorBrowser(world.base);
  await her.enter(given);
  await her.upload(NAMES.map((name, at) => ({ name, bytes: Buffer.alloc(2_000 + at, at) })));
  path = (await her.post('/send')).headers.location ?? '';
  await until('the proof', () =>
    withAdmin(
      async (client) =>
        (await client.query('SELECT FROM lintel.receipt_proof WHERE proof IS NOT NULL')).rowCount,
      world.database.name,
    ).then((count) => count === 1),
  );
  paper = (await her.get(`${path}.pdf`)).body;
  const [text = ''] = await proofsInPdf(paper);
  proof = parseReceiptFile(text) as ReceiptFile;
  keys = [...proof.keys];
  await writeFile(join(tools, 'keys'), keys.map((key) => `${key}\n`).join(''));
});
afterAll(async () => {
  await browser.close();
  await worker.close();
  await world.close();
  await tsa.close();
  await rm(tools, { recursive: true, force: true });
});

async function verify(bytes: Buffer, more: readonly string[] = []): Promise<{ code: number; out: string }> {
  const file = join(tools, 'receipt.pdf');
  await writeFile(file, bytes);
  return run(process.execPath, [join(tools, 'verify.mjs'), file, ...more]).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    (error: unknown) => {
      const { code, stdout } = error as { code: number; stdout: string };
      return { code, out: stdout };
    },
  );
}

async function drop(page: Page, name: string, bytes: Buffer): Promise<{ code: string; said: string }> {
  const result = page.locator('#result');
  await result.evaluate((element) => element.removeAttribute('data-code'));
  await page
    .getByLabel('Choose the receipt (PDF)')
    .setInputFiles({ name, mimeType: 'application/pdf', buffer: bytes });
  await page.locator('#result[data-code]:not([data-code=""])').waitFor();
  return { code: (await result.getAttribute('data-code')) ?? '', said: await result.innerText() };
}

it('is proven by the page, offline and with nothing sent, and by verify.mjs', async () => {
  const context = await openContext(browser, { width: 360 });
  const page = await context.newPage();
  await page.goto(`${world.base}/check`, { waitUntil: 'networkidle' });
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.title()).not.toMatch(/receipt|police|evidence/i);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await context.setOffline(true);
  const { code, said } = await drop(page, 'receipt.pdf', paper);
  expect({ code, said }).toMatchObject({
    code: '0',
    said: expect.stringContaining('This receipt is real') as string,
  });
  const codes = /[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}/.exec(said);
  for (const name of NAMES) expect(said).toContain(name);
  for (const file of proof.receipt.files) expect(said).toContain(file.storedSha256);
  expect(said).toContain('Time stamp');
  expect(await axeFindings(page)).toEqual([]);
  for (const [what, make, says, exit] of forgeriesOf(proof)) {
    const found = await drop(page, 'receipt.pdf', await paperWith(make()));
    expect({ what, ...found }).toMatchObject({
      what,
      code: String(exit),
      said: expect.stringMatching(says) as string,
    });
  }
  expect((await drop(page, 'x.pdf', Buffer.from('%PDF-1.7\n%%EOF'))).said).toContain('no proof in this file');
  // A file dropped as it is, without its paper, is as good.
  expect((await drop(page, 'receipt.json', Buffer.from(receiptFileText(proof)))).code).toBe('0');
  expect(asked).toEqual([]);
  await context.close();

  const proven = await verify(paper, ['--key', join(tools, 'keys'), '--authority', tsa.caFile]);
  expect(proven).toMatchObject({ code: 0, out: expect.stringContaining('Proven') as string });
  expect(proven.out).toContain(`Check code ${codes?.[0] ?? '?'}`);
  expect(proven.out).toMatch(/Time stamp: .* \(by /);
  const print = /key ((?:[0-9a-f]{4} ?){16})/.exec(proven.out)?.[1] ?? '';
  expect((await verify(paper, ['--key-fingerprint', print])).code).toBe(0);
  // It cannot vouch for its own key.
  expect(await verify(paper)).toMatchObject({ code: 2, out: expect.stringContaining(print) as string });
  expect((await verify(await paperWith(receiptFileText(signedByAnother(proof))))).code).toBe(2);
  for (const [what, make, , exit] of forgeriesOf(proof))
    expect({
      what,
      ...(await verify(await paperWith(make()), ['--key', join(tools, 'keys')])),
    }).toMatchObject({
      what,
      code: exit,
    });
});

it('says nothing of others, and to a finder no more than the paper does', async () => {
  const [row] = await withAdmin(
    async (client) =>
      (
        await client.query<{ investigation: string; clips: string }>(
          `SELECT i.investigation_id AS investigation, (SELECT string_agg(c.id::text, ' ') FROM lintel.clip c WHERE c.invitation_id = i.id) AS clips
           FROM lintel.invitation i WHERE i.id = $1`,
          [invitation],
        )
      ).rows,
    world.database.name,
  );
  const text = receiptFileText(proof);
  for (const id of [invitation, row?.investigation ?? '-', ...(row?.clips.split(' ') ?? ['-'])])
    expect(text).not.toContain(id);
  // A chain of its own, and of one record: its number counts nothing.
  expect(proof.record).toMatch(/^lintel-event\/v1\nreceipt:[0-9a-f-]{36}\n1\n0{64}\n/);
  expect(Object.keys(JSON.parse(proof.record.split('\n')[4] ?? '{}') as object).sort()).toEqual([
    'actor',
    'at',
    'category',
    'commit',
    'detail',
    'id',
    'type',
    'v',
  ]);
  // The version for other eyes carries none.
  expect(await proofsInPdf((await her.get(`${path}/plain.pdf`)).body)).toEqual([]);
  expect((await her.get(path)).text).toContain('Check code');
});

it('has tags for a screen reader, every name in its own letters, and its words can be copied', async () => {
  const file = join(tools, 'tagged.pdf');
  await writeFile(file, paper);
  const { stdout: info } = await run('pdfinfo', [file]);
  expect(info).toMatch(/Tagged:\s+yes/);
  const { stdout: tree } = await run('pdfinfo', ['-struct', file]);
  for (const tag of ['Document', 'H1', 'H2', 'L', 'LI', 'Lbl', 'LBody'])
    expect(tree).toMatch(new RegExp(`^\\s*${tag}\\b`, 'm'));
  const { stdout: metadata } = await run('pdfinfo', ['-meta', file]);
  expect(metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
  const { stdout: words } = await run('pdftotext', [file, '-']);
  expect(words).not.toContain('\uFFFD');
  expect(words).toContain('\u{1F6AA}');
  expect((await readFile(file)).length).toBeLessThan(400_000);
});

it('is gone from here when something of it is erased', async () => {
  const erased = await withAdmin(async (client) => {
    await client.query("SET session_replication_role = 'replica'");
    await client.query(
      `INSERT INTO lintel.disposal (id, investigation_id, clip_id, reason, proposed_by, state, decided_by, decided_at, decision_reason,
           erase_after, begun_at, objects)
         SELECT gen_random_uuid(), c.investigation_id, c.id, 'x', gen_random_uuid(), 'erasing', gen_random_uuid(), now(), 'y', now(), now(), '[]'
           FROM lintel.clip c WHERE c.invitation_id = $1 LIMIT 1`,
      [invitation],
    );
    await client.query("SET session_replication_role = 'origin'");
    await client.query(`UPDATE lintel.disposal SET state = 'erased', erased_at = now()`);
    const { rows } = await client.query<{ proofs: number; openings: number }>(
      `SELECT (SELECT count(*)::int FROM lintel.receipt_proof) AS proofs,
              (SELECT count(*)::int FROM lintel.opening WHERE subject LIKE 'receipt:%') AS openings`,
    );
    return rows;
  }, world.database.name);
  expect(erased).toEqual([{ proofs: 0, openings: 0 }]);
});
