import { hash } from '@node-rs/argon2';
import { hashPassword } from './password-hash';

const head = (phc: string): string => phc.slice(0, phc.lastIndexOf('$'));

it('gives what an argon2id string of the same parameters ends with', async () => {
  const phc = await hash('three random words');
  const { digest, parameters } = await hashPassword('three random words', head(phc));
  expect(`${parameters}$${digest.toString('base64').replaceAll('=', '')}`).toBe(phc);
});

it('takes another salt each time', async () => {
  const [one, other] = await Promise.all([hashPassword('the same'), hashPassword('the same')]);
  expect(one.parameters).not.toBe(other.parameters);
  expect(one.digest).not.toEqual(other.digest);
});

it.each(['', '$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA', '$2b$12$abcdefghijklmnopqrstuv'])(
  'refuses the parameters %j',
  async (parameters) => {
    await expect(hashPassword('x', parameters)).rejects.toThrow(RangeError);
  },
);
