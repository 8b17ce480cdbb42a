import { newOfficer } from './sign-in.mjs';

const API = '/api/v1';

/** A supervisor, no member, finds an investigation by its whole reference, lets a colleague in and takes them out again. */
export async function lendAHand(instance, officer, investigation) {
  const { urn } = await officer.json('GET', `${API}/investigations/${investigation}`);
  const { client: supervisor } = await newOfficer(instance, 'supervisor');
  const { email, client: colleague } = await newOfficer(instance, 'investigator');
  const reads = async (client) => {
    const { status } = await client.send('GET', `${API}/investigations/${investigation}`, {
      expected: [200, 404],
    });
    return status === 200;
  };
  const team = (reference) => `${API}/teams?${new URLSearchParams({ urn: reference })}`;
  const part = await supervisor.send('GET', team(urn.slice(0, -1)), { expected: [200, 404] });
  const before = await supervisor.json('GET', team(urn));
  const shutBefore = !(await reads(colleague));
  const members = `${API}/teams/${before.id}/members`;
  await supervisor.json('POST', members, { email }, [204]);
  const { items } = await supervisor.json('GET', members);
  const added = items.find((member) => member.email === email);
  const reading = await reads(colleague);
  await supervisor.json('DELETE', `${members}/${added?.officerId}`, undefined, [204]);
  return {
    foundWhole: part.status === 404 && before.id === investigation,
    shutBefore,
    letIn: added !== undefined && reading,
    shutAfter: !(await reads(colleague)),
    supervisorReads: await reads(supervisor),
  };
}
