import { Client, until } from './http.mjs';
import { add } from './victim.mjs';

const API = '/api/v1';
const NAME = 'Demo Neighbour';
const ASKED = 'Clips of the street on the day of the demonstration.';

/** An officer asks a neighbour by a link of their own; the neighbour sends one clip, and the officer sees whose it is. */
export async function askNeighbour(officer, investigation, path) {
  const request = { personName: NAME, asked: ASKED, reason: 'They may show a car.', test: null };
  const body = { holder: 'neighbour', days: 7, ...request };
  const { id, link, code } = await officer.json(
    'POST',
    `${API}/investigations/${investigation}/requests`,
    body,
    [201],
  );
  const client = new Client(new URL(link).origin);
  await client.form(new URL(link).pathname, { code });
  const notice = await (await client.send('GET', '/notice')).text();
  const [, shown = ''] = notice.match(/name="request" value="([^"]+)"/) ?? [];
  await client.form('/notice', { agree: 'yes', request: shown });
  const { status } = await client.send('GET', '/diary', { expected: [404] });
  const clip = await add(client, path);
  await until('the check of the file', async () => {
    const { files, canSend } = await client.json('GET', '/files.json');
    return canSend && files.every(({ state }) => !['chosen', 'partial', 'waiting', 'stored'].includes(state));
  });
  const receipt = await (await client.send('GET', await client.form('/send', {}))).text();
  const { sentBy } = await officer.json('GET', `${API}/clips/${clip.id}`);
  const { producer } = await officer.json('GET', `${API}/clips/${clip.id}/queue`);
  const { items } = await officer.json('GET', `${API}/invitations/${id}/requests`);
  return {
    asked: notice.includes(ASKED) && items.length === 1,
    diary: status !== 404,
    receipt: receipt.includes(clip.sha256Device),
    sentBy,
    producer: producer?.producerName,
  };
}
