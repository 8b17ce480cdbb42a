import { sealOne } from './disclosure.mjs';

const API = '/api/v1';

/** What was applied for is an item: decided to be unused material of the criminal case, and sealed with its exhibits for the magistrates' court. */
export async function sealOrder(client, investigation, application, folder) {
  const url = `${API}/investigations/${investigation}`;
  const { items } = await client.json('GET', `${url}/items?limit=200`);
  const words = items.find(({ written }) => written?.kind === 'application');
  if (words === undefined) throw new Error('the application is no item that can be decided about');
  const body = {
    items: [words.id],
    ...{ classification: 'unused', meetsTest: true, originalToDefence: true },
    description: 'An application for an order, of the demonstration',
    reason: 'It tells of the same occasions',
  };
  await client.json('POST', `${url}/decisions`, body, [201]);
  return { ...(await sealOne(client, investigation, 'order', folder, { application })), words: words.id };
}
