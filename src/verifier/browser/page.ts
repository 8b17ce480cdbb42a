import type { BagItem } from '../bag/reader';
import { parseBundleJson } from '../bundle/bundle-json';
import { bundleUnknown, type BundleVerdict } from '../bundle/bundle-verdict';
import { describeBundle } from '../bundle/describe-bundle';
import { BAG } from '../bundle/layout';
import { verifyBundle, type BundleOptions, type BundleSource } from '../bundle/verify-bundle';
import { verdictOnZip } from '../bundle/verify-zip';
import { Files } from '../files';
import type { Hasher } from '../hashing/hashed';
import { openZip } from '../zip/open-zip';
import { CannotOpen, ZipFault } from '../zip/zip-fault';
import { bagOf, blobAccess, droppedFiles } from './chosen-files';
import { startFinder } from './finder';
import { startPlayers } from './player/start';
import { startSaid } from './said';
import { pageHasher } from './threads';
import { startTiles } from './tiles';

const part = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
/** What this page shows must be what the checked bundle says. */
async function isThisPage(source: BundleSource): Promise<boolean> {
  const files = new Files('form' in source ? source.reader : source);
  const shown = parseBundleJson(part('bundle').textContent);
  return JSON.stringify(shown) === JSON.stringify(parseBundleJson(await files.text(BAG.summary)));
}

type Open = () => Promise<BundleSource | undefined>;

async function verdictOf(open: Open, options: BundleOptions): Promise<[BundleVerdict, string]> {
  try {
    const source = await open();
    if (source === undefined) return [bundleUnknown('no bundle was chosen: it has a file bagit.txt'), ''];
    const verdict = await verifyBundle(source, options);
    if (verdict.outcome !== 'proven' || (await isThisPage(source))) return [verdict, ''];
    return [verdict, '\nBut it is another bundle than the one that this page shows.'];
  } catch (error) {
    if (error instanceof CannotOpen || error instanceof ZipFault) return [verdictOnZip(error), ''];
    return [bundleUnknown('the files cannot be read'), ''];
  }
}

/** Shows the verdict on what was chosen last. @param script text of the page's script */
class Checker {
  readonly #result = part('result');
  readonly #progress = part('progress') as HTMLProgressElement;
  readonly #fingerprint = part('fingerprint') as HTMLInputElement;
  #running = 0;

  constructor(private readonly script: string) {}

  async check(open: Open): Promise<void> {
    this.#running += 1;
    const own = this.#running;
    this.#result.removeAttribute('data-code');
    this.#result.textContent = 'Checking…';
    this.#progress.hidden = false;
    this.#progress.value = 0;
    const given = this.#fingerprint.value.trim();
    const options = { hasher: this.#hasher, ...(given !== '' && { keyFingerprint: given }) };
    const [verdict, more] = await verdictOf(open, options);
    if (own !== this.#running) return;
    this.#progress.hidden = true;
    this.#result.dataset['code'] = String(more === '' ? verdict.exitCode : 2);
    this.#result.textContent = describeBundle(verdict) + more;
  }

  /** Threads share the bytes; the page shows how many of them have been read. */
  readonly #hasher = (items: readonly BagItem[]): Hasher => {
    const total = items.reduce((sum, { size }) => sum + size, 0);
    let done = 0;
    return pageHasher(total, this.script, (bytes) => {
      done += bytes;
      this.#progress.value = total === 0 ? 1 : Math.min(1, done / total);
    });
  };
}

const isZip = (file: File): boolean => file.name.toLowerCase().endsWith('.zip');

/** Whatever was dropped: one ZIP, or folders and files. */
function openDropped(event: DragEvent): Open {
  const items = Array.from(event.dataTransfer?.items ?? []);
  // Both must be asked for before anything is awaited: afterwards the drop is forgotten.
  const [file, ...others] = Array.from(event.dataTransfer?.files ?? []);
  const entries = items.map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const isFolder = entries.some(({ isDirectory }) => isDirectory);
  if (file !== undefined && isZip(file) && others.length === 0 && !isFolder)
    return () => openZip(blobAccess(file));
  return async () => bagOf(await droppedFiles(entries));
}

/** Takes bundles by either button, and by dropping them anywhere. */
export function startPage(script: string): void {
  const checker = new Checker(script);
  const area = part('check');
  part('zip').addEventListener('change', (event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file !== undefined) void checker.check(() => openZip(blobAccess(file)));
  });
  part('folder').addEventListener('change', (event) => {
    const chosen = Array.from((event.target as HTMLInputElement).files ?? []);
    if (chosen.length === 0) return;
    const files = new Map(chosen.map((file) => [file.webkitRelativePath, file]));
    void checker.check(() => Promise.resolve(bagOf(files)));
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
    void checker.check(openDropped(event));
  });
  startFinder();
  startPlayers();
  startTiles();
  startSaid();
  part('without').hidden = true;
  area.hidden = false;
}
