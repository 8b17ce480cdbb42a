import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Upload } from 'tus-js-client';
import { Client, until } from './http.mjs';
import { sha256OfFile } from './bytes.mjs';
import { writeDiary } from './diary.mjs';
import { waysOut } from './ways-out.mjs';

const CHUNK = 4 * 1024 ** 2;

/** One run of an upload; with `breakAt` the line is cut when that many bytes are through. Gives the upload's URL. */
function run(client, path, size, options) {
  const { breakAt, uploadUrl } = options;
  return new Promise((resolve, reject) => {
    let cut = false;
    const upload = new Upload(createReadStream(path, { highWaterMark: CHUNK }), {
      endpoint: `${client.origin}/upload`,
      ...(uploadUrl && { uploadUrl }),
      headers: { cookie: client.cookie, origin: client.origin },
      metadata: { filename: basename(path) },
      uploadSize: size,
      chunkSize: CHUNK,
      retryDelays: [200, 1000, 3000, 5000, 10_000],
      onError: reject,
      onProgress: (sent) => {
        if (breakAt === undefined || sent < breakAt || sent >= size || cut) return;
        cut = true;
        void upload.abort().then(() => resolve(upload.url), reject);
      },
      onSuccess: () => resolve(upload.url),
    });
    upload.start();
  });
}

/** Uploads a file by tus, breaking off once in the middle and resuming; then tells the fingerprint of the victim's device. */
export async function add(client, path) {
  const { size } = await stat(path);
  const broken = await run(client, path, size, size > 0 ? { breakAt: Math.floor(size / 3) } : {});
  const url = await run(client, path, size, { uploadUrl: new URL(broken, client.origin).href });
  const id = url.split('/').at(-1);
  const sha256Device = await sha256OfFile(path);
  await client.json('POST', `/files/${id}/fingerprint`, { sha256: sha256Device }, [204]);
  return { id, path, name: basename(path), size, sha256Device };
}

/** Link, code, first questions, notice, files, an entry of the diary, send, receipt. */
export async function provide(invitation, files) {
  const link = new URL(invitation.link);
  const client = new Client(link.origin);
  // Answered as "not found", so that no browser's history shows it.
  await client.send('GET', link.pathname, { expected: [404] });
  await client.form(link.pathname, { code: invitation.code });
  await client.send('GET', '/notice');
  await client.form('/notice', { agree: 'yes' });
  await client.form('/start/questions', { setUp: 'me', others: 'nobody', decides: 'self' });
  const added = [];
  for (const file of files) added.push(await add(client, file));
  await until('the check of the files', async () => {
    const { files: shown, canSend } = await client.json('GET', '/files.json');
    return canSend && shown.every(({ state }) => !['chosen', 'partial', 'waiting', 'stored'].includes(state));
  });
  await writeDiary(client, added[0]);
  const receipt = await client.form('/send', {});
  const page = await (await client.send('GET', receipt)).text();
  const [, reference = ''] = /intake-reference__text"><bdi>([0-9A-Z-]+)</.exec(page) ?? [];
  const pdf = await (await client.send('GET', `/receipts/${reference}.pdf`)).arrayBuffer();
  const complete = added.every(({ sha256Device }) => page.includes(sha256Device));
  await client.form('/leave', {}).catch((error) => {
    if (!/answered (204|30[0-9])/.test(error.message)) throw error;
  });
  const waysOutFound = await waysOut(link.origin);
  return { clips: added, receipt: { page: complete, pdfBytes: pdf.byteLength }, waysOut: waysOutFound };
}
