import { loadConfig } from './config';
import { isBlocked } from './shapes';

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

describe('a port that no browser opens', () => {
  it.each([
    ['INTAKE_PORT', '4190'],
    ['WORKSPACE_PORT', '6000'],
    ['WORKER_HEALTH_PORT', '5060'],
    ['INTERNAL_PORT', '10080'],
    ['INTAKE_METRICS_PORT', '6667'],
    ['INTAKE_PUBLIC_URL', 'https://files.example:6000'],
  ])('is refused by name: %s', (name, value) =>
    expect(() => loadConfig({ NODE_ENV: 'test', [name]: value })).toThrow(
      new RegExp(`${name}: no browser opens this port`),
    ),
  );

  it('is each that `fetch` refuses, and no other', async () => {
    // Nothing is sent: what `fetch` does not refuse comes to this, which does.
    const dispatcher = {
      dispatch: () => {
        throw new Error('asked');
      },
    };
    const refusedBy = async (port: number): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}`, { dispatcher } as unknown as RequestInit).then(
        () => false,
        (error: unknown) => ((error as Error).cause as Error).message === 'bad port',
      );
    const numbers = Array.from({ length: 12_000 }, (_, number) => number + 1);
    const refused: number[] = [];
    for (const number of numbers) if (await refusedBy(number)) refused.push(number);
    expect(refused).toEqual(numbers.filter(isBlocked));
  });
});
