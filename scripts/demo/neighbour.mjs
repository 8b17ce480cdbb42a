import { Client, until } from './http.mjs';
import { add } from './victim.mjs';

const API = '/api/v1';

/** An officer asks a neighbour for their own footage. */
export async function askNeighbour(officer, investigation, path) {
  const { answered } = await askPerson(officer, investigation, path, {
    holder: 'neighbour',
    personName: 'Demo Neighbour',
    asked: 'Clips of the street on the day of the demonstration.',
    reason: 'They may show a car.',
    test: null,
  });
  return answered;
}

/** An officer asks another person by a link of their own; the person sends one clip, and the officer sees whose it is. */
export async function askPerson(officer, investigation, path, request) {
  const body = { days: 7, ...request };
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
  const answered = {
    asked: notice.includes(request.asked) && items.length === 1,
    diary: status !== 404,
    receipt: receipt.includes(clip.sha256Device),
    sentBy,
    producer: producer?.producerName,
  };
  return { invitation: id, answered };
}
