import { createHmac } from 'node:crypto';
import { notifyKey, notifyToken } from './notify-token';

const SERVICE = '26785a09-ab16-4eb0-8407-a37497a57506';
const SECRET = '3d844edf-8d35-48ac-975b-e847b4f122b0';

describe('the token for GOV.UK Notify', () => {
  it('reads service and secret out of the key, whatever its name', () => {
    expect(notifyKey(`a-key-with-dashes-${SERVICE}-${SECRET}`)).toEqual({
      serviceId: SERVICE,
      secret: SECRET,
    });
    expect(() => notifyKey('not a key')).toThrow(RangeError);
  });

  it('is what RFC 7515 section 3.3 makes of header and claims, signed with the secret', () => {
    const [header = '', claims = '', signature] = notifyToken(
      { serviceId: SERVICE, secret: SECRET },
      new Date('2026-11-24T10:00:00.900Z'),
    ).split('.');
    const text = (part: string): string => Buffer.from(part, 'base64url').toString();
    expect(JSON.parse(text(header))).toEqual({ typ: 'JWT', alg: 'HS256' });
    expect(JSON.parse(text(claims))).toEqual({ iss: SERVICE, iat: 1_795_514_400 });
    expect(signature).toBe(createHmac('sha256', SECRET).update(`${header}.${claims}`).digest('base64url'));
  });
});
