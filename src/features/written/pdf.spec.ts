import { writtenPdf } from './pdf';

it('the page of a written item is the same, byte for byte, whenever it is made: a killed worker leaves no other', async () => {
  const paper = {
    kind: 'incident' as const,
    content: { lines: [{ label: 'What happened', text: 'He stood at the gate' }] },
    frozenAt: new Date('2026-11-03T21:15:00Z'),
  };
  const first = await writtenPdf(paper);
  await new Promise((later) => setTimeout(later, 1_100));
  expect((await writtenPdf(paper)).equals(first)).toBe(true);
});
