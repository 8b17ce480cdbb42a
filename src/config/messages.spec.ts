import { loadConfig } from './config';

const NOTIFY = { NODE_ENV: 'production', NOTIFY_URL: 'http://notify.force.example' };

describe('where messages to her leave', () => {
  it('is an address that nobody on the way can read, once it is real', () => {
    expect(() => loadConfig(NOTIFY)).toThrow('NOTIFY_URL: must be an https address in production');
    expect(loadConfig({ ...NOTIFY, NOTIFY_URL: 'https://notify.force.example' }).messages.notify.url).toBe(
      'https://notify.force.example',
    );
  });

  it('may be a server on this machine while trying it out', () => {
    expect(loadConfig({ ...NOTIFY, NODE_ENV: 'test' }).messages.notify.url).toBe(NOTIFY.NOTIFY_URL);
  });
});
