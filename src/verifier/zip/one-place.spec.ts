import { sharingAPlace } from './one-place';

const SEALED = [
  'b/START-HERE.html',
  'b/verify.mjs',
  'b/data/originals/AB-1/clip_1.mp4',
  'b/data/bundle.json',
];

describe('names of which one takes the place of another where they are unpacked', () => {
  it.each([
    ['b/start-here.HTML', 'without case'],
    ['b/START-HERE.html.', 'a dot at its end, which Windows drops'],
    ['b/START-HERE.html ', 'a space there'],
    ['b/START-HERE.html::$DATA', 'a stream of the same file'],
    ['b/START-HERE.html:x', 'another stream of it'],
    ['b/START-HERE\u200c.html', 'a sign that is not seen, which HFS+ passes over'],
    ['b/\u017fTART-HERE.html', 'the long s, which is an s without case'],
    ['b/ST\uff21RT-HERE.html', 'a wide letter'],
    ['b/data./bundle.json', 'a folder with a dot at its end'],
    ['b /data/bundle.json', 'the folder of all with a space'],
    ['b/data/originals/AB-1/clip?1.mp4', 'a sign that Windows does not take'],
    ['b/data/originals/AB-1/clip:1.mp4', 'a colon that becomes another sign'],
    ['b/START-~1.HTM', 'what Windows calls it, too'],
    ['b/data/ORIGIN~1/AB-1/clip_1.mp4', 'what Windows calls its folder, too'],
  ])('%j: %s', (name) => {
    expect(sharingAPlace([...SEALED, name])).toBeDefined();
    expect(sharingAPlace([name, ...SEALED])).toBeDefined();
  });

  it('are not those that programs put beside a bag, nor folders', () => {
    const beside = [
      ...['b/', 'b/data/', 'b/.DS_Store', '__MACOSX/b/._START-HERE.html', 'b/Thumbs.db', 'b/desktop.ini'],
      ...[
        'b/notes (2).txt',
        'b/~$notes.docx',
        'b/START-HERE~.html',
        'b/backup~1.zip',
        'b/note~1.bak',
        'b/note~2.bak',
        'b/other:x',
        'b/m\u00f6re.txt',
      ],
    ];
    expect(sharingAPlace([...SEALED, ...beside])).toBeUndefined();
  });
});
