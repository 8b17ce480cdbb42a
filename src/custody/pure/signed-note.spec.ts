import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { checkNote, noteSigner, parseNote, parseVerifierKey, signNote, verifierKeyText } from './signed-note';

// The example of golang.org/x/mod/sumdb/note, where the format comes from.
const VERIFIER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const SIGNER = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNATURE =
  'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';
const NOTE = `${TEXT}\n— PeterNeumann ${SIGNATURE}\n`;

/** An Ed25519 seed in the PKCS #8 form of RFC 8410. */
function fromSeed(seed: Buffer) {
  const key = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

const peter = () => {
  const typed = Buffer.from(SIGNER.split('+').slice(4).join('+'), 'base64');
  return noteSigner('PeterNeumann', fromSeed(typed.subarray(1)));
};
const known = (text: string) => {
  const key = parseVerifierKey(text);
  if (key === undefined) throw new Error('not a verifier key');
  return key;
};
const read = (text: string) => {
  const note = parseNote(text);
  if (note === undefined) throw new Error('not a note');
  return note;
};

describe('a signed note (C2SP signed-note)', () => {
  it('is signed byte for byte like the published example', () => {
    expect(signNote(TEXT, [peter()])).toBe(NOTE);
    expect(verifierKeyText(peter())).toBe(VERIFIER);
  });

  it.each([
    VERIFIER,
    'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop',
    'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    'TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6',
  ])('reads the published verifier key %s', (text) => {
    expect(verifierKeyText(known(text))).toBe(text);
  });

  it('refuses a verifier key whose hash is another key’s, or of another type', () => {
    expect(parseVerifierKey(VERIFIER.replace('c74f20a3', 'c74f20a4'))).toBeUndefined();
    expect(
      parseVerifierKey('remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2'),
    ).toBeUndefined();
  });

  it('is trusted when a known key signed it, and forged when one byte differs', () => {
    expect(checkNote(read(NOTE), [known(VERIFIER)])).toBe('trusted');
    expect(checkNote(read(NOTE.replace('answer', 'Answer')), [known(VERIFIER)])).toBe('forged');
  });

  it('is of unknown origin when no known key signed it', () => {
    const other = noteSigner('PeterNeumann', generateKeyPairSync('ed25519').privateKey);
    expect(checkNote(read(NOTE), [other])).toBe('unknown');
  });

  it('passes over keys it does not know: rotation and witnesses', () => {
    const next = noteSigner('PeterNeumann', generateKeyPairSync('ed25519').privateKey);
    const both = read(signNote(TEXT, [next, peter()]));
    expect(both.signatures).toHaveLength(2);
    expect(checkNote(both, [known(VERIFIER)])).toBe('trusted');
    expect(checkNote(both, [next])).toBe('trusted');
  });

  it.each([
    ['without a blank line', `${TEXT}— PeterNeumann ${SIGNATURE}\n`],
    ['without the last newline', NOTE.slice(0, -1)],
    ['with a control character', NOTE.replace('If', '\tIf')],
    ['with sloppy base64', NOTE.replace('AM=\n', 'AN=\n')],
    ['with a hyphen for the dash', NOTE.replace('—', '-')],
  ])('is not read %s', (_, text) => {
    expect(parseNote(text)).toBeUndefined();
  });

  it('takes no other kind of key and no name with a plus', () => {
    expect(() => noteSigner('a', generateKeyPairSync('ed448').privateKey)).toThrow(RangeError);
    expect(() => noteSigner('a+b', generateKeyPairSync('ed25519').privateKey)).toThrow(RangeError);
    expect(() => signNote('no newline', [])).toThrow(RangeError);
  });
});
