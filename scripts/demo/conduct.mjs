const API = '/api/v1';

/** Takes her incident and a clip as two occasions, lets both count, records an order, and makes the chronology. */
export async function showSeries(officer, investigation, clip) {
  const of = `${API}/investigations/${investigation}`;
  const { items: loose } = await officer.json('GET', `${of}/conduct/loose`);
  const { id: incident } = loose.find(({ kind }) => kind === 'incident');
  const order = { kind: 'non-molestation', madeOn: '2026-01-02', terms: 'An order of the demonstration' };
  await officer.json('POST', `${of}/orders`, order, [201]);
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
  return { occasions: occasions.length, counting, chronologyBytes: (await paper.arrayBuffer()).byteLength };
}
