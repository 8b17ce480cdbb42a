import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from './bytes.mjs';
import { until } from './http.mjs';
import { confirm, signIn } from './officer.mjs';
import { verifyFile } from './verify-bundle.mjs';

const API = '/api/v1';
const EMAIL = 'auditor@lintel.example';
const REPORT = Buffer.from('%PDF-1.7\n% A sample of a laboratory report on a marking dye.\n');

const bytesOf = async (answer) => Buffer.from(await answer.arrayBuffer());
const isPdf = (bytes) => bytes.subarray(0, 5).toString() === '%PDF-';

/** An officer's own exhibit: added, locked and numbered, with its label and its paragraph. */
export async function addExhibit(officer, investigation) {
  const form = new FormData();
  const said = {
    kind: 'forensic-marking',
    producerName: 'Sample Examiner',
    initials: 'SE',
    description: 'A sample report',
  };
  for (const [name, value] of Object.entries(said)) form.set(name, value);
  form.set('file', new Blob([REPORT]), 'report.pdf');
  const path = `${API}/investigations/${investigation}`;
  const answer = await officer.send('POST', `${path}/additions`, { body: form, expected: [201] });
  const { id } = await answer.json();
  const item = await until('the added exhibit', async () => {
    const clip = await officer.json('GET', `${API}/clips/${id}`);
    return clip.exhibit !== null && clip;
  });
  const labels = await officer.send('POST', `${path}/exhibit-labels`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ exhibits: [item.exhibitId], name: 'Sample Examiner' }),
  });
  const statement = await officer.json('GET', `${API}/exhibits/${item.exhibitId}/statement`);
  return {
    id,
    reference: item.exhibit,
    sameHash: item.storedSha256 === (await sha256([REPORT])),
    label: isPdf(await bytesOf(labels)),
    paragraph: statement.text.includes(`marked ${item.exhibit}`),
  };
}

/** Checks the history of an item here, and takes its proof away to be checked without the service. */
export async function prove(officer, clip) {
  const check = await officer.json('POST', `${API}/clips/${clip}/custody/check`, {});
  await confirm(officer);
  const proof = await officer.send('POST', `${API}/clips/${clip}/custody/proof`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'For the demonstration' }),
  });
  const folder = await mkdtemp(join(tmpdir(), 'lintel-demo-proof-'));
  try {
    const file = join(folder, 'custody.zip');
    await writeFile(file, await bytesOf(proof));
    return { here: check.outcome === 'proven', offline: await verifyFile(file) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** An auditor finds what was done to the item, and their own search. */
export async function audit(instance, clip) {
  const password = await instance.createOfficer(EMAIL, 'Demo Auditor', 'auditor');
  const auditor = await signIn(instance.workspace, { email: EMAIL, password });
  const { items } = await auditor.json('GET', `${API}/audit/events?clip=${clip}`);
  const searches = await auditor.json('GET', `${API}/audit/events?type=audit-searched`);
  return {
    events: items.length,
    seesAddition: items.some(({ type }) => type === 'exhibit-added'),
    loggedItself: searches.items.some(({ detail }) => detail.clip === clip),
  };
}
