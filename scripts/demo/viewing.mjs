import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sha256 } from './bytes.mjs';
import { until } from './http.mjs';
import { probe } from './probe.mjs';

/** Of a photograph: the viewing copy, whose bytes are not those of the file, or why there is none. */
export async function lookAt(client, url) {
  const proxy = await viewingCopy(client, url);
  if (proxy.state === 'failed') return { undecodable: proxy.why };
  const { contentUrl } = await client.json('POST', `${url}/viewings`, { content: 'proxy' }, [201]);
  const response = await client.send('GET', contentUrl);
  const [type, hash] = [response.headers.get('content-type'), await sha256(response.body ?? [])];
  const { width, height, labels } = proxy.facts;
  return {
    picture: { type, width, height, labels, codedAnew: hash === proxy.sha256 && hash !== proxy.inputSha256 },
  };
}

const viewingCopy = (client, url) =>
  until(
    'the working copy',
    async () => {
      const { items } = await client.json('GET', `${url}/renditions`);
      return items.find((item) => item.kind === 'proxy');
    },
    1800,
  );

/** The proxy, probed with a player's library and compared with the file; or why there is no picture. */
export async function view(client, clip, url) {
  const proxy = await viewingCopy(client, url);
  if (proxy.state === 'failed') return { undecodable: proxy.why };
  const { contentUrl } = await client.json('POST', `${url}/viewings`, { content: 'proxy' }, [201]);
  const folder = await mkdtemp(join(tmpdir(), 'lintel-demo-proxy-'));
  try {
    const path = join(folder, 'proxy');
    const response = await client.send('GET', contentUrl);
    await pipeline(Readable.fromWeb(response.body), createWriteStream(path));
    const [shown, source] = [await probe(path), await probe(clip.path)];
    const damaged = proxy.facts.damaged ?? undefined;
    return {
      proxy: {
        codec: shown.codec ?? 'sound only',
        frames: shown.frames,
        sourceFrames: damaged?.decodedFrames ?? source.frames,
        accounted: proxy.facts.accounted,
        durationError: damaged
          ? proxy.facts.check.durationError
          : Number(Math.abs(shown.seconds - source.seconds).toFixed(6)),
        ...(damaged && { damaged: damaged.sentence }),
      },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
