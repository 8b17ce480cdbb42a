import { randomBytes } from 'node:crypto';
import { sameRange, sha256 } from './bytes.mjs';
import { Client, until } from './http.mjs';
import { unpacked } from './unpacked.mjs';
import { lookAt, view } from './viewing.mjs';

const API = '/api/v1';
const RANGES = 5;

/** Signs in with the one-time password and chooses another. */
export async function signIn(origin, { email, password }) {
  const client = new Client(origin);
  await client.json('POST', `${API}/session`, { email, password }, [200, 201]);
  const wanted = `demo ${randomBytes(12).toString('base64url')}`;
  await client.json('POST', `${API}/password`, { current: password, wanted }, [200, 201]);
  client.password = wanted;
  return client;
}

/** Shows again who the officer is, as is asked for before a copy, a seal or a bundle leaves. */
export const confirm = (client) =>
  client.json('POST', `${API}/session/confirmation`, { password: client.password });

export async function invite(client) {
  const urn = `DEMO/${randomBytes(3).toString('hex').toUpperCase()}`;
  const { id } = await client.json(
    'POST',
    `${API}/investigations`,
    { urn, offence: 'A demonstration' },
    [201],
  );
  // The victim is asked first how to be reached safely: a link is not made without that answer.
  const invitation = await client.json(
    'POST',
    `${API}/investigations/${id}/invitations`,
    { days: 7, safeContact: { channel: 'in-person', never: 'No voicemail' } },
    [201],
  );
  return { investigation: id, invitation };
}

/** Accepts a clip, takes its original back, looks at its proxy and reads its history. */
export async function review(client, clip) {
  const url = `${API}/clips/${clip.id}`;
  const sent = await until(
    'the master',
    async () => {
      const found = await client.json('GET', url);
      return found.masterAt !== null && found;
    },
    600,
  );
  const { reference } = await client.json(
    'POST',
    `${url}/accept`,
    { initials: 'DP', producerName: 'Demo Producer', description: 'A clip of the demonstration' },
    [201],
  );
  const sha256Fetched = await fetchBack(client, clip, url);
  if (sent.malware.quarantined) await endQuarantine(client, url);
  const viewed = sent.media.kind === 'picture' ? await lookAt(client, url) : await view(client, clip, url);
  const custody = await client.json('GET', `${url}/custody`);
  return {
    result: {
      name: clip.name,
      sha256Device: clip.sha256Device,
      sha256Stored: sent.storedSha256,
      sha256Fetched,
      exhibit: reference,
      malware: malwareOf(sent.malware),
      seal: sent.seal && { integrity: sent.seal.integrity, trust: sent.seal.trust, words: sent.seal.words },
      ...viewed,
    },
    events: custody.items,
  };
}

const malwareOf = ({ state, signature, reason, engine, signaturesAt, quarantined, packed }) => ({
  ...{ state, signature, reason, engine, signaturesAt, quarantined },
  packed: packed !== null,
});

/** Somebody must, before there is anything to see. */
async function endQuarantine(client, url) {
  await confirm(client);
  const body = { reason: 'The demonstration shows what comes after' };
  await client.json('POST', `${url}/quarantine/end`, body, [204]);
}

async function fetchBack(client, clip, url) {
  const body = { content: 'original', reason: 'The demonstration compares what was stored' };
  await confirm(client);
  const { contentUrl, packed } = await client.json('POST', `${url}/downloads`, body, [201]);
  const whole = await client.send('GET', contentUrl);
  // In one piece: no ranges are offered of it.
  if (packed !== null) return sha256(unpacked(whole.body, packed.password));
  const hash = await sha256(whole.body ?? []);
  const etag = whole.headers.get('etag');
  for (let n = 0; n < RANGES && clip.size > 0; n += 1) {
    const start = Math.floor(Math.random() * clip.size);
    const end = Math.min(clip.size - 1, start + 65_535);
    const headers = { range: `bytes=${start}-${end}`, 'if-range': etag };
    const part = await client.send('GET', contentUrl, { headers, expected: [206] });
    if (!(await sameRange(clip.path, start, Buffer.from(await part.arrayBuffer())))) {
      throw new Error(`${clip.name}: the bytes from ${start} to ${end} are not those of the file`);
    }
  }
  return hash;
}

/** Every event of the clips has a proof once the log is signed. */
export async function proofs(client, events) {
  for (const { event } of events) {
    await until('the proof', async () => {
      const response = await client.send('GET', `${API}/custody/events/${event.id}/proof`, {
        expected: [200, 404, 409],
      });
      const text = await response.text();
      return response.status === 200 && text.startsWith('c2sp.org/tlog-proof@v1');
    });
  }
}
