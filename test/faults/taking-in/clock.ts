import type { Officer } from '../support/cast';
import { Chance } from '../support/chance';
import type { Plant } from '../support/plant';
import type { Stage } from '../support/stage';
import { expectWhole, settledPlant } from '../support/truth';

let plant: Plant;
let officer: Officer;

const SAID = 'The service cannot record this now because its clock is wrong. Please try again later.';
/** To her: whose fault it is, and that nothing is lost. */
const SAID_TO_HER =
  'Our clock is wrong, so we cannot take this now. Nothing you sent has been lost. Please try again later.';
/** Events by their kinds: where one comes too many, its name is said. */
const count = async (): Promise<unknown> =>
  (
    await plant.rows(`SELECT (SELECT jsonb_object_agg(type, n) FROM
        (SELECT event::jsonb->>'type' AS type, count(*) AS n FROM custody.record GROUP BY 1) AS kinds) AS events,
      (SELECT count(*) FROM lintel.exhibit) AS exhibits,
      (SELECT count(*) FROM lintel.triage) AS decisions, (SELECT count(*) FROM lintel.receipt) AS receipts,
      (SELECT count(*) FROM lintel.outbox) AS jobs, (SELECT count(*) FROM lintel.opening) AS openings,
      (SELECT max(last) FROM lintel.exhibit_counter) AS last`)
  )[0];

/** `stage` is asked for when its processes run. */
export function clocksAreWrong(stage: () => Stage): void {
  describe('clocks that are wrong', () => {
    beforeAll(() => {
      ({ plant, officer } = stage());
    });
    afterEach(() => plant.setClock(0));

    describe.each([
      ['20 s fast', 20_000],
      ['20 s slow', -20_000],
    ])('clocks that are %s', (_how, ms) => {
      it('stop what cannot be dated, say so, leave nothing half done; when they are right again, all goes on', async () => {
        const [visitor, chance] = [await officer.visitor(), new Chance()];
        const accepted = await visitor.add('accepted.bin', chance.bytes(1_000));
        await visitor.sendAll();
        const late = await visitor.add('late.bin', chance.bytes(1_000));
        await settledPlant(plant);
        const bytes = chance.bytes(1_000);
        const location = await visitor.begin('during.bin', bytes.length);
        const form = await visitor.askToSend();
        const before = await count();

        plant.setClock(ms);
        const upload = await visitor.patch(location, 0, bytes);
        expect([upload.status, upload.text]).toEqual([503, `${SAID_TO_HER}\n`]);
        const send = await visitor.post('/send', form);
        expect(send.status).toBe(503);
        const accept = await officer.browser.send('POST', `/api/v1/clips/${accepted.id}/accept`, {
          headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
          body: JSON.stringify({ initials: 'AB', producerName: 'Ann', description: 'A clip' }),
        });
        expect([accept.status, JSON.parse(accept.text)]).toMatchObject([
          503,
          { code: 'clock-skew', detail: SAID },
        ]);
        expect(await count()).toEqual(before);

        plant.setClock(0);
        expect(await visitor.offset(location)).toBe(bytes.length);
        const during = await visitor.fingerprint(location, bytes);
        await visitor.sendAll(form);
        await officer.accept(accepted.id);
        await expectWhole(plant, [accepted, late, during]);
      });

      it('say so when she sends, and she can send when they are right', async () => {
        const visitor = await officer.visitor();
        const given = await visitor.add('clip.bin', new Chance().bytes(1_000));
        const form = await visitor.askToSend();
        plant.setClock(ms);
        const refused = await visitor.post('/send', form);
        plant.setClock(0);
        expect(refused.status).toBe(503);
        expect(refused.text).toContain(SAID_TO_HER);
        // From the page that said so, by its own button: the same sending, not another.
        expect(refused.text).toMatch(/<button[^>]*>\s*Send now\s*<\/button>/);
        const reference = /name="reference" value="([^"]+)"/.exec(refused.text)?.[1] ?? '';
        expect(reference).toBe(form['reference']);
        await visitor.sendAll({ reference });
        await expectWhole(plant, [given]);
      });
    });
  });
}
