import type { Page } from 'playwright-core';
import { axeFindings, openContext, screenshot, scrollsSideways, whole } from '../../support/browser';
import { until } from '../../support/until';
import { Day, Findings, signIn, type Person } from './support/day';

let day: Day;
let oic: Person;
let investigation: string;
beforeAll(async () => {
  day = await Day.begin();
  oic = await day.person();
  investigation = await day.opens(oic, '13/TIMES/26');
  const sender = day.her();
  await sender.enter(await day.invite(oic, investigation));
  // The names of both doorbells; the files are of other days, so that only the names can be right.
  await day.sends(sender, ['bFrames', 'rotated', 'variableRate'], '20250714');
  await day.sends(
    sender,
    ['bFrames', 'rotated'],
    '',
    (place) => `T8210P1234567890_2025071${place}224107.mp4`,
  );
  await until('the times that their names carry', async () => {
    const { rows } = await day.world.admin.query(
      `SELECT FROM lintel.clip c WHERE c.investigation_id = $1 AND c.event_at IS NOT NULL`,
      [investigation],
    );
    return rows.length === 5;
  });
});
afterAll(() => day.end());

const evidence = (): string => `${day.world.base}/investigations/${investigation}/evidence`;

async function open(javaScript = true): Promise<Page> {
  const context = await openContext(day.browser, { width: 1280, javaScript });
  const page = await context.newPage();
  await signIn(page, day.world.base, oic.officer.email);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  return page;
}

/** The sources of the newest choices, clip by clip in the order of their names. */
async function chosen(): Promise<string[]> {
  const { rows } = await day.world.admin.query<{ source: string }>(
    `SELECT DISTINCT ON (c.file_name) c.file_name, k.source FROM lintel.time_choice t JOIN lintel.clip c ON c.id = t.clip_id
       JOIN lintel.time_candidate k ON k.id = t.candidate_id WHERE c.investigation_id = $1 ORDER BY c.file_name, t.id DESC`,
    [investigation],
  );
  return rows.map(({ source }) => source);
}

describe('the times of all clips of two doorbells', () => {
  it('are chosen without a script too, and what was answered is kept where something is missing', async () => {
    const page = await open(false);
    await page.goto(`${evidence()}?view=table`);
    await page.getByRole('checkbox', { name: /^Select RingVideo_20250714_220300/ }).check();
    await page.getByRole('button', { name: 'Choose times' }).click();
    await page.getByRole('heading', { name: /1 clip$/ }).waitFor();
    await page.getByRole('radio', { name: /^File name, read as UK time/ }).check();
    await page.getByRole('button', { name: 'Choose these times' }).click();
    await page.getByText('Say why.').first().waitFor();
    expect(await page.getByRole('radio', { name: /^File name, read as UK time/ }).isChecked()).toBe(true);
    await page.getByLabel('Why these times').fill('The doorbell shows UK time');
    await page.getByRole('button', { name: 'Choose these times' }).click();
    await page.getByText('Done: times of 1 clip chosen.').waitFor();
    expect(await chosen()).toEqual(['file-name']);
    await page.context().close();
  });

  it('are chosen in six clicks and one reason: all selected, a reading for each group, pressed once', async () => {
    const page = await open();
    const findings = new Findings(page, 'times-together');
    await page.goto(evidence());
    await whole(page);
    let clicks = 0;
    const click = async (what: { click(): Promise<void> }): Promise<void> => {
      clicks += 1;
      await what.click();
    };
    await click(page.getByRole('button', { name: 'Select all shown' }));
    await page.getByText('5 selected.').waitFor();
    await click(page.getByRole('button', { name: 'Choose times' }));
    await page.getByRole('heading', { name: 'Choose times', level: 1 }).waitFor();
    const groups = page.locator('fieldset');
    expect(await groups.getByRole('heading').allInnerTexts()).toEqual([
      expect.stringMatching(/2 clips$/),
      expect.stringMatching(/2 clips$/),
      expect.stringMatching(/1 clip, time already chosen$/),
    ]);
    await findings.look('groups');
    await page.emulateMedia({ colorScheme: 'dark' });
    findings.list.push(...(await axeFindings(page)).map((finding) => `dark: ${finding}`));
    for (const width of [360, 1920, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      if (await scrollsSideways(page)) findings.list.push(`dark: scrolls sideways at ${width}`);
      await screenshot(page, `times-together-dark-${width}`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    const named = (place: number) =>
      groups.nth(place).getByRole('radio', { name: /^File name, read as UK time/ });
    await click(named(0));
    await click(named(1));
    await page.getByLabel('Why these times').fill('Both doorbells show UK time');
    await click(groups.nth(2).getByRole('radio', { name: /^Leave these out/ }));
    await click(page.getByRole('button', { name: 'Choose these times' }));
    await page.getByText('Done: times of 4 clips chosen.').waitFor();
    expect(clicks).toBe(6);
    expect(await chosen()).toEqual(Array.from({ length: 5 }, () => 'file-name'));
    const { rows } = await day.world.admin.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM custody.record r JOIN lintel.clip c ON r.subject = 'clip:' || c.id
        WHERE c.investigation_id = $1 AND r.event::jsonb ->> 'type' = 'time-chosen'`,
      [investigation],
    );
    expect(rows).toEqual([{ n: 5 }]);
    expect(await page.locator('.lintel-time--likely').count()).toBe(0);
    expect(findings.list).toEqual([]);
    await page.context().close();
  });
});
