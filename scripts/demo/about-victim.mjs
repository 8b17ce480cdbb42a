import { askPerson } from './neighbour.mjs';

const API = '/api/v1';
const TEST = {
  enquiry: 'Whether somebody wrote to the victim at work',
  necessity: 'Nobody else has the messages of the demonstration',
  alternatives: 'The victim has no copy',
  views: 'sought',
  viewsWords: 'The victim agrees',
  told: 'later',
  toldWords: 'The victim could not be reached on that day',
};

/** An employer is asked for information about the victim, with the test of Chapter 3A, and answers; the victim is told afterwards. */
export async function askAboutVictim(officer, investigation, path) {
  const request = {
    personName: 'Demo Employer',
    asked: 'Messages of the day of the demonstration.',
    reason: 'They may show who wrote.',
    test: TEST,
  };
  const { invitation, answered } = await askPerson(officer, investigation, path, {
    holder: 'employer',
    ...request,
  });
  const listed = async () =>
    (await officer.json('GET', `${API}/invitations/${invitation}/requests`)).items[0];
  const { id, test } = await listed();
  const notice = { request: id, givenOn: new Date().toISOString().slice(0, 10), words: 'Handed over' };
  await officer.json('POST', `${API}/invitations/${invitation}/victim-notices`, notice, [204]);
  const { tellings } = await listed();
  return {
    ...answered,
    tested: Object.entries(TEST).every(([field, words]) => test?.[field] === words),
    told: tellings.some(({ givenOn }) => givenOn === notice.givenOn),
  };
}
