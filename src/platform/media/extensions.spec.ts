import { supportedMimeTypes } from 'file-type/core';
import { extensionOf } from './extensions';

describe('what the name of a file ends in', () => {
  it('is known of every recording, sound and picture that the first bytes can tell', () => {
    const media = Array.from(supportedMimeTypes).filter((mime) => /^(audio|video|image)\//.test(mime));
    expect(media.length).toBeGreaterThan(50);
    expect(media.filter((mime) => extensionOf(mime) === 'bin')).toEqual([]);
  });

  it.each([
    ['audio/x-m4a', 'm4a'],
    ['audio/ogg; codecs=opus', 'ogg'],
    ['application/pdf', 'pdf'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ])('of %s is %s', (mime, extension) => {
    expect(extensionOf(mime)).toBe(extension);
  });

  it.each([
    null,
    'application/x-msdownload',
    'application/vnd.ms-word.document.macroenabled.12',
    'text/html',
    'image/svg+xml',
  ])('says nothing of %s, which nobody should open by a click', (mime) => {
    expect(extensionOf(mime)).toBe('bin');
  });
});
