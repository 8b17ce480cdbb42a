import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOMENT, WORDS, writtenIn } from './written';

/** Secrets are typed again, and the page of many rows has names of its own, which are read as rows. */
const NOT_GIVEN_BACK = new Set(['code', 'part + "-" + n', 'what-" + n']);
const FIELD = /govuk(?:Textarea|Input|DateInput)\(\{([\s\S]*?)\}\) \}\}/g;

describe('what was written and could not be kept', () => {
  it('is given back of every field of every page in which something is written', () => {
    const folder = join(__dirname, 'templates');
    const names = readdirSync(folder)
      .filter((file) => file.endsWith('.njk') && file !== 'written.njk' && file !== 'diary-many.njk')
      .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(FIELD)])
      .flatMap(([, call = '']) => [...call.matchAll(/\bname: (?:"(\w+)"|(\w+))/g)])
      .map(([, text, variable]) => text ?? variable ?? '');
    expect(names).toEqual(expect.arrayContaining(['words', 'letter', 'day', 'organisation']));
    const known = new Set<string>([...MOMENT, ...WORDS, ...NOT_GIVEN_BACK]);
    // The details of an entry have the names of their list, which the next test fills.
    expect(names.filter((name) => !known.has(name) && name !== 'detail')).toEqual([]);
  });

  it('is nothing that a page carries by itself: no hidden field has the name of one in which something is written', () => {
    const folder = join(__dirname, 'templates');
    const hidden = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.njk'))
      .flatMap((file) => [
        ...readFileSync(join(folder, file), 'utf8').matchAll(/type="hidden" name="([^"{]+)"/g),
      ])
      .map(([, name = '']) => name);
    expect(hidden).toEqual(expect.arrayContaining(['base', 'clip', 'digest', 'given']));
    const typed = new Set<string>([...MOMENT, ...WORDS]);
    expect(hidden.filter((name) => typed.has(name))).toEqual([]);
  });

  it('has all of a page with more than one field, whatever the page', () => {
    const body = {
      where: 'At the gate.',
      seen: 'A neighbour.',
      effect: 'No sleep.',
      before: 'Twice.',
      go: 'on',
    };
    expect(writtenIn({ method: 'POST', path: '/diary/1/more', body })).toBe(
      'At the gate.\nA neighbour.\nNo sleep.\nTwice.',
    );
    expect(writtenIn({ method: 'POST', path: '/pressure', body: { words: 'They stood beside me.' } })).toBe(
      '',
    );
    expect(writtenIn({ method: 'POST', path: '/i/token', body: { code: '12345678', link: 'x' } })).toBe('');
  });
});
