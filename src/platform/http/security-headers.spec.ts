import type { Request, Response } from 'express';
import { securityHeaders } from './security-headers';

/** What an application at that address sends with every answer. */
function headersAt(publicUrl: string): ReadonlyMap<string, string> {
  let sent: ReadonlyMap<string, string> = new Map();
  const response: unknown = {
    setHeaders: (headers: ReadonlyMap<string, string>) => {
      sent = headers;
    },
  };
  const request: unknown = {};
  securityHeaders({ publicUrl })(request as Request, response as Response, () => undefined);
  return sent;
}

describe('Strict-Transport-Security', () => {
  it('holds browsers to TLS for two years, with every name below', () => {
    const [, age = '', rest] =
      /^max-age=(\d+)(.*)$/.exec(headersAt('https://files.example').get('Strict-Transport-Security') ?? '') ??
      [];
    expect(Number(age)).toBeGreaterThanOrEqual(2 * 365 * 24 * 60 * 60);
    expect(rest).toBe('; includeSubDomains');
  });

  it('is not said where there is no TLS to be held to', () => {
    expect(headersAt('http://127.0.0.1:8080').has('Strict-Transport-Security')).toBe(false);
  });
});
