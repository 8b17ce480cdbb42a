import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { correlationId, createLogger, createRegistry, httpLogger, withCorrelation } from '.';

const TOKEN = 'Zm9yIG9uZSBwZXJzb24gb25seSAtIGEgMjU2IGJpdCBz';

function loggerAndText() {
  const stream = new PassThrough();
  const logger = createLogger({ process: 'test', level: 'info' }, stream);
  return { logger, text: () => (stream.read() as Buffer | null)?.toString() ?? '' };
}

describe('what the log keeps to itself', () => {
  it('drops names, codes, tokens, cookies and file names at any depth', () => {
    const { logger, text } = loggerAndText();
    logger.warn(
      {
        accessCode: '4821-7730',
        visitor: { name: 'Ann Example', clips: [{ fileName: 'front door.mp4', bytes: 12 }] },
        headers: { Cookie: 'sid=abc', 'set-cookie': ['sid=def'], Authorization: 'Bearer qqq' },
        resetToken: 'qqq',
        notify: { api_key: 'rrr', recoveryCode: 'sss' },
      },
      'a clip came',
    );
    const line = text();
    for (const secret of ['4821', 'Ann', 'front door', 'abc', 'def', 'qqq', 'rrr', 'sss'])
      expect(line).not.toContain(secret);
    expect(JSON.parse(line)).toMatchObject({
      level: 'warn',
      msg: 'a clip came',
      visitor: { clips: [{ bytes: 12 }] },
    });
  });

  it('takes private links and credentials out of messages, errors and their causes', () => {
    const { logger, text } = loggerAndText();
    const cause = new Error(`no route to postgres://lintel_intake:hunter2@127.0.0.1/lintel`);
    logger.error(
      new Error(`GET /i/${TOKEN}/send?code=123456 failed`, { cause }),
      `seen at /i/${TOKEN}, /a/${TOKEN} and /b/${TOKEN}`,
    );
    const line = text();
    for (const secret of [TOKEN, 'hunter2', '123456']) expect(line).not.toContain(secret);
    expect(line).toContain('no route to');
  });

  it('keeps an error code, which is not an access code', () => {
    const { logger, text } = loggerAndText();
    logger.error(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    expect(JSON.parse(text())).toMatchObject({
      err: { code: 'ECONNREFUSED', type: 'Error', message: 'refused' },
    });
  });

  it('writes one line a request with its correlation id, and no header, query or address', async () => {
    const { logger, text } = loggerAndText();
    const handle = httpLogger(logger, { whence: () => ({ source: 'this-machine' }), whoAsked: () => ({}) });
    let seen: string | undefined;
    const server = createServer((request, response) => {
      handle(request, response, () => {
        seen = correlationId();
        response.end('ok');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/i/${TOKEN}?code=123456`, {
      headers: { cookie: 'sid=abc', 'x-correlation-id': 'chosen-by-caller' },
    });
    await answer.text();
    await new Promise((resolve) => server.close(resolve));
    const line = JSON.parse(text()) as Record<string, unknown>;
    expect(line).toMatchObject({ req: { method: 'GET', path: '/i/[removed]' }, res: { status: 200 } });
    expect(line).toMatchObject({ route: 'none', source: 'this-machine' });
    expect(line['time']).toMatch(/^20.*Z$/);
    expect(line['correlation']).toBe(seen);
    expect(answer.headers.get('x-correlation-id')).toBe(seen);
    // A random id may hold any three letters.
    expect(JSON.stringify({ ...line, correlation: '' })).not.toMatch(/127\.0\.0\.1|123456|chosen|abc/);
  });

  it('marks every line of a job with its correlation id', () => {
    const { logger, text } = loggerAndText();
    withCorrelation('job-1', () => logger.info('started'));
    expect(JSON.parse(text())).toMatchObject({ correlation: 'job-1' });
  });
});

it('gives the figures of the process under its own label', async () => {
  const figures = await createRegistry('worker').metrics();
  expect(figures).toMatch(/lintel_process_resident_memory_bytes\{process="worker"\} \d/);
});
