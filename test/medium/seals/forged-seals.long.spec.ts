import { BINDINGS } from './forged/bindings';
import { CHANGED } from './forged/changed';
import { workshop, type Forgery, type Workshop } from './forged/forger';
import { HOSTILE_BOXES } from './forged/hostile-boxes';
import { HOSTILE_CBOR } from './forged/hostile-cbor';
import { SIGNATURES } from './forged/signatures';
import { SIGNERS } from './forged/signers';
import { checkedHere, readSeal } from './makers';

/** Milliseconds that a small file may take, whatever it holds; a machine may be busy. */
const LIMIT = 60_000;

// Jest starts concurrent tests before `beforeAll`.
let made: Promise<Workshop> | undefined;
const open = (): Promise<Workshop> => (made ??= workshop());

/** The first are judged by the code alone; those that attack the reader meet the program, as the worker starts it. */
const groups: readonly (readonly [string, readonly Forgery[], typeof checkedHere])[] = [
  ['changed without a key', CHANGED, checkedHere],
  ['sealed by somebody else', SIGNERS, checkedHere],
  ['a signature that is not right', SIGNATURES, checkedHere],
  ['a binding that is not right', BINDINGS, checkedHere],
  ['boxes that were made to break who reads them', HOSTILE_BOXES, readSeal],
  ['CBOR that was made to break who reads it', HOSTILE_CBOR, readSeal],
];

it('has more than a hundred of them', () => {
  const names = groups.flatMap(([, forgeries]) => forgeries.map(([name]) => name));
  expect(names.length).toBeGreaterThan(100);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(groups)('%s', (_, forgeries, read) => {
  it.concurrent.each(forgeries)('%s', async (_name, make, expected) => {
    const file = await make(await open());
    const began = Date.now();
    const reading = await read(file, [(await open()).people.root.pem]);
    expect(Date.now() - began).toBeLessThan(LIMIT);
    expect(reading?.integrity === 'unchanged' && reading.trust === 'trusted').toBe(false);
    // It was judged: the program neither failed nor had to be stopped.
    expect(reading?.fault).not.toBe('reader');
    if (expected === null) expect(reading).toBeNull();
    else expect(reading).toMatchObject(expected);
  });
});
