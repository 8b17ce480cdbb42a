import fc from 'fast-check';
import type { MediaFacts } from '../../../platform/media';
import { undecodable } from '../../../platform/media';
import { adviceFor } from './advice';
import { hasItsEnd, isPlayable, recogniseSource, type Reason, type SourceKind } from './source';

const ratio = { num: 1, den: 1 };

/** A plain H.264 clip in MP4 whose tags are given. */
function facts(timeTags: Record<string, string> = {}, video: Partial<MediaFacts['video']> = {}): MediaFacts {
  return {
    kind: 'media',
    container: 'mov,mp4,m4a,3gp,3g2,mj2',
    bytes: 1_000,
    streams: [],
    video: {
      index: 0,
      codec: 'h264',
      profile: null,
      tag: 'avc1',
      width: 1_920,
      height: 1_080,
      rotation: 0,
      sar: ratio,
      pixFmt: 'yuv420p',
      fullRange: false,
      hdr: null,
      frameCount: null,
      averageRate: null,
      nominalRate: null,
      timeBase: ratio,
      startTime: 0,
      hasBFrames: false,
      ...video,
    },
    audio: null,
    duration: 20,
    creationTimeRaw: null,
    timeTags,
    decodable: true,
  };
}

const APPLE = { 'stream 0: handler_name': 'Core Media Video' };

describe('a recording whose end is missing', () => {
  it('is said to be cut short, and better saved again', () => {
    const source = recogniseSource('RingVideo_20260714_220305.MP4', { ...facts(), cutShort: true });
    expect([isPlayable(source), hasItsEnd(source)]).toEqual([true, false]);
    expect(adviceFor(source)).toEqual({ kind: 'cut-short', make: 'ring' });
  });

  it('is first of all a copy, when it is one', () => {
    const source = recogniseSource('VID-20260715-WA0003.mp4', { ...facts(), cutShort: true });
    expect([hasItsEnd(source), adviceFor(source)?.kind]).toEqual([false, 'whatsapp']);
  });

  it('is one of which the file says so: others are not doubted', () => {
    expect(hasItsEnd(recogniseSource('front door.mp4', facts()))).toBe(true);
    expect(hasItsEnd(null)).toBe(true);
  });
});

describe('an archive', () => {
  const nothing = undecodable('not-media');

  it.each([
    ['clips.zip', 'application/zip'],
    ['no ending', 'application/x-7z-compressed'],
    ['RingVideo_20260714_220305.MP4', 'application/x-rar-compressed'],
  ])('named %s is told by its first bytes (%s), and not called cut short', (name, type) => {
    const source = recogniseSource(name, nothing, type);
    expect([isPlayable(source), adviceFor(source)?.kind]).toEqual([false, 'archive']);
  });

  it('is neither a document that is packed nor a clip that plays', () => {
    expect(adviceFor(recogniseSource('letter.docx', nothing, 'application/zip'))?.kind).toBe('unplayable');
    expect(adviceFor(recogniseSource('clip.mp4', facts(), 'application/zip'))).toBeUndefined();
  });
});

