const API = '/api/v1';
export const WORDS = 'Somebody rang the bell at night, and went away again. This is a sample.';

/** One entry of the victim's diary, page by page, with a clip; and what only the victim can tell of that clip. */
export async function writeDiary(client, clip) {
  const begun = await client.send('GET', '/diary/new', { expected: [303] });
  const opened = await (await client.send('GET', begun.headers.get('location'))).text();
  // The address that a browser is given says nothing; the form says where it leads.
  const [, page = ''] = /name="page" value="(\/diary\/[0-9a-f-]+\/what)"/.exec(opened) ?? [];
  const entry = page.split('/').slice(0, 3).join('/');
  await client.form(page, { words: WORDS, go: 'on' });
  await client.form(`${entry}/when`, {
    kind: 'exact',
    day: '1',
    month: '3',
    year: '2026',
    time: '9pm',
    go: 'on',
  });
  await client.form(`${entry}/who`, { unknown: 'yes', go: 'on' });
  await client.form(`${entry}/said`, { answer: 'no', go: 'on' });
  await client.form(`${entry}/order`, { answer: 'unknown', go: 'on' });
  await client.form(`${entry}/clips`, { clip: clip.id });
  await client.form(`/files/${clip.id}/clock`, { right: 'unknown' });
  await client.form(`/files/${clip.id}/make`, { make: 'ring' });
  await client.form(`/files/${clip.id}/picture`, { day: '1', month: '3', year: '2026', time: '21:00' });
}

/** What the officers have of it after the victim has sent it. */
export async function readDiary(officer, investigation, clip) {
  const { items } = await officer.json('GET', `${API}/investigations/${investigation}/incidents`);
  const { times, saidMake } = await officer.json('GET', `${API}/clips/${clip.id}`);
  return {
    incidents: items.length,
    clips: items.flatMap(({ clips }) => clips).length,
    asWritten: items.every(({ lines }) => lines.some(({ answer }) => answer === WORDS)),
    herTime: times.some(({ source, wall }) => source === 'her-answer' && wall === '2026-03-01T21:00:00'),
    herMake: saidMake,
  };
}
