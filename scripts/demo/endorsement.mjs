const API = '/api/v1';
const PROSECUTOR = 'Demo Prosecutor';
const COMMENT = 'As discussed for the demonstration';

/** What goes to the defence is endorsed D, all else CND. */
async function answersFor(client, investigation, rows) {
  const preview = `${API}/investigations/${investigation}/bundles/preview`;
  const { items } = await client.json('POST', preview, { kind: 'defence' }, [200, 201]);
  const goes = new Set(items.map(({ clipId }) => clipId));
  return rows.map(({ position, clipId }) => ({ position, answer: goes.has(clipId) ? 'D' : 'CND' }));
}

/** The form's own CSV, with an answer in each of its lines that has none yet. */
function filledIn(csv, answers) {
  const of = new Map(answers.map(({ position, answer }) => [String(position), answer]));
  return csv
    .split('\r\n')
    .map((line) => {
      const answer = of.get(line.slice(0, line.indexOf(',')));
      return answer === undefined ? line : line.replace(/,,$/, `,${answer},${COMMENT}`);
    })
    .join('\r\n');
}

/** Whether the bytes are a Word document: a ZIP archive that has one. */
async function isWord(answer) {
  const bytes = Buffer.from(await answer.arrayBuffer());
  return bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04' && bytes.includes('word/document.xml');
}

/**
 * The signed MG6C is taken away as a Word document, sent to the prosecutor, endorsed (one item by entry, the others by the form's own
 * CSV sent back filled in) and followed by the next version, which has the answers.
 * @param signedName of the disclosure officer, who signs the next version
 */
export async function endorseSchedule(client, investigation, signedName) {
  const url = `${API}/investigations/${investigation}/schedules`;
  const { items: forms } = await client.json('GET', `${url}?limit=50`);
  const { id } = forms.find(({ form, state }) => form === 'MG6C' && state === 'signed');
  const at = `${API}/schedules/${id}`;
  const look = () => client.json('GET', at);
  const word = await isWord(await client.send('GET', `${at}/docx`));
  await client.json('POST', `${at}/sending`, { to: PROSECUTOR }, [204]);
  const { state: sent, rows } = await look();
  const answers = await answersFor(client, investigation, rows);
  const entry = { prosecutor: PROSECUTOR, rows: answers.slice(0, 1) };
  const byEntry = await client.json('POST', `${at}/endorsements`, entry, [201]);
  const csv = filledIn(await (await client.send('GET', `${at}/csv`)).text(), answers);
  const list = { prosecutor: PROSECUTOR, csv };
  const byList = await client.json('POST', `${at}/endorsement-lists`, list, [201]);
  const { state: endorsed } = await look();
  const next = await client.json('POST', url, { form: 'MG6C', signedName }, [201]);
  const { rows: carried } = await client.json('GET', `${API}/schedules/${next.id}`);
  return {
    word,
    states: [sent, endorsed, (await look()).state],
    items: rows.length,
    ...{ byEntry: byEntry.rows, byList: byList.rows },
    carried: carried.filter(({ endorsed: said }) => said !== null).length,
  };
}
