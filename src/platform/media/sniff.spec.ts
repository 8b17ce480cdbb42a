import { sniff } from './sniff';

const text = (content: string): Promise<{ kind: string }> => sniff(Buffer.from(content));

describe('the first bytes of a file', () => {
  it('tell an empty file', async () => {
    await expect(sniff(Buffer.alloc(0))).resolves.toEqual({ kind: 'empty', mime: null });
  });

  it('tell text, whatever the file is called', async () => {
    await expect(text('Notes from Tuesday, café, 21:00\n')).resolves.toMatchObject({ kind: 'text' });
  });

  it.each([
    ['%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n', 'application/pdf'],
    ['{\\rtf1 Notes from Tuesday}', 'application/rtf'],
  ])('tell the format of what is written in the signs of a text: %j', async (content, mime) => {
    await expect(text(content)).resolves.toEqual({ kind: 'text', mime });
  });

  it.each(['BM, she said, are my initials', 'ID3 was the number of the bus', 'MZ told me'])(
    'take no words for the signature of a format: %j',
    async (content) => {
      await expect(text(content)).resolves.toEqual({ kind: 'text', mime: 'text/plain' });
    },
  );

  it.each([
    'ffconcat version 1.0\nfile a.mp4\n',
    '#EXTM3U\n#EXTINF:1,\nhttp://x/\n',
    '\uFEFF<MPD xmlns="x"></MPD>',
  ])('tell a list that names other files: %j', async (list) => {
    await expect(text(list)).resolves.toMatchObject({ kind: 'list' });
  });

  it('tell MP4 by its signature', async () => {
    const head = Buffer.concat([
      Buffer.from([0, 0, 0, 24]),
      Buffer.from('ftypisom\x00\x00\x02\x00isomiso2'),
      Buffer.alloc(64),
    ]);
    await expect(sniff(head)).resolves.toEqual({ kind: 'video', mime: 'video/mp4' });
  });

  it('do not mistake unknown bytes for text', async () => {
    await expect(sniff(Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 97) % 256)))).resolves.toEqual({
      kind: 'unknown',
      mime: null,
    });
  });

  it('allow a character cut in two at the end', async () => {
    await expect(sniff(Buffer.from('£'.repeat(3_000)).subarray(0, 4_099))).resolves.toMatchObject({
      kind: 'text',
    });
  });
});
