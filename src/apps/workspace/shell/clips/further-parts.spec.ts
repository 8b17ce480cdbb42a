import type { IncomingMessage, ServerResponse } from 'node:http';
import { furtherPart, headOfPart, type ReadPart } from './further-parts';
import { RecentLooks, type Look } from './recent-looks';

const HEADERS = { cookie: 'a', range: 'bytes=10-19' };
const asked = (headers: object = HEADERS, method = 'GET', url = '/film'): IncomingMessage =>
  ({ headers, method, url }) as unknown as IncomingMessage;

function recentLook(packed: object | null = null): RecentLooks {
  const recent = new RecentLooks(undefined, () => 0);
  const look = { source: { key: 'k', size: 100, packed } } as unknown as Look;
  recent.keep({ headers: HEADERS, path: '/film' }, look);
  recent.headed({ headers: HEADERS, path: '/film' }, ['etag', '"k"']);
  return recent;
}

/** As a file of 100 bytes that ends after `there`. */
const reading = (there = 100): { read: jest.MockedFunction<ReadPart>; giveBack: jest.Mock } => {
  const giveBack = jest.fn();
  const read = jest.fn<ReturnType<ReadPart>, Parameters<ReadPart>>((_key, { start, end }) =>
    Promise.resolve({ bytes: Buffer.alloc(Math.min(end + 1, there) - start), giveBack }),
  );
  return { read, giveBack };
};

const response = () => ({
  writeHead: jest.fn(),
  end: jest.fn((_bytes: Buffer, done: () => void) => done()),
  destroy: jest.fn(),
});

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('sends the part under the head of the first, and gives the piece back', async () => {
  const { read, giveBack } = reading();
  const to = response();
  const otherwise = jest.fn();
  furtherPart(recentLook(), read, asked())?.(to as unknown as ServerResponse, otherwise);
  await settled();
  const part = ['Content-Range', 'bytes 10-19/100', 'Content-Length', '10'];
  expect(to.writeHead).toHaveBeenCalledWith(206, ['etag', '"k"', ...part]);
  expect(to.end.mock.calls[0]?.[0]).toHaveLength(10);
  expect(giveBack).toHaveBeenCalledTimes(1);
  expect(otherwise).not.toHaveBeenCalled();
});

it.each([
  ['that cannot be read any more', (): Promise<never> => Promise.reject(new Error('gone'))],
  ['that ends before its end', reading(15).read],
])('goes the whole way for a file %s, before a byte is sent', async (_what, read) => {
  const to = response();
  const otherwise = jest.fn();
  furtherPart(recentLook(), read, asked())?.(to as unknown as ServerResponse, otherwise);
  await settled();
  expect(otherwise).toHaveBeenCalledTimes(1);
  expect(to.writeHead).not.toHaveBeenCalled();
});

it('goes the whole way where the look was forgotten while it was read: nothing is sent that is not counted', async () => {
  const recent = recentLook();
  const { read, giveBack } = reading();
  const to = response();
  const otherwise = jest.fn();
  furtherPart(recent, read, asked())?.(to as unknown as ServerResponse, otherwise);
  recent.forgetAll();
  await settled();
  expect(otherwise).toHaveBeenCalledTimes(1);
  expect(giveBack).toHaveBeenCalledTimes(1);
  expect(to.writeHead).not.toHaveBeenCalled();
});

it.each([
  ['of another cookie', asked({ ...HEADERS, cookie: 'b' })],
  ['of another address', asked(HEADERS, 'GET', '/film?x=1')],
  ['by another method', asked(HEADERS, 'HEAD')],
  ['of the whole', asked({ cookie: 'a' })],
  ['of the whole, by a range', asked({ ...HEADERS, range: 'bytes=0-' })],
  ['beyond the end', asked({ ...HEADERS, range: 'bytes=100-' })],
  ['under a condition', asked({ ...HEADERS, 'if-range': '"k"' })],
])('leaves alone what is asked for %s', (_what, request) => {
  const { read } = reading();
  expect(furtherPart(recentLook(), read, request)).toBeUndefined();
  expect(read).not.toHaveBeenCalled();
});

it('leaves alone what is packed, and what has no answer before it', () => {
  const { read } = reading();
  expect(furtherPart(recentLook({}), read, asked())).toBeUndefined();
  const unanswered = new RecentLooks(undefined, () => 0);
  unanswered.keep({ headers: HEADERS, path: '/film' }, { source: {} } as unknown as Look);
  expect(furtherPart(unanswered, read, asked())).toBeUndefined();
});

it('leaves alone what no store gives at once', () => {
  expect(furtherPart(recentLook(), () => undefined, asked())).toBeUndefined();
});

it('repeats no session, and nothing of one part or one connection', () => {
  const said = { etag: '"k"', 'set-cookie': ['a=b'], 'content-range': 'bytes 0-9/100', connection: 'close' };
  expect(headOfPart({ getHeaders: () => said } as unknown as ServerResponse)).toEqual(['etag', '"k"']);
});
