import { confirm } from './officer.mjs';

const API = '/api/v1';

/** Takes both occasions as the acts of an application, finishes it, and makes its papers. */
async function apply(officer, of, occasions) {
  const draft = { prohibitions: ['A prohibition of the demonstration'], duration: 'fixed', months: 24 };
  const { id: begun } = await officer.json('POST', `${of}/applications`, draft, [201]);
  const { wanting } = await officer.json('GET', `${API}/applications/${begun}`);
  const words = 'The demonstration says so';
  const finished = {
    ...draft,
    respondent: { name: 'A respondent of the demonstration' },
    ground: 'resides',
    conditions: { acts: words, risk: words, necessity: words },
    acts: occasions.map(({ id }) => ({ occasion: id })),
    finished: true,
  };
  const { id } = await officer.json('POST', `${API}/applications/${begun}/versions`, finished, [201]);
  await confirm(officer);
  const paper = await officer.send('POST', `${API}/applications/${id}/paper`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'The demonstration looks at it' }),
  });
  const bytes = Buffer.from(await paper.arrayBuffer());
  const isPdf = bytes.subarray(0, 5).toString() === '%PDF-';
  return { id, wanted: wanting.length, paperBytes: isPdf ? bytes.length : 0 };
}

/** Takes an incident and a clip as two occasions, lets both count, records an order, and makes the chronology and the papers of an application. */
export async function showSeries(officer, investigation, clip) {
  const of = `${API}/investigations/${investigation}`;
  const { items: loose } = await officer.json('GET', `${of}/conduct/loose`);
  const { id: incident } = loose.find(({ kind }) => kind === 'incident');
  const order = {
    ...{ kind: 'restraining', madeOn: '2026-01-02', terms: 'An order of the demonstration' },
    ...{ court: 'Crown Court of the demonstration', route: 'acquittal' },
  };
  await officer.json('POST', `${of}/orders`, order, [201]);
  const { items: orders } = await officer.json('GET', `${of}/orders`);
  for (const picked of [{ incidents: [incident] }, { clips: [clip.id] }]) {
    const { id } = await officer.json('POST', `${of}/occasions`, picked, [201]);
    const decision = { counts: true, reason: 'The demonstration lets it count' };
    await officer.json('POST', `${API}/occasions/${id}/decisions`, decision, [204]);
  }
  const paper = await officer.send('POST', `${of}/chronology`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'The demonstration looks at it' }),
  });
  const { counting } = await officer.json('GET', `${of}/conduct`);
  const { items: occasions } = await officer.json('GET', `${of}/occasions`);
  const chronologyBytes = (await paper.arrayBuffer()).byteLength;
  const application = await apply(officer, of, occasions);
  return {
    ...{ occasions: occasions.length, counting, chronologyBytes, application },
    order: orders.some(({ court, route }) => court === order.court && route === order.route),
  };
}
