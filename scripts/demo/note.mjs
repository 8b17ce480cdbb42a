import { Client } from './http.mjs';

/** Where its form leads: the address that a browser is given says nothing. */
const ACTION = /name="page" value="(\/notes\/[0-9a-f-]+\/put-away)"/;

/** The victim comes back by the same link, finds that the original is asked for, and puts the note away; the officers' record stays. */
export async function putNoteAway(invitation, officer, clip) {
  const link = new URL(invitation.link);
  const her = new Client(link.origin);
  await her.form(link.pathname, { code: invitation.code });
  const diary = async () => (await her.send('GET', '/diary')).text();
  const [, action] = ACTION.exec(await diary()) ?? [];
  if (action === undefined) throw new Error('her diary holds no note to put away');
  await her.form(action, {});
  const { askedAt } = await officer.json('GET', `/api/v1/clips/${clip.id}/queue`);
  return { gone: !ACTION.test(await diary()), askedStill: askedAt !== null };
}
