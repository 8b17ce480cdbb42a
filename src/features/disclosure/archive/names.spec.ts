import fc from 'fast-check';
import { FolderNames, foldName, isSafeName, isSafePath, safeName } from './names';

const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom('.', ' ', '/', '\\', 'a', 'A', 'é', 'e\u0301', '\0', '%', '🙂'),
    maxLength: 60,
  }),
  fc
    .tuple(
      fc.constantFrom('con', 'NUL', 'Com1', 'LPT²', 'aux', 'CONIN$', 'clock$'),
      fc.constantFrom('', '.', '.txt', ' .mp4', '.tar.gz', '\u200b'),
    )
    .map((parts) => parts.join('')),
);

describe('a safe name', () => {
  it.each([
    ['Front door.mp4', 'Front door.mp4'],
    ['Tu\u0308r.mp4', 'Tür.mp4'],
    ['../../etc/passwd', '_.._.._etc_passwd'],
    ['..', '_'],
    ['', '_'],
    ['...', '_'],
    ['.htaccess', '_.htaccess'],
    ['CON', '_CON'],
    ['nul.tar.gz', '_nul.tar.gz'],
    ['com1 .mp4', '_com1 .mp4'],
    ['COM\u00b9.mp4', '_COM\u00b9.mp4'],
    ['console.mp4', 'console.mp4'],
    ['ends with dots. . ', 'ends with dots'],
    ['a\r\nb\u0000c.mp4', 'abc.mp4'],
    ['gpj.\u202eexe', 'gpj.exe'],
    ['C:\\clips\\a?.mp4', 'C__clips_a_.mp4'],
    ['100%.mp4', '100_.mp4'],
    ['half \ud800 character', 'half  character'],
  ])('%j becomes %j', (given, safe) => {
    expect(safeName(given)).toBe(safe);
  });

  it('keeps the extension of a long name and cuts between characters', () => {
    const name = safeName(`${'🙂'.repeat(100)}.mp4`);
    expect(name).toBe(`${'🙂'.repeat(49)}.mp4`);
    expect(Buffer.byteLength(safeName(`${'x'.repeat(500)}.${'y'.repeat(500)}`))).toBe(200);
  });

  it('is portable whatever was given, and stays as it is', () => {
    fc.assert(
      fc.property(anyName, (given) => {
        const name = safeName(given);
        expect(name).not.toBe('');
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
        expect(name).toBe(name.normalize('NFC'));
        expect(name.isWellFormed()).toBe(true);
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029<>:"/\\|?*%]/u);
        expect(name).not.toMatch(/^[\s.]|[\s.]$/u);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(isSafeName(name)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('names of one folder', () => {
  it('are told apart without case', () => {
    const names = new FolderNames();
    expect(
      ['clip.mp4', 'CLIP.MP4', 'clip-2.mp4', 'straße', 'STRASSE'].map((name) => names.give(name)),
    ).toEqual(['clip.mp4', 'CLIP-2.MP4', 'clip-2-2.mp4', 'straße', 'STRASSE-2']);
  });

  it('are safe, unique, and the same for the same wishes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyName, fc.constantFrom('a.mp4', 'A.mp4', 'x'.repeat(300))), { maxLength: 30 }),
        (wanted) => {
          const give = (): string[] => {
            const folder = new FolderNames();
            return wanted.map((name) => folder.give(name));
          };
          const names = give();
          expect(new Set(names.map(foldName)).size).toBe(wanted.length);
          expect(names.every(isSafeName)).toBe(true);
          expect(give()).toEqual(names);
        },
      ),
    );
  });
});

describe('a safe path', () => {
  it.each(['data/originals/AB-1/clip.mp4', 'bagit.txt'])('may be %j', (path) => {
    expect(isSafePath(path)).toBe(true);
  });
  it.each([
    '',
    '/a',
    'a/',
    'a//b',
    '../a',
    'a/../b',
    './a',
    'a/.',
    'a\\b',
    'C:/a',
    '~/.ssh',
    'a/\0',
    'data/nul',
  ])('may not be %j', (path) => {
    expect(isSafePath(path)).toBe(false);
  });
});
