import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { freePort } from './port';
import { until } from './until';

/** What the W3C's WebDriver calls the reference of an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const FOLDERS = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' } as Readonly<Record<string, string>>;
const MINI_BROWSER = `/usr/lib/${FOLDERS[process.arch] ?? ''}/webkit2gtk-4.1/MiniBrowser`;
const MISSING =
  'WebKit is missing: apt-get install webkit2gtk-driver xvfb gstreamer1.0-libav gstreamer1.0-plugins-good';

async function started(child: ChildProcess): Promise<ChildProcess> {
  await once(child, 'spawn').catch((error: unknown) => {
    throw new Error(MISSING, { cause: error });
  });
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}

/** A screen that nobody sees, of a number that is free: its name for `DISPLAY`. */
async function openScreen(): Promise<[ChildProcess, string]> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x1000x24', '-nolisten', 'tcp'];
  const screen = await started(spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] }));
  const [number] = (await once(screen.stdio[3] as Readable, 'data')) as [Buffer];
  return [screen, `:${number.toString().trim()}`];
}

/** The engine of Safari, by the protocol that it understands: W3C WebDriver. It answers to what each iPhone in the hands of a victim has. */
export class WebKit {
  private session = '';

  private constructor(
    private readonly port: number,
    private readonly home: string,
    private readonly programs: readonly ChildProcess[],
  ) {}

  static async open(): Promise<WebKit> {
    const [screen, display] = await openScreen();
    const [port, home] = [await freePort(), await mkdtemp(join(tmpdir(), 'lintel-webkit-'))];
    const env = {
      ...{ PATH: process.env['PATH'], HOME: home, XDG_RUNTIME_DIR: home, DISPLAY: display },
      // Its own sandbox does not run as root, nor within another.
      ...{ WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1' },
    };
    const driver = await started(spawn('WebKitWebDriver', [`--port=${port}`], { env, stdio: 'ignore' }));
    const webkit = new WebKit(port, home, [driver, screen]);
    await until('a driver', () => webkit.ask('GET', '/status').then(Boolean, () => false));
    const options = { binary: MINI_BROWSER, args: ['--automation'] };
    const given = await webkit.ask<{ sessionId: string }>('POST', '/session', {
      capabilities: { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options } },
    });
    webkit.session = `/session/${given.sessionId}`;
    return webkit;
  }

  async close(): Promise<void> {
    await this.ask('DELETE', '').catch(() => undefined);
    for (const program of this.programs) await ended(program);
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  async go(address: string): Promise<void> {
    await this.ask('POST', '/url', { url: address });
  }

  async back(): Promise<void> {
    await this.ask('POST', '/back', {});
  }

  address(): Promise<string> {
    return this.ask('GET', '/url');
  }

  /** @param script the body of a function @returns what it returns, or what its promise gives */
  run<T>(script: string): Promise<T> {
    return this.ask('POST', '/execute/sync', { script, args: [] });
  }

  text(): Promise<string> {
    return this.run('return document.body.innerText');
  }

  /** Waits until the page says so. */
  async says(words: string): Promise<void> {
    await until(words, async () => (await this.text()).includes(words));
  }

  /** Types, or chooses files: their paths, one a line. */
  async fill(selector: string, text: string): Promise<void> {
    await this.ask('POST', `/element/${await this.element(selector)}/value`, { text });
  }

  /** Presses the first button, link or choice whose words begin so. */
  async press(words: string): Promise<void> {
    const selector = `[data-pressed="${words}"]`;
    await until(words, () =>
      this.run<boolean>(`
        const one = [...document.querySelectorAll('a, button, label')].find((element) => {
          const { width } = element.getBoundingClientRect();
          return width > 1 && element.checkVisibility() && element.innerText.trim().startsWith(${JSON.stringify(words)});
        });
        document.querySelector('[data-pressed]')?.removeAttribute('data-pressed');
        one?.setAttribute('data-pressed', ${JSON.stringify(words)});
        one?.scrollIntoView({ block: 'center', behavior: 'instant' });
        return one !== undefined`),
    );
    await this.ask('POST', `/element/${await this.element(selector)}/click`, {});
  }

  private async element(selector: string): Promise<string> {
    const found = await until(selector, () =>
      this.ask<Record<string, string>>('POST', '/element', { using: 'css selector', value: selector }).catch(
        () => undefined,
      ),
    );
    return found[ELEMENT] ?? '';
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`http://127.0.0.1:${this.port}${this.session}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const { value } = (await answer.json()) as { value: T };
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  }
}
