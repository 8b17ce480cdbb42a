import { Readable } from 'node:stream';
import { throttled } from './throttle';

it('lets no more through than the limit, and every byte', async () => {
  const chunks = Array.from({ length: 5 }, (_, index) => Buffer.alloc(1_000, index));
  const begun = performance.now();
  const passed: Uint8Array[] = [];
  for await (const chunk of throttled(Readable.from(chunks), 20_000, new AbortController().signal)) {
    passed.push(chunk);
  }
  expect(Buffer.concat(passed).equals(Buffer.concat(chunks))).toBe(true);
  expect(performance.now() - begun).toBeGreaterThan(220);
});

it('stops when it is told', async () => {
  const stop = new AbortController();
  const chunks: Uint8Array[] = [];
  const reading = (async () => {
    for await (const chunk of throttled(Readable.from([Buffer.alloc(1_000_000)]), 1, stop.signal))
      chunks.push(chunk);
  })();
  setTimeout(() => stop.abort(), 20);
  await expect(reading).rejects.toThrow('abort');
});
