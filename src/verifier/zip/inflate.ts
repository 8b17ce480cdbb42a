/**
 * Unpacks DEFLATE (RFC 1951), in Node and in a browser alike. Bytes that are not what was packed end where they are bad:
 * whoever hashes them finds another hash. @throws what the chunks throw
 */
export async function* inflate(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream('deflate-raw');
  const reader: ReadableStreamDefaultReader<Uint8Array> = readable.getReader();
  const writer = writable.getWriter();
  let failed: Error | undefined;
  const feed = async (): Promise<void> => {
    const packed = chunks[Symbol.asyncIterator]();
    for (;;) {
      const next = await packed.next().catch((error: unknown) => {
        failed = new Error('the packed bytes cannot be read', { cause: error });
        throw failed;
      });
      if (next.done === true) break;
      await writer.write(new Uint8Array(next.value));
    }
    await writer.close();
  };
  const fed = feed().catch((error: unknown) => writer.abort(error).catch(() => undefined));
  try {
    for (;;) {
      const next = await reader.read().catch(() => undefined);
      if (next === undefined || next.done) break;
      yield next.value;
    }
    if (failed !== undefined) throw failed;
  } finally {
    await reader.cancel().catch(() => undefined);
    await fed;
  }
}
