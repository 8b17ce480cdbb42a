import { loadConfig } from './config';

const production = (url: string) => () => loadConfig({ NODE_ENV: 'production', INTAKE_PUBLIC_URL: url });

describe('the address that people type', () => {
  it.each(['http://files.example', 'http://127.0.0.1.files.example', 'http://10.0.0.4:8080'])(
    'is refused in production where anybody on the way could read what she sends: %s',
    (url) => expect(production(url)).toThrow('INTAKE_PUBLIC_URL: must be an https address in production'),
  );

  it.each(['https://files.example', 'http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080'])(
    'may be %s',
    (url) => expect(production(url)().intake.publicUrl).toBe(url),
  );

  it('is named together with the other one', () => {
    const both = { INTAKE_PUBLIC_URL: 'http://a.example', WORKSPACE_PUBLIC_URL: 'http://b.example' };
    expect(() => loadConfig({ NODE_ENV: 'production', ...both })).toThrow(
      /INTAKE_PUBLIC_URL[^]*WORKSPACE_PUBLIC_URL/,
    );
    expect(loadConfig({ NODE_ENV: 'test', ...both }).workspace.publicUrl).toBe('http://b.example');
  });
});
