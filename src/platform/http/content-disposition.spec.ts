import fc from 'fast-check';
import { contentDisposition } from './content-disposition';

describe('Content-Disposition', () => {
  it.each([
    ['clip.mp4', 'attachment; filename="clip.mp4"'],
    ['a "b".mp4', `attachment; filename="a _b_.mp4"; filename*=UTF-8''a%20%22b%22.mp4`],
    ['naïve €.mp4', `attachment; filename="na_ve _.mp4"; filename*=UTF-8''na%C3%AFve%20%E2%82%AC.mp4`],
    ['../../etc/passwd', 'attachment; filename=".._.._etc_passwd"'],
    ['a\r\nSet-Cookie: x=1', 'attachment; filename="a__Set-Cookie: x=1"'],
    ['gpj.\u202eexe', 'attachment; filename="gpj._exe"'],
    ['100%.mp4', `attachment; filename="100_.mp4"; filename*=UTF-8''100%25.mp4`],
    ["it's (1)*.mp4", `attachment; filename="it's (1)*.mp4"`],
    ['', 'attachment'],
    [undefined, 'attachment'],
  ])('%j', (name, expected) => {
    expect(contentDisposition('attachment', name)).toBe(expected);
  });

  it('is always a legal header whose quoted string cannot be left', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const header = contentDisposition('inline', name);
        expect(header).toMatch(
          /^inline(; filename="[\x20\x21\x23-\x7e]*"(; filename\*=UTF-8''[\w!#$&+.^`|~%-]*)?)?$/,
        );
        const encoded = /filename\*=UTF-8''(.*)$/.exec(header)?.[1];
        if (encoded !== undefined) expect(decodeURIComponent(encoded)).not.toMatch(/[/\\\p{Cc}\u202e]/u);
      }),
      { numRuns: 1_000 },
    );
  });
});
