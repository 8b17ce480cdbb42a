import { CannotOpen } from './zip/zip-fault';

/** Files that lie at the top of a bag, or of exported records; the first that is there tells where that is. */
const MARKS = ['bagit.txt', 'tagmanifest-sha256.txt', 'manifest-sha256.txt', 'records.txt'];

const depthOf = (folder: string): number => (folder === '' ? 0 : folder.split('/').length);

/** Folders that hold a file of that name, and none above them does. */
function foldersWith(mark: string, paths: readonly string[]): string[] {
  const folders = paths
    .filter((path) => path === mark || path.endsWith(`/${mark}`))
    .map((path) => path.slice(0, -mark.length).replace(/\/$/, ''));
  const least = Math.min(...folders.map(depthOf));
  return folders.filter((folder) => depthOf(folder) === least);
}

/**
 * The folder in which a bag lies, among the paths of everything that was found; empty when it is the whole. Archive tools and
 * people put folders around it, and files of their own beside it.
 * @throws CannotOpen when several bags lie there
 */
export function homeOf(paths: readonly string[]): string {
  for (const mark of MARKS) {
    const [only, another] = foldersWith(mark, paths);
    if (another !== undefined) throw new CannotOpen('several bundles lie there: check each of them alone');
    if (only !== undefined) return only;
  }
  return '';
}
