const WANTED = [20, 19];

/** Says in one sentence that this Node is too old, and stops. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > WANTED[0] || (major === WANTED[0] && minor >= WANTED[1])) return;
  process.stderr.write(
    `Lintel needs Node ${WANTED.join('.')} or newer; this is Node ${process.versions.node} (see https://nodejs.org).\n`,
  );
  process.exit(1);
}
