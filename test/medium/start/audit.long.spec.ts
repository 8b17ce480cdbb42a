import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/** What a registry answers when npm asks which weaknesses of these packages are known. */
function registry(advisories: object): Promise<Server> {
  const server = createServer((asked, answer) => {
    asked.resume();
    asked.on('end', () => {
      const isBulk = asked.method === 'POST' && asked.url === '/-/npm/v1/security/advisories/bulk';
      answer.writeHead(isBulk ? 200 : 404, { 'Content-Type': 'application/json' });
      answer.end(JSON.stringify(isBulk ? advisories : {}));
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function audit(server: Server): Promise<{ code: number; text: string }> {
  const { port } = server.address() as AddressInfo;
  const env = {
    ...process.env,
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_fetch_retries: '0',
    npm_config_cache: join(ROOT, 'node_modules/.cache/lintel-audit'),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(ROOT, 'scripts/audit.mjs')], { env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, text: `${out}${err}` }),
    );
  });
}

describe('npm run audit', () => {
  let server: Server;
  afterEach(() => {
    server.close();
  });

  it('names a part with a known weakness, and by when it must be replaced', async () => {
    server = await registry({
      express: [
        {
          id: 1,
          url: 'https://example.test/advisory',
          title: 'Something is wrong',
          severity: 'high',
          vulnerable_versions: '<999',
          cwe: [],
          cvss: { score: 8, vectorString: null },
        },
      ],
    });
    const { code, text } = await audit(server);
    expect(text).toMatch(
      /^high, to be replaced within 7 days: express .*: Something is wrong \(https:\/\/example\.test\/advisory\)$/m,
    );
    expect(code).toBe(1);
  });

  it('says so when none is known', async () => {
    server = await registry({});
    expect(await audit(server)).toEqual({
      code: 0,
      text: expect.stringMatching(/^No weakness is known in [1-9]\d+ parts\.\n$/) as string,
    });
  });

  it('does not call a silent registry good news', async () => {
    server = await registry({});
    await new Promise((resolve) => server.close(resolve));
    const closed = { address: () => ({ port: 9 }) } as unknown as Server;
    expect(await audit(closed)).toEqual({
      code: 2,
      text: expect.stringContaining('The registry did not say which weaknesses are known') as string,
    });
  });
});

it('the times are those that the operator reads', () => {
  const [, days = ''] =
    /^const DAYS = \{(.*)\};$/m.exec(readFileSync(join(ROOT, 'scripts/audit.mjs'), 'utf8')) ?? [];
  const text = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
  const said = [...text.matchAll(/^\| (\w+) +\| (\d+) days +\|/gm)].map(
    ([, name, count]) => `${name}: ${count}`,
  );
  expect(said).toHaveLength(4);
  expect(days.split(',').map((part) => part.trim())).toEqual(expect.arrayContaining(said));
});
