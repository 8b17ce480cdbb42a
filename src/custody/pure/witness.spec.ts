import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { signCheckpoint } from './checkpoint';
import { consistencyRanges, foldNodes, leafHash, nodeHash, rangeNodes, type TreeHead } from './merkle';
import { noteSigner } from './signed-note';
import { judge, readAsked } from './witness';
import { formatWitnessRequest, parseWitnessRequest } from './witness-request';

const ORIGIN = 'log.example';
const log = noteSigner(ORIGIN, generateKeyPairSync('ed25519').privateKey);
const stranger = noteSigner(ORIGIN, generateKeyPairSync('ed25519').privateKey);

/** A log of these leaves, naively. */
class Log {
  constructor(readonly leaves: readonly string[]) {}
  private node(level: number, index: number): Buffer {
    return level === 0
      ? leafHash(this.leaves[index] ?? '')
      : nodeHash(this.node(level - 1, index * 2), this.node(level - 1, index * 2 + 1));
  }
  private over(from: number, to: number): Buffer {
    return foldNodes(rangeNodes({ from, to }).map(({ level, index }) => this.node(level, index)));
  }
  head(size: number): TreeHead {
    return { size, root: this.over(0, size) };
  }
  request(oldSize: number, size: number, signer = log, origin = ORIGIN): string {
    const proof = consistencyRanges(oldSize, size).map(({ from, to }) => this.over(from, to));
    return formatWitnessRequest({
      oldSize,
      proof,
      checkpoint: signCheckpoint(origin, this.head(size), [signer]),
    });
  }
}

const letters = (count: number, first = ''): string[] =>
  Array.from({ length: count }, (_, at) => `${first}${at}`);
/** What a witness that has seen this much says. */
function answer(body: string, seen?: TreeHead): unknown {
  const asked = readAsked(body);
  if (asked === undefined) return 'malformed';
  return judge(asked, asked.head.origin === ORIGIN ? [log] : undefined, seen);
}

describe('a witness', () => {
  const grown = new Log(letters(40));

  it('cosigns whatever only grew, in any steps', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(steps, (sizes) => {
        let seen: TreeHead | undefined;
        for (const size of [...sizes].sort((a, b) => a - b)) {
          expect(answer(grown.request(seen?.size ?? 0, size), seen)).toEqual({ status: 200 });
          seen = grown.head(size);
        }
      }),
    );
  });

  it('never cosigns a history in which any one thing that it saw is another', () => {
    const place = fc.integer({ min: 0, max: 19 });
    fc.assert(
      fc.property(place, fc.integer({ min: 20, max: 40 }), (changed, size) => {
        const other = new Log(grown.leaves.map((leaf, at) => (at === changed ? 'other' : leaf)));
        expect(answer(other.request(20, size), grown.head(20))).toEqual(
          size === 20 ? { status: 409, size: 20, forked: true } : { status: 422 },
        );
      }),
    );
  });

  it('says where it is to who asks from elsewhere, and lets nobody go back', () => {
    expect(answer(grown.request(5, 30), grown.head(20))).toEqual({ status: 409, size: 20, forked: false });
    expect(answer(grown.request(0, 10), grown.head(20))).toEqual({ status: 409, size: 20, forked: false });
    expect(answer(grown.request(0, 30), grown.head(20))).toEqual({ status: 409, size: 20, forked: false });
  });

  it('cosigns the same head again', () =>
    expect(answer(grown.request(20, 20), grown.head(20))).toEqual({ status: 200 }));

  it.each([
    ['a log that it does not watch', 404, grown.request(0, 4, log, 'other.example')],
    ['a log by another key', 403, grown.request(0, 4, stranger)],
    ['an old size beyond the new one', 400, grown.request(4, 4).replace('old 4', 'old 5')],
    ['a checkpoint whose size was changed', 403, grown.request(0, 4).replace(`${ORIGIN}\n4`, `${ORIGIN}\n5`)],
  ])('refuses %s', (_, status, body) => expect(answer(body)).toEqual({ status }));

  it.each(['hello', grown.request(4, 20).replace(/\n\S+\n/, '\nAAAA\n'), 'old 0\n\nno checkpoint\n'])(
    'takes nothing that is no request: %j',
    (body) => expect(answer(body)).toBe('malformed'),
  );
});

describe('the request', () => {
  it('is read as it was written', () => {
    const request = { oldSize: 7, proof: [leafHash('a'), leafHash('b')], checkpoint: 'a\n1\nb\n\n— c d\n' };
    expect(parseWitnessRequest(formatWitnessRequest(request))).toEqual(request);
  });

  it('holds 63 hashes at most', () => {
    const proof = Array.from({ length: 64 }, () => leafHash('a'));
    expect(parseWitnessRequest(formatWitnessRequest({ oldSize: 1, proof, checkpoint: '' }))).toBeUndefined();
  });
});
