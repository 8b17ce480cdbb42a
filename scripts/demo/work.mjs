const API = '/api/v1';

const told = (what, held) => {
  if (!held) throw new Error(`the officer's pages: ${what}`);
};

/** What needs doing names the new sending; a clip's original is asked for, and the queue knows its place. */
export async function lookAtWork(client, clip) {
  const { submissionId } = await client.json('GET', `${API}/clips/${clip.id}`);
  const { submissions, flags } = await client.json('GET', `${API}/work`);
  told(
    'the new sending is not at hand',
    submissions.items.some(({ id }) => id === submissionId),
  );
  await client.json('POST', `${API}/clips/${clip.id}/ask-original`, {}, [204]);
  const { askedAt } = await client.json('GET', `${API}/clips/${clip.id}/queue`);
  told('the original was not asked for', askedAt !== null);
  return { waiting: submissions.items.length, flags: flags.length };
}

/** The investigation is found by an exhibit of it, changed, and linked with another one. */
export async function find(client, investigation, exhibit) {
  const query = new URLSearchParams({ q: exhibit });
  const found = await client.json('GET', `${API}/investigations?${query}`);
  told(
    'a search by exhibit finds nothing',
    found.items.some(({ id }) => id === investigation),
  );
  const { urn, offence, oicId } = await client.json('GET', `${API}/investigations/${investigation}`);
  const before = `${urn}-BEFORE`;
  await client.json('POST', `${API}/investigations`, { urn: before, offence }, [201]);
  const link = { urn: before, reason: 'The same person was a victim before' };
  await client.json('POST', `${API}/investigations/${investigation}/links`, link, [201]);
  const links = await client.json('GET', `${API}/investigations/${investigation}/links`);
  const details = { offence, team: 'Demonstrations', oicId, state: 'open' };
  await client.json('POST', `${API}/investigations/${investigation}/details`, details, [204]);
  return { foundBy: exhibit, links: links.items.map((one) => one.urn) };
}
