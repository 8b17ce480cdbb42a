import type { World } from '../workspace/world';
import { Desk } from './desk';
import { seedItem, type Sealer } from './support';
import { seedEntry, writtenItems } from './words';

type Item = Awaited<ReturnType<typeof seedItem>>;

/** A case with an application of which the papers are made. */
export interface Applied {
  readonly desk: Desk;
  /** The finished version. */
  readonly application: string;
  /** Its words, as an item. */
  readonly words: string;
  /** An exhibit of the occasion that it relies on, and one of another occasion that counts. */
  readonly named: Item;
  readonly other: Item;
  readonly occasion: string;
  readonly entry: string;
}

export const SAID = 'He shouted through the letter box';

export const complete = (occasion: string) => ({
  respondent: { name: 'Jonathan Respondent', bornOn: '1980-02-03' },
  ground: 'resides',
  conditions: { acts: 'He loiters.', risk: 'She sleeps badly.', necessity: 'Words did not stop him.' },
  prohibitions: ['Not to enter her street'],
  duration: 'further-order',
  acts: [{ occasion, words: '' }],
});

async function occasion(desk: Desk, parts: object): Promise<string> {
  const { id } = await desk.post(desk.ofCase('occasions'), parts);
  await desk.post(
    `/api/v1/occasions/${String(id)}/decisions`,
    { counts: true, reason: 'He comes again' },
    204,
  );
  return String(id);
}

/** Papers as they are now. */
export async function makePapers({ client }: Desk, application: string): Promise<void> {
  const answer = await client.send('POST', `/api/v1/applications/${application}/paper`, {
    body: JSON.stringify({ reason: 'To lay before the court' }),
    headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'test' },
  });
  if (answer.status !== 200) throw new Error(`papers: ${answer.status}`);
  await answer.arrayBuffer();
}

/** The newest of the application's words, as an item. */
export async function wordsOf(desk: Desk, but: readonly string[] = []): Promise<string> {
  const items = (await writtenItems(desk)).filter(
    ({ id, written }) => written?.kind === 'application' && !but.includes(id),
  );
  return items.sort((one, two) => (two.written?.version ?? 0) - (one.written?.version ?? 0))[0]?.id ?? '';
}

/** With its exhibits decided to be evidence. */
export async function applied(world: World): Promise<Applied> {
  const desk = await Desk.open(world);
  const [named, other] = [
    await seedItem(world, desk.home, desk.officer.id),
    await seedItem(world, desk.home, desk.officer.id),
  ];
  const entry = await seedEntry(desk, SAID, { number: 1 });
  const relied = await occasion(desk, { clips: [named.id], incidents: [entry] });
  await occasion(desk, { clips: [other.id] });
  const { id } = await desk.post(desk.ofCase('applications'), { ...complete(relied), finished: true });
  await makePapers(desk, String(id));
  await desk.decide([named.id, other.id], { classification: 'evidence' });
  const [application, words] = [String(id), await wordsOf(desk)];
  return { desk, application, words, named, other, occasion: relied, entry };
}

/** Decides that it is no evidence in the criminal case, and makes its file. */
export async function decideWords(desk: Desk, sealer: Sealer, words: string): Promise<void> {
  await desk.decide([words], { classification: 'unused', meetsTest: true, description: 'An application' });
  await sealer.lock(words);
}
