import { signIn } from './officer.mjs';

const API = '/api/v1';
const REGISTER = `${API}/scheme/doorbells`;
const COORDINATOR = { email: 'coordinator@lintel.example', name: 'Demo Coordinator' };
const DOORBELL = { force: 'Durham Constabulary', risk: 'high', make: 'Ring', model: 'Video Doorbell' };

/** A coordinator registers doorbells: one person twice and a replacement; sees the figures, and no investigation. */
export async function keepRegister(instance, officer, investigation) {
  const password = await instance.createOfficer(COORDINATOR.email, COORDINATOR.name, 'coordinator');
  const coordinator = await signIn(instance.workspace, { email: COORDINATOR.email, password });
  const give = (person, givenOn) =>
    coordinator.json('POST', REGISTER, { ...DOORBELL, person, givenOn, costPence: 14_999 }, [201]);
  const { id } = await give('P-0001', '2026-01-12');
  await give('P-0001', '2026-03-02');
  await give('P-0002', '2026-03-09');
  const instead = { givenOn: '2026-03-20', make: 'Blink', model: 'Video Doorbell', costPence: 4_999 };
  await coordinator.json(
    'POST',
    `${REGISTER}/${id}/replacements`,
    { ...instead, version: 1, reason: 'It broke' },
    [201],
  );
  const { people, repeatPeople, doorbells, leftPence } = await coordinator.json(
    'GET',
    `${API}/scheme/figures`,
  );
  const closed = await Promise.all([
    coordinator.send('GET', `${API}/investigations/${investigation}`, { expected: [403] }),
    officer.send('GET', REGISTER, { expected: [403] }),
  ]);
  return { people, repeatPeople, doorbells, leftPence, apart: closed.length === 2 };
}
