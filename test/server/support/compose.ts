import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { join } from 'node:path';
import { folderOf, readText } from './containers';

const FILE = 'docker/compose.yml';

/** What of the Compose specification our own containers use. */
export interface Service {
  readonly image: string;
  readonly build?: { readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly networks: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
}

export interface Network {
  readonly internal?: boolean;
  readonly ipam?: { readonly config: readonly { readonly subnet: string }[] };
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, Network>>;
}

export const readCompose = async (): Promise<Compose> =>
  load(await readText(FILE), { schema: CORE_SCHEMA.withTags(mergeTag) }) as Compose;

/** `$$` is how Compose writes a dollar. */
const typed = (text: string): string => text.replaceAll('$$', '$');

/** As podman writes what Docker calls by another name. */
function securityOption(option: string): string {
  if (option === 'systempaths=unconfined') return 'unmask=ALL';
  if (option.startsWith('seccomp=') && option !== 'seccomp=unconfined')
    return `seccomp=${join(folderOf(FILE), option.slice('seccomp='.length))}`;
  return option.replace(/:true$/, '');
}

function healthOf({ healthcheck }: Service): string[] {
  if (healthcheck === undefined) return [];
  const [kind, ...command] = healthcheck.test;
  // Podman takes an array for CMD without being told so; one that begins with that word it splits at its blanks, quotes and all.
  const asked = kind === 'CMD' ? JSON.stringify(command) : (command[0] ?? '');
  // Run when we ask: nothing here would run it by the clock.
  return ['--health-cmd', asked, '--health-interval', 'disable'];
}

/**
 * `podman run` for a service as its lines say.
 * @param hosts where the services are that the test has instead of containers
 */
export function runArguments(
  service: Service,
  hosts: Readonly<Record<string, string>>,
  command: readonly string[] = service.command ?? [],
): string[] {
  const [entrypoint, ...rest] = service.entrypoint ?? [];
  return [
    ...service.networks.flatMap((network) => ['--network', network]),
    ...Object.entries(hosts).flatMap(([name, address]) => ['--add-host', `${name}:${address}`]),
    ...(service.read_only === true ? ['--read-only', '--read-only-tmpfs=false'] : []),
    ...(service.tmpfs ?? []).flatMap((path) => ['--tmpfs', path]),
    ...(service.cap_drop ?? []).map((name) => `--cap-drop=${name}`),
    ...(service.security_opt ?? []).flatMap((option) => ['--security-opt', securityOption(option)]),
    ...(service.volumes ?? []).flatMap((volume) => ['--volume', volume]),
    ...(service.ports ?? []).flatMap((port) => ['--publish', port]),
    ...Object.entries(service.environment ?? {}).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...healthOf(service),
    ...(entrypoint === undefined ? [] : ['--entrypoint', JSON.stringify([entrypoint, ...rest])]),
    ...[service.image, ...command.map(typed)],
  ];
}
