import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What an ID token is made of (RFC 7519), and who signs it. */
export interface Token {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Takes the first two parts; gives the third. */
  readonly signed: (parts: string) => string;
}

export const byKey =
  (key: KeyObject) =>
  (parts: string): string =>
    sign('sha256', Buffer.from(parts), key).toString('base64url');

export const bySecret =
  (secret: string) =>
  (parts: string): string =>
    createHmac('sha256', secret).update(parts).digest('base64url');

/**
 * An OpenID Connect provider that a test makes say what a real one would not: what it tells of itself and the token that it
 * gives for any code.
 */
export class ForgingProvider {
  readonly key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  token: Token | undefined;
  metadata: Readonly<Record<string, unknown>> = {};
  private server: Server | undefined;

  get issuer(): string {
    const { port } = (this.server as Server).address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(this.answer(new URL(request.url ?? '/', this.issuer).pathname)));
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private answer(path: string): unknown {
    if (path === '/.well-known/openid-configuration') return { ...this.discovery(), ...this.metadata };
    if (path === '/keys')
      return {
        keys: [{ ...this.key.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
      };
    return { access_token: 'of no use here', token_type: 'Bearer', id_token: this.written() };
  }

  private discovery(): Record<string, unknown> {
    const { issuer } = this;
    return {
      ...{ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` },
      ...{
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
      },
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }

  private written(): string {
    if (this.token === undefined) throw new Error('no token was made');
    const { header, claims, signed } = this.token;
    const parts = `${encoded(header)}.${encoded(claims)}`;
    return `${parts}.${signed(parts)}`;
  }
}
