import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from './port';

export interface TestPerson {
  readonly name?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly roles?: readonly string[];
}

/** An OpenID Connect provider (the npm package oidc-provider) that runs here. Any password opens any account. */
export class TestProvider {
  private child: ChildProcess | undefined;

  private constructor(private readonly port: number) {}

  /** Its address is known before it runs, as the force's is. */
  static async reserve(): Promise<TestProvider> {
    return new TestProvider(await freePort());
  }

  get issuer(): string {
    return `http://localhost:${this.port}`;
  }

  get settings(): NodeJS.ProcessEnv {
    return {
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: 'lintel',
      OIDC_CLIENT_SECRET: 'a secret for a test alone',
      OIDC_ROLES: 'lintel-oic=investigator,lintel-dci=supervisor,lintel-psd=auditor',
    };
  }

  async start(redirectUri: string): Promise<void> {
    const { OIDC_CLIENT_ID = '', OIDC_CLIENT_SECRET = '' } = this.settings;
    this.child = fork(
      join(__dirname, 'oidc-server.mjs'),
      [String(this.port), redirectUri, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET],
      { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] },
    );
    const ended = once(this.child, 'exit').then(() => undefined);
    if ((await Promise.race([once(this.child, 'message'), ended])) === undefined)
      throw new Error('the provider did not start');
  }

  async know(login: string, claims: TestPerson): Promise<void> {
    if (this.child === undefined) throw new Error('the provider does not run');
    this.child.send({ login, claims });
    await once(this.child, 'message');
  }

  async close(): Promise<void> {
    if (this.child === undefined || this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill();
    await once(this.child, 'exit');
  }
}
