import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { OfficerBrowser, sha256, Visitor, type Given, type Invitation } from '../../faults/support/people';
import { clip } from '../../fixtures/clips';
import { Authenticator } from '../../support/authenticator';
import { until } from '../../support/until';

/** The people of the suites speak plain HTTP: this passes on what they say to a public name over TLS, as their browsers would. */
async function wayTo(host: string, port: number): Promise<{ base: string; server: Server }> {
  const server = createServer((from, to) => {
    const origin = from.headers.origin === undefined ? {} : { origin: `https://${host}` };
    const headers = { ...from.headers, ...origin, host };
    const on = { host: '127.0.0.1', port, servername: host, rejectUnauthorized: false };
    const sent = request({ ...on, method: from.method, path: from.url, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    sent.on('error', () => to.destroy());
    from.pipe(sent);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** Where people find an installation, and its first officer. */
export interface Installation {
  readonly drop: string;
  readonly desk: string;
  /** On 127.0.0.1, where TLS is ended. */
  readonly port: number;
  readonly email: string;
  readonly password: string;
  /** Of the investigation that is begun for it. */
  readonly urn?: string;
}

/** More than a proxy takes in one request unless it is told to: nginx 1 MiB. And more than one part of an upload. */
const FILM_BYTES = 9 * 1024 ** 2;
/** As the page sends it (`src/apps/intake/browser`). */
const PART_BYTES = 8 * 1024 ** 2;

/** A clip as large as a film, by a box that players pass over. */
async function film(): Promise<Buffer> {
  const box = randomBytes(FILM_BYTES);
  box.writeUInt32BE(FILM_BYTES, 0);
  box.write('free', 4, 'latin1');
  return Buffer.concat([await readFile(await clip('h264')), box]);
}

/** One clip, from a private link to an exhibit's working copies, all over TLS. @returns its id and SHA-256 */
export async function takeThrough(installation: Installation): Promise<Given> {
  const { port, email, password, urn = 'SAMPLE/1' } = installation;
  const [drop, desk] = [await wayTo(installation.drop, port), await wayTo(installation.desk, port)];
  try {
    const wanted = 'three random words that are long';
    const officer = new OfficerBrowser(desk.base);
    await officer.must('POST', '/session', { email, password });
    await officer.must('POST', '/password', { current: password, wanted });
    await officer.must('POST', '/session/confirmation', { password: wanted });
    const { secret } = await officer.must<{ secret: string }>('POST', '/second-factor');
    const code = new Authenticator(secret).code();
    await officer.must('POST', '/second-factor/confirmation', { code });

    const { id } = await officer.must<{ id: string }>('POST', '/investigations', {
      urn,
      offence: 'Sample offence',
    });
    const invitation = await officer.must<Invitation>('POST', `/investigations/${id}/invitations`, {
      days: 7,
      safeContact: { channel: 'in-person' },
    });
    const { origin, pathname } = new URL(invitation.link);
    expect(origin).toBe(`https://${installation.drop}`);
    const visitor = await Visitor.in({ ...invitation, link: `${drop.base}${pathname}` });
    const bytes = await film();
    const given = await visitor.add('clip.mp4', bytes, PART_BYTES);
    await until('the check', async () => (await visitor.files())[0]?.state === 'checked');
    await visitor.sendAll();
    await until('the working copies', async () => {
      const { items } = await officer.must<{ items: { kind: string; state: string }[] }>(
        'GET',
        `/clips/${given.id}/renditions`,
      );
      return items.some(({ kind, state }) => kind === 'proxy' && state === 'made');
    });
    const kept = await officer.must<object>('GET', `/clips/${given.id}`);
    expect(JSON.stringify(kept)).toContain(sha256(bytes));
    return given;
  } finally {
    for (const { server } of [drop, desk]) {
      server.close();
      server.closeAllConnections();
    }
  }
}
