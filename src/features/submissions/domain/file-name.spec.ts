import fc from 'fast-check';
import { cleanFileName } from './file-name';

describe('the name of a file that is added', () => {
  it.each([
    ['RingVideo_20260301_221500.MP4', 'RingVideo_20260301_221500.MP4'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\clip.mp4', 'clip.mp4'],
    ['nul\0byte.mp4', 'nul\uFFFDbyte.mp4'],
    ['front door 🚪.mp4', 'front door 🚪.mp4'],
    ['\u202Egpj.exe', '\uFFFDgpj.exe'],
    // An Arabic letter mark turns the order of figures round; a line that ends in a name ends nothing.
    ['\u061C2026-03-01 12.mp4', '\uFFFD2026-03-01 12.mp4'],
    ['clip\u2028sent.mp4', 'clip\uFFFDsent.mp4'],
    ['in\u00ADvisi\u180Eble\u206A\uFFF9.mp4', 'in\uFFFDvisi\uFFFDble\uFFFD\uFFFD.mp4'],
    ['می\u200Cخواهم.mp4', 'می\u200Cخواهم.mp4'],
    ['..', 'clip'],
    ['   ', 'clip'],
    ['', 'clip'],
  ])('%j is kept as %j', (given, kept) => {
    expect(cleanFileName(given)).toBe(kept);
  });

  it('keeps the extension of a name of 300 characters', () => {
    const kept = cleanFileName(`${'n'.repeat(300)}.mp4`);
    expect(kept).toHaveLength(255);
    expect(kept.endsWith('.mp4')).toBe(true);
  });

  it('is never empty, never a path, never longer than 255 and cleaning twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const kept = cleanFileName(given);
        expect(kept).not.toMatch(/[/\\\0]/);
        expect(Array.from(kept).length).toBeGreaterThan(0);
        expect(Array.from(kept).length).toBeLessThanOrEqual(255);
        expect(cleanFileName(kept)).toBe(kept);
      }),
    );
  });
});
