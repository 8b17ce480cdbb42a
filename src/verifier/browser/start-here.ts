import type { BagReader } from '../bag/reader';
import { parseBundleJson } from '../bundle/bundle-json';
import { bundleTampered, bundleUnknown, describeBundle, type BundleVerdict } from '../bundle/bundle-verdict';
import { BAG } from '../bundle/layout';
import { verifyBundle, type BundleSource } from '../bundle/verify-bundle';
import { Files } from '../files';
import { openZip, type OpenedZip } from '../zip/open-zip';
import { ZipCut, ZipFault } from '../zip/zip-fault';
import { bagOf, blobAccess, droppedFiles } from './chosen-files';

const part = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
const result = part('result');
const progress = part('progress') as HTMLProgressElement;
const fingerprint = part('fingerprint') as HTMLInputElement;
const area = part('check');

/** Shows how many of the bytes have been read. */
function watched(reader: BagReader, total: number): BagReader {
  let done = 0;
  return {
    list: () => reader.list(),
    read: async function* (path) {
      for await (const chunk of reader.read(path)) {
        done += chunk.length;
        progress.value = total === 0 ? 1 : Math.min(1, done / total);
        yield chunk;
      }
    },
  };
}

async function watchedSource(source: BundleSource): Promise<BundleSource> {
  const reader = 'wrongCrc' in source ? source.reader : source;
  const total = (await reader.list()).reduce((sum, { size }) => sum + size, 0);
  const seen = watched(reader, total);
  return 'wrongCrc' in source ? ({ ...source, reader: seen } satisfies OpenedZip) : seen;
}

/** What this page shows must be what the checked bundle says. */
async function isThisPage(source: BundleSource): Promise<boolean> {
  const files = new Files('wrongCrc' in source ? source.reader : source);
  const shown = parseBundleJson(part('bundle').textContent);
  return JSON.stringify(shown) === JSON.stringify(parseBundleJson(await files.text(BAG.summary)));
}

async function verdictOf(open: () => Promise<BundleSource | undefined>): Promise<[BundleVerdict, string]> {
  try {
    const source = await open();
    if (source === undefined) return [bundleUnknown('no bundle was chosen: it has a file bagit.txt'), ''];
    const given = fingerprint.value.trim();
    const verdict = await verifyBundle(
      await watchedSource(source),
      given === '' ? {} : { keyFingerprint: given },
    );
    if (verdict.outcome !== 'proven' || (await isThisPage(source))) return [verdict, ''];
    return [verdict, '\nBut it is another bundle than the one that this page shows.'];
  } catch (error) {
    if (error instanceof ZipCut) return [bundleUnknown(error.message), ''];
    if (!(error instanceof ZipFault)) return [bundleUnknown('the files cannot be read'), ''];
    const { where, expected, found } = error;
    return [bundleTampered({ what: 'bad-zip', where, expected, found }), ''];
  }
}

let running = 0;

async function check(open: () => Promise<BundleSource | undefined>): Promise<void> {
  running += 1;
  const own = running;
  result.removeAttribute('data-code');
  result.textContent = 'Checking…';
  progress.hidden = false;
  progress.value = 0;
  const [verdict, more] = await verdictOf(open);
  if (own !== running) return;
  progress.hidden = true;
  result.dataset['code'] = String(more === '' ? verdict.exitCode : 2);
  result.textContent = describeBundle(verdict) + more;
}

const isZip = (file: File): boolean => file.name.toLowerCase().endsWith('.zip');

part('zip').addEventListener('change', (event) => {
  const file = (event.target as HTMLInputElement).files?.[0];
  if (file !== undefined) void check(() => openZip(blobAccess(file)));
});

part('folder').addEventListener('change', (event) => {
  const chosen = Array.from((event.target as HTMLInputElement).files ?? []);
  if (chosen.length === 0) return;
  const files = new Map(chosen.map((file) => [file.webkitRelativePath, file]));
  void check(() => Promise.resolve(bagOf(files)));
});

for (const name of ['dragenter', 'dragover']) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    area.classList.add('over');
  });
}
document.addEventListener('dragleave', () => area.classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  area.classList.remove('over');
  const items = Array.from(event.dataTransfer?.items ?? []);
  // Both must be asked for before anything is awaited: afterwards the drop is forgotten.
  const [file, ...others] = Array.from(event.dataTransfer?.files ?? []);
  const entries = items.map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (
    file !== undefined &&
    isZip(file) &&
    others.length === 0 &&
    !entries.some(({ isDirectory }) => isDirectory)
  ) {
    void check(() => openZip(blobAccess(file)));
  } else void check(async () => bagOf(await droppedFiles(entries)));
});

part('without').hidden = true;
area.hidden = false;
