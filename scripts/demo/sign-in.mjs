import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from './http.mjs';
import { confirm, signIn } from './officer.mjs';

const API = '/api/v1';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const STEP_MS = 30_000;
/** For one request on a busy machine. */
const ENOUGH_MS = 10_000;

/** The code of the step before is taken for the rest of this one alone: waits for the next where little is left. */
async function untilMuchIsLeft() {
  const left = STEP_MS - (Date.now() % STEP_MS);
  if (left < ENOUGH_MS) await sleep(left);
}

/** A code of an authenticator app (RFC 6238) that was given this key, now or so many steps away. */
function codeOf(key, away) {
  const bits = Array.from(key, (char) => BASE32.indexOf(char).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP_MS) + away));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const number = mac.readUInt32BE(mac.at(-1) & 0x0f) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Somebody who is a member of nothing yet. */
export async function newOfficer(instance, role) {
  const email = `${randomBytes(4).toString('hex')}@lintel.example`;
  const password = await instance.createOfficer(email, 'Demo Colleague', role);
  const client = await signIn(instance.workspace, { email, password });
  return { email, client };
}

/** The code of a problem, which must be one. */
async function problem(client, method, path, body, expected) {
  const response = await client.send(method, path, {
    expected,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()).code;
}

/** An officer sets up an authenticator app; a used code is refused, a recovery code helps once. */
export async function signInTwice(instance, clip) {
  const { email, client } = await newOfficer(instance, 'investigator');
  const copy = { content: 'original', reason: 'The demonstration' };
  const asked = await problem(client, 'POST', `${API}/clips/${clip.id}/downloads`, copy, [403]);
  await confirm(client);
  const { secret } = await client.json('POST', `${API}/second-factor`, {}, [201]);
  await untilMuchIsLeft();
  const { recoveryCodes } = await client.json('POST', `${API}/second-factor/confirmation`, {
    code: codeOf(secret, -1),
  });
  const door = new Client(instance.workspace);
  const credentials = { email, password: client.password };
  const without = await problem(door, 'POST', `${API}/session`, credentials, [401]);
  const code = codeOf(secret, 0);
  await door.json('POST', `${API}/session`, { ...credentials, code });
  const again = await problem(door, 'POST', `${API}/session`, { ...credentials, code }, [401]);
  await door.json('POST', `${API}/session`, { ...credentials, code: recoveryCodes[0] });
  const { codesLeft } = await door.json('GET', `${API}/second-factor`);
  return {
    asked: asked === 'step-up-needed' && without === 'second-factor-needed',
    replayRefused: again === 'sign-in-refused',
    recovered: codesLeft === recoveryCodes.length - 1,
  };
}

/** A colleague who is no member opens the investigation with a reason; a supervisor sees it and ends it. */
export async function openInEmergency(instance, officer, investigation) {
  const { urn } = await officer.json('GET', `${API}/investigations/${investigation}`);
  const { client: colleague } = await newOfficer(instance, 'investigator');
  const { client: supervisor } = await newOfficer(instance, 'supervisor');
  const url = `${API}/investigations/${investigation}`;
  const shut = async () => (await colleague.send('GET', url, { expected: [200, 404] })).status === 404;
  const shutBefore = await shut();
  const reason = 'The demonstration: she may come to harm';
  const { id } = await colleague.json('POST', `${API}/emergency-accesses`, { urn, reason }, [201]);
  const looked = !(await shut());
  const listed = await supervisor.json('GET', `${API}/emergency-accesses`);
  const found = listed.items.find((access) => access.id === id);
  await supervisor.json('POST', `${API}/emergency-accesses/${id}/seen`, {}, [204]);
  await supervisor.json('POST', `${API}/emergency-accesses/${id}/end`, {}, [204]);
  return {
    shutBefore,
    looked,
    seen: found?.reason === reason && found.seenAt === null,
    shutAfter: await shut(),
  };
}