describe('the source of a file', () => {
  it.each<[string, SourceKind, 'original' | 'copy' | 'unknown']>([
    ['RingVideo_20260714_220305.MP4', 'ring', 'original'],
    ['RingVideo_20260714_220305 (1).MP4', 'ring', 'original'],
    ['Ring_Front Door.mp4', 'ring', 'original'],
    ['7662439211049062400.mp4', 'ring', 'unknown'],
    ['1784062985123.mp4', 'arlo', 'original'],
    ['Arlo_Front_2026-07-14.mp4', 'arlo', 'original'],
    ['20260714_220305_tp00001.mp4', 'tapo', 'original'],
    ['Tapo C210 front.mp4', 'tapo', 'original'],
    ['RecM01_DST20260714_220305_220342_6D28808_1A468F9.mp4', 'reolink', 'original'],
    ['RecS02_20260114_220305_220342_2B14808_32F1DF.mp4', 'reolink', 'original'],
    ['Mp4Record_2023-05-15_RecM02_20230515_071811_071835_6D28900_13CE8C7.mp4', 'reolink', 'original'],
    ['Rec_20230517_043229_541_M.mp4', 'reolink', 'original'],
    ['blink_backup_2026-07-14T21-03-05.mp4', 'blink', 'original'],
    ['22-03-05_Front_Door_012.mp4', 'blink', 'unknown'],
    ['Google Nest Doorbell 14 July.mp4', 'nest', 'original'],
    ['eufySecurity_20260714220305.mp4', 'eufy', 'original'],
    ['T8210N0021300A5B_20260714220305.mp4', 'eufy', 'unknown'],
    ['VID-20260714-WA0003.mp4', 'whatsapp', 'copy'],
    ['WhatsApp Video 2026-07-14 at 22.03.05.mp4', 'whatsapp', 'copy'],
    ['IMG-20260714-WA0003.jpg', 'whatsapp', 'copy'],
    ['WhatsApp Image 2026-07-14 at 22.03.05.jpeg', 'whatsapp', 'copy'],
    ['RPReplay_Final1784062985.MP4', 'screen-recording', 'copy'],
    ['ScreenRecording_07-14-2026 22-03-05_1.MP4', 'screen-recording', 'copy'],
    ['Screen_Recording_20260714_220305_Ring.mp4', 'screen-recording', 'copy'],
    ['Screen_Recording_20260714-220305_Chrome.mp4', 'screen-recording', 'copy'],
    ['screen-20260714-220305.mp4', 'screen-recording', 'copy'],
    ['Screen Recording 2026-07-14 at 22.03.05.mov', 'screen-recording', 'copy'],
    ['RingVideo_20260714_220305_trimmed.mp4', 'edited', 'copy'],
    ['lv_0_20260714220305.mp4', 'edited', 'copy'],
    ['IMG_4321.MOV', 'iphone-library', 'unknown'],
    ['PXL_20260714_210305123.mp4', 'android-camera', 'unknown'],
    ['VID_20260714_220305.mp4', 'android-camera', 'unknown'],
    ['IMG_20260714_220305.jpg', 'android-camera', 'unknown'],
    ['20260714_220305.mp4', 'android-camera', 'unknown'],
    ['door.mp4', 'unknown', 'unknown'],
    ['Screen door.mp4', 'unknown', 'unknown'],
    ['recording of monday.mp4', 'unknown', 'unknown'],
    ['9999999999999999999.mp4', 'unknown', 'unknown'],
    ['', 'unknown', 'unknown'],
  ])('of %s is %s', (name, kind, original) => {
    expect(recogniseSource(name, facts())).toMatchObject({ kind, original });
  });

  it.each<[string, Record<string, string>, SourceKind, string, Reason]>([
    ['door.mp4', { 'format: encoder': 'HandBrake 1.7.3 2024021100' }, 'edited', 'copy', 'tag-editor'],
    ['RingVideo_20260714_220305.mp4', { 'format: software': 'CapCut' }, 'edited', 'copy', 'tag-editor'],
    ['door.mp4', { 'format: encoder': 'Lavf60.16.100' }, 'unknown', 'unknown', 'tag-lavf'],
    ['RingVideo_20260714_220305.mp4', { 'format: encoder': 'Lavf60.16.100' }, 'ring', 'unknown', 'tag-lavf'],
    ['RingVideo_20260714_220305.mp4', APPLE, 'ring', 'copy', 'h264-of-apple'],
    ['IMG_4321.MP4', APPLE, 'iphone-library', 'copy', 'h264-of-apple'],
    ['69C9F2A4-0CBB-4C0B-9E63-A3B0C1A7D3B1.MOV', APPLE, 'iphone-library', 'copy', 'tag-apple'],
    ['clip.mp4', { 'format: com.android.version': '14' }, 'android-camera', 'original', 'tag-android'],
  ])('of %s with %j is %s', (name, tags, kind, original, reason) => {
    const source = recogniseSource(name, facts(tags));
    expect(source).toMatchObject({ kind, original });
    expect(source.because).toContain(reason);
  });

  it('leaves HEVC of an iPhone in doubt: the phone hands it over as it is', () => {
    expect(recogniseSource('IMG_4321.MOV', facts(APPLE, { codec: 'hevc' }))).toMatchObject({
      original: 'unknown',
    });
  });

  it('suspects a screen recording where the picture is as tall as a phone, without saying so aloud', () => {
    const source = recogniseSource('clip.mp4', facts({}, { width: 886, height: 1_920 }));
    expect(source).toMatchObject({ kind: 'screen-recording', confidence: 'low', original: 'unknown' });
    expect(adviceFor(source)).toBeUndefined();
    const turned = recogniseSource('clip.mp4', facts({}, { width: 1_920, height: 886, rotation: 90 }));
    expect(turned.kind).toBe('screen-recording');
  });

  it('reads why a Reolink camera recorded from its flags', () => {
    const of = (name: string): Reason[] =>
      recogniseSource(name, null).because.filter((reason) => reason.startsWith('reolink-trigger'));
    expect(of('RecS02_DST20230426_145918_150032_2B14808_32F1DF.mp4')).toEqual(['reolink-trigger-motion']);
    expect(of('RecM01_20201222_075939_080140_6D28808_1A468F9.mp4')).toEqual(['reolink-trigger-motion']);
    expect(of('RecS07_20250219_111146_111238_0_A714C0A000_21E67C.mp4')).toEqual([
      'reolink-trigger-person',
      'reolink-trigger-motion',
      'reolink-trigger-doorbell',
    ]);
    expect(of('RecM02_DST20240827_090302_090334_0_800_800_033C820000_61B6F0.mp4')).toEqual([]);
  });

  it('keeps the make of an edited or sent-on copy whose name still says it', () => {
    expect(recogniseSource('RingVideo_20260714_220305_edit.mp4', facts())).toMatchObject({ make: 'ring' });
    expect(recogniseSource('VID-20260714-WA0003.mp4', facts())).toMatchObject({ make: null });
  });

  it('never throws, whatever a file is called', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (name) => {
        const { confidence } = recogniseSource(name, null);
        expect(['high', 'medium', 'low']).toContain(confidence);
      }),
    );
  });
});

