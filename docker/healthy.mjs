// Whether the process of this container can serve now: `node healthy.mjs PORT`, for the container's health check. Says why not.
import { readFileSync } from 'node:fs';
import { get as getPlain } from 'node:http';
import { get as getByTls } from 'node:https';

const [, , port = ''] = process.argv;
const {
  INTERNAL_PORT = '8083',
  INTERNAL_TLS_CERT_FILE: cert,
  INTERNAL_TLS_KEY_FILE: key,
  INTERNAL_TLS_CA_FILE: ca,
} = process.env;
/** The issuer hears nobody without a certificate: its own does. It is asked by address, so that the name is not compared. */
const byTls = cert && key && ca && port === INTERNAL_PORT;
const files = byTls && {
  cert: readFileSync(cert),
  key: readFileSync(key),
  ca: readFileSync(ca),
  checkServerIdentity: () => undefined,
};
const where = { host: '127.0.0.1', port, path: '/readyz', timeout: 5_000, ...files };
const fail = (why) => {
  console.log(why);
  process.exitCode = 1;
};
const asked = (byTls ? getByTls : getPlain)(where, (answer) => {
  let text = '';
  answer.on('data', (chunk) => (text += chunk));
  answer.on('end', () => answer.statusCode === 200 || fail(`${answer.statusCode} ${text}`));
});
asked.on('timeout', () => asked.destroy(new Error('no answer')));
asked.on('error', (error) => fail(error.message));
