import { createHash } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { newParameters, proofOf, storedSecret } from './stored-secret';

const partsOf = (stored: string): { parameters: string; kept: string } => {
  const end = stored.lastIndexOf('$');
  return { parameters: stored.slice(0, end), kept: stored.slice(end + 1) };
};
const keptOf = (proof: Buffer): string =>
  createHash('sha256').update(proof).digest('base64').replaceAll('=', '');

it('keeps of a secret what only the secret itself can prove', async () => {
  const { parameters, kept } = partsOf(await storedSecret('12345678'));
  expect(keptOf(await proofOf('12345678', parameters))).toBe(kept);
  expect(keptOf(await proofOf('12345679', parameters))).not.toBe(kept);
});

it('makes the output of argon2id as it is written everywhere', async () => {
  const { parameters, kept } = partsOf(await hash('12345678'));
  expect((await proofOf('12345678', parameters)).toString('base64').replaceAll('=', '')).toBe(kept);
});

it('salts each secret anew', () => {
  expect(newParameters()).not.toBe(newParameters());
});

it('refuses parameters that it does not know', async () => {
  await expect(proofOf('12345678', '$argon2d$v=19$m=8,t=1,p=1$c2FsdHNhbHQ')).rejects.toThrow('another kind');
});
