import { generateKeyPairSync } from 'node:crypto';
import { parseCheckpoint } from './checkpoint';
import { cosign, cosignedAt, parseWitnessKey, witnessKeyText, witnessSigner } from './cosignature';
import { checkNote, parseNote, parseVerifierKey, type Note } from './signed-note';

// A public log of the certificate transparency world as its witnesses cosigned it, and one of their keys.
const REAL = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
`;
const LOG = 'arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f';
const WITNESSES = [
  'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
  'witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO',
  'witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv',
];

const note = (text: string): Note => {
  const found = parseNote(text);
  if (found === undefined) throw new Error('not a note');
  return found;
};
const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('missing');
  return value;
};

describe('a cosignature', () => {
  it.each(WITNESSES)('of a real witness holds, with its time: %s', (text) => {
    const key = must(parseWitnessKey(text));
    expect(witnessKeyText(key)).toBe(text);
    expect(cosignedAt(note(REAL), key)).toEqual(new Date(0x6a122120 * 1_000));
    expect(checkNote(note(REAL), [must(parseVerifierKey(LOG))])).toBe('trusted');
  });

  it.each(WITNESSES)('of a real witness does not hold over another size: %s', (text) => {
    const other = note(REAL.replace('1432088532', '1432088533'));
    expect(cosignedAt(other, must(parseWitnessKey(text)))).toBe('forged');
  });

  it('is no signature of a log, nor the other way round', () => {
    for (const text of WITNESSES) expect(parseVerifierKey(text)).toBeUndefined();
    expect(parseWitnessKey(LOG)).toBeUndefined();
  });

  const witness = witnessSigner('witness.example/one', generateKeyPairSync('ed25519').privateKey);
  const text = 'log.example\n1\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n';

  it('says what was seen, and when, to the second', () => {
    const whole = `${text}\n${cosign(text, witness, new Date('2026-11-25T01:02:03.987Z'))}`;
    expect(parseCheckpoint(whole)?.size).toBe(1);
    expect(cosignedAt(note(whole), witness)).toEqual(new Date('2026-11-25T01:02:03Z'));
  });

  it('is nothing to who knows another witness of that name', () => {
    const other = witnessSigner(witness.name, generateKeyPairSync('ed25519').privateKey);
    const whole = `${text}\n${cosign(text, witness, new Date(0))}`;
    expect(cosignedAt(note(whole), other)).toBeUndefined();
  });

  it('with any other time in it is forged', () => {
    const line = cosign(text, witness, new Date(1_000_000));
    const bytes = Buffer.from(must(line.split(' ')[2]).trim(), 'base64');
    bytes.writeUInt8(bytes.readUInt8(11) ^ 1, 11);
    const whole = `${text}\n— ${witness.name} ${bytes.toString('base64')}\n`;
    expect(cosignedAt(note(whole), witness)).toBe('forged');
  });
});
