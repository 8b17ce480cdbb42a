const API = '/api/v1';

/** Length of a PDF; 0 of what is none. */
async function bytesOfPdf(officer, path, body) {
  const answer = await officer.send('POST', path, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return bytes.subarray(0, 5).toString() === '%PDF-' ? bytes.length : 0;
}

/** Labels and draft paragraphs (MG11) of all exhibits at once: more on paper than those of one of them. */
export async function printTogether(officer, investigation) {
  const url = `${API}/investigations/${investigation}`;
  const { items } = await officer.json('GET', `${url}/exhibits?limit=200`);
  const all = items.map(({ id }) => id);
  const print = (what, exhibits) => bytesOfPdf(officer, `${url}/${what}`, { exhibits });
  const more = async (what) => {
    const [one, many] = [await print(what, all.slice(0, 1)), await print(what, all)];
    return one > 0 && many > one;
  };
  return {
    exhibits: all.length,
    labels: await more('exhibit-labels'),
    statements: await more('exhibit-statements'),
  };
}
