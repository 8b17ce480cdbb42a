import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { run } from './run.mjs';
import { Refusal, say } from './say.mjs';

const films = (plugin) =>
  `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/gstreamer-1.0/${plugin}`;

/** Program to look for, and the Debian package that brings it. */
export const MEDIA_TOOLS = [
  { program: process.env.FFMPEG_PATH || 'ffmpeg', debian: 'ffmpeg' },
  { program: process.env.FFPROBE_PATH || 'ffprobe', debian: 'ffmpeg' },
  { program: process.env.BWRAP_PATH || 'bwrap', debian: 'bubblewrap' },
  { program: process.env.EXIFTOOL_PATH || 'exiftool', debian: 'libimage-exiftool-perl' },
  // Comes with the others where the system has it. Without it HEIC and AVIF pictures are kept and not shown.
  { program: process.env.HEIF_DEC_PATH || 'heif-dec', debian: 'libheif-examples', optional: true },
];

export const TEST_TOOLS = [
  { program: 'redis-server', debian: 'redis-server' },
  { program: 'heif-dec', debian: 'libheif-examples' },
  { program: 'chromium', debian: 'chromium' },
  { program: 'chromium-headless-shell', debian: 'chromium-headless-shell' },
  { program: 'pdftotext', debian: 'poppler-utils' },
  { program: 'unzip', debian: 'unzip' },
  { program: '7z', debian: '7zip' },
  { program: 'bsdtar', debian: 'libarchive-tools' },
  { program: 'python3', debian: 'python3' },
  { program: 'openssl', debian: 'openssl' },
  { program: 'promtool', debian: 'prometheus' },
  { program: 'clamd', debian: 'clamav-daemon' },
  { program: 'espeak-ng', debian: 'espeak-ng' },
];

/** The engine of Safari, with a screen that nobody sees and what it plays films by. */
export const WEBKIT_TOOLS = [
  { program: 'WebKitWebDriver', debian: 'webkit2gtk-driver' },
  { program: 'Xvfb', debian: 'xvfb' },
  { program: films('libgstlibav.so'), debian: 'gstreamer1.0-libav', runs: false },
  { program: films('libgstisomp4.so'), debian: 'gstreamer1.0-plugins-good', runs: false },
];

export const CEPH_TOOLS = ['ceph-mon', 'ceph-osd', 'ceph-mgr', 'radosgw'].map((name) => ({
  program: name,
  debian: name,
}));

/** For the suites that install Lintel on a Debian of its own, and in containers. */
export const SERVER_TOOLS = [
  { program: 'mmdebstrap', debian: 'mmdebstrap' },
  { program: 'systemd-nspawn', debian: 'systemd-container' },
  { program: 'nsenter', debian: 'util-linux' },
];

export const CONTAINER_TOOLS = [
  { program: 'mmdebstrap', debian: 'mmdebstrap' },
  { program: 'podman', debian: 'podman' },
  { program: 'runc', debian: 'runc' },
  { program: 'docker-compose', debian: 'docker-compose' },
  { program: 'nft', debian: 'nftables' },
  { program: '/usr/lib/podman/netavark', debian: 'netavark' },
  // By it containers find each other by name, and a killed one starts again: podman cannot take its network down without.
  { program: '/usr/lib/podman/aardvark-dns', debian: 'aardvark-dns' },
];

// Some accounts lack the system folders on their path.
const folders = () => [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/bin',
  '/usr/sbin',
  '/bin',
  '/sbin',
];

function found({ program, runs = true }) {
  const places = isAbsolute(program) ? [program] : folders().map((folder) => join(folder, program));
  return places.some((place) => {
    try {
      accessSync(place, runs ? constants.X_OK : constants.R_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const missingOf = (tools) => tools.filter((tool) => !found(tool));

async function aptInstall(packages) {
  // In runlevel 1 invoke-rc.d starts no service: we want the programs, not daemons that outlive us.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args) => run('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], { env });
  const install = () => apt('install', '-y', '--no-install-recommends', ...packages);
  say(`Installing ${packages.join(', ')} (apt-get)...`);
  if ((await apt('update')) !== 0)
    say('apt-get update did not succeed; trying with the lists that are here.');
  return install();
}

/** Makes sure that every tool is there: installs what is missing as root on Debian, else names it in one sentence. */
export async function ensureTools(tools) {
  const missing = missingOf(tools);
  if (missing.every(({ optional }) => optional)) return;
  const packages = [...new Set(missing.map(({ debian }) => debian))];
  if (process.getuid?.() === 0 && found({ program: 'apt-get' })) await aptInstall(packages);
  const still = missingOf(missing)
    .filter(({ optional }) => !optional)
    .map(({ program }) => program);
  if (still.length > 0) {
    throw new Refusal(
      `Missing: ${still.join(', ')}. Install with: sudo apt-get install ${packages.join(' ')} - then run this again.`,
    );
  }
}
