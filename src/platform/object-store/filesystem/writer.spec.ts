import { Writer } from './writer';

/** A file in memory, each call of which takes as long as the test likes, and at most so many bytes. */
class SlowFile {
  readonly bytes: number[] = [];
  readonly calls: number[] = [];
  private readonly waiting: (() => void)[] = [];
  most = Infinity;
  failsAt = Infinity;

  async writev(pieces: readonly NodeJS.ArrayBufferView[], position?: number | null) {
    await new Promise<void>((go) => this.waiting.push(go));
    this.calls.push(pieces.length);
    if (this.calls.length >= this.failsAt) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    const all = Buffer.concat(pieces as Uint8Array[]).subarray(0, this.most);
    all.forEach((byte, at) => (this.bytes[(position ?? 0) + at] = byte));
    return { bytesWritten: all.length, buffers: [...pieces] };
  }

  /** Lets the call at hand, and all that follow, go on. */
  async go(): Promise<void> {
    for (let turn = 0; turn < 50; turn += 1) {
      this.waiting.shift()?.();
      await Promise.resolve();
    }
  }
}

const numbers = (from: number, count: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, index) => from + index);

it('writes what came meanwhile in one call, in order and where it belongs', async () => {
  const file = new SlowFile();
  const writer = new Writer(file as never, 2);
  for (const at of [0, 3, 6]) await writer.take(numbers(at, 3));
  expect([writer.end, writer.written]).toEqual([11, 2]);
  await file.go();
  await writer.flush();
  expect(file.calls).toEqual([1, 2]);
  expect(file.bytes.slice(2)).toEqual([...numbers(0, 9)]);
  expect([writer.end, writer.written]).toEqual([11, 11]);
});

it('goes on where a call took only a part, also within a piece', async () => {
  const file = new SlowFile();
  file.most = 2;
  const writer = new Writer(file as never, 0);
  for (const at of [0, 3, 6]) await writer.take(numbers(at, 3));
  await writer.take(new Uint8Array(0));
  await file.go();
  await writer.flush();
  expect(file.bytes).toEqual([...numbers(0, 9)]);
});

it('has whoever brings more wait once a mebibyte waits for the disk', async () => {
  const file = new SlowFile();
  const writer = new Writer(file as never, 0);
  await writer.take(new Uint8Array(1024 ** 2 - 1));
  let isTaken = false;
  const second = writer.take(new Uint8Array(1)).then(() => (isTaken = true));
  await new Promise(setImmediate);
  expect(isTaken).toBe(false);
  await file.go();
  await second;
  expect(writer.written).toBe(1024 ** 2);
});

it('says what the disk said, to the next piece and at the end, and writes nothing behind a hole', async () => {
  const file = new SlowFile();
  file.failsAt = 2;
  const writer = new Writer(file as never, 0);
  await writer.take(numbers(0, 3));
  await writer.take(numbers(3, 3));
  await file.go();
  await expect(writer.flush()).rejects.toMatchObject({ code: 'EIO' });
  await writer.take(numbers(6, 3)).catch(() => undefined);
  await file.go();
  await expect(writer.flush()).rejects.toMatchObject({ code: 'EIO' });
  expect([writer.written, file.calls.length]).toEqual([3, 2]);
});
