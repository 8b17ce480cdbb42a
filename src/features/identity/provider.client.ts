import { Inject, Injectable } from '@nestjs/common';
import * as openid from 'openid-client';
import { CONFIG, type Config } from '../../config';
import { personIn, type ProviderPerson } from './domain/provider-claims';
import { ProviderRefused, ProviderUnavailable } from './identity.errors';

export const CALLBACK_PATH = '/sign-in/provider/callback';
const TIMEOUT_SECONDS = 10;

/** What this side must remember until the person comes back. Kept in the session, for one use. */
export interface ProviderFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

type Settings = NonNullable<Config['signIn']['oidc']>;

/** The force's OpenID Connect provider: authorisation code flow with PKCE, as its discovery document says. */
@Injectable()
export class ProviderClient {
  private discovered: Promise<openid.Configuration> | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  get label(): string | undefined {
    return this.config.signIn.oidc?.label;
  }

  /** Where to send the browser. `again`: the person must prove who they are now, whatever the provider remembers. */
  async begin({ again }: { readonly again: boolean }): Promise<{ address: string; flow: ProviderFlow }> {
    const configuration = await this.configuration();
    const flow = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier: openid.randomPKCECodeVerifier(),
    };
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: new URL(CALLBACK_PATH, this.config.workspace.publicUrl).href,
      scope: this.settings.scope,
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
      ...(this.settings.acrValues.length > 0 && { acr_values: this.settings.acrValues.join(' ') }),
      // OpenID Connect Core section 3.1.2.1: max_age also makes the provider say when (auth_time).
      ...(again && { prompt: 'login', max_age: '0' }),
    });
    return { address: url.href, flow };
  }

  /** `answer` is the query of the callback. @throws ProviderRefused, ProviderUnavailable */
  async finish(answer: string, flow: ProviderFlow): Promise<ProviderPerson> {
    const configuration = await this.configuration();
    const came = new URL(CALLBACK_PATH, this.config.workspace.publicUrl);
    came.search = answer;
    const tokens = await openid
      .authorizationCodeGrant(configuration, came, {
        pkceCodeVerifier: flow.verifier,
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        idTokenExpected: true,
      })
      .catch((cause: unknown) => {
        throw new ProviderRefused(undefined, { cause });
      });
    const claims = tokens.claims();
    if (claims === undefined) throw new ProviderRefused();
    const { roleClaim: claim, roles, acrValues, amr } = this.settings;
    return personIn(claims, claims.iss, claims.sub, { claim, roles, acrValues, amr });
  }

  private get settings(): Settings {
    const { oidc } = this.config.signIn;
    if (oidc === undefined) throw new ProviderUnavailable();
    return oidc;
  }

  /** Asked for when first needed and kept; a provider that was down is asked again. */
  private async configuration(): Promise<openid.Configuration> {
    this.discovered ??= this.discover();
    try {
      return await this.discovered;
    } catch (cause) {
      this.discovered = undefined;
      throw new ProviderUnavailable({ cause });
    }
  }

  private discover(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const insecure = new URL(issuer).protocol === 'http:';
    return openid.discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === undefined ? openid.None() : openid.ClientSecretPost(clientSecret),
      {
        timeout: TIMEOUT_SECONDS,
        execute: [
          // Who a person is does not hang on the line alone: a token without the provider's signature counts for nothing.
          openid.enableNonRepudiationChecks,
          // For trying out on one's own machine; the configuration refuses it in production.
          // oxlint-disable-next-line typescript/no-deprecated -- marked so that it stands out
          ...(insecure ? [openid.allowInsecureRequests] : []),
        ],
      },
    );
  }
}
