import { BadConfiguration, loadConfig } from './config';

const problems = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof BadConfiguration) return error.problems;
    throw error;
  }
};

const provider = {
  OIDC_ISSUER: 'https://id.force.example',
  OIDC_CLIENT_ID: 'lintel',
  OIDC_ROLES: 'lintel-oic=investigator,lintel-psd=auditor',
};

describe('how officers sign in', () => {
  it('is by this service alone until a provider is named', () => {
    expect(loadConfig({}).signIn).toEqual({
      local: true,
      passwordWords: [],
      totpRequired: false,
      oneTimeHours: 24,
      holdMinutes: 15,
      oidc: undefined,
    });
  });

  it('is by a provider, whose groups are roles here', () => {
    const { signIn } = loadConfig({ ...provider, LOCAL_SIGN_IN: 'false' });
    expect(signIn.local).toBe(false);
    expect(signIn.oidc).toMatchObject({ issuer: 'https://id.force.example', linkByEmail: false });
    expect([...(signIn.oidc?.roles ?? [])]).toEqual([
      ['lintel-oic', 'investigator'],
      ['lintel-psd', 'auditor'],
    ]);
  });

  it('is as sure at the provider as the configuration asks for', () => {
    const { oidc } = loadConfig({
      ...provider,
      OIDC_ACR_VALUES: 'urn:force:mfa,phr',
      OIDC_AMR: 'mfa',
    }).signIn;
    expect(oidc).toMatchObject({ acrValues: ['urn:force:mfa', 'phr'], amr: ['mfa'] });
    expect(loadConfig(provider).signIn.oidc).toMatchObject({ acrValues: [], amr: [] });
    expect(problems({ ...provider, OIDC_ACR_VALUES: 'one two', OIDC_AMR: 'mfa,' })).toHaveLength(2);
  });

  it('takes a second step in production, unless somebody decides otherwise', () => {
    const required = (env: NodeJS.ProcessEnv): boolean => loadConfig(env).signIn.totpRequired;
    expect(required({ NODE_ENV: 'production' })).toBe(true);
    expect(required({ NODE_ENV: 'production', TOTP_REQUIRED: 'false' })).toBe(false);
    expect(required({ TOTP_REQUIRED: 'true' })).toBe(true);
  });

  it('is never by nothing at all', () => {
    expect(problems({ LOCAL_SIGN_IN: 'false' })).toEqual([
      'LOCAL_SIGN_IN: nobody could sign in without OIDC_ISSUER',
    ]);
  });

  it('names what a provider lacks, all at once', () => {
    expect(problems({ OIDC_ISSUER: 'http://id.force.example', NODE_ENV: 'production' })).toEqual([
      expect.stringMatching(/^OIDC_CLIENT_ID/),
      expect.stringMatching(/^OIDC_ROLES/),
      expect.stringMatching(/^OIDC_ISSUER/),
    ]);
    expect(problems({ ...provider, OIDC_ROLES: 'a=boss' })).toHaveLength(1);
    expect(problems({ ...provider, OIDC_SCOPE: 'profile' })).toEqual(['OIDC_SCOPE: needs the scope openid']);
  });
});
