import { createHash, generateKeyPairSync } from 'node:crypto';
import { parseCheckpoint, signCheckpoint } from './checkpoint';
import { checkNote, noteSigner } from './signed-note';
import { formatProof, parseProof } from './tlog-proof';

const sum = (text: string): Buffer => createHash('sha256').update(text).digest();
const base64 = (bytes: Buffer): string => bytes.toString('base64');

describe('a checkpoint (C2SP tlog-checkpoint)', () => {
  it('reads the example of the specification', () => {
    const example =
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
      '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';
    expect(parseCheckpoint(example)).toMatchObject({
      origin: 'example.com/behind-the-sofa',
      size: 20_852_163,
      root: Buffer.from('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'base64'),
    });
  });

  it('is what was signed', () => {
    const signer = noteSigner('a.example/log', generateKeyPairSync('ed25519').privateKey);
    const checkpoint = parseCheckpoint(
      signCheckpoint('a.example/log', { size: 3, root: sum('r') }, [signer]),
    );
    expect(checkpoint).toMatchObject({ origin: 'a.example/log', size: 3, root: sum('r') });
    expect(checkpoint && checkNote(checkpoint.note, [signer])).toBe('trusted');
  });

  it.each([
    ['a leading zero in its size', 'o\n03\n'],
    ['no size', 'o\n\n'],
    ['no origin', '\n3\n'],
  ])('is not read with %s', (_, head) => {
    const signature = `— a ${base64(Buffer.alloc(68))}`;
    expect(parseCheckpoint(`${head}${base64(sum('r'))}\n\n${signature}\n`)).toBeUndefined();
  });
});

describe('a proof file (C2SP tlog-proof)', () => {
  it.each([
    ['with hashes', { index: 5, hashes: [sum('hash1'), sum('hash2')], checkpoint: 'test checkpoint\n' }],
    ['with none', { index: 0, hashes: [], checkpoint: 'checkpoint\n' }],
    ['with extra data', { index: 10, hashes: [sum('h')], checkpoint: 'c\n', extra: Buffer.from('extra') }],
  ])('is written and read back %s', (_, proof) => {
    expect(parseProof(formatProof(proof))).toEqual(proof);
  });

  it('has the lines of the specification in their order', () => {
    const text = formatProof({ index: 10, hashes: [sum('h')], checkpoint: 'c\n', extra: Buffer.from('x') });
    expect(text).toBe(`c2sp.org/tlog-proof@v1\nextra eA==\nindex 10\n${base64(sum('h'))}\n\nc\n`);
  });

  it.each([
    'not a proof at all',
    'c2sp.org/tlog-proof@v1\n',
    'c2sp.org/tlog-proof@v1\nindex notanumber\n\ncheckpoint\n',
    'c2sp.org/tlog-proof@v1\nextra !!notbase64!!\nindex 0\n\ncheckpoint\n',
    'c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\ncheckpoint\n',
    'c2sp.org/tlog-proof@v1\nindex 00\n\ncheckpoint\n',
  ])('is not read from %j', (text) => {
    expect(parseProof(text)).toBeUndefined();
  });
});
