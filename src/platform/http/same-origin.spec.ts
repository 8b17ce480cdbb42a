import type { IncomingHttpHeaders } from 'node:http';
import { isSameOrigin, ownOrigins } from './same-origin';

const own = ownOrigins('https://drop.example/some/path');
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { 'content-type': 'application/json; charset=utf-8' };

const decide = (method: string, headers: IncomingHttpHeaders): boolean => isSameOrigin(method, headers, own);

describe('a request that changes something', () => {
  it.each<[string, IncomingHttpHeaders]>([
    ['our own form', { ...form, origin: 'https://drop.example', 'sec-fetch-site': 'same-origin' }],
    [
      'our own form under a strict referrer policy',
      { ...form, origin: 'null', 'sec-fetch-site': 'same-origin' },
    ],
    ['a reload by the person', { ...form, 'sec-fetch-site': 'none' }],
    ['an older browser', { ...form, origin: 'https://drop.example' }],
    ['a very old browser', { ...form, referer: 'https://drop.example/i/x' }],
    ['a program that sends JSON', json],
    ['a program that opens a tus upload', { 'tus-resumable': '1.0.0' }],
    ['a program that says so', { ...form, 'x-requested-with': 'curl' }],
  ])('is taken from %s', (_who, headers) => {
    expect(decide('POST', headers)).toBe(true);
  });

  it.each<[string, IncomingHttpHeaders]>([
    ['another site', { ...form, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { ...form, origin: 'https://www.example', 'sec-fetch-site': 'same-site' }],
    ['another site in an older browser', { ...form, origin: 'https://evil.example' }],
    ['a sandboxed frame', { ...form, origin: 'null' }],
    ['a sandboxed frame with JSON', { ...json, origin: 'null' }],
    [
      'a foreign name that resolves to us',
      { ...json, origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' },
    ],
    ['the same host over plain HTTP', { ...form, origin: 'http://drop.example' }],
    ['a name that begins like ours', { ...form, origin: 'https://drop.example.evil.example' }],
    ['a foreign page without Origin', { ...form, referer: 'https://evil.example/https://drop.example/' }],
    ['an unknown fetch site', { ...json, 'sec-fetch-site': 'new-value' }],
    ['nobody, as a form', form],
    ['nobody, as text', { 'content-type': 'TEXT/plain; x=application/json' }],
    ['nobody, without a type', {}],
  ])('is refused from %s', (_who, headers) => {
    expect(decide('POST', headers)).toBe(false);
  });

  it('needs no more from methods that pages cannot send across sites', () => {
    for (const method of ['DELETE', 'PATCH', 'PUT']) expect(decide(method, {})).toBe(true);
    expect(decide('DELETE', { origin: 'https://evil.example' })).toBe(false);
  });

  it('is not what reading is', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      expect(decide(method, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toBe(true);
    }
  });
});

describe('our own origins', () => {
  it('are every spelling of this machine when we live there', () => {
    expect([...ownOrigins('http://127.0.0.1:8080')]).toEqual([
      'http://127.0.0.1:8080',
      'http://localhost:8080',
      'http://[::1]:8080',
    ]);
    expect([...own]).toEqual(['https://drop.example']);
  });
});
