/** From now on `os.tmpdir()` of this process is `folder`. */
export function useTemporaryFolder(folder: string): void {
  process.env['TMPDIR'] = folder;
}
