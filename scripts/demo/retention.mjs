import { randomBytes } from 'node:crypto';
import { addExhibit } from './exhibits.mjs';
import { until } from './http.mjs';
import { confirm, signIn } from './officer.mjs';

const API = '/api/v1';
const SUPERVISOR = { email: 'disposals@lintel.example', name: 'Demo Supervisor' };
const LONG_AGO = { outcome: 'no-further-action', decidedOn: '2001-02-03', group: '2' };
const why = (reason) => ({ reason });

/** Keeps an item, holds it, and lets two people dispose of it: the worker erases it, and its history stays. */
export async function disposeOf(instance, officer) {
  const urn = `DEMO/${randomBytes(3).toString('hex').toUpperCase()}`;
  const { id: investigation } = await officer.json(
    'POST',
    `${API}/investigations`,
    { urn, offence: 'An old case' },
    [201],
  );
  const path = `${API}/investigations/${investigation}`;
  const password = await instance.createOfficer(SUPERVISOR.email, SUPERVISOR.name, 'supervisor');
  const supervisor = await signIn(instance.workspace, { email: SUPERVISOR.email, password });
  await officer.json('POST', `${path}/members`, { email: SUPERVISOR.email }, [200, 201, 204]);
  const { id } = await addExhibit(officer, investigation);
  const clip = `${API}/clips/${id}`;
  await confirm(officer);
  await confirm(supervisor);
  const propose = (expected) =>
    officer.json('POST', `${clip}/disposals`, why('Its time has come'), [expected]);

  const tooEarly = (await propose(409)).code;
  await officer.json('POST', `${path}/outcomes`, { ...LONG_AGO, ...why('Nobody was charged') }, [204]);
  const hold = await officer.json('POST', `${path}/holds`, why('Another trial'), [201]);
  const held = (await propose(409)).facts.rule;
  await supervisor.json('POST', `${API}/holds/${hold.id}/lifting`, why('That trial is over'), [204]);
  const { items } = await officer.json('GET', `${API}/work/reviews`);
  const disposal = await propose(201);
  const approval = `${API}/disposals/${disposal.id}/approval`;
  const alone = (await officer.json('POST', approval, why('Mine'), [403])).code;
  await supervisor.json('POST', approval, why('I looked at it'), [204]);
  const erased = await until('the erasure', async () => {
    const found = await officer.json('GET', clip);
    return found.erasedAt !== null && (await state(officer, clip)) === 'erased' && officer.json('GET', clip);
  });
  await officer.send('POST', `${clip}/viewings`, {
    expected: [404],
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'original' }),
  });
  const { items: events } = await officer.json('GET', `${clip}/custody?limit=200`);
  return {
    tooEarly,
    held,
    due: items.some(({ investigationId }) => investigationId === investigation),
    alone,
    name: erased.fileName,
    reference: erased.exhibit !== null,
    erasedEvents: events.filter(({ event }) => event.type === 'erased').length,
  };
}

const state = async (officer, clip) => (await officer.json('GET', `${clip}/retention`)).disposal;
