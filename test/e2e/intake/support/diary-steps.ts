import type { IssuedInvitation } from '../../../../src/features/invitations';
import type { Walk } from './walk';
import { comesTo } from './where';

/** From the link to an empty diary, every page of it looked at. */
export async function begin(walk: Walk, { link, code }: IssuedInvitation): Promise<void> {
  const { page } = walk;
  await page.goto(link);
  await walk.look('code');
  await page.getByLabel('Your code').fill('00000000');
  await walk.press('Continue');
  await walk.look('code-wrong');
  await page.getByLabel('Your code').fill(code);
  await walk.press('Continue');
  await walk.look('notice');
  await page.getByText('Read all of it').click();
  await page.getByText('You may say no', { exact: true }).waitFor();
  await walk.look('notice-whole');
  await walk.press('I have read this and want to go on');
  await walk.look('questions');
  await page.getByLabel('Someone else did').check();
  await page.getByLabel('Yes, someone else can').check();
  await walk.press('Continue');
  await walk.look('questions-error');
  expect(await page.title()).toMatch(/^Error: /);
  await page.getByLabel('I am 18 or older, and I decide').check();
  await walk.press('Continue');
  await walk.look('advice');
  await walk.press('Continue');
  await comesTo(page, '/diary');
  await walk.look('diary-empty');
}

/** One entry of it, with a mistake on the way. */
export async function write(walk: Walk): Promise<void> {
  const { page } = walk;
  await walk.press('Write something down');
  await walk.look('what');
  await page.getByRole('textbox').fill('He stood at the door and rang again and again.');
  await walk.press('Save and go on');
  await page.getByLabel('I know the day').check();
  await page.getByLabel('Day', { exact: true }).fill('31');
  await page.getByLabel('Month', { exact: true }).fill('2');
  await page.getByLabel('Year', { exact: true }).fill('2026');
  await walk.press('Save and go on');
  await walk.look('when-error');
  await page.getByLabel('Day', { exact: true }).fill('1');
  await page.getByLabel('Month', { exact: true }).fill('3');
  await walk.press('Save and go on');
  await walk.look('who');
  await page.getByLabel('I don’t know').check();
  await walk.press('Save and go on');
  await walk.look('said');
  await page.getByLabel('No', { exact: true }).check();
  await walk.press('Save and go on');
  await walk.look('more');
  await page.getByLabel('Where was it?').fill('At my front door.');
  await walk.press('Save and go on');
  await walk.look('order');
  await page.getByLabel('Yes', { exact: true }).check();
  await walk.press('Save and go on');
}
