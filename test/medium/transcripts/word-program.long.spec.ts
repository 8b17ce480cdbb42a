import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tools } from '../../../src/apps/cli/doctor/machine';
import { grantsOf } from '../../../src/apps/cli/start/compartments/grants';
import { loadConfig } from '../../../src/config/config';
import { MediaTool, ProgramFailed, SandboxUnavailable, WordProgram } from '../../../src/platform/media';
import { clip } from '../../fixtures/clips';
import { factsOf, ffmpeg, inFolder, settings } from '../media/support';
import { inNode, inShell, LISTENER, programFolder, withProgram } from './programs';

const run = promisify(execFile);
const tool = new MediaTool(settings());
const words = (folder: string | undefined, change: Partial<ReturnType<typeof loadConfig>['words']> = {}) => ({
  ...loadConfig({}).words,
  folder,
  ...change,
});
const listen = async (folder: string | undefined, change = {}, path?: string, signal?: AbortSignal) => {
  const film = path ?? (await clip('h264'));
  return new WordProgram(settings(), words(folder, change)).listen(film, await factsOf(tool, film), signal);
};
const endingOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof ProgramFailed ? error.ending : `other: ${String(error)}`),
  );
const told = async (program: string, change = {}): Promise<string> =>
  withProgram(program, async (folder) => (await listen(folder, change))?.text ?? 'no sound');

