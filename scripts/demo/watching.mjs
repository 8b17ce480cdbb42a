import { sha256 } from './bytes.mjs';
import { until } from './http.mjs';
import { confirm } from './officer.mjs';

const API = '/api/v1';

/** Watches a clip frame by frame, writes a note, and takes its middle frame as an exhibit; `null` without a picture. */
export async function watch(client, clip) {
  const url = `${API}/clips/${clip.id}`;
  const { exhibitId, storedSha256 } = await client.json('GET', url);
  const { items } = await client.json('GET', `${url}/renditions`);
  const made = (kind) => items.some((item) => item.kind === kind && item.state === 'made');
  if (!made('frames')) return null;
  const viewing = await client.json('POST', `${url}/viewings`, { content: 'proxy' }, [201]);
  const { pts } = await client.json('GET', `${API}/viewings/${viewing.id}/frames`);
  const sound = made('waveform')
    ? (await (await client.send('GET', `${API}/viewings/${viewing.id}/waveform`)).arrayBuffer()).byteLength
    : 0;
  const frame = Math.ceil(pts.length / 2);
  await client.json('POST', `${url}/markers`, { text: 'The middle of the clip', frame }, [201]);
  const still = await takeFrame(client, exhibitId, frame);
  const looks = (await client.json('GET', `${url}/custody`)).items.filter(
    ({ event }) => event.type === 'viewed' && event.detail.access === viewing.id,
  );
  return {
    id: still.id,
    name: clip.name,
    reference: still.reference,
    frames: pts.length,
    frame: still.facts.frame,
    oneLook: looks.length === 1,
    ofTheMaster: still.facts.masterSha256 === storedSha256,
    sameHash: await fetchedHash(client, still.id),
    soundBytes: sound,
  };
}

async function takeFrame(client, exhibit, frame) {
  const url = `${API}/exhibits/${exhibit}/stills`;
  const description = 'The middle frame of a clip of the demonstration';
  const asked = await client.json('POST', url, { frame, description }, [202]);
  return until(
    'the single frame',
    async () => {
      const found = (await client.json('GET', url)).items.find(({ id }) => id === asked.id);
      if (found.state === 'failed') throw new Error(`the frame was not taken: ${found.why}`);
      return found.state === 'made' && found;
    },
    600,
  );
}

/** Whether the picture that is fetched has the hash that its exhibit states. */
async function fetchedHash(client, id) {
  const exhibit = await client.json('GET', `${API}/exhibits/${id}`);
  const body = { content: 'original', reason: 'The demonstration compares what was taken' };
  await confirm(client);
  const { contentUrl } = await client.json('POST', `${API}/clips/${id}/downloads`, body, [201]);
  return (await sha256((await client.send('GET', contentUrl)).body ?? [])) === exhibit.sha256;
}
