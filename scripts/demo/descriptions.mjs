const API = '/api/v1';
const WORDS = 'Doorbell clip {reference}, recorded {when}, {length}. {source}.';

/** Describes all exhibits that are evidence in one act: what stands in braces is filled in for each of them, and an unknown name is refused. */
export async function describeTogether(client, investigation) {
  const url = `${API}/investigations/${investigation}`;
  const items = async () => (await client.json('GET', `${url}/items?limit=200`)).items;
  const chosen = (await items()).filter(
    ({ decision, reference }) => decision?.classification === 'evidence' && reference !== null,
  );
  const body = {
    items: chosen.map(({ id }) => id),
    ...{ classification: 'evidence', meetsTest: false, originalToDefence: true },
    reason: 'Described together for the demonstration',
    rebuttal: 'It neither undermines nor helps: said for the demonstration',
  };
  const wrong = { ...body, description: 'A clip of {street}' };
  const refusal = await client.json('POST', `${url}/decisions`, wrong, [400, 409]);
  await client.json('POST', `${url}/decisions`, { ...body, description: WORDS }, [201]);
  const described = (await items()).filter(({ id }) => body.items.includes(id));
  return {
    items: chosen.length,
    refusal: refusal.code,
    filledIn: described.filter(
      ({ decision, reference }) =>
        decision.description.includes(`clip ${reference}, `) && !/[{}]/.test(decision.description),
    ).length,
  };
}
