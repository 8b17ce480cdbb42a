import { randomInt } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sha256, sha256OfFile } from './bytes.mjs';
import { until } from './http.mjs';
import { confirm, signIn } from './officer.mjs';

const API = '/api/v1';
export const NAME = 'Demo Discloser';
const EMAIL = 'discloser@lintel.example';
const RANGES = 50;
const KINDS = ['prosecution', 'defence', 'court'];

/** A disclosure officer, made by the operator and let into the investigation by its officer. */
export async function discloser(instance, officer, investigation) {
  const password = await instance.createOfficer(EMAIL, NAME, 'disclosure');
  await officer.json('POST', `${API}/investigations/${investigation}/members`, { email: EMAIL }, [201, 204]);
  return signIn(instance.workspace, { email: EMAIL, password });
}

/** The last of three or more clips is sensitive, the one before it unused, all others evidence. */
const classify = (place, count) =>
  count < 3 || place < count - 2 ? 'evidence' : place === count - 1 ? 'sensitive' : 'unused';

/** Decides about every clip. */
export async function decide(client, investigation, clips) {
  const url = `${API}/investigations/${investigation}`;
  for (const [place, { id }] of clips.entries()) {
    const classification = classify(place, clips.length);
    const body = {
      items: [id],
      classification,
      meetsTest: false,
      originalToDefence: classification === 'evidence',
      description: 'A clip of the demonstration, from a doorbell that does not exist',
      reason: 'Decided for the demonstration',
      // Asked for where an item is presumed to meet the test, as a recording of an entry of the diary is.
      rebuttal: 'It neither undermines nor helps: said for the demonstration',
      // A file that was given twice may be sensitive as the last one alone.
      despiteVersion: true,
    };
    await client.json('POST', `${url}/decisions`, body, [201]);
  }
}

/**
 * What the victim wrote is an item too: decided about, and given to the defence whole.
 * @returns how many items are written, and the id of the entry of the diary
 */
export async function decideWritten(client, investigation) {
  const url = `${API}/investigations/${investigation}`;
  const { items } = await client.json('GET', `${url}/items?limit=200`);
  const written = items.filter((item) => item.written !== null);
  const entry = written.find((item) => item.written.kind === 'incident');
  if (entry === undefined) throw new Error('the entry of the diary is no item that can be decided about');
  for (const { id } of written) {
    const body = {
      items: [id],
      classification: 'unused',
      meetsTest: true,
      originalToDefence: true,
      description: 'What was written in the demonstration, on the day that it says',
      reason: 'An earlier account is presumed to meet the test',
    };
    await client.json('POST', `${url}/decisions`, body, [201]);
  }
  return { items: written.length, entry: entry.id };
}

/** The four forms, of the decisions that stand. */
export async function makeForms(client, investigation) {
  const url = `${API}/investigations/${investigation}`;
  for (const form of ['MG12', 'MG6C', 'MG6D', 'MG6E']) {
    const signing = {
      signedName: NAME,
      ...(form === 'MG6E' && { certified: 2 }),
    };
    await client.json('POST', `${url}/schedules`, { form, ...signing }, [201]);
  }
}

/** Seals a bundle of each kind and takes it to `folder`; each also in ranges that must give the same bytes. */
export async function sealAll(client, investigation, folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const bundles = [];
  for (const kind of KINDS) bundles.push(await sealOne(client, investigation, kind, folder));
  return bundles;
}

/** @param more what a bundle of its kind is asked for with, beside the kind */
export async function sealOne(client, investigation, kind, folder, more = {}) {
  const url = `${API}/investigations/${investigation}/bundles`;
  const asked = { kind, ...more };
  await until(
    `the ${kind} bundle's copies`,
    async () => {
      const { problems } = await client.json('POST', `${url}/preview`, asked, [200, 201]);
      return problems.length === 0;
    },
    600,
  );
  await confirm(client);
  const { id } = await client.json('POST', url, asked, [201]);
  const sealed = await until(
    `the seal of the ${kind} bundle`,
    async () => {
      const found = await client.json('GET', `${API}/bundles/${id}`);
      if (found.state === 'refused')
        throw new Error(`the ${kind} bundle was not sealed: ${found.stateReason}`);
      return found.state === 'sealed' && found;
    },
    600,
  );
  await confirm(client);
  const ticket = await client.json(
    'POST',
    `${API}/bundles/${id}/downloads`,
    { reason: 'The demonstration' },
    [201],
  );
  const file = join(folder, `${sealed.folder}.zip`);
  const whole = await client.send('GET', ticket.archiveUrl);
  await pipeline(Readable.fromWeb(whole.body), createWriteStream(file));
  const etag = whole.headers.get('etag');
  const inRanges = await sha256(pieces(client, ticket.archiveUrl, sealed.seal.totalSize, etag));
  if (inRanges !== (await sha256OfFile(file)))
    throw new Error(`the ranges of the ${kind} bundle are other bytes`);
  return {
    kind,
    file,
    bytes: sealed.seal.totalSize,
    ranges: RANGES,
    keyFingerprint: sealed.seal.keyFingerprint,
  };
}

/** The archive in RANGES pieces, cut at random places. */
async function* pieces(client, url, size, etag) {
  const cuts = Array.from({ length: RANGES - 1 }, () => randomInt(1, size)).sort((a, b) => a - b);
  const edges = [0, ...cuts, size];
  for (const [place, start] of edges.slice(0, -1).entries()) {
    const end = edges[place + 1] - 1;
    if (end < start) continue;
    const headers = { range: `bytes=${start}-${end}`, 'if-range': etag };
    const part = await client.send('GET', url, { headers, expected: [206] });
    yield* Readable.fromWeb(part.body);
  }
}