describe('a program that proposes words', () => {
  it('hears a transport stream on the clock of its film, where sound begins after the picture', async () => {
    await inFolder(async (made) => {
      const path = join(made, 'late.ts');
      await ffmpeg(
        ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=15:duration=6', '-itsoffset', '2'],
        ...['-f', 'lavfi', '-i', `aevalsrc=exprs='if(between(t,1,2),sin(2*PI*440*t),0)':duration=4`],
        ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', path],
      );
      await withProgram(LISTENER, async (folder) => {
        const [, start, end] =
          /(\d\d\.\d+) --> 00:(\d\d\.\d+)/.exec((await listen(folder, {}, path))?.text ?? '') ?? [];
        expect(Math.abs(Number(start) - 3)).toBeLessThanOrEqual(0.15);
        expect(Math.abs(Number(end) - 4)).toBeLessThanOrEqual(0.25);
      });
    });
  });

  it('is given the sound of the recording at its times, 16,000 samples a second, and says who it is', async () => {
    await inFolder(async (made) => {
      const path = join(made, 'bell.mp4');
      // Silent, a tone, silent, another tone; in stereo at another rate.
      const tone = `if(between(t,1,2),sin(2*PI*440*t),if(between(t,2.5,3.5),sin(2*PI*880*t),0))`;
      await ffmpeg(
        ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=15:duration=4'],
        ...['-f', 'lavfi', '-i', `aevalsrc=exprs='${tone}|${tone}':s=44100:duration=4`],
        ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', path],
      );
      await withProgram(LISTENER, async (folder) => {
        const heard = await listen(folder, {}, path);
        const cues = [
          ...(heard?.text.matchAll(/([\d:.]+) --> ([\d:.]+)\nShape 1 1 16000 16, (\d+) Hz/g) ?? []),
        ];
        expect(cues).toHaveLength(2);
        const seconds = (at: string | undefined): number => Number(at?.slice(-6));
        for (const [at, start, hertz] of [
          [0, 1, 440],
          [1, 2.5, 880],
        ] as const) {
          expect(Math.abs(seconds(cues[at]?.[1]) - start)).toBeLessThanOrEqual(0.1);
          expect(Math.abs(seconds(cues[at]?.[2]) - start - 1)).toBeLessThanOrEqual(0.2);
          expect(Math.abs(Number(cues[at]?.[3]) / hertz - 1)).toBeLessThan(0.15);
        }
        // As anybody can work it out.
        const listed = `cd '${folder}' && find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d'\\n' sha256sum | sha256sum`;
        const sha256 = (await run('/bin/sh', ['-c', listed])).stdout.slice(0, 64);
        expect(heard?.program).toEqual({ name: 'Sample Speech 1.0', sha256 });
        await writeFile(join(folder, 'model/sample.bin'), 'other weights');
        expect((await new WordProgram(settings(), words(folder)).program()).sha256).not.toBe(sha256);
      });
    });
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('lintel-heard-'))).toEqual([]);
  });

  it('is not started for a recording without sound', async () => {
    expect(await listen('/nowhere', {}, await clip('silent'))).toBeNull();
  });

  it('sees its folder, which it cannot write to, the one sound, and no other file, process or secret', async () => {
    process.env['LINTEL_TEST_SECRET'] = 'hush';
    const other = await clip('h264');
    const seen = await told(
      inShell(`echo /*
echo /job/* /program/* /home/* /root/* /proc/* /dev/*
for file in /etc/passwd /etc/hostname '${other}' '${process.cwd()}/package.json' '${process.execPath}'; do (exec 3<"$file") 2>/dev/null && echo "READ $file"; done
for file in /program/x /program/transcribe sound.wav /job/x /usr/lib/x /etc/x /x; do (echo x >"$file") 2>/dev/null && echo "WROTE $file"; done
(echo x >/tmp/x) && echo 'WROTE /tmp/x'
export -p`),
    );
    delete process.env['LINTEL_TEST_SECRET'];
    expect(seen.split('\n').filter((line) => /^(READ|WROTE)/.test(line))).toEqual(['WROTE /tmp/x']);
    expect(seen.split('\n').slice(0, 2)).toEqual([
      '/bin /etc /job /lib /lib64 /program /sandbox /tmp /usr',
      '/job/sound.wav /program/model /program/transcribe /home/* /root/* /proc/* /dev/*',
    ]);
    expect(seen).not.toMatch(/hush|SECRET|HOME=/);
  });

  it('reaches no network, not even this machine', async () => {
    const server = createServer((socket) => socket.end('inside')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const program = inNode(`
const socket = require('node:net').connect(${port}, '127.0.0.1');
const say = (what) => { console.log(what); process.exit(0); };
socket.on('error', () => say('REFUSED'));
socket.on('connect', () => say('REACHED'));`);
    expect(await told(program)).toBe('REFUSED\n');
    server.close();
  });

  it.each([
    ['crashed', inShell('echo WEBVTT; exit 3')],
    ['crashed', inShell('kill -9 $$')],
    [
      'flooded',
      inShell('while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done'),
    ],
    ['flooded', inNode(`setInterval(() => undefined, 1000); process.stdout.write('a'.repeat(3000000));`)],
    ['no-text', inShell(`printf '\\377\\376'`)],
    ['nameless', inShell('echo WEBVTT', '')],
    ['nameless', inShell('echo WEBVTT', '\\033[31mred')],
    ['crashed', '#!/usr/bin/python3\nprint("WEBVTT")\n'],
  ])('that fails is told to have %s', async (ending, program) => {
    expect(await withProgram(program, (folder) => endingOf(listen(folder)))).toBe(ending);
  });

  it('that does not end is stopped, with all that it has started', async () => {
    const hangs = inShell(`(while :; do :; done) & while :; do :; done`);
    expect(await withProgram(hangs, (folder) => endingOf(listen(folder, { minutes: 0.02 })))).toBe('hung');
    const stopping = AbortSignal.timeout(1_500);
    await expect(withProgram(hangs, (folder) => listen(folder, {}, undefined, stopping))).rejects.toThrow(
      /timeout/i,
    );
    const { stdout } = await run('ps', ['-eo', 'args']);
    expect(stdout).not.toContain('/program/transcribe sound.wav');
  });

  it('that takes more memory than it may is ended', async () => {
    const hungry = inNode(`const all = []; for (;;) all.push(Buffer.alloc(64 * 1024 ** 2, 1));`);
    expect(
      await withProgram(hungry, (folder) => endingOf(listen(folder, { memoryBytes: 2 * 1024 ** 3 }))),
    ).toBe('crashed');
  });

  it('is missing where there is none, where it may not be run, or where its folder is not its own', async () => {
    expect(await endingOf(listen(undefined))).toBe('missing');
    expect(await endingOf(listen('/nowhere/at/all'))).toBe('missing');
    const folder = await programFolder(inShell('echo WEBVTT'), 0o644);
    // Root may run what anybody may run, and no more.
    expect(await endingOf(listen(folder))).toBe('missing');
    await rm(folder, { recursive: true });
    const crowded = await programFolder(inShell('echo WEBVTT'));
    await Promise.all(Array.from({ length: 1_001 }, (_, at) => writeFile(join(crowded, `${at}`), '')));
    expect(await endingOf(listen(crowded))).toBe('crowded');
    await rm(crowded, { recursive: true });
  });

  it('has its folder in sight of the worker’s compartment, and of no other', () => {
    const config = loadConfig({ TRANSCRIBE_FOLDER: '/srv/program' });
    const sees = (name: Parameters<typeof grantsOf>[0]) =>
      grantsOf(name, config).some(({ path }) => path === '/srv/program');
    expect((['intake', 'workspace', 'issuer', 'worker'] as const).filter(sees)).toEqual(['worker']);
    expect(() => loadConfig({ TRANSCRIBE_FOLDER: '/' })).toThrow('TRANSCRIBE_FOLDER');
    expect(() => loadConfig({ TRANSCRIBE_FOLDER: 'program' })).toThrow('TRANSCRIBE_FOLDER');
  });

  it('is asked its name by lintel doctor', async () => {
    const doctor = async (folder?: string) =>
      (
        await tools(
          loadConfig({ NODE_ENV: 'test', ...(folder !== undefined && { TRANSCRIBE_FOLDER: folder }) }),
        )
      ).find(({ what }) => what === 'words');
    expect((await doctor())?.found).toContain('none are proposed');
    await withProgram(inShell('echo WEBVTT'), async (folder) => {
      const finding = await doctor(folder);
      expect(finding?.found).toMatch(/^proposed by Sample Speech 1\.0, SHA-256 of its folder [0-9a-f]{64}$/);
      expect(finding?.mend).toBeUndefined();
    });
    const missing = await doctor('/nowhere/at/all');
    expect([missing?.found, missing?.mend]).toEqual([
      expect.stringContaining('missing'),
      expect.stringContaining('TRANSCRIBE_FOLDER'),
    ]);
  });

  it('never runs in the open, also where decoders may', async () => {
    await withProgram(inShell('echo WEBVTT'), async (folder) => {
      const open = settings({ bwrapPath: '/nowhere/bwrap', allowUnsandboxed: true });
      await expect(new WordProgram(open, words(folder)).program()).rejects.toThrow(SandboxUnavailable);
    });
  });
});
