import { until } from './http.mjs';

const API = '/api/v1';
const HERS = {
  channel: 'email',
  address: 'her@mail.example',
  days: [1, 2, 3, 4, 5, 6, 7],
  from: '00:00',
  until: '24:00',
};

const send = (officer, url, record, expected) =>
  officer.send('POST', url, {
    expected: [expected],
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'link', record, key: crypto.randomUUID() }),
  });

/** The victim wants to be told in person: no message leaves, whoever asks. */
export async function askForMessage(officer, investigation) {
  const { items } = await officer.json('GET', `${API}/investigations/${investigation}/invitations`);
  const url = `${API}/invitations/${items[0].id}/messages`;
  const { body, refusal } = await officer.json('GET', `${url}/preview?kind=link`);
  await send(officer, url, '1', 409);
  const sent = await officer.json('GET', url);
  return { refusal, sent: sent.items.length, secretShown: !body.includes('(hidden)') };
}

/** Another person wants email, and the mail server refuses it: officers are told until one of them has dealt with it. */
export async function loseMessage(officer, investigation, mail) {
  const order = { days: 7, safeContact: HERS };
  const { id } = await officer.json(
    'POST',
    `${API}/investigations/${investigation}/invitations`,
    order,
    [201],
  );
  const url = `${API}/invitations/${id}/messages`;
  const { record } = await officer.json('GET', `${url}/preview?kind=link`);
  await send(officer, url, record, 202);
  const lost = await until('the refusal of the mail server', async () => {
    const { items } = await officer.json('GET', url);
    return items.find(({ state }) => state === 'failed');
  });
  const waits = async () => {
    const { messages } = await officer.json('GET', `${API}/work`);
    return messages.items.some((line) => line.id === lost.id);
  };
  const listed = await waits();
  await officer.json('POST', `${API}/messages/${lost.id}/seen`, {}, [204]);
  const { items } = await officer.json('GET', url);
  return {
    arrived: mail.taken(),
    why: lost.why,
    listed,
    dealtWith: !(await waits()) && items[0].seenAt !== null,
  };
}
