import type { BundleExhibit, BundleJson, ViewingFile } from '../bundle/bundle-json';
import { saidIn, saidList, tracks } from './captions';
import { exhibitArticle } from './exhibit';
import type { HistoryEvent } from './history';
import type { CopyTimes } from './times';

const file = (path: string) => ({ path, sha256: '0'.repeat(64), size: 1 });
const exhibit = { ref: 'AB/1', description: 'A door', producer: '', clip: 'x', custody: 'c' };
const shown = (more: Partial<BundleExhibit>, history: readonly HistoryEvent[] = []): string =>
  exhibitArticle(
    { ref: 'AB/1', description: 'A door', producer: '', clip: 'x', viewing: [], custody: 'c', ...more },
    0,
    history,
  );

describe('an exhibit on the reader’s page', () => {
  it('is a film with its player, or a picture', () => {
    const proxy = { ...file('data/viewing/AB-1/proxy.mp4'), kind: 'proxy' };
    expect(shown({ viewing: [proxy], original: file('data/originals/AB-1/AB-1.mov') })).toContain('<video');
    expect(shown({ original: file('data/originals/AB-1/AB-1.png') })).toContain('<img');
  });

  it('says where the frames of the original have gone that its viewing copy does not show', () => {
    const accounted = { by: 'edit-list', shown: 90, hiddenBefore: 150 };
    const made: HistoryEvent = {
      ...{
        seq: 1,
        at: '2026-06-14T22:41:07.000Z',
        type: 'rendition-made',
        actor: 'service',
        opened: {},
        withheld: [],
      },
      ...{ detail: { kind: 'proxy', accounted }, repudiated: false },
    };
    const proxy = { ...file('data/viewing/AB-1/proxy.mp4'), kind: 'proxy' };
    const words =
      '150 frames before the start are hidden by the file’s own edit list; the original has them.';
    expect(shown({ viewing: [proxy] }, [made]).split(words)).toHaveLength(3);
    expect(shown({}, [made])).not.toContain('In the viewing copy');
  });

  it('says of the copies of a single frame that they were made from the recording, which is not its original', () => {
    const [own, recording] = ['1'.repeat(64), '2'.repeat(64)];
    const original = { ...file('data/originals/AB-1-1/AB-1-1.png'), sha256: own };
    const copy = { ...file('data/viewing/AB-1-1/proxy.png'), kind: 'proxy' };
    const said = (copyOf: string, more: Partial<BundleExhibit>): string =>
      shown({ viewing: [{ ...copy, copyOf }], ...more });
    expect(said(recording, { original })).toContain(
      `made from the recording that it was taken from, whose SHA-256 is <code>${recording}`,
    );
    expect(said(own, { original })).toContain(', made from the original');
    expect(said(own, {})).toContain(`made from the original, whose SHA-256 is <code>${own}`);
  });

  it('plays an extract that goes alone, and says by its own reference which part it is', () => {
    const part = { ...file('data/viewing/AB-1/extract.mp4'), kind: 'extract' };
    const page = shown({ viewing: [{ ...part, extract: { reference: 'AB/1/2', from: 10, to: 20 } }] });
    expect(page).toContain('src="data/viewing/AB-1/extract.mp4"');
    expect(page).toContain('Extract AB/1/2: frames 10 to 20 of the recording');
  });

  it.each(['redacted-copy', 'extract'])(
    'shows beside a copy that is an %s no still of the recording',
    (kind) => {
      const still = { ...file('data/viewing/AB-1/poster.jpg'), kind: 'poster' };
      const copy = { ...file(`data/viewing/AB-1/${kind}.mp4`), kind };
      const page = (viewing: ViewingFile[], isFolded: boolean): string =>
        exhibitArticle({ ...exhibit, viewing }, 0, [], { isFolded });
      for (const isFolded of [true, false])
        expect(page([still, copy], isFolded)).not.toMatch(/(poster|src)="[^"]*poster\.jpg"/);
      expect(page([still, copy], true)).toContain(`data-draw="data/viewing/AB-1/${kind}.mp4">No picture<`);
      const proxy = { ...file('data/viewing/AB-1/proxy.mp4'), kind: 'proxy' };
      expect(page([still, copy, proxy], false)).toMatch(/<video [^>]*poster="[^"]*poster\.jpg"/);
      // In a line it would be loaded at once, though nobody sees it.
      const folded = page([still, copy, proxy], true);
      expect(folded).toMatch(/<img class="tile" src="[^"]*poster\.jpg"/);
      expect(folded).not.toContain('poster="');
    },
  );

  it('says how long it is, as the schedules do, and gives the player the times of its frames', () => {
    const proxy = { ...file('data/viewing/AB-1/proxy.mp4'), kind: 'proxy' };
    const frames = { timeBase: { num: 1, den: 25 }, pts: [0, 1, 2, 4], lastDuration: 1 };
    const page = (times: CopyTimes, of = 1): string =>
      exhibitArticle({ ...exhibit, viewing: [proxy] }, 0, [], { times: new Map([[proxy.path, times]]), of });
    const both = page({ seconds: 3_725.4, frames });
    expect(both).toContain('data-frames="1/25 1 1*2 2"');
    expect(both).toContain('data-length="3725.400"');
    expect(both).toContain('<dt>Length</dt><dd>1:02:05 (4 frames)</dd>');
    expect(page({ frames })).toContain('data-length="0.200"');
    const none = page({});
    expect(none).toContain('data-frames=""');
    expect(none).not.toMatch(/length/i);
  });

  it('carries no list of frames that would make a long page slow', () => {
    const proxy = { ...file('data/viewing/AB-1/proxy.mp4'), kind: 'proxy' };
    const pts = Array.from({ length: 8_000 }, (_, at) => at * 10 + (at % 3));
    const frames = { timeBase: { num: 1, den: 1_000 }, pts, lastDuration: 1 };
    const page = (of: number): string =>
      exhibitArticle({ ...exhibit, viewing: [proxy] }, 0, [], {
        times: new Map([[proxy.path, { frames }]]),
        of,
      });
    expect(page(3)).toMatch(/data-frames="1\/1000 1 11/);
    expect(page(300)).toContain('data-frames=""');
    expect(page(300)).toContain('(8000 frames)');
  });

  it('plays sound without a player for pictures', () => {
    const sound = { ...file('data/viewing/AB-1/proxy.m4a'), kind: 'proxy' };
    expect(shown({ viewing: [sound] })).toContain('<video controls preload="none" src=');
    expect(exhibitArticle({ ...exhibit, viewing: [sound] }, 0, [], { isFolded: true })).toContain(
      'Sound alone',
    );
  });

  it('plays a transcript as captions, and every line of it leads into the film', () => {
    const captions =
      'WEBVTT\n\n00:00:00.500 --> 00:00:01.000\n<v Man><lang pl>Otw\u00f3rz &lt;drzwi&gt;</lang>\n<i>Open</i>\n' +
      '\n01:02:03.250 --> 01:02:04.000\n[inaudible]\n';
    const page = exhibitArticle(
      {
        ...{ ref: 'AB/1', description: 'A door', producer: '', clip: 'x', custody: 'c' },
        viewing: [{ ...file('data/viewing/AB-1/proxy.mp4'), kind: 'proxy' }],
      },
      0,
      [],
      { said: [{ ref: 'MG6C/1', description: 'Transcript', captions, isChecked: true }] },
    );
    const [, inside = ''] =
      /<track kind="captions" label="MG6C\/1" src="data:text\/vtt;base64,([^"]*)">/.exec(page) ?? [];
    expect(Buffer.from(inside, 'base64').toString()).toBe(captions);
    expect(page).toContain(
      '<a href="data/viewing/AB-1/proxy.mp4#t=0.5" data-at="0.5">00:00:00</a> <b>Man</b>: Otw\u00f3rz &lt;drzwi&gt;<br>Open</li>',
    );
    expect(page).toContain('data-at="3723.25">01:02:03</a> [inaudible]</li>');
  });

  it('says of a transcript that nobody has checked so, and keeps the joiners of its script', () => {
    const [master, sha256] = ['a'.repeat(64), 'b'.repeat(64)];
    const captions =
      'WEBVTT\n\n00:00:00.500 --> 00:00:01.000\n\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\u202e\n';
    const event = (type: string, detail: object, opened = {}): HistoryEvent =>
      ({ type, detail, opened, repudiated: false }) as unknown as HistoryEvent;
    const exhibits = [
      { ref: 'AB/1', custody: 'film' },
      {
        ref: 'MG6C/1',
        description: '',
        custody: 'said',
        transcript: { path: 'x', sha256, recording: master },
      },
    ] as BundleExhibit[];
    const page = (...more: HistoryEvent[]): string => {
      const histories = new Map([
        ['film', [event('master-defined', { sha256: master }), ...more]],
        ['said', [event('item-frozen', {}, { words: { captions } })]],
      ]);
      const said = saidIn(exhibits[0] as BundleExhibit, { exhibits } as unknown as BundleJson, histories);
      return tracks(said) + saidList(said, 'film.mp4');
    };
    const words = 'MG6C/1, not checked against the sound';
    const finished = event('transcript-finished', { sha256 });
    expect(page(finished).split(words)).toHaveLength(3);
    expect(page(finished, event('transcript-checked', { sha256 }))).not.toContain('not checked');
    expect(page(event('transcript-checked', { sha256: master }))).toContain(words);
    expect(page()).toContain('\u06cc\u200c\u062e\u0648\u0627\u0647\u0645[U+202E]');
  });

  it('says that there is nothing to see here where a file cannot be shown', () => {
    expect(shown({ original: file('data/originals/AB-1/AB-1.mp4') })).toContain('another program to open it');
    expect(shown({})).toContain('This page has no picture of it.');
  });
});
