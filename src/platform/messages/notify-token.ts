import { createHmac } from 'node:crypto';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const API_KEY = new RegExp(`^.+-(${UUID})-(${UUID})$`, 'i');

export interface NotifyKey {
  readonly serviceId: string;
  readonly secret: string;
}

/** An API key is `NAME-SERVICE-SECRET`, the last two being UUIDs. @throws RangeError */
export function notifyKey(apiKey: string): NotifyKey {
  const [, serviceId, secret] = API_KEY.exec(apiKey) ?? [];
  if (serviceId === undefined || secret === undefined)
    throw new RangeError('NOTIFY_API_KEY is no API key of GOV.UK Notify');
  return { serviceId, secret };
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JSON Web Token (RFC 7519) as Notify asks for it: HS256, `iss` the service, `iat` within 30 seconds of its clock. */
export function notifyToken({ serviceId, secret }: NotifyKey, now: Date): string {
  const signed = `${part({ typ: 'JWT', alg: 'HS256' })}.${part({ iss: serviceId, iat: Math.floor(now.getTime() / 1000) })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
