import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadConfig } from '../../../src/config';
import { witnessKeyText, witnessSigner } from '../../../src/custody/pure/cosignature';
import { TimeStampAuthority } from '../../../src/features/disclosure/timestamps/authority';
import { ProviderClient } from '../../../src/features/identity/provider.client';
import { witnessesOf } from '../../../src/features/witnesses';
import { askWitness } from '../../../src/features/witnesses/witness.client';
import { systemClock } from '../../../src/kernel/clock';
import { openMessageDriver } from '../../../src/platform/messages';
import { API_KEY, SMS_TEMPLATE } from '../messages/notify-server';

/** A service that others run, taken over: what we tell it, it wants told to a machine behind our walls. */
describe('a service that answers by leading elsewhere', () => {
  let elsewhere: Server;
  let service: Server;
  let heard: string[];
  const listen = (server: Server): Promise<void> =>
    new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  beforeAll(async () => {
    elsewhere = createServer((request, response) => {
      heard.push(`elsewhere ${request.method ?? ''}`);
      response.end('{}');
    });
    service = createServer((request, response) => {
      heard.push('asked');
      response.writeHead(307, { Location: `${addressOf(elsewhere)}${request.url ?? ''}` }).end();
    });
    await Promise.all([listen(elsewhere), listen(service)]);
  });
  beforeEach(() => {
    heard = [];
  });
  afterAll(() => {
    for (const server of [elsewhere, service]) {
      server.closeAllConnections();
      server.close();
    }
  });

  const witness = witnessSigner('witness.example', generateKeyPairSync('ed25519').privateKey);

  it.each<[string, () => Promise<unknown>]>([
    [
      'an authority of time stamps',
      () => new TimeStampAuthority(`${addressOf(service)}/`, [], 5_000, systemClock).stamp(Buffer.from('a')),
    ],
    [
      'a witness',
      () => {
        const [one] = witnessesOf(
          loadConfig({ CUSTODY_WITNESSES: `${witnessKeyText(witness)} ${addressOf(service)}` }).custody,
        );
        if (one === undefined) throw new Error('no witness is named');
        return askWitness(one, { oldSize: 0, proof: [], checkpoint: 'a\n' }, 5_000);
      },
    ],
    [
      'GOV.UK Notify',
      () => {
        const { messages } = loadConfig({
          ...{ MESSAGES_DRIVER: 'notify', NOTIFY_API_KEY: API_KEY, NOTIFY_URL: addressOf(service) },
          NOTIFY_SMS_TEMPLATE_ID: SMS_TEMPLATE,
        });
        const message = {
          channel: 'text',
          to: '+447700900123',
          subject: '',
          body: 'a',
          reference: 'a',
        } as const;
        const driver = openMessageDriver(messages, systemClock);
        if (driver === undefined) throw new Error('no driver is named');
        return driver.send(message);
      },
    ],
    [
      'the provider of the accounts of the force',
      () =>
        new ProviderClient(
          loadConfig({
            ...{ OIDC_ISSUER: addressOf(service), OIDC_CLIENT_ID: 'lintel', OIDC_CLIENT_SECRET: 'a secret' },
            OIDC_ROLES: 'a=investigator',
          }),
        ).begin({ again: false }),
    ],
  ])('%s is not followed', async (_, ask) => {
    await expect(ask()).rejects.toThrow();
    expect(heard).toEqual(['asked']);
  });
});