describe('advice', () => {
  const of = (name: string, given: Parameters<typeof recogniseSource>[1] = facts()) =>
    adviceFor(recogniseSource(name, given));

  it('is given for copies only', () => {
    expect(of('VID-20260714-WA0003.mp4')).toEqual({ kind: 'whatsapp', make: null });
    expect(of('RPReplay_Final1784062985.MP4')).toEqual({ kind: 'screen-recording', make: null });
    expect(of('IMG_4321.MP4', facts(APPLE))).toEqual({ kind: 'iphone-library', make: null });
    expect(of('RingVideo_20260714_220305.MP4', facts(APPLE))).toEqual({
      kind: 'changed-by-phone',
      make: 'ring',
    });
    expect(of('RingVideo_20260714_220305.MP4')).toBeUndefined();
    expect(of('door.mp4')).toBeUndefined();
  });

  it('tells an encrypted Ring clip from other files that do not open', () => {
    expect(of('RingVideo_20260714_220305.MP4', undecodable('no-picture'))).toEqual({
      kind: 'encrypted',
      make: 'ring',
    });
    expect(of('20260714_220305_tp00001.mp4', undecodable('no-moov'))).toEqual({
      kind: 'unplayable',
      make: 'tapo',
    });
    expect(of('VID-20260714-WA0003.mp4', undecodable('not-media'))).toEqual({ kind: 'whatsapp', make: null });
  });
});
