import { loadConfig } from '../../../config';
import { proxies } from './proxies';

const report = async (env: Record<string, string>): Promise<(string | undefined)[]> =>
  (await proxies(loadConfig(env))).map(({ mend }) => mend);

it('says when all visitors would count as one address', async () => {
  expect(await report({})).toEqual([undefined]);
  expect(await report({ INTAKE_PUBLIC_URL: 'https://drop.example' })).toEqual([
    'name the proxy in TRUSTED_PROXIES',
  ]);
  expect(await report({ INTAKE_PUBLIC_URL: 'https://drop.example', TRUSTED_PROXIES: '10.0.0.4' })).toEqual([
    undefined,
  ]);
});
