import { randomBytes } from 'node:crypto';
import { give, openIssueWorld, RECIPIENT, Recipient, sealed, type IssueWorld } from './bench';

let home: IssueWorld;
beforeAll(async () => {
  home = await openIssueWorld();
});
afterAll(() => home.close());

describe('a bundle of which copies were taken', () => {
  it('says by whom, also once it is revoked: whoever has one is to be told', async () => {
    const { desk, bundle } = await sealed(home, 'court', { bytes: randomBytes(1_000) });
    const page = async (): Promise<string> => (await desk.client.page(`/bundles/${bundle}`)).text;
    const taken = async (): Promise<unknown> => (await desk.get(`/api/v1/bundles/${bundle}`))['taken'];
    const { link, code } = await give({ desk, bundle });
    expect([await taken(), (await page()).includes('taken a copy')]).toEqual([[], false]);
    const recipient = new Recipient(home.intake);
    await recipient.enter(link, code);
    await recipient.bytes();
    await desk.download(bundle);
    const at = expect.any(String) as string;
    const both = [
      { by: RECIPIENT, how: 'link', at },
      { by: desk.officer.displayName, how: 'officer', at },
    ];
    expect(await taken()).toEqual(both);
    expect(await page()).not.toContain('before it was revoked');
    await desk.post(`/api/v1/bundles/${bundle}/revoke`, { reason: 'It shows the house' }, 204);
    expect(await taken()).toEqual(both);
    const said = await page();
    for (const words of [
      'Copies were taken before it was revoked, and stay where they are: tell whoever has one.',
      `<bdi>${RECIPIENT.replaceAll('&', '&amp;')}</bdi>, by a link`,
      `<bdi>${desk.officer.displayName}</bdi>, as an officer`,
      `href="/bundles/${bundle}/issues"`,
    ])
      expect(said).toContain(words);
  });
});
